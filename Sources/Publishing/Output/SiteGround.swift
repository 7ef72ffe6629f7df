import Files
import Records
import Review

/// The files of a site that no report, form or copy may take the place of.
public enum SiteGround {
  /// Folders of a site: what lies in them is published, or is what pages are made with.
  private static let folders: Set = ["records", "documents", "attachments", "registers", "templates"]
  /// The databases, with what SQLite keeps beside them, and the ledger's export.
  private static let databases = [Ledger.fileName, "console.sqlite", Ledger.exportName]

  /// Whether a name in the site folder itself is one of the site's own: a setting, or a database.
  private static func isOwn(_ name: String) -> Bool {
    [".yaml", ".yml"].contains { name.hasSuffix($0) } || databases.contains { name.hasPrefix($0) }
  }

  /// The site whose own file a path names, or in whose folders it lies; nil if it does neither.
  ///
  /// - Returns: the site's folder, and whether the path is that of its ledger's export.
  public static func own(_ path: String) -> (site: String, isExport: Bool)? {
    var name = OutputFiles.name(of: path)
    var folder = OutputFiles.absolute(OutputFiles.parent(of: path))
    var isDeep = false
    while true {
      if let site = try? Folder(folder), site.exists("site.yaml") || site.exists(Ledger.fileName) {
        let isInside = folders.contains(name) || name.hasPrefix(".")
        if isInside || !isDeep && isOwn(name) { return (folder, !isDeep && name == Ledger.exportName) }
      }
      if folder == "/" { return nil }
      (name, folder, isDeep) = (OutputFiles.name(of: folder), OutputFiles.parent(of: folder), true)
    }
  }
}
