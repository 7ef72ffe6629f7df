import Files
import Records

extension Manifest {
  /// Whether the site shows a record that a site folder has the file of: offices whose folders lie side by side publish
  /// side by side, too.
  public func isOf(site path: String) -> Bool {
    guard let folder = try? Folder(path) else { return false }
    return files.contains { file in
      guard let id = file.source?.record.rawValue else { return false }
      let table = id.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(id[..<$0]) }
      return folder.exists("records/\(id).md") || folder.exists("\(id).xml")
        || table.map { folder.exists("records/\($0).csv") } == true
    }
  }
}
