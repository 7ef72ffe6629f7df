import Diagnostics
import Files
import Records
import Review

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

  /// What a published folder tells a ledger that is restored or begun; nil where nothing is published there.
  ///
  /// - Parameter site: the folder of the site at hand.
  public static func head(in folder: String, for site: String) -> PublishedHead? {
    read(in: folder).map { PublishedHead($0.head, in: folder, isOwn: $0.isOf(site: site)) }
  }
}

extension Ledger {
  /// That the ledger is older than a published site, or of another one: what is decided on it would be forgotten with it.
  ///
  /// - Parameters:
  ///   - folder: where the site is published.
  ///   - site: the folder of the site at hand.
  /// - Returns: nil if the ledger knows of the publication.
  public func rollback(
    from published: Manifest, in folder: String, of site: String
  ) throws(LedgerFault) -> Diagnostic? {
    guard let fault = try fault(of: published) else { return nil }
    let head = PublishedHead(published.head, in: folder, isOwn: published.isOf(site: site))
    return Diagnostic("ledger.rolled-back", fault, remedy: head.remedy(Ledger.brokenRemedy))
  }
}
