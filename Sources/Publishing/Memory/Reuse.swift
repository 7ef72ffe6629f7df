import Files
import Records
import Review
import Values

/// Files of the site that is replaced, which the new one takes over as they are.
final class Reuse: Sendable {
  private let memory: RenderMemory
  private let published: Manifest
  private let output: String
  /// Places in the manifest of the files of each record.
  private let byRecord: [RecordID: [Int]]

  /// Takes up what was remembered of an output; nil if nothing was, or if it can't be believed.
  init?(output: String, published: Manifest?, secret: Digest) {
    guard let published,
      let folder = try? Folder(OutputFiles.parent(of: output)),
      let bytes = try? folder.read(OutputFiles.name(of: RenderMemory.path(beside: output)), limit: 1 << 32),
      let memory = RenderMemory(bytes: bytes, secret: secret), memory.content == published.content,
      memory.identities.count == published.files.count
    else { return nil }
    self.memory = memory
    self.published = published
    self.output = output
    var byRecord: [RecordID: [Int]] = [:]
    byRecord.reserveCapacity(memory.records.count)
    for (at, file) in published.files.enumerated() {
      if let source = file.source { byRecord[source.record, default: []].append(at) }
    }
    self.byRecord = byRecord
  }

  /// What a record's files were made from.
  func unit(of record: RecordID) -> RenderMemory.Unit? { memory.records[record] }

  /// What a segment of the search index was made from.
  func segment(_ first: Int) -> RenderMemory.Segment? { memory.segments[first] }

  /// The files of a record that nobody wrote to since; nil if any was touched, or there is none.
  func files(of record: RecordID) -> [Manifest.Entry]? { byRecord[record].flatMap(intact) }

  /// The files below a folder, ending with `/`.
  func files(below folder: String) -> [Manifest.Entry]? {
    // Paths are in the order of their bytes, so that a folder's files stand together.
    let start = place(of: folder)
    var end = start
    while end < published.files.count, published.files[end].path.hasPrefix(folder) { end += 1 }
    return start == end ? nil : intact(Array(start..<end))
  }

  /// A published file with these bytes, if nobody wrote to it since.
  func file(_ path: String, digest: Digest) -> Manifest.Entry? {
    let at = place(of: path)
    guard at < published.files.count, published.files[at].path == path, published.files[at].digest == digest else {
      return nil
    }
    return intact([at])?.first
  }

  /// Where a published file lies.
  func location(of entry: Manifest.Entry) -> String { "\(output)/\(entry.path)" }

  private func intact(_ places: [Int]) -> [Manifest.Entry]? {
    for at in places {
      let entry = published.files[at]
      guard FileIdentity(of: location(of: entry)) == memory.identities[at] else { return nil }
    }
    return places.map { published.files[$0] }
  }

  /// The first place whose path is not before this one.
  private func place(of path: String) -> Int {
    var low = 0
    var high = published.files.count
    while low < high {
      let middle = (low + high) / 2
      if published.files[middle].path.precedesInBytes(path) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
