import Diagnostics
import Files
import Publishing
import Review

/// Writes what is for the office alone: to stdout, or to a file where a person said.
enum InternalFile {
  /// - Parameters:
  ///   - path: where to; nil or `-` for stdout.
  ///   - what: its name, for the refusal.
  static func write(_ bytes: [UInt8], to path: String?, what: String) throws {
    guard let path, path != "-" else { return Terminal.out(bytes: bytes) }
    try replace(path, with: bytes, what: what)
    Terminal.out("已写 \(path)")
  }

  /// Puts a file where a person said.
  static func replace(_ path: String, with bytes: [UInt8], what: String) throws {
    try refuse(path, what: what)
    do throws(FileFault) {
      try OutputFiles.replace(path, with: bytes)
    } catch {
      throw unwritable(path, error)
    }
  }

  /// Puts a file of the office's own where a person said, written piece by piece, and readable for its owner alone unless
  /// one is there that others read.
  static func replace(
    _ path: String, what: String, export: String?, writing body: (_ write: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    try refuse(path, what: what, export: export)
    do {
      try OutputFiles.replacePrivately(path) { file in try body { try file.write($0) } }
    } catch let error as FileFault {
      throw unwritable(path, error)
    }
  }

  private static func unwritable(_ path: String, _ error: FileFault) -> ActRefusal {
    ActRefusal([
      Diagnostic("file.unwritable", "不能写入「\(path)」：\(error.message)", remedy: "检查文件夹是否存在、有没有写权限、磁盘是否已满")
    ])
  }

  /// Throws where a path names no file, something that is no plain file, a file of a site, or a place in a published one.
  static func refuse(_ path: String, what: String, export: String? = nil) throws {
    if path.isEmpty || path.hasSuffix("/") {
      throw refusal("file.unwritable", "「\(path)」不是文件名，\(what)没有写出", "写明文件，如 文件夹/文件名")
    }
    if let kind = try OutputFiles.kind(of: path), kind != .file {
      let named = kind == .folder ? "文件夹" : kind == .link ? "符号链接" : "设备或管道"
      throw refusal("file.unwritable", "「\(path)」是\(named)，不是普通文件，\(what)不能写在那里", "换一个文件名")
    }
    try refuse(in: path, what: what, export: export)
  }

  /// Throws where a path lies in a published site, or is one of a site's own.
  static func refuse(in path: String, what: String, export: String? = nil) throws {
    if let published = PublishedFolder.enclosing(path) {
      throw refusal("internal.in-output", "「\(path)」在已发布的网站「\(published)」之内，\(what)是内部资料，不能放在那里", "换一个位置")
    }
    guard let own = SiteGround.own(path) else { return }
    if own.isExport, let export, OutputFiles.absolute(export) == own.site { return }
    throw refusal(
      "internal.in-site", "「\(path)」是站点「\(own.site)」自己的文件，或在它的内容文件夹里，\(what)不能写在那里", "换一个位置，不要放在站点文件夹里")
  }

  private static func refusal(_ code: String, _ message: String, _ remedy: String) -> PublicationRefusal {
    PublicationRefusal([Diagnostic(code, message, remedy: remedy)])
  }
}
