import Diagnostics
import Files
import Publishing

/// Writes what is for the office alone: to stdout, or to a file that is in no published site.
enum InternalFile {
  /// - Parameters:
  ///   - path: where to; nil or `-` for stdout.
  ///   - what: its name, for the refusal.
  static func write(_ bytes: [UInt8], to path: String?, what: String) throws {
    guard let path, path != "-" else { return Terminal.out(bytes: bytes) }
    try refuse(path, what: what)
    try OutputFiles.replace(path, with: bytes)
    Terminal.out("已写 \(path)")
  }

  /// Throws where a path lies in a published site.
  static func refuse(_ path: String, what: String) throws {
    guard let published = PublishedFolder.enclosing(path) else { return }
    throw PublicationRefusal([
      Diagnostic(
        "internal.in-output", "「\(path)」在已发布的网站「\(published)」之内，\(what)是内部资料，不能放在那里", remedy: "换一个位置")
    ])
  }
}
