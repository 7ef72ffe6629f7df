import Catalogue
import Files
import Records
import Values

/// What a restore brought back.
public struct RestoreReport: Sendable, Hashable {
  public let events: Int
  /// Versions that are live or waiting, with all their bytes.
  public let versions: Int
  /// Records whose live or waiting version lacks bytes.
  public let incomplete: [RecordID]
  /// Where logs of an earlier database lie now, which were found beside the name of the restored one.
  public var leftovers: [String] = []

  /// One line for people.
  public var text: String {
    let lost =
      incomplete.isEmpty
      ? "全部快照齐全"
      : "\(incomplete.count) 个版本的内容没有找到(\(incomplete.prefix(3).map(\.rawValue).joined(separator: "、"))\(incomplete.count > 3 ? "等" : ""))"
    let old = leftovers.map {
      "\n旁边留有不在了的 ledger.sqlite 的日志，里面可能有 ledger.jsonl 没有的办理，没有用它，已改名为「\($0)」：原来的 ledger.sqlite 还在的，先把现在这份 ledger.sqlite(连同 -wal、-shm)移走，再把原来那份与这个日志一起按原名放回，可以找回"
    }
    return "已从 ledger.jsonl 恢复台账:\(events) 个事件，\(versions) 个版本的快照；\(lost)\(old.joined())"
  }
}

extension Ledger {
  /// Makes a ledger from its export: the chain is verified first, then bytes are taken from the export and from
  /// the working files whose digest matches. Nothing is left behind unless all of it holds. For whoever holds the site's
  /// folder: two at once would make the same file.
  ///
  /// - Parameters:
  ///   - path: of the database to make; must not exist.
  ///   - lines: the export's bytes.
  ///   - working: parts of the working folder by digest.
  ///   - published: a head that outsiders know; a ledger that doesn't lead to it is refused.
  /// - Throws: `LedgerFault` if the chain does not hold or lead to `published`, or the database can't be made or verified.
  public static func restore(
    to path: String, from lines: [UInt8], working: [Digest: RecordPart], published: LedgerHead?
  ) throws(LedgerFault) -> (ledger: Ledger, report: RestoreReport) {
    var state = LedgerState()
    var events: [(bytes: [UInt8], hash: Digest)] = []
    var files = working.mapValues(\.bytes)
    var authority = AuthorityAudit()
    try LedgerStore.guarded("读取 ledger.jsonl") {
      try LedgerLines.read(lines) { number, line in
        switch line {
        case .event(let bytes, let hash):
          do throws(LedgerFault) {
            let event = try Event(bytes: bytes)
            if let fault = authority.fault(of: event) { throw fault }
            try state.apply(event, hash: hash)
          } catch {
            throw LedgerFault(
              isUnauthorised: error.isUnauthorised, "ledger.jsonl 第 \(number) 行:\(error.message)")
          }
          events.append((bytes, hash))
        case .file(let digest, let bytes): files[digest] = bytes
        }
      }
    }
    guard !events.isEmpty else { throw LedgerFault("ledger.jsonl 没有事件") }
    if let published, let fault = LedgerVerifier.noHead(published) { throw fault }
    if let published, published.count > events.count || events[published.count - 1].hash != published.hash {
      throw LedgerFault(isRollback: true, "ledger.jsonl 与已发布网站记载的台账(第 \(published.count) 号事件)不符，可能是旧的或被改过的；不予恢复")
    }
    let report = try place(at: path) { staged throws(LedgerFault) in
      try fill(staged, events: events, files: files, state: state)
    }
    return (try Ledger(path: path), report)
  }

  /// Puts a database where none is: made beside, verified there, and moved, so that nothing under its own name is ever
  /// taken back.
  private static func place(
    at path: String, _ make: (_ staged: String) throws(LedgerFault) -> RestoreReport
  ) throws(LedgerFault) -> RestoreReport {
    let staged = path + ".restoring"
    func clear(_ suffixes: [String]) throws(LedgerFault) {
      for suffix in suffixes { try LedgerStore.guarded("恢复台账") { try OutputFiles.removeTree(staged + suffix) } }
    }
    let beside = ["-wal", "-shm", "-journal"]
    try clear([""] + beside)
    do throws(LedgerFault) {
      var report = try make(staged)
      let faults = LedgerVerifier.verify(database: staged)
      guard faults.isEmpty else { throw LedgerFault("恢复出的台账没有通过校验，没有留下它:\(faults[0].message)") }
      // Who only reads leaves an empty log and its index.
      try clear(beside)
      report.leftovers = try LedgerStore.guarded("恢复台账") {
        let leftovers = try LeftoverLog.moveAside(path)
        try OutputFiles.moveNew(staged, to: path)
        return leftovers
      }
      return report
    } catch {
      try? clear([""] + beside)
      throw error
    }
  }

  /// Writes a database and closes it, so that it is one file.
  private static func fill(
    _ path: String, events: [(bytes: [UInt8], hash: Digest)], files: [Digest: [UInt8]], state: LedgerState
  ) throws(LedgerFault) -> RestoreReport {
    let store = try LedgerStore(path: path)
    let report = try LedgerStore.guarded("恢复台账") {
      try store.transaction { transaction in
        for (index, event) in events.enumerated() {
          try transaction.append(index + 1, bytes: event.bytes, hash: event.hash)
        }
        return try keepSnapshots(transaction, files: files, state: state, events: events.count)
      }
    }
    try store.close()
    return report
  }

  private static func keepSnapshots(
    _ transaction: LedgerTransaction, files: [Digest: [UInt8]], state: LedgerState, events: Int
  ) throws -> RestoreReport {
    let reader = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
    var complete = 0
    var incomplete: [RecordID] = []
    for (id, history) in state.records.sorted(by: { $0.key < $1.key }) {
      let wanted = Set([history.live?.digest, history.latest].compactMap(\.self))
      for version in history.versions.values.sorted(by: { $0.submission < $1.submission })
      where !history.expunged.contains(version.digest) {
        for part in version.parts {
          if let bytes = files[part.digest] { try transaction.keep(bytes, digest: part.digest) }
        }
        if let parts = try reader.parts(version),
          let record = RecordParser(catalogue: state.catalogue).parse(parts: parts).record
        {
          try transaction.keepForm(record.form.bytes, digest: version.digest, record: id.rawValue)
          complete += 1
        } else if wanted.contains(version.digest) {
          incomplete.append(id)
        }
      }
    }
    return RestoreReport(events: events, versions: complete, incomplete: incomplete)
  }
}
