import Diagnostics
import Files
import Records
import Templates
import Values

/// The templates and their assets, as read from a folder and from the site's own overrides.
public struct TemplateFolder: Sendable {
  /// Template files by name: `record.mustache`.
  let templates: [String: [UInt8]]
  /// Assets by path below `assets/`.
  let assets: [(path: String, bytes: [UInt8])]
  /// SHA-256 over every file's path and bytes; recorded with each publication.
  public let digest: Digest
  /// Every file by its path.
  let files: [String: [UInt8]]
  /// Where each file was read from, for messages.
  private let places: [String: String]

  /// Reads a folder, and a second one whose files take the place of files of the same name: a site's own logo, colours
  /// or page.
  ///
  /// - Throws: `FileFault` if a file can't be read; links are refused.
  public init(path: String, overrides: String? = nil) throws(FileFault) {
    var files = try TemplateFolder.files(in: path)
    if let overrides { files.merge(try TemplateFolder.files(in: overrides)) { $1 } }
    var stream = DigestStream()
    stream.update("gongkai-layout-v1\n".utf8)
    var templates: [String: [UInt8]] = [:]
    var assets: [(path: String, bytes: [UInt8])] = []
    for (name, file) in files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      stream.update("\(name.utf8.count) \(name) \(file.bytes.count) ".utf8)
      stream.update(file.bytes)
      if name.hasSuffix(".mustache") { templates[name] = file.bytes }
      if name.hasPrefix("assets/") { assets.append((String(name.dropFirst(7)), file.bytes)) }
    }
    self.templates = templates
    self.assets = assets
    places = files.mapValues(\.place)
    self.files = files.mapValues(\.bytes)
    digest = stream.finish()
  }

  private static func files(in path: String) throws(FileFault) -> [String: (bytes: [UInt8], place: String)] {
    var files: [String: (bytes: [UInt8], place: String)] = [:]
    var failure: FileFault?
    try Folder(path).walkAll { entry, read in
      guard !entry.path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) else { return }
      // The review console's own pages are no part of the site.
      guard !entry.path.hasPrefix("console/") else { return }
      switch read(16 << 20) {
      case .failure(let fault): failure = failure ?? fault
      case .success(let bytes): files[entry.path] = (bytes, "\(path)/\(entry.path)")
      }
    }
    if let failure { throw failure }
    return files
  }

  /// Compiles the template of every kind of page.
  ///
  /// - Throws: `PublicationRefusal` with every fault of every template, each with its file and line.
  func compiled() throws(PublicationRefusal) -> [PageKind: Template] {
    do throws(TemplateErrors) {
      let compiled = try TemplateSet(templates).compile(PageKind.allCases.map { ($0.file, $0.schema) })
      return Dictionary(uniqueKeysWithValues: zip(PageKind.allCases, compiled))
    } catch {
      throw PublicationRefusal(
        error.errors.map {
          Diagnostic(
            $0.code, at: Place(places[$0.file] ?? $0.file, line: $0.line, column: $0.column), $0.message,
            remedy: "改正模板后重新发布")
        })
    }
  }

  /// Every fault of every template.
  public var faults: [Diagnostic] {
    do throws(PublicationRefusal) {
      _ = try compiled()
      return []
    } catch {
      return error.diagnostics
    }
  }

  /// The folder of a site's own templates, which take the place of the common ones one by one; nil if it has none.
  public static func overrides(site: String) -> String? {
    (try? Folder(site))?.exists("templates") == true ? "\(site)/templates" : nil
  }

  /// Finds the templates: those given, those beside the site, in the working folder, where the program was built, or
  /// the site's own if they are complete.
  public static func locate(site: String, given: String?) -> String? {
    if let given { return given }
    var places = ["\(OutputFiles.parent(of: OutputFiles.absolute(site)))/templates", "templates"]
    var folder = OutputFiles.parent(of: OutputFiles.absolute("/proc/self/exe"))
    while folder != "/" {
      places.append("\(folder)/templates")
      folder = OutputFiles.parent(of: folder)
    }
    places.append("\(site)/templates")
    return places.first { (try? Folder($0))?.exists("layout.mustache") == true }
  }
}
