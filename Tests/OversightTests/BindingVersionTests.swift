import Records
import Review
import Support
import Testing
import Values

@testable import Oversight

/// What was only put forward, taken back or sent back neither moves a unit's past nor erases it. All formed Monday
/// 2026-03-02 unless said, due 2026-03-30.
@Suite("What was put forward and did not go out")
struct BindingVersionTests {
  private func late(_ dated: DatedSite, _ asOf: String, _ period: String = "2026") throws -> [String] {
    let figures = try dated.accounts(asOf).accountability.figures(try #require(Period(period)))
    return figures.units.flatMap { unit in unit.overdue.map { "\(unit.unit) \($0.id)" } }
  }

  private let formed = ["生成日期": "2026-03-02"]

  private func with(_ fields: [String: String]) -> [String: String] { formed.merging(fields) { $1 } }

  @Test("leaves what is on the site, and its errors, to the unit whose version is there")
  func published() throws {
    let dated = try DatedSite()
    try dated.site.record("a", formed)
    try dated.submit("a", on: "2026-04-07")
    try dated.approve("a", on: "2026-04-07")
    try dated.publish(on: "2026-04-07")
    try dated.site.record("a", with(["标题": "另一个标题", "承办科室": "督查科", "上交": "会议"]), body: "另一稿。\n")
    try dated.submit("a", on: "2026-06-01")
    #expect(try late(dated, "2026-06-01") == ["文书科 a"])
    try dated.decide("a", step: "科室审核", as: "head", .sendBack(reason: "承办科室写错"), on: "2026-06-02")
    #expect(try late(dated, "2026-06-03") == ["文书科 a"])
    let accounts = try dated.accounts("2026-06-03")
    #expect(accounts.handled(try #require(Period("2026"))) == ["文书科": 1])
    // Nor does it open again what was published.
    let first = try #require(accounts.accountability.entries.first?.reading.deadlines.first)
    #expect(first.closedOn?.description == "2026-04-07")
    #expect(accounts.accountability.entries.first?.reading.record.title == "关于a的通知")
  }

  @Test("leaves what never went out to the unit whose version stood when the period ran out")
  func open() throws {
    let dated = try DatedSite()
    for id in ["a", "b", "c", "d"] { try dated.site.record(id, formed) }
    try dated.submit("a", "b", on: "2026-03-05")
    try dated.decide("b", step: "科室审核", as: "head", .sendBack(reason: "承办科室写错"), on: "2026-03-06")
    try dated.site.record("b", with(["承办科室": "督查科"]))
    try dated.submit("b", on: "2026-03-09")
    // Put forward late, and one of them by the wrong unit.
    try dated.submit("c", "d", on: "2026-04-20")
    try dated.decide("d", step: "科室审核", as: "head", .sendBack(reason: "承办科室写错"), on: "2026-04-21")
    for id in ["a", "c", "d"] { try dated.site.record(id, with(["承办科室": "督查科"])) }
    try dated.submit("a", "c", "d", on: "2026-05-06")
    #expect(try late(dated, "2026-05-06").sorted() == ["文书科 a", "文书科 c", "督查科 b", "督查科 d"])
    // Not late yet, it is the one's who has it.
    let now = try dated.accounts("2026-03-10").accountability.entries
    #expect(now.map { "\($0.reading.record.unit) \($0.record.clocked.id)" }.sorted() == ["文书科 a", "督查科 b"])
  }

  @Test("is not erased by taking it back and putting forward another date, or not to publish")
  func takenBack() throws {
    let dated = try DatedSite()
    for id in ["a", "b", "slip"] { try dated.site.record(id, formed) }
    try dated.submit("a", "b", "slip", on: "2026-03-05")
    // A slip seen on the same day stood no longer than a draft.
    try dated.revoke("slip", on: "2026-03-05")
    try dated.site.record("slip", ["生成日期": "2026-03-04"])
    try dated.submit("slip", on: "2026-03-06")
    #expect(
      try dated.accounts("2026-03-06").accountability.entries.first { $0.record.clocked.id == "slip" }?.reading
        .deadlines.first?.start.description == "2026-03-04")
    try dated.revoke("a", "b", on: "2026-05-06")
    try dated.site.record("a", ["生成日期": "2026-05-06"])
    try dated.site.record("b", with(["可否公开": "不予公开", "不公开理由": "N5"]))
    try dated.submit("a", "b", on: "2026-05-07")
    try dated.approve("b", on: "2026-05-08")
    #expect(try late(dated, "2026-05-08") == ["文书科 a", "文书科 b", "文书科 slip"])
    #expect(DeadlineList(try dated.accounts("2026-05-08").accountability).rows.map(\.id) == ["a", "slip"])
  }

