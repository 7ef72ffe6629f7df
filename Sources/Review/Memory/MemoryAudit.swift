import Files
import Records
import Values

extension Ledger {
  /// Holds all that an earlier run kept of this ledger against its events: records with their fields, numbers, addresses,
  /// files that are not public, the last publication.
  ///
  /// Every event is folded for it, which no publication does: those hold what they act on, and believe the rest.
  /// - Parameter site: the site's folder.
  /// - Returns: the difference; nil if there is none, or nothing there that a run would believe.
  /// - Throws: `LedgerFault` if the ledger can't be read.
  public func memoryFault(in site: Folder) throws(LedgerFault) -> LedgerFault? {
    let differing = try LedgerStore.guarded("读取台账") {
      try store.read { transaction -> [String] in
        guard let memory = LedgerMemory.read(in: site, secret: try secret(transaction)), let head = memory.head else {
          return []
        }
        var state = LedgerState()
        _ = try state.fold(transaction, upTo: head.count)
        guard state.head == head, let contents = memory.unpack() else { return [] }
        let reader = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
        return try contents.differences(from: state, reader)
      }
    }
    guard !differing.isEmpty else { return nil }
    return LedgerFault(
      isOfMemory: true,
      "站点文件夹里的 \(LedgerMemory.fileName)(台账的缓存)所记的\(differing.joined(separator: "、"))与台账的事件不符:被人改动过，或磁盘出错")
  }
}

extension LedgerMemory.Contents {
  /// What it says otherwise than the events.
  fileprivate func differences(from folded: LedgerState, _ reader: SnapshotReader) throws -> [String] {
    let ids = Set(state.records.keys).union(folded.records.keys).filter { state.records[$0] != folded.records[$0] }
      .union(try otherFields(than: folded, reader)).sorted()
    let named = ids.prefix(5).map { "「\($0)」" }.joined(separator: "、")
    let frame: [(word: String, isSame: Bool)] = [
      ("索引号流水", state.serials == folded.serials), ("网页地址", state.addresses == folded.addresses),
      ("不公开的文件", state.withheldFiles == folded.withheldFiles),
      ("最近一次发布", state.lastPublication == folded.lastPublication),
      ("人员", state.people == folded.people), ("审查规则", state.policy == folded.policy),
      ("版式", state.agreedLayout == folded.agreedLayout), ("时间", state.lastTime == folded.lastTime),
    ]
    return (ids.isEmpty ? [] : [named + (ids.count > 5 ? " 等 \(ids.count) 条" : "")])
      + frame.filter { !$0.isSame }.map(\.word)
  }

  /// Records whose parsed fields are not those of the version that they are kept for. (What the ledger lacks itself is told
  /// of as a snapshot that is missing.)
  private func otherFields(than folded: LedgerState, _ reader: SnapshotReader) throws -> Set<RecordID> {
    var strange: Set<RecordID> = []
    var rest = records
    for (id, history) in folded.records {
      for (digest, version) in history.versions {
        guard let record = rest.removeValue(forKey: digest), Digest(of: record.form.bytes) != version.formDigest else {
          continue
        }
        if let submitted = try reader.record(version), submitted != record { strange.insert(id) }
      }
    }
    // Kept for a version that no event put forward.
    return strange.union(rest.values.map(\.id))
  }
}
