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
    var records: [RecordID: RenderMemory.Unit] = [:]
    var segments: [Int: RenderMemory.Segment] = [:]
  }

  init(keys: RenderKeys, reuse: Reuse?) {
    self.keys = keys
    self.reuse = reuse
  }

  func note(_ record: RecordID, _ unit: RenderMemory.Unit) { state.withLock { $0.records[record] = unit } }

  func note(segment first: Int, _ segment: RenderMemory.Segment) { state.withLock { $0.segments[first] = segment } }

  /// Keeps the notes beside the output, once it is switched in and nothing else points to its files.
  ///
  /// What goes wrong here costs the next publication its time, and nothing else.
  func remember(_ manifest: Manifest, in output: String, secret: Digest) {
    let path = RenderMemory.path(beside: output)
    let found = Parallel.map(manifest.files) { FileIdentity(of: "\(output)/\($0.path)") }
    let identities = found.compactMap(\.self)
    guard identities.count == found.count else { return OutputFiles.remove(path) }
    var memory = RenderMemory(content: manifest.content)
    (memory.records, memory.segments) = state.withLock { ($0.records, $0.segments) }
    memory.identities = identities
    do throws(FileFault) {
      try OutputFiles.replaceUnsynced(path, with: memory.bytes(secret: secret))
    } catch {
      OutputFiles.remove(path)
      OutputFiles.remove(path + ".new")
    }
  }
}
