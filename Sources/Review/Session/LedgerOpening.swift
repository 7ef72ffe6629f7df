import Catalogue
import Diagnostics
import Files
import Records
import Values

/// How a session comes by its ledger: the one that stands, one restored from ledger.jsonl, or a new one.
extension SiteSession {
  static func openLedger(
    path: String, folder: Folder, reader: SiteReader, use: LedgerUse, published: () -> PublishedHead?,
    proposed: Catalogue
  ) throws(SiteRefusal) -> (Ledger, RestoreReport?) {
    let database = "\(path)/\(Ledger.fileName)"
    if let ledger = try standingLedger(database, folder: folder, use: use) { return (ledger, nil) }
    guard folder.exists(Ledger.exportName) else {
      if let published = published() {
        throw SiteRefusal([
          Diagnostic(
            "ledger.rolled-back", "没有台账，而已发布的网站「\(published.folder)」记载了台账的 \(published.head.count) 个事件",
            remedy: published.remedy("放回可信的 ledger.sqlite 备份或 ledger.jsonl"))
        ])
      }
      let ledger = try told { () throws(LedgerFault) in
        guard use == .reading else { return try Ledger.begin(at: database, in: path) }
        try Ledger.refuseLog(beside: database)
        return try Ledger(path: ":memory:")
      }
      return (ledger, nil)
    }
    // Of those that come at the same time one restores it, and the others find it there.
    let hold = try told { () throws(LedgerFault) in
      try LedgerStore.guarded("恢复台账") { try ExclusiveHold.waiting(on: path, upTo: 30) }
    }
    guard let hold else { throw refusal(LedgerFault(isUnavailable: true, "另一个进程正占用站点文件夹")) }
    return try withExtendedLifetime(hold) { () throws(SiteRefusal) in
      if let ledger = try standingLedger(database, folder: folder, use: use) { return (ledger, nil) }
      return try restore(database, folder: folder, reader: reader, published: published(), proposed: proposed)
    }
  }

  /// The ledger whose database is there; nil where none is.
  private static func standingLedger(
    _ database: String, folder: Folder, use: LedgerUse
  ) throws(SiteRefusal) -> Ledger? {
    try told { () throws(LedgerFault) in
      guard let kind = try LedgerStore.guarded("查看台账", { try OutputFiles.kind(of: database) }) else { return nil }
      guard kind == .file else { throw LedgerFault("「\(database)」不是普通文件") }
      // SQLite takes an empty file for a new database; a ledger is never empty.
      guard folder.size(of: Ledger.fileName) != 0 else { throw LedgerFault("「\(database)」是空文件，不是台账") }
      return try Ledger(path: database, isForReading: use == .reading, in: folder)
    }
  }

  private static func restore(
    _ database: String, folder: Folder, reader: SiteReader, published: PublishedHead?, proposed: Catalogue
  ) throws(SiteRefusal) -> (Ledger, RestoreReport?) {
    let site = try reader.site(catalogue: proposed, knownIDs: [])
    let parts = Dictionary(
      site.records.flatMap(\.parts).map { ($0.digest, $0) }, uniquingKeysWith: { first, _ in first })
    do {
      let lines = try folder.read(Ledger.exportName, limit: 1 << 32)
      let (ledger, report) = try Ledger.restore(
        to: database, from: lines, working: parts, published: published?.head)
      return (ledger, report)
    } catch let fault as LedgerFault {
      var remedy = "换用可信的 ledger.jsonl 或 ledger.sqlite 备份"
      if fault.isRollback, let published {
        remedy = published.remedy("\(remedy)，它须有「\(published.folder)」那次发布的记载")
      }
      throw SiteRefusal([
        Diagnostic(
          fault.code, at: Place(String(database.dropLast(Ledger.fileName.count)) + Ledger.exportName), fault.message,
          remedy: remedy)
      ])
    } catch {
      throw SiteRefusal([Diagnostic("ledger.broken", "不能读取 ledger.jsonl:\(error)")])
    }
  }

  private static func told<Value>(_ body: () throws(LedgerFault) -> Value) throws(SiteRefusal) -> Value {
    do throws(LedgerFault) {
      return try body()
    } catch {
      throw refusal(error)
    }
  }

  private static func refusal(_ fault: LedgerFault) -> SiteRefusal {
    SiteRefusal([Diagnostic(fault.code, fault.message, remedy: fault.remedy)])
  }
}
