import Diagnostics
import Files
import Records
import Review

/// A folder that holds a published site.
public enum PublishedFolder {
  /// Verifies a folder, against the ledger of a site if there is one.
  ///
  /// - Parameter site: the site folder; nil uses `./site` where it has a ledger.
  /// - Throws: `SiteRefusal` if there is no such folder, or no such site, or its ledger does not hold; `LedgerFault` if the
  ///   ledger can't be read.
  public static func verify(_ folder: String, site: String?) throws -> SiteVerifier.Report {
    do throws(FileFault) {
      _ = try Folder(folder)
    } catch {
      throw SiteRefusal([
        Diagnostic("verify", "已发布的网站:\(error.message)", remedy: "写明发布到的文件夹，如 gongkai verify public")
      ])
    }
    let path = site ?? "site"
    let database = "\(path)/\(Ledger.fileName)"
    let hasLedger = (try? Folder(path))?.exists(Ledger.fileName) == true
    guard hasLedger else {
      if let site { _ = try SiteSession.folder(at: site) }
      return SiteVerifier.verify(folder, ledger: nil)
    }
    let faults = LedgerVerifier.verify(database: database)
    guard faults.isEmpty else {
      throw SiteRefusal(faults.map { Diagnostic($0.code, $0.message, remedy: Ledger.brokenRemedy) })
    }
    let ledger = try Ledger(path: database, isForReading: true)
    var report = SiteVerifier.verify(folder, ledger: try ledger.witness())
    if let published = Manifest.read(in: folder), let fault = try ledger.fault(of: published) {
      report.isRolledBack = true
      if !report.faults.contains(fault) { report.faults.append(fault) }
    }
    return report
  }

  /// The published folder that a path lies in; nil if it lies in none.
  public static func enclosing(_ path: String) -> String? {
    var folder = OutputFiles.parent(of: OutputFiles.absolute(path))
    while true {
      if (try? Folder(folder))?.exists(Manifest.fileName) == true { return folder }
      if folder == "/" { return nil }
      folder = OutputFiles.parent(of: folder)
    }
  }
}
