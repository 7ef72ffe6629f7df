import Files
import Synchronization
import Values

/// The folder that a site is built in before it is switched in: beside the output, on the same file system.
final class Staging: Sendable {
  let path: String
  /// What may be taken over from the site that is replaced.
  private let reuse: Reuse?
  private let state = Mutex(State())

  private struct State {
    var folders: Set<String> = []
    var entries: [Manifest.Entry] = []
  }

  /// Makes an empty folder beside the output, in place of any that a crash left.
  init(beside output: String, reuse: Reuse? = nil) throws(FileFault) {
    self.reuse = reuse
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
    try makeFolder(of: relative)
    let isKept = reuse?.file(relative, digest: entry.digest).map { link($0) } ?? false
    if !isKept { try OutputFiles.write(bytes, to: "\(path)/\(relative)") }
    state.withLock { $0.entries.append(entry) }
    return entry.digest
  }

  /// Takes files over from the site that is replaced, all of them or none. May be called from several threads.
  func keep(_ files: [Manifest.Entry]) -> Bool {
    for (at, file) in files.enumerated() {
      guard (try? makeFolder(of: file.path)) != nil, link(file) else {
        for linked in files[..<at] { OutputFiles.remove("\(path)/\(linked.path)") }
        return false
      }
    }
    state.withLock { $0.entries += files }
    return true
  }

  private func link(_ file: Manifest.Entry) -> Bool {
    guard let reuse else { return false }
    return (try? OutputFiles.link(reuse.location(of: file), to: "\(path)/\(file.path)")) != nil
  }

  private func makeFolder(of relative: String) throws(FileFault) {
    let folder = OutputFiles.parent(of: "\(path)/\(relative)")
    guard !state.withLock({ $0.folders.contains(folder) }) else { return }
    try OutputFiles.makeFolder(folder)
    state.withLock { _ = $0.folders.insert(folder) }
  }

  /// What was written so far.
  var entries: [Manifest.Entry] { state.withLock { $0.entries } }

  /// Makes sure that the folder holds exactly these files, each with its size.
  ///
  /// - Throws: `FileFault` for the first difference.
  func check(_ entries: [Manifest.Entry]) throws(FileFault) {
    let listed = Dictionary(entries.map { ($0.path, $0.size) }, uniquingKeysWith: { first, _ in first })
    guard listed.count == entries.count else { throw FileFault("核对", path, "两页占了同一个地址") }
    var seen = 0
    var strange: String?
    try Folder(path).walkSizes { file, size in
      if listed[file] == size { seen += 1 } else { strange = strange ?? file }
    }
    if let strange { throw FileFault("核对", strange, "写下的文件与清单不符") }
    guard seen == listed.count else { throw FileFault("核对", path, "写下的文件比清单少") }
  }

  /// Removes the folder; for when a publication is given up.
  func discard() { try? OutputFiles.removeTree(path) }
}
