import Catalogue
import Records
import Review
import Support
import Testing
import Values

@testable import Oversight

/// What counts for a column, an item or an expected document, and what must not.
@Suite("Coverage on a ledger")
struct HonestCoverageTests {
  @Test(
    "reads the part of a year that a title speaks of",
    arguments: [
      ("2026年1至3月工作小结", .quarter(1)), ("2026年1月至3月工作小结", .quarter(1)), ("2026年一至三月工作小结", .quarter(1)),
      ("2026年10—12月小结", .quarter(4)), ("2025年1-12月工作总结", .year), ("2026年上半年工作总结", .other),
      ("2026年1至6月工作总结", .other), ("2026年3月份工作小结", .month(3)), ("2026年十二月小结", .month(12)),
      ("2026年第三季度小结", .quarter(3)), ("2026年一季度小结", .quarter(1)), ("2026年工作总结", nil),
      ("2026年第2-3月小结", .other), ("2025年前三季度工作总结", .other), ("2025年一至三季度小结", .other),
    ] as [(String, HeldDocument.Part?)])
  func parts(title: String, part: HeldDocument.Part?) {
    #expect(HeldDocument.part(in: title) == part)
  }

  @Test("reads a year in figures of either kind")
  func years() {
    #expect(HeldDocument.year(in: "二〇二六年工作计划") == 2026 && HeldDocument.year(in: "二零二五年度总结") == 2025)
    #expect(HeldDocument.year(in: "云川市2026年工作计划") == 2026 && HeldDocument.year(in: "今年工作计划") == nil)
  }

  @Test(
    "takes the plan of a year for that, and no plan of a part of it or of one matter",
    arguments: [
      ("二〇二六年工作计划", true), ("2026年工作要点", true), ("2026年度计划", true), ("云川市人民政府办公室2026年工作计划", true),
      ("2026年市政府办公室工作要点", true), ("2026年机关工作计划", true), ("2026年公文写作培训计划", false),
      ("2026年培训工作计划", false), ("2026年上半年工作计划", false), ("2026年3月工作计划", false), ("2026年第一季度工作计划", false),
    ])
  func plans(title: String, isPlan: Bool) {
    #expect(HeldDocument.isYearPlan(title, office: OfficeNames("云川市人民政府办公室").all) == isPlan)
  }

  private static let documents = "应有文件: {起始年: 2025, 不要求: [月度工作小结, 年度工作计划, 本级政府年度报告, 制度, 政府信息公开指南]}\n"

  @Test("takes what stands in 3.1 for a plan, and not what stands in 3.10")
  func plansOfColumns() throws {
    for (code, count) in [("3.1", 1), ("3.10", 0)] {
      var fields = FieldTable<FieldValue>()
      fields[.title] = .text("2026年工作计划")
      let column = try #require(ColumnCode(code))
      let record = Record(id: RecordID(rawValue: "甲"), column: column, fields: fields, body: .none)
      #expect(HeldDocument.found(record, on: try day("2026-01-05"), office: []).count == count)
    }
  }

  @Test("takes neither half a year nor the wrong months for what is expected")
  func summaries() throws {
    let dated = try DatedSite(settings: HonestCoverageTests.documents)
    let half = ["栏目": "\"3.4\"", "标题": "2025年上半年工作总结", "总结类别": "年度", "生成日期": "2026-03-02"]
    try dated.site.record("half", half)
    try dated.site.record(
      "months", ["栏目": "\"3.4\"", "标题": "2026年1至3月工作小结", "总结类别": "季度", "生成日期": "2026-03-02"])
    try dated.submit("half", "months", on: "2026-03-03")
    try dated.approve("half", "months", on: "2026-03-03")
    try dated.publish(on: "2026-03-03")
    let absent = try dated.coverage("2027-03-31").absent.map(\.title)
    #expect(absent.contains("2025年度工作总结") && absent.contains("2026年第3季度工作小结"))
    #expect(!absent.contains("2026年第1季度工作小结"))
  }

