import Records
import Synchronization
import Values

/// What a state that was taken over from an earlier run says of a record is not what the events say.
struct MemoryFault: Error {
  let record: RecordID
}

/// What was taken over from an earlier run, as it was then, to be held against the events themselves wherever something is
/// done on its strength: a page that is made anew, an act on a record. (Its seal tells only that the ledger's own secret
/// was known to who wrote it, and that is whoever runs the account.)
final class RecalledHistories: Sendable {
  private let head: LedgerHead
  private let histories: [RecordID: RecordHistory]
  private let records: [Digest: Record]
  /// The record that each event concerns, by `EventRun.key`.
  private let keys: [UInt64]
  /// People and policy, each as of the event that its head names, in order.
  private let rules: [LedgerState]
  private let held = Mutex(Held())

  private struct Held {
    var done: Set<RecordID> = []
    var whole: [RecordID: RecordHistory]?
  }

  init(
    head: LedgerHead, histories: [RecordID: RecordHistory], records: [Digest: Record], keys: [UInt64],
    rules: [LedgerState]
  ) {
    self.head = head
    self.histories = histories
    self.records = records
    self.keys = keys
    self.rules = rules
  }

  /// Holds what is known of a record against its events.
  ///
  /// - Throws: `MemoryFault` if they say otherwise.
  func hold(_ id: RecordID, _ transaction: LedgerTransaction) throws {
    try held.withLock { held in
      guard held.done.insert(id).inserted else { return }
      // So many are found faster by reading all events on both cores.
      if held.whole == nil, held.done.count > max(64, histories.count / 16) {
        var state = LedgerState()
        _ = try state.fold(transaction, upTo: head.count)
        held.whole = state.records
      }
      let folded = try held.whole.map { $0[id] } ?? folded(id, transaction)
      guard folded == histories[id] else { throw MemoryFault(record: id) }
    }
  }

  /// Holds a page's record, and the fields that it is shown with, against what was approved.
  ///
  /// - Throws: `MemoryFault`.
  func hold(_ page: PublicationPlan.Page, _ reader: SnapshotReader) throws {
    try hold(page.record.id, reader.transaction)
    guard records[page.digest] != nil else { return }
    try hold(page.record, of: page.record.id, page.digest, reader)
  }

  /// Holds what is known of a record, and the fields of the version that readers see, against its events: by them a 公示 is
  /// over.
  ///
  /// - Throws: `MemoryFault`.
  func holdShown(_ id: RecordID, _ reader: SnapshotReader) throws {
    try hold(id, reader.transaction)
    guard let digest = histories[id]?.live?.digest, let record = records[digest] else { return }
    try hold(record, of: id, digest, reader)
  }

  private func hold(_ record: Record, of id: RecordID, _ digest: Digest, _ reader: SnapshotReader) throws {
    guard let version = histories[id]?.versions[digest], Digest(of: record.form.bytes) != version.formDigest else {
      return
    }
    guard try reader.record(version) == record else { throw MemoryFault(record: id) }
  }

  /// What the events say of a record.
  private func folded(_ id: RecordID, _ transaction: LedgerTransaction) throws -> RecordHistory? {
    let key = EventRun.key(of: id)
    var state = LedgerState()
    for index in keys.indices where keys[index] == key {
      guard let bytes = try transaction.event(index + 1) else { throw MemoryFault(record: id) }
      let event = try Event(bytes: bytes)
      guard event.record == id else { continue }
      if let rules = rules.last(where: { ($0.head?.count ?? 0) <= index }) { state.takeRules(of: rules) }
      try state.applyToRecord(event, hash: EventHash.of(bytes))
    }
    return state.records[id]
  }
}

extension LedgerState {
  /// People and policy as of each event that set them.
  ///
  /// - Parameter sequences: of the events that concern no record.
  static func rules(_ sequences: some Sequence<Int>, _ transaction: LedgerTransaction) throws -> [LedgerState] {
    var rules: [LedgerState] = []
    var state = LedgerState()
    for sequence in sequences {
      guard let bytes = try transaction.event(sequence) else { continue }
      let event = try Event(bytes: bytes)
      guard [.founding, .people, .policy].contains(event.act) else { continue }
      try state.applyRules(event)
      state.head = LedgerHead(count: sequence, hash: EventHash.of(bytes))
      rules.append(state)
    }
    return rules
  }

  fileprivate mutating func takeRules(of other: LedgerState) {
    people = other.people
    policy = other.policy
  }
}
