import Oversight
import Records
import Review
import Values

/// The law's clocks of waiting records, as `report deadlines` reads them: over each record's whole story, by the site's own
/// calendar.
struct LawClocks {
  let session: SiteSession
  let state: LedgerState
  /// Numbers of each record's events.
  let numbers: [RecordID: [Int]]
  let asOf: Day

  /// The open deadline of each record that ends first; none for a record without one.
  func deadlines(of ids: [RecordID]) throws -> [RecordID: ClockReading.Deadline] {
    guard !ids.isEmpty else { return [:] }
    // The day on which the ledger began bears on what was published before it.
    let earliest = numbers.min { ($0.value.first ?? .max) < ($1.value.first ?? .max) }?.key
    let wanted = Set(ids + [earliest].compactMap(\.self))
    let events = try session.ledger.events(numbered: wanted.flatMap { numbers[$0] ?? [] }.sorted())
    let versions = wanted.flatMap { state.records[$0]?.versions.values.map(\.self) ?? [] }
    let records = try session.ledger.withSnapshots { try $0.records(versions) }
    let entries = Dictionary(grouping: events.filter { $0.record != nil }) { $0.record ?? RecordID(rawValue: "") }
    let stories = wanted.sorted().map { id in
      let own = state.records[id]?.versions.keys.map { ($0, records[$0]) } ?? []
      return RecordStory(
        id: id, entries: (entries[id] ?? []).map { RecordStory.Entry($0) },
        records: Dictionary(own.compactMap { digest, record in record.map { (digest, $0) } }) { first, _ in first })
    }
    let accounts = OfficeAccounts(
      Chronicle(asOf: asOf, state: state, stories: stories, isPast: false),
      clock: LawClocks.clock(session.configuration),
      office: session.configuration.settings.name)
    var found: [RecordID: ClockReading.Deadline] = [:]
    for entry in accounts.accountability.entries {
      found[RecordID(rawValue: entry.reading.record.id)] = entry.reading.next
    }
    return found
  }

  /// The clock with the site's own holidays and reminder days; the national one where those contradict each other.
  static func clock(_ configuration: SiteConfiguration) -> DisclosureClock {
    let supervision = configuration.oversight
    guard let calendar = try? supervision.calendar() else { return DisclosureClock(reminders: supervision.reminders) }
    return DisclosureClock(calendar: calendar, reminders: supervision.reminders)
  }
}
