import Diagnostics
import Foundation
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

  @Test("ended by a decision not to publish is never told as a publication")
  func decided() throws {
    let dated = try DatedSite()
    for id in ["a", "b", "c"] { try dated.site.record(id, ["生成日期": "2026-03-02"]) }
    try dated.submit("a", "b", "c", on: "2026-03-03")
    try dated.approve("a", disclosure: .withheld, withholding: "N5 内部管理", on: "2026-04-03")
    try dated.approve("b", disclosure: .onRequest, withholding: "涉及内部管理", on: "2026-04-03")
    try dated.approve("c", on: "2026-04-03")
    try dated.publish(on: "2026-04-03")
    let accounts = try dated.accounts("2026-06-30").accountability
    let list = DeadlineList(accounts, withClosed: true)
    #expect(list.rows.map(\.deadline.publishedOn?.description) == [nil, nil, "2026-04-03"])
    #expect(list.rows.map(\.standing) == ["超限 4，决定不予公开", "超限 4，决定依申请公开", "超限 4"])
    #expect(list.csv.contains(",4.1.3,,条例第二十六条,2026-04-03\r\n"))
    #expect(list.json["deadlines"]?.elements?.map { $0["decision"]?.text } == ["决定不予公开", "决定依申请公开", nil])
    let year = try #require(Period("2026"))
    let draft = try #require(accounts.criticisms(year).first?.text)
    #expect(draft.contains("2026年4月3日决定不予公开，超限 4 个工作日"))
    #expect(draft.contains("2026年4月3日决定依申请公开，超限 4 个工作日"))
    #expect(draft.components(separatedBy: "补发").count == 2)
    let table = FiguresTable(accounts, period: year)
    #expect(table.total.published == 1 && table.total.overdue.count == 3 && table.total.outstanding == 0)
    let late = table.json["total"]?["overdue"]?.elements ?? []
    #expect(late.map { $0["publishedOn"]?.text } == [nil, nil, "2026-04-03"])
    #expect(table.text(width: 200).contains("未公开，2026-04-03 决定不予公开"))
  }

  @Test("of what was not public and is to be later leaves the year of the first decision as it was")
  func reassessed() throws {
    let dated = try DatedSite()
    let withheld = ["生成日期": "2025-01-06", "可否公开": "不予公开", "不公开理由": "N5"]
    try dated.site.record("a", withheld)
    try dated.site.record("b", ["生成日期": "2025-01-06"])
    try dated.submit("a", "b", on: "2025-01-07")
    // Late, where it would have been public.
    try dated.approve("a", on: "2025-06-05")
    try dated.approve("b", disclosure: .withheld, withholding: "N5 内部管理", on: "2025-06-05")
    func former(_ asOf: String) throws -> JSON {
      FiguresTable(try dated.accounts(asOf).accountability, period: try #require(Period("2025"))).json
    }
    let then = try former("2025-12-31")
    #expect(then["total"]?["overdue"]?.elements?.map { $0["id"]?.text } == ["b"])
    for id in ["a", "b"] { try dated.reassess(id, .propose, on: "2026-03-02") }
    for id in ["a", "b"] {
      try dated.site.record(id, ["生成日期": "2025-01-06"], body: "可以公开的部分。\n")
      try dated.submit(id, on: "2026-03-03")
    }
    #expect(try former("2026-03-03") == then)
    try dated.approve("a", "b", on: "2026-03-04")
    try dated.publish(on: "2026-03-05")
    #expect(try former("2026-12-31") == then)
    let accounts = try dated.accounts("2026-12-31").accountability
    let year = FiguresTable(accounts, period: try #require(Period("2026"))).total
    #expect(year.published == 2 && year.onTime == 1 && year.lag == nil && year.overdue.isEmpty)
    let rows = DeadlineList(accounts, withClosed: true).rows
    #expect(rows.map(\.deadline.publishedOn?.description) == ["2026-03-05", "2026-03-05"])
    #expect(rows.map(\.deadline.closedOn?.description) == ["2025-06-05", "2025-06-05"])
    #expect(rows.map(\.state) == [.overdue, .normal])
  }

  @Test("past its last day on days off is over, by less than a working day, wherever that is told")
  func dayOff() throws {
    // Due Friday 2026-04-03; 04-04 to 04-06 are off.
    let dated = try DatedSite()
    for id in ["a", "b"] { try dated.site.record(id, ["生成日期": "2026-03-06"]) }
    try dated.submit("a", "b", on: "2026-03-09")
    try dated.approve("a", on: "2026-04-04")
    try dated.publish(on: "2026-04-04")
    let accounts = try dated.accounts("2026-04-05").accountability
    let list = DeadlineList(accounts, withClosed: true)
    #expect(list.rows.map(\.state) == [.overdue, .overdue])
    #expect(list.rows.map(\.standing) == ["已过期限，尚不足 1 个工作日", "已过期限，尚不足 1 个工作日"])
    let year = try #require(Period("2026"))
    let table = FiguresTable(accounts, period: year)
    let draft = accounts.criticisms(year, threshold: 1).map(\.text).joined()
    #expect(draft.contains("2026年4月4日补发，已过期限，尚不足 1 个工作日"))
    #expect(draft.contains("至今未公开，已过期限，尚不足 1 个工作日"))
    #expect(table.total.overdue.count == 2 && table.text().contains("不足 1"))
    #expect(table.json.pretty.contains("已过期限，尚不足 1 个工作日".utf8))
    for text in [list.text(), list.csv, draft, table.text()] { #expect(!text.contains("超限 0")) }
  }

  @Test("past its last day in a year without days off announced is so by a 暂定 number")
  func provisional() throws {
    let clocked = ClockedRecord(id: "a", unit: "文书科", formedOn: try day("2026-12-03"))
    let accounts = Accountability(
      [AccountedRecord(clocked, providedOn: try day("2026-12-04"), outcome: .open)], asOf: try day("2027-01-05"))
    let row = try #require(DeadlineList(accounts).rows.first)
    #expect(row.deadline.due == DueDay(day: try day("2026-12-31"), isProvisional: false))
    #expect(row.standing == "超限 3（暂定）" && row.deadline.over == 3)
    #expect(accounts.reminders.map(\.standing) == ["已超限 3 个工作日（暂定）"])
    let calendar = accounts.calendarFile(host: "a.example").split(separator: "\r\n ").joined()
    #expect(calendar.contains("已超限 3 个工作日（暂定）"))
    let year = try #require(Period("2027"))
    #expect(accounts.criticisms(year, threshold: 1).first?.text.contains("已超限 3 个工作日（暂定）") == true)
    #expect(FiguresTable(accounts, period: year).text().contains("3（暂定）"))
    #expect(accounts.remindersJSON["reminders"]?.elements?.first?["overProvisional"] == true)
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
