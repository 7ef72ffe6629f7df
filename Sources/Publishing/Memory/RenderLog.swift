import Files
import Records
import Synchronization
import Values

/// What a rendering is made from, noted for the next one; and what it may take over from the last.
final class RenderLog: Sendable {
  let keys: RenderKeys
  let reuse: Reuse?
  private let state = Mutex(State())

  private struct State {
    var records: [RenderMemory.Record] = []
    var segments: [Int: RenderMemory.Segment] = [:]
    var pages: [String: Digest] = [:]
    var catalogue: CatalogueMemory?
  }

  init(keys: RenderKeys, reuse: Reuse?) {
    self.keys = keys
    self.reuse = reuse
  }

  func note(_ record: RecordID, _ unit: RenderMemory.Unit) {
    state.withLock { $0.records.append((record, unit)) }
  }

  /// Notes many at once.
  func note(_ units: some Sequence<(RecordID, RenderMemory.Unit)>) {
    let units = units.map { (id: $0.0, unit: $0.1) }
    state.withLock { $0.records += units }
  }

  /// Takes a page over that lists what it listed before.
  ///
  /// - Returns: whether it stands.
  func keeps(_ page: SitePage, into sink: some PageSink) -> Bool {
    guard let listing = page.listing else { return false }
    return keeps(page.path, madeFrom: keys.listing(page, listing), into: sink)
  }

  /// Takes a file over that lists what it listed before.
  ///
  /// - Parameter key: of all that it is made from.
  /// - Returns: whether it stands.
  func keeps(_ path: String, madeFrom key: Digest, into sink: some PageSink) -> Bool {
    state.withLock { $0.pages[path] = key }
    guard let reuse, reuse.page(path) == key, let place = reuse.place(of: path), reuse.isIntact(place) else {
      return false
    }
    return sink.keep(place..<place + 1)
  }

  func note(segment first: Int, _ segment: RenderMemory.Segment) { state.withLock { $0.segments[first] = segment } }

  /// Notes where items stand in the catalogue's machine forms; nil where all of them stand as they stood.
  func note(catalogue: CatalogueMemory?) { state.withLock { $0.catalogue = catalogue ?? reuse?.catalogue } }

  /// Keeps the notes beside the output, once it is switched in.
  ///
  /// What goes wrong here costs the next publication its time, and nothing else.
  ///
  /// - Parameter retire: puts the old site away, and tells of the new one what the file system does: meanwhile the notes are
  ///   put together.
  func remember(
    _ content: Digest, in output: String, secret: Digest, _ retire: () -> Staging.Retired?
  ) {
    let path = RenderMemory.path(beside: output)
    var memory = RenderMemory(content: content)
    (memory.records, memory.segments, memory.pages) = state.withLock { ($0.records, $0.segments, $0.pages) }
    memory.catalogue = state.withLock { $0.catalogue }
    let beginning = Beside { [memory] in memory.beginning }
    guard let retired = retire() else {
      _ = beginning.result()
      return OutputFiles.remove(path)
    }
    memory.manifest = FileIdentity(of: "\(output)/\(Manifest.fileName)")
    memory.identities = retired.identities
    memory.folders = retired.folders
    memory.spareFolders = retired.spareFolders
    do throws(FileFault) {
      try OutputFiles.replaceUnsynced(path, with: memory.pieces(after: beginning.result(), secret: secret))
    } catch {
      OutputFiles.remove(path)
      OutputFiles.remove(path + ".new")
    }
  }
}
