/// Paths within an OFD package (GB/T 33190-2016, 7.1): from the root with `/`, else from the folder of the file that
/// names them.
package enum OFDPath {
  /// Resolves a path against the file that holds it.
  static func resolve(_ path: String, from file: String) -> String {
    let path = path.replacing("\\", with: "/")
    var steps = path.hasPrefix("/") ? [] : file.split(separator: "/").dropLast().map(String.init)
    for step in path.split(separator: "/") {
      switch step {
      case ".": break
      case "..": _ = steps.popLast()
      default: steps.append(String(step))
      }
    }
    return steps.joined(separator: "/")
  }

  /// The entry that a path means: from the file's folder, else from the root, as some producers write.
  package static func entry(_ path: String, from file: String, in archive: Archive) -> Int? {
    archive.index(of: resolve(path, from: file)) ?? archive.index(of: resolve("/" + path, from: ""))
  }
}
