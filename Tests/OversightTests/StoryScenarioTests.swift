import Catalogue
import Foundation
import Records
import Review
import Testing
import Values

@testable import Oversight

/// The year of `OfficeYear` as the ledger tells it: 1,000 records of 8 units, told event by event, with a withdrawal,
/// a correction, a hold and the change of the regulation on 2019-05-15.
struct LedgerYear {
  /// The chronicle at the end of a day.
  static func chronicle(_ asOf: String) throws -> Chronicle {
    let last = try day(asOf)
    let stories = try OfficeYear.units.enumerated().flatMap { u, unit in try made(u, unit) }
    let told = stories.compactMap { story -> RecordStory? in
      let entries = story.entries.filter { $0.day <= last }
      return entries.isEmpty ? nil : RecordStory(id: story.id, entries: entries, records: story.records)
    }
    return Chronicle(asOf: last, state: LedgerState(), stories: told.sorted { $0.id < $1.id }, isPast: false)
  }

  private static func made(_ u: Int, _ unit: String) throws -> [RecordStory] {
    var result: [RecordStory] = []
    func add(_ id: String, _ formed: String, _ steps: [(Act, String, String?)]) throws {
      result.append(try story("\(unit)/\(id)", unit, formed, steps))
    }
    func published(_ formed: String, _ day: String) -> [(Act, String, String?)] {
      [(.submit, formed, nil), (.agree, day, nil), (.publish, day, nil)]
    }
    for k in 0..<25 {
      let isWithdrawn = u == 7 && k == 24
      try add(
        "甲\(100 + k)", "2019-03-04",
        published("2019-03-04", k < u ? "2019-04-08" : "2019-03-06")
          + (isWithdrawn ? [(.withdraw, "2019-07-01", "发布有误"), (.takeDown, "2019-07-01", nil)] : []))
    }
    for k in 0..<20 {
      let corrected = u == 6 && k == 0
      try add(
        "乙\(100 + k)", "2019-05-14",
        published("2019-05-14", "2019-06-12") + (corrected ? published("2019-07-02", "2019-07-02") : []))
    }
    for k in 0..<40 {
      let isHeld = u == 0 && k == 0
      let hold: [(Act, String, String?)] = [(.pause, "2019-05-20", "征求第三方意见"), (.resume, "2019-05-31", nil)]
      let rest: [(Act, String, String?)] = [(.agree, "2019-06-26", nil), (.publish, "2019-06-26", nil)]
      try add(
        "丙\(100 + k)", "2019-05-15",
        isHeld ? [(.submit, "2019-05-15", nil)] + hold + rest : published("2019-05-15", "2019-06-13"))
    }
    for k in 0..<(40 - u) { try add("丁\(100 + k)", "2019-11-04", published("2019-11-04", "2019-11-11")) }
    for k in (40 - u)..<40 {
      try add("丁\(100 + k)", "2019-11-04", [(.submit, "2019-11-04", nil), (.sendBack, "2019-11-08", "内容不完整")])
    }
    return result
  }

  private static func story(
    _ id: String, _ unit: String, _ formed: String, _ steps: [(Act, String, String?)]
  ) throws -> RecordStory {
    let column = try #require(ColumnCode("2.4"))
    let name = RecordID(rawValue: id)
    let fields: FieldTable<FieldValue> = [
      .title: .text("信息\(id.split(separator: "/").last ?? "")"), .unit: .text(unit), .formed: .day(try day(formed)),
      .disclosure: .text("主动公开"),
    ]
    var (version, entries, records): (Int, [RecordStory.Entry], [Digest: Record]) = (0, [], [:])
    for (act, text, word) in steps {
      if act == .submit { version += 1 }
      let digest = Digest(of: "\(id) \(version)")
      records[digest] = Record(id: name, column: column, fields: fields, body: .none)
      entries.append(
        RecordStory.Entry(
          sequence: entries.count + 1, day: try day(text), act: act, digest: digest,
          step: act == .agree ? "批准" : nil, reason: word, kind: word,
          approval: act == .agree ? .init(disclosure: .proactive, carriers: [.website]) : nil,
          shown: act == .publish ? try day(text) : nil))
    }
    return RecordStory(id: name, entries: entries, records: records)
  }
}

@Suite("A year of an office, from its ledger")
struct StoryScenarioTests {
  private func accounts(_ asOf: String) throws -> OfficeAccounts { OfficeAccounts(try LedgerYear.chronicle(asOf)) }

