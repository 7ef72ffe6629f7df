import Diagnostics
import Files
import Records
import Values

/// The templates and their assets, as read from a folder.
public struct TemplateFolder: Sendable {
  /// Template files by name: `record.mustache`.
  let templates: [String: [UInt8]]
  /// Assets by path below `assets/`.
  let assets: [(path: String, bytes: [UInt8])]
  /// SHA-256 over every file's path and bytes; recorded with each publication.
  public let digest: Digest
  let path: String

  /// Reads a folder.
  ///
  /// - Throws: `FileFault` if a file can't be read; links are refused.
  public init(path: String) throws(FileFault) {
    var templates: [String: [UInt8]] = [:]
    var assets: [(path: String, bytes: [UInt8])] = []
    var failure: FileFault?
    var stream = DigestStream()
    stream.update("gongkai-layout-v1\n".utf8)
    let folder = try Folder(path)
    try folder.walkAll { entry, read in
      guard !entry.path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { return }
      switch read(16 << 20) {
      case .failure(let fault): failure = failure ?? fault
      case .success(let bytes):
        stream.update("\(entry.path.utf8.count) \(entry.path) \(bytes.count) ".utf8)
        stream.update(bytes)
        if entry.path.hasSuffix(".mustache") { templates[entry.path] = bytes }
        if entry.path.hasPrefix("assets/") { assets.append((String(entry.path.dropFirst(7)), bytes)) }
      }
    }
    if let failure { throw failure }
    self.templates = templates
    self.assets = assets
    self.path = path
    digest = stream.finish()
  }

  /// Finds the templates: those given, the site's own, those beside the site, in the working folder, or where the
  /// program was built.
  public static func locate(site: String, given: String?) -> String? {
    if let given { return given }
    var places = ["\(site)/templates", "\(OutputFiles.parent(of: OutputFiles.absolute(site)))/templates", "templates"]
    var folder = OutputFiles.parent(of: OutputFiles.absolute("/proc/self/exe"))
    while folder != "/" {
      places.append("\(folder)/templates")
      folder = OutputFiles.parent(of: folder)
    }
    return places.first { (try? Folder($0))?.exists("layout.mustache") == true }
  }
}
