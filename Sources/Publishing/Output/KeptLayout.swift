import Files
import Records
import Review
import Values

/// Templates and site.yaml as the last publication had them, kept beside the output.
///
/// What leaked has to go at once, and nothing that nobody agreed to may come with it: in an emergency the site is made anew
/// from these where the present ones were not agreed to or can't be read. They can be thrown away at any time, and are
/// believed only where their digests are those that the ledger has.
public struct KeptLayout: Sendable {
  let templates: TemplateFolder
  let settings: SiteSettings

  private static let siteFileName = "site.yaml"

  private static func path(beside output: String) -> String {
    OutputFiles.beside(OutputFiles.absolute(output), "layout")
  }

  /// The site.yaml that is kept beside an output.
  public static func siteFile(beside output: String) -> [UInt8]? {
    try? Folder(path(beside: output)).read(siteFileName)
  }

  /// What is kept beside an output; nil unless it is of these digests.
  static func read(beside output: String, as digests: LayoutDigests) -> KeptLayout? {
    guard let bytes = siteFile(beside: output), let settings = SiteSettings(siteFile: bytes),
      let templates = try? TemplateFolder(path: "\(path(beside: output))/templates"),
      LayoutDigests(templates: templates.digest, settings: settings.digest) == digests
    else { return nil }
    return KeptLayout(templates: templates, settings: settings)
  }

  /// Keeps a layout in the place of the one before. What goes wrong here leaves none.
  static func keep(_ templates: TemplateFolder, siteFile: [UInt8], beside output: String) {
    let path = path(beside: output)
    do throws(FileFault) {
      try OutputFiles.removeTree(path)
      for (name, bytes) in templates.files {
        let file = "\(path)/templates/\(name)"
        try OutputFiles.makeFolder(OutputFiles.parent(of: file))
        _ = try OutputFiles.write(bytes, to: file)
      }
      _ = try OutputFiles.write(siteFile, to: "\(path)/\(siteFileName)")
    } catch {
      try? OutputFiles.removeTree(path)
    }
  }
}