  @Test("finds a report late whatever 原发布日期 was typed, tells it in every form, and none stale before its day")
  func reports() throws {
    let dated = try DatedSite(settings: HonestCoverageTests.documents)
    try dated.site.record("z", ["生成日期": "2025-03-03"])
    try dated.submit("z", on: "2025-03-05")
    let title = "云川市人民政府办公室2025年政府信息公开工作年度报告"
    let fields = ["栏目": "\"3.5.3\"", "标题": title, "生成日期": "2026-01-20", "原发布日期": "2026-01-30"]
    try dated.site.record("r", fields)
    try dated.submit("r", on: "2026-06-09")
    try dated.approve("r", on: "2026-06-09")
    try dated.publish(on: "2026-06-10")
    let report = try dated.coverage("2026-06-20")
    #expect(report.late.map(\.title) == ["2025年本机关年度报告"])
    let told = report.json["late"]?.elements?.first
    #expect(told?["column"] == "3.5.3" && told?["due"] == "2026-01-31")
    #expect(
      report.csv.split(separator: "\r\n").contains {
        $0.hasPrefix("3.5.3,") && $0.contains("2025年本机关年度报告（期限 2026-01-31")
      })
    // More than a year after the last report, and before the next is due.
    func column(_ asOf: String) throws -> CoverageReport.ColumnFinding? {
      try dated.coverage(asOf).columns.first { "\($0.code)" == "3.5.3" }
    }
    #expect(try column("2027-01-30")?.state == .ok)
    #expect(try column("2027-02-01")?.problems.map(\.text) == ["缺 2026年本机关年度报告"])
  }

  @Test("does not wait for what was on the site and is over")
  func over() throws {
    let dated = try DatedSite()
    try dated.site.record("notice", ["生成日期": "2026-03-02", "公示截止": "2026-03-20"])
    try dated.site.record("old", ["生成日期": "2026-03-02"])
    try dated.submit("notice", "old", on: "2026-03-03")
    try dated.approve("notice", "old", on: "2026-03-03")
    try dated.publish(on: "2026-03-03")
    func pending(_ asOf: String) throws -> Int? {
      try dated.coverage(asOf).columns.first { "\($0.code)" == "4.1.3" }?.pending
    }
    #expect(try pending("2026-03-21") == 0)
    try dated.withdraw("old", .expired, on: "2026-03-24")
    try dated.publish(on: "2026-03-25")
    #expect(try pending("2026-06-30") == 0)
  }

  @Test("counts a 上交 for the item that its kind or its column tells, and no other")
  func handedUp() throws {
    let dated = try DatedSite(settings: "法定事项: {a20-01: 上交, a20-03: 上交, a20-12: 上交, a20-10: {上交: 是, 栏目: [4.1.3]}}\n")
    try dated.site.record("emergency", ["上交": "应急管理", "生成日期": "2026-03-02", "栏目": "\"3.8\""])
    try dated.site.record("meeting", ["上交": "政府会议", "生成日期": "2026-03-02", "栏目": "\"4.1.3\""])
    try dated.submit("emergency", "meeting", on: "2026-03-03")
    try dated.approve("emergency", "meeting", on: "2026-03-04")
    func states(_ asOf: String) throws -> [String] {
      try dated.coverage(asOf).statutory.filter { $0.applies == "上交" }.map { "\($0.item) \($0.state.name)" }
    }
    #expect(try states("2026-03-04") == ["a20-01 空白", "a20-03 空白", "a20-10 不完整", "a20-12 不完整"])
    let session = try dated.site.open()
    let accepted = try session.ledger.accept(
      RecordID(rawValue: "emergency"), address: "https://gov.example/1", by: TestSite.actor("office"),
      founding: session.founding, now: Moment(seconds: Moment(startOf: try day("2026-03-05")).seconds + 36_000))
    #expect(accepted.isDone)
    #expect(try states("2026-03-05") == ["a20-01 空白", "a20-03 空白", "a20-10 不完整", "a20-12 达标"])
  }

  @Test("lets the office name the columns that serve an item")
  func columns() throws {
    let dated = try DatedSite(settings: "法定事项: {a20-04: 适用, a21-01: {适用: 是, 栏目: [4.1.3, 4.1.99]}}\n")
    try dated.site.record("a", ["生成日期": "2026-03-02"])
    try dated.submit("a", on: "2026-03-03")
    try dated.approve("a", on: "2026-03-03")
    try dated.publish(on: "2026-03-03")
    let items = try dated.coverage("2026-03-04").statutory
    #expect(items.first { $0.item == "a21-01" }?.state == .ok)
    #expect(items.first { $0.item == "a21-01" }?.reason == "「法定事项」写的栏目 4.1.99 不在目录中")
    #expect(items.first { $0.item == "a20-04" }?.state == .empty)
  }
}