  @Test("is not erased by taking back a change and putting forward a later one")
  func change() throws {
    let dated = try DatedSite()
    try dated.site.record("a", formed)
    try dated.submit("a", on: "2026-03-03")
    try dated.approve("a", on: "2026-03-03")
    try dated.publish(on: "2026-03-03")
    try dated.site.record("a", with(["变更日期": "2026-04-01"]), body: "改。\n")
    try dated.submit("a", on: "2026-04-02")
    #expect(try late(dated, "2026-05-06") == ["文书科 a"])
    try dated.revoke("a", on: "2026-05-07")
    try dated.site.record("a", with(["变更日期": "2026-05-06"]), body: "改。\n")
    try dated.submit("a", on: "2026-05-07")
    #expect(try late(dated, "2026-05-08") == ["文书科 a"])
  }

  @Test("gives way after it was sent back, unless its period ran out while others had it")
  func sentBack() throws {
    let dated = try DatedSite()
    let early = ["date", "kind"]
    let ids = early + ["date-late", "kind-late"]
    for id in ids { try dated.site.record(id, formed) }
    try dated.site.record("year", ["生成日期": "2025-03-02"])
    try dated.submit("date", "kind", "date-late", "kind-late", "year", on: "2026-03-05")
    for id in early + ["year"] {
      try dated.decide(id, step: "科室审核", as: "head", .sendBack(reason: "写错"), on: "2026-03-06")
    }
    for id in ["date-late", "kind-late"] {
      try dated.decide(id, step: "科室审核", as: "head", .sendBack(reason: "写错"), on: "2026-04-07")
    }
    for id in ["date", "date-late", "year"] { try dated.site.record(id, ["生成日期": "2026-04-06"]) }
    for id in ["kind", "kind-late"] {
      try dated.site.record(id, with(["可否公开": "依申请公开", "不公开理由": "N5"]))
    }
    for id in ids + ["year"] { try dated.submit(id, on: "2026-04-08") }
    #expect(try late(dated, "2026-04-09") == ["文书科 date-late", "文书科 kind-late"])
  }

