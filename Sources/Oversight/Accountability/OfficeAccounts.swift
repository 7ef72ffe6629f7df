import Catalogue
import Records
import Review
import Values

/// Everything that the reports on units are made of, out of the ledger as it was at the end of a day.
///
///     let accounts = try OfficeAccounts(session.ledger.chronicle(asOf: day, keeping: OfficeAccounts.fields), …)
///     print(FiguresTable(accounts.accountability, period: quarter).text())
public struct OfficeAccounts: Sendable {
  /// Clocks and outcomes of every record.
  public let accountability: Accountability
  /// Corrections, clarifications and withdrawals, in the order of their days.
  public let errors: [ErrorEntry]
  /// Records whose shown day can't be true: before their formation, after the publication that the ledger recorded, or
  /// long before it without an 原发布日期.
  public let forgedDates: [String]
  /// Records whose 原发布日期 lies in the time of the ledger, without an 原网址 that would show it.
  public let doubtfulDates: [String]
  /// Every unit that ever provided something, that has a draft, or whose people draft, by name.
  public let units: [String]
  /// What was taken down and awaits a confirmation or a new publication, by the day it was taken down.
  public let takenDown: [TakenDown]
  /// Drafts that no clock runs for, since neither their day nor their unit can be read.
  public let unread: [FaultyRecord]
  /// The days on which something of a unit went onto the site, by unit.
  private let publications: [String: [(record: RecordID, day: Day)]]

  /// The fields of records that the figures need.
  public static let fields: Set<Field> = [
    .title, .unit, .formed, .changed, .originalDate, .disclosure, .handover, .maker, .related, .keywords, .genre,
    .secrecy, .originalURL,
  ]

  /// Reads the stories of a chronicle.
  ///
  /// - Parameters:
  ///   - office: the office's name, to tell what it made itself (条例 Art. 10).
  ///   - drafts: records of the working folder that nobody put forward yet; their clocks run too, and so does that of a
  ///     change to what is on the site.
  ///   - faulty: records of the working folder that break a rule; their clocks run where their day and unit can be read.
  public init(
    _ chronicle: Chronicle, clock: DisclosureClock = DisclosureClock(), office: String = "", drafts: [Record] = [],
    faulty: [FaultyRecord] = []
  ) {
    let names = OfficeNames(office)
    let begun = chronicle.stories.lazy.compactMap { $0.entries.first?.day }.min()
    let read = Parallel.map(chronicle.stories) { story in
      AccountedStory(story, office: names, begun: begun, clock: clock, asOf: chronicle.asOf) { earlier, later in
        let versions = chronicle.state.records[story.id]?.versions
        guard let first = versions?[earlier]?.parts, let second = versions?[later]?.parts else { return false }
        return Set(first.map(\.digest)) == Set(second.map(\.digest))
      }
    }
    var units: [RecordID: String] = [:]
    for (story, accounted) in zip(chronicle.stories, read) { units[story.id] = accounted.record.clocked.unit }
    var waiting: [AccountedRecord] = []
    var changed: [RecordID: Record] = [:]
    for draft in drafts {
      if units[draft.id] == nil {
        waiting.append(.draft(draft, office: names, begun: begun))
      } else if let history = chronicle.state.records[draft.id], history.live != nil, history.withdrawal == nil {
        changed[draft.id] = draft
      }
    }
    var unread: [FaultyRecord] = []
    var seen: Set<RecordID> = []
    for broken in faulty where units[broken.id] == nil {
      guard let record = AccountedRecord.draft(broken, office: names, begun: begun) else {
        unread.append(broken)
        continue
      }
      if seen.insert(broken.id).inserted { waiting.append(record) }
    }
    self.unread = unread
    let told = zip(chronicle.stories, read).map { story, accounted in
      changed.isEmpty
        ? accounted.record : changed[story.id].map { accounted.record.taking($0, office: names) } ?? accounted.record
    }
    accountability = Accountability(told + waiting, asOf: chronicle.asOf, clock: clock)
    errors = read.flatMap { $0.errors(units) }.sorted {
      ($0.on, $0.record, $0.kind.rawValue) < ($1.on, $1.record, $1.kind.rawValue)
    }
    forgedDates = read.filter(\.isForged).map(\.record.clocked.title)
    doubtfulDates = read.filter(\.isDoubtful).map(\.record.clocked.title)
    takenDown = OfficeAccounts.takenDown(chronicle, read, clock.calendar)
    var publications: [String: [(RecordID, Day)]] = [:]
    for (story, accounted) in zip(chronicle.stories, read) {
      publications[accounted.record.clocked.unit, default: []] += accounted.publications.map { (story.id, $0) }
    }
    self.publications = publications
    let drafting = chronicle.state.people.values.lazy.filter { $0.roles.contains(.drafter) }.map(\.unit)
    self.units = Set(publications.keys).union(drafting).union(waiting.map(\.clocked.unit)).sorted()
  }

  /// How many records of each unit went onto the site in a period, or were put right in it.
  public func handled(_ period: Period) -> [String: Int] {
    var handled = publications.mapValues { Set($0.filter { period.contains($0.day) }.map(\.record.rawValue)) }
    for error in errors where period.contains(error.on) { handled[error.unit, default: []].insert(error.record) }
    return handled.mapValues(\.count)
  }

  /// The error ledger of a period.
  public func errorLedger(_ period: Period) -> ErrorLedger {
    ErrorLedger(errors, handled: handled(period), period: period, asOf: accountability.asOf)
  }

  /// The score sheet of a year.
  public func scoreSheet(_ period: Period, targets: [Target], flags: [String: String] = [:]) -> ScoreSheet {
    let counts = Dictionary(errorLedger(period).rows.map { ($0.unit, $0.errors) }, uniquingKeysWith: +)
    return ScoreSheet(
      accountability.figures(period, units: units).units, targets: targets, errors: counts, flags: flags)
  }
}
