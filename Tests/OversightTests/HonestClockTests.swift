import Diagnostics
import Records
import Review
import Support
import Testing
import Values

@testable import Oversight

/// What ends, moves or hides a clock, and what must not. All formed Monday 2026-03-02, due 2026-03-30.
@Suite("The clock of a record on a ledger")
struct HonestClockTests {
  private func deadlines(_ dated: DatedSite, _ id: String, _ asOf: String) throws -> [ClockReading.Deadline] {
    try #require(try dated.accounts(asOf).accountability.entries.first { $0.record.clocked.id == id }).reading.deadlines
  }

  private func accept(
    _ dated: DatedSite, _ id: String, _ address: String, as account: String = "office", on text: String
  )
    throws -> ActResult
  {
    let session = try dated.site.open()
    return try session.ledger.accept(
      RecordID(rawValue: id), address: address, by: TestSite.actor(account), founding: session.founding,
      now: Moment(seconds: Moment(startOf: try day(text)).seconds + 10 * 3600))
  }

  @Test("of what is handed up runs until the government's acceptance and address are recorded")
  func handedUp() throws {
    let dated = try DatedSite()
    try dated.site.record("a", ["生成日期": "2026-03-02", "上交": "会议"])
    try dated.site.record("b", ["生成日期": "2026-03-02"])
    #expect(try accept(dated, "a", "https://gov.example/1", on: "2026-03-02").refusalCodes == ["review.not-submitted"])
    try dated.submit("a", "b", on: "2026-03-03")
    #expect(try accept(dated, "a", "https://gov.example/1", on: "2026-03-03").refusalCodes == ["review.step-missing"])
    try dated.approve("a", "b", on: "2026-03-04")
    try dated.publish(on: "2026-03-05")
    #expect(try deadlines(dated, "a", "2026-03-06").first?.closedOn == nil)
    #expect(try accept(dated, "b", "https://gov.example/1", on: "2026-03-06").refusalCodes == ["route.not-handed-up"])
    #expect(try accept(dated, "a", "gov.example/1", on: "2026-03-06").refusalCodes == ["route.address"])
    #expect(throws: ActRefusal.self) {
      try accept(dated, "a", "https://gov.example/1", as: "drafter", on: "2026-03-06")
    }
    func hold() throws -> Diagnostic? { try dated.site.assess("a")?.holds.first { $0.code == "route.handed-up" } }
    #expect(try hold()?.remedy == "移交本级政府公开，并记录接收情况")
    #expect(try accept(dated, "a", "https://gov.example/1", on: "2026-04-01").isDone)
    // It stays held, and nobody waits for it any more.
    #expect(try hold()?.message.hasSuffix("已于 2026-04-01 由上级接收公开:https://gov.example/1") == true)
    #expect(try hold()?.remedy == "已经办结，不需再办")
    let closed = try #require(try deadlines(dated, "a", "2026-04-30").first)
    #expect(closed.closedOn == (try day("2026-04-01")) && closed.lag == 22 && closed.over == 2)
    // As it was known the day before.
    #expect(try deadlines(dated, "a", "2026-03-31").first?.closedOn == nil)
    #expect(LedgerVerifier.verify(database: "\(dated.site.path)/\(Ledger.fileName)", head: nil).isEmpty)
  }

  @Test("counts a statutory item that goes up as done only once it was accepted")
  func statutory() throws {
    let dated = try DatedSite(settings: "法定事项: {a20-12: 上交}\n")
    try dated.site.record("a", ["上交": "应急管理"])
    try dated.submit("a", on: "2026-03-03")
    func item(_ asOf: String) throws -> CoverageReport.StatutoryFinding? {
      try dated.coverage(asOf).statutory.first { $0.item == "a20-12" }
    }
    #expect(try item("2026-03-03")?.state == .empty)
    try dated.approve("a", on: "2026-03-04")
    #expect(try item("2026-03-04")?.state == .incomplete)
    #expect(try item("2026-03-04")?.reason == "已批准上交 1 件，还没有记录接收")
    #expect(try accept(dated, "a", "https://gov.example/1", on: "2026-03-05").isDone)
    #expect(try item("2026-03-05")?.state == .ok && item("2026-03-04")?.state == .incomplete)
    let column = try #require(try dated.coverage("2026-03-05").columns.first { "\($0.code)" == "4.1.3" })
    #expect(column.held == 0 && column.pending == 0)
  }

  @Test("is not moved by putting forward a later 生成日期, nor stopped by proposing not to publish")
  func moved() throws {
    let dated = try DatedSite()
    for id in ["a", "b", "c"] { try dated.site.record(id, ["生成日期": "2026-03-02"]) }
    try dated.submit("a", "b", "c", on: "2026-03-03")
    // A wrong date is put right by what is recorded: returned, then put forward again.
    try dated.decide("c", step: "科室审核", as: "head", .sendBack(reason: "生成日期写错"), on: "2026-03-04")
    try dated.site.record("c", ["生成日期": "2026-03-04"])
    try dated.submit("c", on: "2026-03-05")
    #expect(try deadlines(dated, "c", "2026-03-05").first?.due?.day == (try day("2026-04-01")))
    try dated.site.record("a", ["生成日期": "2026-04-01"])
    try dated.site.record("b", ["生成日期": "2026-03-02", "可否公开": "不予公开", "不公开理由": "N5"])
    try dated.submit("a", "b", on: "2026-04-01")
    #expect(try deadlines(dated, "a", "2026-04-02").first?.over == 3)
    #expect(try deadlines(dated, "b", "2026-04-02").first?.over == 3)
    // The decision ends it.
    try dated.approve("b", on: "2026-04-03")
    #expect(try deadlines(dated, "b", "2026-04-10").first?.closedOn == (try day("2026-04-03")))
    let year = try dated.accounts("2026-04-10").accountability.figures(try #require(Period("2026")))
    #expect(year.total.overdue.map(\.id) == ["a", "b", "c"])
  }

  @Test("of a change that another change overtook stops with the version that holds both")
  func overtaken() throws {
    let dated = try DatedSite()
    try dated.site.record("a", ["生成日期": "2026-03-02"])
    try dated.submit("a", on: "2026-03-02")
    try dated.approve("a", on: "2026-03-02")
    try dated.publish(on: "2026-03-02")
    try dated.site.record("a", ["生成日期": "2026-03-02", "变更日期": "2026-03-09"], body: "一。\n")
    try dated.submit("a", on: "2026-03-09")
    try dated.site.record("a", ["生成日期": "2026-03-02", "变更日期": "2026-03-16"], body: "二。\n")
    try dated.submit("a", on: "2026-03-16")
    try dated.approve("a", on: "2026-03-17")
    try dated.publish(on: "2026-03-18")
    let read = try deadlines(dated, "a", "2026-06-30")
    #expect(read.map(\.event) == [.formed, .changed, .changed])
    #expect(read.dropFirst().allSatisfy { $0.closedOn?.description == "2026-03-18" && !$0.isOverdue })
    #expect(read.dropFirst().map(\.lag) == [7, 2])
  }

  @Test("takes an 原发布日期 from before the ledger, or one with an 原网址, and no other")
  func migrated() throws {
    let dated = try DatedSite()
    func add(_ id: String, _ fields: [String: String]) throws { try dated.site.record(id, fields) }
    try add("old", ["生成日期": "2021-05-06", "原发布日期": "2021-05-11"])
    try add("shown", ["生成日期": "2026-03-02", "原发布日期": "2026-03-05", "原网址": "https://old.example/1.html"])
    try add("typed", ["生成日期": "2026-03-02", "原发布日期": "2026-03-05"])
    try add("news", ["生成日期": "2021-05-06", "原发布日期": "2021-05-11", "栏目": "4.1.2"])
    try dated.submit("old", "news", on: "2026-03-02")
    try dated.submit("shown", "typed", on: "2026-04-07")
    try dated.approve("old", "shown", "typed", "news", on: "2026-04-07")
    try dated.publish(on: "2026-04-08")
    // Saturday 05-08 was worked.
    #expect(try deadlines(dated, "old", "2026-06-30").first?.lag == 4)
    #expect(try deadlines(dated, "shown", "2026-06-30").first?.lag == 3)
    #expect(try deadlines(dated, "typed", "2026-06-30").first?.closedOn?.description == "2026-04-08")
    let report = try dated.coverage("2026-04-09")
    #expect(report.rule("V1-date")?.state == .warn)
    #expect(report.rule("V1-date")?.facts.count == 1)
    #expect(report.rule("V1-date")?.facts.first?.hasSuffix("关于typed的通知") == true)
    // What the site shows is what an inspector counts from.
    let news = try #require(report.columns.first { "\($0.code)" == "4.1.2" })
    #expect(news.newest?.description == "2021-05-11" && news.state == .stale)
  }

  /// What earlier programs let pass is in their ledgers still.
  @Test("takes no 原发布日期 from before the formation, or after the publication")
  func impossible() throws {
    let dated = try DatedSite()
    try dated.site.record("a", ["生成日期": "2026-03-02", "原发布日期": "2026-03-01"])
    let record = try #require(try dated.site.open().workingSite().records.first?.record)
    func original(formed: String, published: String) throws -> OriginalDay {
      OriginalDay(record, formed: try day(formed), published: try day(published), begun: nil)
    }
    #expect(try original(formed: "2026-03-02", published: "2026-04-08").isImpossible)
    #expect(try original(formed: "2026-02-01", published: "2026-02-28").isImpossible)
    #expect(try original(formed: "2026-02-01", published: "2026-04-08").day?.description == "2026-03-01")
  }

  @Test("runs for what the office made under a short form of its name, and not for another organ's")
  func makers() throws {
    let dated = try DatedSite()
    for (id, maker) in [("a", "市政府办公室"), ("b", "云川市人民政府 办公室"), ("c", "市教育局")] {
      try dated.site.record(id, ["生成日期": "2026-03-02", "制作机关": maker])
    }
    try dated.submit("a", "b", "c", on: "2026-03-03")
    #expect(DeadlineList(try dated.accounts("2026-03-20").accountability).rows.map(\.id) == ["a", "b"])
  }

  @Test("reminds by each change, also where an earlier last day runs too")
  func reminders() throws {
    let clocked = ClockedRecord(
      id: "a", unit: "文书科", formedOn: try day("2026-03-02"), changedOn: [try day("2026-03-03")])
    func left(_ asOf: String) throws -> [Int?] {
      let record = AccountedRecord(clocked, providedOn: try day("2026-03-03"), outcome: .open)
      return Accountability([record], asOf: try day(asOf)).reminders.map(\.left)
    }
    #expect(try left("2026-03-23") == [5])
    // Four left of the formation, five of the change.
    #expect(try left("2026-03-24") == [5])
    #expect(try left("2026-03-26") == [3])
  }
}