  @Test("gives the year's hand-computed figures by unit and in sum")
  func year() throws {
    let accounts = try accounts("2019-12-31")
    #expect(accounts.accountability.entries.count == 1000)
    let (rows, total) = accounts.accountability.figures(try #require(Period("2019")))
    for (u, unit) in OfficeYear.units.enumerated() {
      let row = try #require(rows.first { $0.unit == unit })
      #expect(row.provided == 125 && row.adopted == 125 - u && row.open == 0)
      #expect(row.reasons == (u > 0 ? ["退回：内容不完整": u] : [:]))
      #expect(row.published == 125 - u && row.onTime == 125 - 2 * u)
      // u published late in April, and u returned in November that were due 12-02 and never published.
      #expect(row.overdue.count == 2 * u && row.outstanding == u)
      #expect(row.lag?.text == (u < 2 ? "5" : "20"))
    }
    #expect(total.provided == 1000 && total.adopted == 972 && total.adoptionRate.percent == "97.2%")
    // 944 of 972 + 28 outstanding.
    #expect(total.onTime == 944 && total.timeliness.percent == "94.4%")
    #expect(total.overdue.filter { $0.regime == .of2008 }.count == 28)
    #expect(total.overdue.filter { $0.due.day.description == "2019-12-02" }.count == 28)
    let held = try #require(accounts.accountability.entries.first { $0.record.clocked.id == "甲科/丙100" })
    #expect(held.reading.deadlines.first?.due?.day.description == "2019-06-26" && held.overdue == nil)
  }

  @Test("gives the errors, the drafts and the scores that follow")
  func rest() throws {
    let accounts = try accounts("2019-12-31")
    let year = try #require(Period("2019"))
    let ledger = accounts.errorLedger(year)
    #expect(
      ledger.entries.map { "\($0.unit) \($0.record) \($0.kind.rawValue)" } == ["辛科 辛科/甲124 撤下", "庚科 庚科/乙100 更正"])
    #expect(ledger.total.handled == 972 && ledger.total.allowed == 9 && ledger.total.rate.percent == "0.2%")
    #expect(accounts.accountability.criticisms(year).map(\.unit) == Array(OfficeYear.units.dropFirst(2)).sorted())
    let sheet = accounts.scoreSheet(year, targets: OversightSettings().scoreTargets)
    // 甲科 reaches all; 辛科: 20 + 20 (94.4 of 90) + 30 × 111 ÷ 125 + 0 + 10 × 75 %.
    #expect(sheet.rows.first?.unit == "甲科" && sheet.rows.first?.score == "100.0")
    #expect(sheet.rows.last?.unit == "辛科" && sheet.rows.last?.score == "74.1")
  }

  @Test(
    "prints what the golden files hold",
    arguments: [
      ("units-2019", "2019-12-31"), ("units-2019-04-as-of-2019-04-03", "2019-04-03"), ("deadlines", "2019-11-28"),
      ("reminders", "2019-04-01"), ("criticism", "2019-12-31"), ("scores", "2019-12-31"), ("errors", "2019-12-31"),
    ])
  func golden(name: String, asOf: String) throws {
    let accounts = try accounts(asOf)
    let year = try #require(Period("2019"))
    let text: String
    switch name {
    case "units-2019": text = FiguresTable(accounts.accountability, period: year).text()
    case "deadlines": text = DeadlineList(accounts.accountability).text()
    case "reminders":
      text = accounts.accountability.remindersText() + "\n" + accounts.accountability.messages.map(\.text).joined()
    case "criticism": text = accounts.accountability.criticisms(year).map(\.text).joined(separator: "\n")
    case "scores": text = accounts.scoreSheet(year, targets: OversightSettings().scoreTargets).text()
    case "errors": text = accounts.errorLedger(year).text()
    default: text = FiguresTable(accounts.accountability, period: try #require(Period("2019-04"))).text()
    }
    #expect(
      text.split(separator: "\n").allSatisfy {
        TextTable.width(String($0)) <= 80 || name == "criticism" || name == "reminders"
      })
    // Written anew by `GONGKAI_GOLDEN=write swift test --filter StoryScenarioTests`, and reviewed as a diff.
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name).txt")
    if ProcessInfo.processInfo.environment["GONGKAI_GOLDEN"] == "write" {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(name)")
  }
}
