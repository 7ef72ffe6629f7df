import Files
import Synchronization
import Values

/// The folder that a site is built in before it is switched in: beside the output, on the same file system.
final class Staging: Sendable {
  let path: String
  private let state = Mutex(State())

  private struct State {
    var folders: Set<String> = []
    var entries: [Manifest.Entry] = []
  }

  /// Makes an empty folder beside the output, in place of any that a crash left.
  init(beside output: String) throws(FileFault) {
    path = Staging.path(beside: output)
    try OutputFiles.removeTree(path)
    try OutputFiles.makeFolder(path)
  }

  /// Where the staging folder of an output lies.
  static func path(beside output: String) -> String {
    let name = output.split(separator: "/").last.map(String.init) ?? "public"
    return "\(OutputFiles.parent(of: output))/.\(name).staging"
  }

  /// Writes one file of the site and notes it for the manifest. May be called from several threads.
  ///
  /// - Returns: the digest of the bytes.
  /// - Throws: `FileFault` also if two pages claim one path.
  @discardableResult
  func write(_ bytes: [UInt8], to relative: String, source: Manifest.Source? = nil) throws(FileFault) -> Digest {
    let entry = Manifest.Entry(path: relative, size: bytes.count, digest: Digest(of: bytes), source: source)
    let folder = OutputFiles.parent(of: "\(path)/\(relative)")
    let isKnown = state.withLock { $0.folders.contains(folder) }
    if !isKnown {
      try OutputFiles.makeFolder(folder)
      state.withLock { _ = $0.folders.insert(folder) }
    }
    try OutputFiles.write(bytes, to: "\(path)/\(relative)")
    state.withLock { $0.entries.append(entry) }
    return entry.digest
  }

  /// What was written so far.
  var entries: [Manifest.Entry] { state.withLock { $0.entries } }

  /// Makes sure that the folder holds exactly what the manifest lists, each file with its size.
  ///
  /// - Throws: `FileFault` for the first difference.
  func checkAgainst(_ manifest: Manifest) throws(FileFault) {
    let listed = Dictionary(manifest.files.map { ($0.path, $0.size) }, uniquingKeysWith: { first, _ in first })
    guard listed.count == manifest.files.count else { throw FileFault("核对", path, "两页占了同一个地址") }
    var seen = 0
    var strange: String?
    try Folder(path).walkSizes { file, size in
      if file == Manifest.fileName { return }
      if listed[file] == size { seen += 1 } else { strange = strange ?? file }
    }
    if let strange { throw FileFault("核对", strange, "写下的文件与清单不符") }
    guard seen == listed.count else { throw FileFault("核对", path, "写下的文件比清单少") }
  }

  /// Removes the folder; for when a publication is given up.
  func discard() { try? OutputFiles.removeTree(path) }
}
