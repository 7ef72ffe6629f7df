import Records
import Values

/// Who held each account, and when: an account may be handed on, or struck off, and what was done with it stays the deed of
/// who held it then.
public struct Incumbents: Sendable {
  /// The lists that took effect, in order: the event of each, its time, and the people by account.
  private var lists: [(event: Int, time: Moment, people: [String: Person])] = []

  /// Nobody yet.
  init() {}

  /// People who are to be named before any act.
  init(_ people: [String: Person]) { lists = [(0, Moment(seconds: 0), people)] }

  /// Takes the next 设立 or 人员变更; other events change nothing.
  mutating func take(_ event: Event) throws(LedgerFault) {
    guard [.founding, .people].contains(event.act), let listed = event.details["people"]?.elements else { return }
    var people: [String: Person] = [:]
    for json in listed {
      let person = try Person(json: json)
      people[person.account] = person
    }
    lists.append((event.sequence, event.time, people))
  }

  /// Who held an account when an event was recorded; nil for an account that was nobody's, as the program's.
  public func person(_ account: String, at event: Int) -> Person? {
    // The first list is in force for the founding itself; any other only after its own event.
    (lists.last { $0.event < event } ?? lists.first)?.people[account]
  }

  /// Who held an account at a time; nil if nobody did.
  public func person(_ account: String, at time: Moment) -> Person? {
    (lists.last { $0.time <= time } ?? lists.first)?.people[account]
  }
}

extension Ledger {
  /// Who held each account, and when; nobody in a ledger without events.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func incumbents() throws(LedgerFault) -> Incumbents {
    try LedgerStore.guarded("读取台账") { try store.read { try $0.incumbents() } }
  }
}

extension LedgerTransaction {
  /// Who held each account, and when.
  func incumbents() throws -> Incumbents {
    var incumbents = Incumbents()
    for bytes in try events(containing: [Act.founding, .people].map { "\"act\":\"\($0.rawValue)\"" }) {
      try incumbents.take(try Event(bytes: bytes))
    }
    return incumbents
  }

  /// Whether an act of an account is on record.
  func hasActs(of account: String) throws -> Bool {
    let written = String(decoding: JSON.string(account).bytes, as: UTF8.self)
    return try hasEvent(containing: "\"account\":\(written),\"post\":")
  }
}
