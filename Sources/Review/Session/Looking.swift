import Records
import Screening
import Values

extension Ledger {
  /// How many events there are now, whoever added them; reads no event.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func eventCount() throws(LedgerFault) -> Int {
    try LedgerStore.guarded("读取台账") { try store.read { try $0.eventCount() } }
  }

  /// The events after a number, in order.
  ///
  /// - Parameter limit: the most events to give; negative for all.
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func events(after sequence: Int, limit: Int = -1) throws(LedgerFault) -> [Event] {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        var events: [Event] = []
        try transaction.events(after: sequence, limit: limit) { _, bytes, _ in events.append(try Event(bytes: bytes)) }
        return events
      }
    }
  }

  /// The events of these numbers, in the order given; numbers that there are not are left out.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func events(numbered numbers: [Int]) throws(LedgerFault) -> [Event] {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        try numbers.compactMap { number in try transaction.event(number).map { try Event(bytes: $0) } }
      }
    }
  }
}

extension SnapshotSource {
  /// The parsed records of versions, by digest; those whose bytes are gone or altered are not among them.
  ///
  /// - Throws: the error of the ledger if it can't be read.
  public func records(_ versions: [Version]) throws -> [Digest: Record] { try reader.records(versions) }

  /// What the detectors of this program find in a version; nil if its bytes are gone.
  ///
  /// - Throws: the error of the ledger if it can't be read.
  public func screening(_ version: Version, asOf: Day) throws -> RecordScreening? {
    try reader.screening(version, asOf: asOf)
  }
}

extension LedgerState {
  /// The accounts that may take no further step on a version: who put forward its bytes, who is named in it as its
  /// drafter, and who took one of its steps.
  public func barred(from version: Version, of history: RecordHistory, drafter: String?) -> Set<String> {
    var barred = version.contributors.union(history.contributors)
    barred.formUnion(version.agreements.map(\.account))
    if let drafter { barred.formUnion(people.values.filter { $0.name == drafter }.map(\.account)) }
    return barred
  }
}

extension SiteSession {
  /// What the working folder has under other names than the ledger.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read.
  public func renamedFiles(_ site: WorkingSite, in state: LedgerState) throws -> RenamedFiles {
    try RenamedFiles(site, in: state) { versions in try ledger.withSnapshots { try $0.records(versions) } }
  }
}
