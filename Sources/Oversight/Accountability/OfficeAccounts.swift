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
  /// Records whose shown day lies before the day on which the ledger recorded their publication.
  public let forgedDates: [String]
  /// The days on which something of a unit went onto the site, by unit.
  private let publications: [String: [(record: RecordID, day: Day)]]

  /// The fields of records that the figures need.
  public static let fields: Set<Field> = [
    .title, .unit, .formed, .changed, .originalDate, .disclosure, .handover, .maker, .related, .keywords, .genre,
    .secrecy,
  ]

  /// Reads the stories of a chronicle.
  ///
  /// - Parameters:
  ///   - office: the office's name, to tell what it made itself (条例 Art. 10).
  ///   - drafts: records of the working folder that nobody put forward yet; their clocks run too.
  public init(
    _ chronicle: Chronicle, clock: DisclosureClock = DisclosureClock(), office: String = "", drafts: [Record] = []
  ) {
    let read = Parallel.map(chronicle.stories) { AccountedStory($0, office: office) }
    var units: [RecordID: String] = [:]
    for (story, accounted) in zip(chronicle.stories, read) { units[story.id] = accounted.record.clocked.unit }
    let known = Set(units.keys)
    let waiting = drafts.filter { !known.contains($0.id) }.map { AccountedStory.draft($0, office: office) }
    accountability = Accountability(read.map(\.record) + waiting, asOf: chronicle.asOf, clock: clock)
    errors = read.flatMap { $0.errors(units) }.sorted {
      ($0.on, $0.record, $0.kind.rawValue) < ($1.on, $1.record, $1.kind.rawValue)
    }
    forgedDates = read.filter(\.isForged).map(\.record.clocked.title)
    var publications: [String: [(RecordID, Day)]] = [:]
    for (story, accounted) in zip(chronicle.stories, read) {
      publications[accounted.record.clocked.unit, default: []] += accounted.publications.map { (story.id, $0) }
    }
    self.publications = publications
  }

  /// Every unit that ever provided something, by name.
  public var units: [String] { publications.keys.sorted() }

  /// How many records of each unit went onto the site in a period.
  public func handled(_ period: Period) -> [String: Int] {
    publications.mapValues { Set($0.filter { period.contains($0.day) }.map(\.record)).count }
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

/// One story as figures.
struct AccountedStory: Sendable {
  let record: AccountedRecord
  let publications: [Day]
  let isForged: Bool
  private let corrections: [Day]
  private let mistakes: [(day: Day, kind: String)]
  /// Of a clarification, the records that it corrects.
  private let clarified: [RecordID]

  init(_ story: RecordStory, office: String) {
    let walk = StoryWalk(story)
    let live = walk.published.compactMap { item in item.digest.flatMap { story.records[$0] }.map { (item.day, $0) } }
    let last = walk.latest.flatMap { story.records[$0] } ?? live.last?.1 ?? story.latest
    let formed = (live.first?.1 ?? last)?.formed ?? walk.providedOn ?? story.entries.first?.day ?? Day(ordinal: 0)
    var carried: [Day: Day] = [:]
    for (day, record) in live {
      if let changed = record.day(.changed) { carried[changed] = min(carried[changed] ?? day, day) }
    }
    let changes = Set(carried.keys).union([last?.day(.changed)].compactMap(\.self)).filter { $0 > formed }
    let original = last?.day(.originalDate)
    let days = ([original] + walk.published.map(\.day)).compactMap(\.self)
    let isSubject = last?.isProposed(by: office) ?? true
    let isMeant = isSubject || (walk.isAgreed && last?.isOwn(of: office) == true)
    let clocked = ClockedRecord(
      id: story.id.rawValue, title: last?.title ?? story.id.rawValue, column: last.map { "\($0.column)" } ?? "",
      unit: last?.unit ?? "（内容已销毁）", formedOn: formed, changedOn: changes.sorted(), publishedOn: days,
      holds: walk.holds, handover: last?.handover == nil ? .none : .up(acceptedOn: nil, address: nil),
      releases: walk.releases, carriedOn: carried, isSubject: isMeant)
    record = AccountedRecord(clocked, providedOn: walk.providedOn, outcome: walk.outcome)
    publications = walk.published.map(\.day)
    isForged = walk.forged != nil && original == nil
    // The same 变更日期 in other bytes: nothing changed in substance, something published was put right.
    corrections = zip(live, live.dropFirst()).compactMap { earlier, later in
      later.1.day(.changed) == earlier.1.day(.changed) ? later.0 : nil
    }
    mistakes = walk.mistakes
    let isClarification = last.map { $0.list(.keywords).contains("澄清") || $0.text(.genre) == "澄清" } ?? false
    clarified = isClarification && !walk.published.isEmpty ? last?.related ?? [] : []
  }

  /// A record of the working folder, whose clock runs although nobody put it forward.
  static func draft(_ record: Record, office: String) -> AccountedRecord {
    let clocked = ClockedRecord(
      id: record.id.rawValue, title: record.title, column: "\(record.column)", unit: record.unit,
      formedOn: record.formed, changedOn: [record.day(.changed)].compactMap(\.self),
      publishedOn: [record.day(.originalDate)].compactMap(\.self),
      handover: record.handover == nil ? .none : .up(acceptedOn: nil, address: nil),
      isSubject: record.isProposed(by: office))
    return AccountedRecord(clocked, providedOn: nil, outcome: .open)
  }

  /// Errors that the story shows, each charged to the unit whose record it was.
  func errors(_ units: [RecordID: String]) -> [ErrorEntry] {
    let (id, unit) = (record.clocked.id, record.clocked.unit)
    return corrections.map { ErrorEntry(on: $0, unit: unit, record: id, kind: .correction, cause: "更正已发布的内容") }
      + mistakes.map { ErrorEntry(on: $0.day, unit: unit, record: id, kind: .withdrawal, cause: $0.kind) }
      + clarified.compactMap { other in
        guard let unit = units[other], let day = publications.first else { return nil }
        return ErrorEntry(on: day, unit: unit, record: other.rawValue, kind: .clarification, cause: "虚假或者不完整信息")
      }
  }
}

extension Record {
  /// Whether the office made it: another organ's information is that organ's to publish (条例 Art. 10).
  func isOwn(of office: String) -> Bool { text(.maker).map { $0 == office } ?? true }

  /// Whether the office means to publish it: what bears a mark of secrecy it must not (条例 Art. 14).
  func isProposed(by office: String) -> Bool {
    let mark = (text(.secrecy) ?? "").filter { !$0.isWhitespace }
    let isMarked = !mark.isEmpty && !["无", "公开", "非密", "不涉密", "非涉密"].contains(mark)
    return isOwn(of: office) && !isMarked && (proposal ?? .proactive) == .proactive
  }
}
