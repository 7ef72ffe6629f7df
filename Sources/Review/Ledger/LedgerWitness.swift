import Records
import Values

/// What a published folder can be checked against: the hashes of a ledger that verifies.
public struct LedgerWitness: Sendable {
  private let hashes: [Digest]
  private let approvals: Set<Approval>
  /// Versions that readers see by the ledger, by record.
  public let live: [RecordID: Digest]
  private let withheld: [RecordID: [Digest: RecordID]]
  /// Digest of the manifest that the last publication recorded.
  public let lastManifest: Digest?
  /// Digest of the manifest that a publication which was cut short was about to record; the next one will.
  public let intendedManifest: Digest?

  private struct Approval: Hashable {
    let record: RecordID
    let version: Digest
    let hash: Digest
  }

  /// - Parameter published: which files publications brought out though they were not public by decision.
  init(hashes: [Digest], state: LedgerState, published: WithheldFiles, intended: Digest? = nil) {
    self.hashes = hashes
    live = state.records.compactMapValues { $0.live?.digest }
    withheld = published.standing(in: state)
    intendedManifest = intended
    lastManifest = state.lastPublication?.manifest
    var approvals: Set<Approval> = []
    for (id, history) in state.records {
      for version in history.versions.values {
        for hash in version.approvals.keys {
          approvals.insert(Approval(record: id, version: version.digest, hash: hash))
        }
      }
    }
    self.approvals = approvals
  }

  /// What is wrong with a head that was published; nil if the ledger leads through it.
  public func fault(of head: LedgerHead) -> String? {
    let kept = head.count >= 1 && head.count <= hashes.count ? hashes[head.count - 1] : nil
    return LedgerWitness.fault(of: head, count: hashes.count, kept: kept)
  }

  /// - Parameters:
  ///   - count: events of the ledger.
  ///   - kept: the hash of the event that the head numbers.
  static func fault(of head: LedgerHead, count: Int, kept: Digest?) -> String? {
    if head.count > count {
      return "台账只有 \(count) 个事件，少于网站记载的 \(head.count) 个:台账被截短，或是旧的备份"
    }
    if head.count < 1 || kept != head.hash {
      return "台账第 \(head.count) 号事件与网站记载的哈希不符:台账被改写过，或不是这个网站的台账"
    }
    return nil
  }

  /// Whether a version of a record was approved by the event with this hash.
  public func approved(_ record: RecordID, version: Digest, by hash: Digest) -> Bool {
    approvals.contains(Approval(record: record, version: version, hash: hash))
  }

  /// Files of a record that the gate had to keep back when it went live, by digest, each with a record that they are not
  /// public with; empty for a record that went out as it should.
  public func withheldFiles(of record: RecordID) -> [Digest: RecordID] { withheld[record] ?? [:] }
}

extension Ledger {
  /// What is wrong with a head that was published; nil if the ledger, each of its events checked, leads through it.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func fault(of head: LedgerHead) throws(LedgerFault) -> String? {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        let count = try load(transaction).head?.count ?? 0
        var kept: Digest?
        if head.count >= 1, head.count <= count {
          try transaction.events(after: head.count - 1, limit: 1) { _, bytes, _ in kept = EventHash.of(bytes) }
        }
        return LedgerWitness.fault(of: head, count: count, kept: kept)
      }
    }
  }

  /// The hashes of all events, each checked, and what they lead to. Nothing of it is taken over from an earlier run: a site
  /// is held against the events themselves.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func witness() throws(LedgerFault) -> LedgerWitness {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        var state = LedgerState()
        var hashes: [Digest] = []
        var published = WithheldFiles()
        _ = try state.fold(transaction) { event, hash, state in
          hashes.append(hash)
          published.take(event, state)
        }
        let intent = try transaction.intent().flatMap(PublicationIntent.init(bytes:))
        return LedgerWitness(hashes: hashes, state: state, published: published, intended: intent?.manifest)
      }
    }
  }
}
