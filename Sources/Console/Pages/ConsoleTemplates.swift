import Diagnostics
import Files
import Templates

/// The console's own templates, compiled once at start, and its style sheet and script.
struct ConsoleTemplates: Sendable {
  private let compiled: [ConsolePage: Template]
  /// By name below `assets/`.
  let assets: [String: [UInt8]]

  /// Loads the folder `console` below the templates' folder.
  ///
  /// - Throws: `ConsoleFault` with the first fault of the templates, its file and line.
  init(folder: String) throws(ConsoleFault) {
    var sources: [String: [UInt8]] = [:]
    var assets: [String: [UInt8]] = [:]
    do throws(FileFault) {
      try Folder(folder).walkAll { entry, read in
        guard case .success(let bytes) = read(4 << 20) else { return }
        if entry.path.hasSuffix(".mustache") { sources[entry.path] = bytes }
        if entry.path.hasPrefix("assets/") { assets[String(entry.path.dropFirst(7))] = bytes }
      }
    } catch {
      throw ConsoleFault(
        "template.missing", "找不到审查台的模板:\(error.message)", remedy: "用 --templates 指明含有 console 文件夹的模板文件夹")
    }
    do throws(TemplateErrors) {
      let templates = try TemplateSet(sources).compile(ConsolePage.allCases.map { ($0.file, $0.schema) })
      compiled = Dictionary(zip(ConsolePage.allCases, templates), uniquingKeysWith: { first, _ in first })
    } catch {
      let lines = error.errors.map { "\(folder)/\($0.file):\($0.line):\($0.column): \($0.message)" }
      throw ConsoleFault("template.invalid", lines.joined(separator: "\n"), remedy: "改正模板后重新启动")
    }
    self.assets = assets
  }

  /// Renders a page.
  func render(_ page: ConsolePage, _ scope: Scope) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(32_768)
    compiled[page]?.render(scope, into: &out)
    return out
  }
}

/// Why the console could not start.
public struct ConsoleFault: Error, Sendable, Hashable {
  public let code: String
  /// A Chinese sentence.
  public let message: String
  /// What to do about it.
  public let remedy: String?

  init(_ code: String, _ message: String, remedy: String? = nil) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }
}
