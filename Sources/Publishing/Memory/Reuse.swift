import Files
import Records
import Review
import Values

/// Files of the site that is replaced, which the new one takes over as they are.
final class Reuse: Sendable {
  private let memory: RenderMemory
  let published: Manifest
  private let output: String
  /// The folder that only has to be changed where the site changes; nil if every file has to be put in.
  let spare: SpareTree?
  /// The place of each record in the memory's list.
  private let places: [RecordID: Int]
  /// Where the files of each record of that list stand in the manifest: all in a row, for their paths begin alike. None
  /// for a record whose files do not.
  private let runs: [Range<Int>]
  /// For each published file whether nobody wrote to it since; nil where that is asked one by one.
  private let untouched: [Bool]?

  /// Takes up what was remembered of an output; nil if nothing was, or if it can't be believed.
  init?(output: String, published: Manifest?, secret: Digest) {
    guard let published,
      let folder = try? Folder(OutputFiles.parent(of: output)),
      let bytes = try? folder.read(OutputFiles.name(of: RenderMemory.path(beside: output)), limit: 1 << 32),
      let memory = RenderMemory(bytes: bytes, secret: secret), Reuse.isOf(published, in: output, memory),
      memory.identities.count == published.files.count
    else { return nil }
    self.memory = memory
    self.published = published
    self.output = output
    places = Dictionary(
      memory.records.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    runs = Reuse.runs(published, places, count: memory.records.count)
    // What is on the site is looked at in the spare: the same files under other names.
    spare = SpareTree.untouched(beside: output, folders: memory.spareFolders)
    untouched = spare.flatMap { try? Folder($0.path) }.map { folder in
      let files = published.files
      let ranges = stride(from: 0, to: files.count, by: 512).map { $0..<min($0 + 512, files.count) }
      return Parallel.map(ranges, atLeast: 2) { range in
        zip(folder.identities(of: range) { files[$0].path }, memory.identities[range]).map { $0 == $1 }
      }.flatMap(\.self)
    }
  }

  /// Whether it speaks of the very manifest that was read: of a file that nobody wrote to since, or of its content.
  private static func isOf(_ published: Manifest, in output: String, _ memory: RenderMemory) -> Bool {
    let isSame = memory.manifest != nil && memory.manifest == FileIdentity(of: "\(output)/\(Manifest.fileName)")
    return isSame || memory.content == published.content
  }

  /// What a record's files were made from, and where they stand in the manifest.
  struct Kept {
    let unit: RenderMemory.Unit
    let files: Range<Int>
  }

  /// What is remembered of a record.
  func kept(of record: RecordID) -> Kept? {
    places[record].map { Kept(unit: memory.records[$0].unit, files: runs[$0]) }
  }

  /// What a segment of the search index was made from.
  func segment(_ first: Int) -> RenderMemory.Segment? { memory.segments[first] }

  /// What a page listed.
  func page(_ path: String) -> Digest? { memory.pages[path] }

  /// Where items stand in the catalogue's machine forms.
  var catalogue: CatalogueMemory? { memory.catalogue }

  /// What the file system told of a published file.
  func identity(_ place: Int) -> FileIdentity { memory.identities[place] }

  private static func runs(_ published: Manifest, _ places: [RecordID: Int], count: Int) -> [Range<Int>] {
    var runs: [Range<Int>?] = Array(repeating: nil, count: count)
    var start = 0
    while start < published.files.count {
      guard let record = published.files[start].source?.record else {
        start += 1
        continue
      }
      var end = start + 1
      while end < published.files.count, published.files[end].source?.record == record { end += 1 }
      if let place = places[record] { runs[place] = runs[place] == nil ? start..<end : 0..<0 }
      start = end
    }
    return runs.map { $0 ?? 0..<0 }
  }

  /// Whether nobody wrote to a record's files since, and all are there.
  ///
  /// - Parameter address: of the record's page. All its files begin as that does.
  func isIntact(_ kept: Kept, at address: String) -> Bool {
    guard kept.files.count == kept.unit.files, !kept.files.isEmpty else { return false }
    let beginning = SiteAddresses.beginning(of: address)
    return kept.files.allSatisfy { published.files[$0].path.hasPrefix(beginning) && isIntact($0) }
  }

  /// The places of the files below a folder, ending with `/`.
  func files(below folder: String) -> Range<Int>? {
    // Paths are in the order of their bytes, so that a folder's files stand together.
    let start = published.place(notBefore: folder)
    var end = start
    while end < published.files.count, published.files[end].path.hasPrefix(folder) { end += 1 }
    return start < end && (start..<end).allSatisfy(isIntact) ? start..<end : nil
  }

  /// The place of a published path; nil if none has it.
  func place(of path: String) -> Int? {
    let at = published.place(notBefore: path)
    return at < published.files.count && published.files[at].path == path ? at : nil
  }

  /// Whether nobody wrote to a published file since.
  func isIntact(_ place: Int) -> Bool {
    untouched?[place] ?? (FileIdentity(of: location(of: place)) == memory.identities[place])
  }

  /// Where a published file lies.
  func location(of place: Int) -> String { "\(output)/\(published.files[place].path)" }

  /// Whether nothing was added to the site, or taken from it, by other hands.
  ///
  /// - Parameter path: where it lies now. (A folder that was moved has another time of change; what is in it has not.)
  func hasOwnFolders(at path: String) -> Bool {
    guard let found = Folders(of: memory.folders.map(\.path), below: path)?.entries, !found.isEmpty else {
      return false
    }
    return zip(found, memory.folders).allSatisfy { now, then in
      now == then
        || (now.path.isEmpty && then.path.isEmpty && now.identity.inode == then.identity.inode
          && now.identity.modified == then.identity.modified)
    }
  }
}