  @Test("counts once in a year, and again in the next where it is still not out or another last day was missed")
  func years() throws {
    let dated = try DatedSite()
    for id in ["open", "twice"] { try dated.site.record(id, ["生成日期": "2025-03-03"]) }
    try dated.submit("open", "twice", on: "2025-03-05")
    try dated.approve("twice", on: "2025-06-05")
    try dated.publish(on: "2025-06-06")
    try dated.site.record("twice", ["生成日期": "2025-03-03", "变更日期": "2026-03-02"], body: "改。\n")
    try dated.submit("twice", on: "2026-05-11")
    try dated.approve("twice", on: "2026-05-12")
    try dated.publish(on: "2026-05-13")
    let accounts = try dated.accounts("2026-06-30").accountability
    func events(_ period: String) throws -> [OverdueEvent] {
      accounts.figures(try #require(Period(period))).total.overdue
    }
    #expect(try events("2025").map(\.id) == ["open", "twice"] && events("2025").allSatisfy { !$0.isCarriedOver })
    #expect(try events("2026").map(\.id) == ["open", "twice"])
    #expect(try events("2026").map(\.isCarriedOver) == [true, false])
    #expect(try events("2026Q1").map(\.id) == ["open", "twice"] && events("2026Q2").isEmpty)
    #expect(try events("2024").isEmpty && events("2027").isEmpty)
    let year = try #require(Period("2026"))
    #expect(accounts.criticisms(year, threshold: 2).first?.text.contains("期限 2025-03-31（上年结转），至今未公开") == true)
    #expect(FiguresTable(accounts, period: year).text(width: 200).contains("2025-03-31（上年结转）"))
    let json = FiguresTable(accounts, period: year).json["total"]?["overdue"]?.elements
    #expect(json?.map { $0["carriedOver"] } == [true, false])
    // Out before the year began, it is no news of the new one.
    #expect(try late(dated, "2025-06-30", "2025") == ["文书科 open", "文书科 twice"])
  }

  @Test("runs for what several organs made with the office in front")
  func leading() throws {
    let dated = try DatedSite()
    try dated.site.record("a", with(["制作机关": "云川市人民政府办公室、市教育局"]))
    try dated.site.record("b", with(["制作机关": "市教育局、云川市人民政府办公室"]))
    try dated.submit("a", "b", on: "2026-03-03")
    #expect(DeadlineList(try dated.accounts("2026-03-20").accountability).rows.map(\.id) == ["a"])
  }

  @Test("is no correction where the files only moved")
  func moved() throws {
    let dated = try DatedSite()
    let fields = with(["标识": "x", "标题": "一个标题", "内容概述": "概述"])
    try dated.site.record("a", fields)
    try dated.submit("x", on: "2026-03-03")
    try dated.approve("x", on: "2026-03-03")
    try dated.publish(on: "2026-03-03")
    try dated.site.remove("records/a.md")
    try dated.site.record("b", fields)
    try dated.submit("x", on: "2026-03-05")
    try dated.approve("x", on: "2026-03-05")
    try dated.publish(on: "2026-03-05")
    #expect(try dated.accounts("2026-03-06").errors.isEmpty)
    try dated.site.record("b", fields, body: "改正。\n")
    try dated.submit("x", on: "2026-03-09")
    try dated.approve("x", on: "2026-03-09")
    try dated.publish(on: "2026-03-09")
    #expect(try dated.accounts("2026-03-09").errors.map(\.kind) == [.correction])
  }
}

/// The clocks of the working folder.
@Suite("Drafts")
struct DraftClockTests {
  @Test("count with their unit, also where a field is at fault; units that never gave anything are listed")
  func units() throws {
    let dated = try DatedSite()
    try dated.site.record("ok", ["生成日期": "2026-03-02"])
    try dated.submit("ok", on: "2026-03-02")
    for id in ["a", "b"] { try dated.site.record(id, ["生成日期": "2026-03-02", "承办科室": "督查科"]) }
    try dated.site.record("broken", ["生成日期": "2026-03-02", "承办科室": "督查科", "公开载体": ""])
    try dated.site.record("nowhere", ["生成日期": "2026-03-02", "承办科室": "督查科", "栏目": "\"9.9\""])
    try dated.site.record("unread", ["生成日期": "", "承办科室": "督查科"])
    try dated.site.record("nobody", ["生成日期": "2026-03-02", "承办科室": ""])
    let accounts = try dated.accounts("2026-05-06", drafts: true)
    #expect(accounts.units == ["文书科", "督查科"])
    let year = try #require(Period("2026"))
    let late = accounts.accountability.overdue(year)
    #expect(late["督查科"]?.map(\.id) == ["a", "b", "broken", "nowhere"])
    #expect(accounts.accountability.criticisms(year).map(\.unit) == ["督查科"])
    #expect(accounts.unread.map(\.id.rawValue) == ["nobody", "unread"])
    let row = try #require(DeadlineList(accounts.accountability).rows.first { $0.id == "nowhere" })
    #expect(row.isDraft && row.column.isEmpty && row.deadline.isOverdue)
    // A unit whose people draft is listed without anything.
    #expect(try dated.accounts("2026-03-02").units == ["文书科"])
    let empty = try DatedSite()
    try empty.site.record("x", ["承办科室": "综合科"])
    try empty.submit("x", on: "2026-03-02")
    #expect(try empty.accounts("2026-03-02").units == ["文书科", "综合科"])
  }

  @Test("of a change to what is on the site run from its 变更日期")
  func change() throws {
    let dated = try DatedSite()
    for id in ["a", "b", "c"] { try dated.site.record(id, ["生成日期": "2026-03-02"]) }
    try dated.submit("a", "b", "c", on: "2026-03-03")
    try dated.approve("a", "b", on: "2026-03-03")
    try dated.publish(on: "2026-03-03")
    try dated.site.record("a", ["生成日期": "2026-03-02", "变更日期": "2026-04-01"], body: "改。\n")
    try dated.site.record("b", ["生成日期": "2026-03-02", "变更日期": "2026-04-01", "可否公开": "依申请公开", "不公开理由": "N5"])
    try dated.site.record("c", ["生成日期": "2026-03-02", "变更日期": "2026-04-01"], body: "改。\n")
    let rows = DeadlineList(try dated.accounts("2026-07-01", drafts: true).accountability).rows
    #expect(rows.map { "\($0.id) \($0.deadline.event.rawValue) \($0.isDraft)" } == ["c 生成 false", "a 变更 true"])
    #expect(rows.last?.deadline.due?.day.description == "2026-04-30" && rows.last?.deadline.isOverdue == true)
    // Put forward, it is counted once.
    try dated.submit("a", on: "2026-07-01")
    let after = DeadlineList(try dated.accounts("2026-07-01", drafts: true).accountability).rows
    #expect(after.map { "\($0.id) \($0.isDraft)" } == ["c false", "a false"])
  }
}
