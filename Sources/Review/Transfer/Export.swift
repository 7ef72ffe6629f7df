import Files
import Records
import Values

extension Ledger {
  /// The whole ledger as JSON Lines.
  ///
  /// Snapshots of live and waiting versions that the working folder no longer holds go along, so that a restore
  /// beside that folder is complete; what the folder holds is not written twice.
  /// - Parameter working: digests of the parts that the working folder holds.
  public func export(holding working: Set<Digest>) throws(LedgerFault) -> [UInt8] {
    try LedgerStore.guarded("导出台账") {
      try store.read { transaction in
        let state = try load(transaction)
        var out: [UInt8] = []
        try transaction.events(after: 0) { _, bytes, hash in
          guard let digest = hash else { throw LedgerFault("哈希残缺") }
          LedgerLines.event(bytes, hash: digest, to: &out)
        }
        let wanted = state.records.values.flatMap { history in
          [history.live?.digest, history.latest].compactMap { $0.flatMap { history.versions[$0] } }.flatMap(\.parts)
        }
        for digest in Set(wanted.map(\.digest)).subtracting(working).sorted() {
          if let bytes = try transaction.blob(digest) { LedgerLines.file(bytes, digest: digest, to: &out) }
        }
        return out
      }
    }
  }

  /// A consistent copy of the database, verified before it counts as a backup.
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
  public func missingSnapshots() throws(LedgerFault) -> [LedgerFault] {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        let state = try load(transaction)
        let reader = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
        return try state.records.sorted { $0.key < $1.key }.flatMap { id, history -> [LedgerFault] in
          let wanted = Set([history.live?.digest, history.latest].compactMap(\.self)).subtracting(history.expunged)
            .compactMap { history.versions[$0] }
          return try wanted.filter { try reader.parts($0) == nil }.map {
            LedgerFault("「\(id)」的版本 \($0.digest.short) 的快照残缺")
          }
        }
      }
    }
  }
}
