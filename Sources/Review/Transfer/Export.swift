import Diagnostics
import Files
import Records
import Values

/// What an export could not take from the ledger itself.
public struct ExportReport: Sendable, Hashable {
  /// A fault for each live or waiting version with bytes that nothing holds.
  public let missing: [LedgerFault]
  /// A fault for each with bytes that only the replaced export held, and that the new one holds again.
  public let carried: [LedgerFault]
}

extension Ledger {
  /// The whole ledger as JSON Lines.
  ///
  /// Snapshots of live and waiting versions that the working folder no longer holds go along, so that a restore
  /// beside that folder is complete; what the folder holds is not written twice.
  /// - Parameter working: digests of the parts that the working folder holds.
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func export(holding working: Set<Digest>) throws(LedgerFault) -> [UInt8] {
    var out: [UInt8] = []
    _ = try LedgerStore.guarded("导出台账") { try export(holding: working) { out += $0 } }
    return out
  }

  /// The same, given line by line.
  ///
  /// - Parameters:
  ///   - path: of the file that is to be replaced, which must be an earlier export of this ledger; nil for none.
  ///   - write: takes a line, with its end; what it throws is thrown.
  /// - Throws: `LedgerFault`, or `ActRefusal` where the earlier file holds events that this ledger has not, or a damaged
  ///   line for bytes that it has no more.
  @discardableResult
  public func export(
    holding working: Set<Digest>, replacing path: String? = nil, _ write: ([UInt8]) throws -> Void
  ) throws -> ExportReport {
    try store.read { transaction in
      let state = try LedgerStore.guarded("读取台账") { try load(transaction) }
      var earlier = try path.flatMap { try EarlierExport($0) }
      do {
        try Ledger.writeEvents(transaction, against: &earlier, write)
        let wanted = state.records.values.flatMap { Ledger.wanted($0).flatMap(\.parts) }
        let digests = Set(wanted.map(\.digest)).subtracting(working).sorted()
        let (lost, carried) = try Ledger.writeFiles(digests, transaction, or: &earlier, write)
        return ExportReport(
          missing: state.faults(of: lost, "快照残缺，导出里没有它的内容"),
          carried: state.faults(of: carried, "快照残缺，它的内容取自原有的导出"))
      } catch let fault as LedgerFault {
        guard let path, earlier != nil else { throw fault }
        throw ActRefusal([
          Diagnostic(
            "export.differs", "「\(path)」没有改动:\(fault.message)", remedy: "核对哪一份是对的；要留下现在这份，先把原有的文件移走，或用 --to 写到别处")
        ])
      }
    }
  }

  private static func writeEvents(
    _ transaction: LedgerTransaction, against earlier: inout EarlierExport?, _ write: ([UInt8]) throws -> Void
  ) throws {
    var line: [UInt8] = []
    let rows = try transaction.eventRows(after: 0)
    while let event = try rows.next() {
      guard let digest = event.hash else { throw LedgerFault("哈希残缺") }
      line.removeAll(keepingCapacity: true)
      LedgerLines.event(event.bytes, hash: digest, to: &line)
      try earlier?.pass(line)
      try write(line)
    }
    try earlier?.end()
  }

  /// - Returns: the files that are nowhere, and those that the earlier export alone holds.
  private static func writeFiles(
    _ digests: [Digest], _ transaction: LedgerTransaction, or earlier: inout EarlierExport?,
    _ write: ([UInt8]) throws -> Void
  ) throws -> (lost: Set<Digest>, carried: Set<Digest>) {
    var lost: Set<Digest> = []
    var carried: Set<Digest> = []
    var line: [UInt8] = []
    for digest in digests {
      var bytes = try transaction.blob(digest).flatMap { Digest(of: $0) == digest ? $0 : nil }
      if bytes == nil {
        bytes = try earlier?.bytes(digest)
        if bytes == nil { lost.insert(digest) } else { carried.insert(digest) }
      }
      guard let bytes else { continue }
      line.removeAll(keepingCapacity: true)
      LedgerLines.file(bytes, digest: digest, to: &line)
      try write(line)
    }
    return (lost, carried)
  }

  /// The versions of a record that are live or wait, but for those that were destroyed.
  fileprivate static func wanted(_ history: RecordHistory) -> [Version] {
    Set([history.live?.digest, history.latest].compactMap(\.self)).subtracting(history.expunged)
      .compactMap { history.versions[$0] }
  }

  /// A consistent copy of the database, verified before it counts as a backup.
  ///
  /// - Throws: `LedgerFault` if the path is taken, or the copy can't be made or does not hold.
  public func backup(to path: String) throws(LedgerFault) {
    try LedgerStore.guarded("备份台账") {
      guard try OutputFiles.kind(of: path) == nil else {
        throw LedgerFault(isUnavailable: true, "「\(path)」已经存在，不会覆盖它")
      }
      // Under another name until it counts: what a crash leaves is no backup, and is not in the next one's way.
      let partial = OutputFiles.beside(path, "partial")
      func clear() throws {
        for suffix in ["", "-journal", "-wal", "-shm"] { try OutputFiles.removeTree(partial + suffix) }
      }
      try clear()
      do {
        try store.copy(to: partial)
        let faults = LedgerVerifier.verify(database: partial)
        guard faults.isEmpty else { throw LedgerFault("备份没有通过校验:\(faults[0].message)") }
        let copy = try Ledger(path: partial)
        let missing = try copy.missingSnapshots()
        guard missing.isEmpty else { throw LedgerFault("备份不完整:\(missing[0].message)") }
        try copy.store.close()
        try OutputFiles.moveNew(partial, to: path)
      } catch {
        try? clear()
        throw error
      }
    }
  }

  /// A fault for each live or waiting version whose bytes are not all kept, and as they were approved.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func missingSnapshots() throws(LedgerFault) -> [LedgerFault] {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        let state = try load(transaction)
        let reader = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
        return try state.records.sorted { $0.key < $1.key }.flatMap { id, history in
          try Ledger.wanted(history).filter { try reader.parts($0) == nil }.map {
            LedgerFault("「\(id)」的版本 \($0.digest.short) 的快照残缺")
          }
        }
      }
    }
  }
}

extension LedgerState {
  /// A fault for each record whose live or waiting version has one of these files.
  fileprivate func faults(of files: Set<Digest>, _ what: String) -> [LedgerFault] {
    guard !files.isEmpty else { return [] }
    return inOrder { id, history in
      Ledger.wanted(history).first { $0.parts.contains { files.contains($0.digest) } }
        .map { LedgerFault("「\(id)」的版本 \($0.digest.short) 的\(what)") }
    }
  }
}
