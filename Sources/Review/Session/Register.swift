import Records
import Values

/// One line of the 不主动公开目录 (不予公开/依申请公开), an internal register.
public struct RegisterEntry: Sendable {
  public let id: RecordID
  /// Empty if the bytes are gone.
  public let title: String
  public let unit: String
  public let columnCode: String
  public let decision: NonDisclosure
  /// Name of the decider; empty if nobody of that account is known.
  public let decider: String
  /// A newer version is under way that might be published.
  public let isUnderReview: Bool

  /// The legal reason, where what was written names one.
  public var reason: WithholdingReason? { decision.approval.withholding.flatMap(WithholdingReason.init(written:)) }
}

extension Ledger {
  /// The state at the end of a day, from the events up to then.
  ///
  /// - Throws: `LedgerFault` if the chain does not hold.
  public func state(through day: Day) throws(LedgerFault) -> LedgerState {
    try LedgerStore.guarded("读取台账") { try store.read { try state(through: day, $0) } }
  }

  private func state(through day: Day, _ transaction: LedgerTransaction) throws -> LedgerState {
    let whole = try load(transaction)
    guard let last = whole.lastTime, last.day > day else { return whole }
    var past = LedgerState()
    var isOver = false
    try transaction.events(after: 0) { _, bytes, _ in
      guard !isOver else { return }
      let event = try Event(bytes: bytes)
      isOver = event.time.day > day
      if !isOver { try past.apply(event, hash: EventHash.of(bytes)) }
    }
    return past
  }

  /// Every decision not to publish that stood at the end of a day, ordered by the day it is due again.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func register(asOf day: Day) throws(LedgerFault) -> [RegisterEntry] {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        let state = try state(through: day, transaction)
        let snapshots = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
        let standing = state.nonDisclosures
        let incumbents = try standing.isEmpty ? Incumbents() : transaction.incumbents()
        let records = try snapshots.records(standing.map(\.decision.version))
        return standing.map { id, decision in
          let record = records[decision.version.digest]
          let by = decision.approval.by
          return RegisterEntry(
            id: id, title: record?.title ?? "", unit: record?.unit ?? "", columnCode: decision.version.columnCode,
            decision: decision, decider: incumbents.person(by.account, at: by.sequence)?.name ?? "",
            isUnderReview: state.records[id]?.waiting != nil)
        }.sorted { ($0.decision.next, $0.id) < ($1.decision.next, $1.id) }
      }
    }
  }
}
