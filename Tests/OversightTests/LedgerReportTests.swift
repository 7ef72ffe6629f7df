import Records
import Review
import Support
import Testing
import Values

@testable import Oversight

/// Reports on a real ledger.
///
/// Days counted by hand in 2026 (off: 04-04 to 04-06; 05-01 to 05-05; worked: 05-09). All but `late-draft` were formed
/// on Monday 03-02, due 03-30.
/// - a: published 03-05, lag 3; withdrawn 05-11 as a mistake
/// - b: published 04-10, 8 working days late; published again 05-12 with other bytes and the same 变更日期
/// - c: a third party asked from 03-10 to 03-20 (6 + 14 working days: due 04-10), published 04-08, lag 26 - 8 = 18
/// - d: returned 03-05 · e: decided 不予公开 03-06 · f: approved 03-06 for the gazette only
@Suite("Reports on a ledger")
struct LedgerReportTests {
  private func office() throws -> DatedSite {
    let dated = try DatedSite()
    for id in ["a", "b", "c"] { try dated.site.record(id, ["生成日期": "2026-03-02"]) }
    for id in ["d", "e"] { try dated.site.record(id, ["生成日期": "2026-03-02", "承办科室": "综合科"]) }
    try dated.site.record("f", ["生成日期": "2026-03-02", "公开载体": "[政府公报]", "承办科室": "综合科"])
    try dated.submit("a", "b", "c", "d", "e", "f", on: "2026-03-03")
    try dated.approve("a", on: "2026-03-04")
    try dated.decide("d", step: "科室审核", as: "head", .sendBack(reason: "没有出处"), on: "2026-03-05")
    try dated.publish(on: "2026-03-05")
    try dated.approve("e", disclosure: .withheld, withholding: "N5 内部管理", on: "2026-03-06")
    try dated.approve("f", on: "2026-03-06")
    try dated.pause("c", kind: .thirdParty, on: "2026-03-10")
    try dated.pause("c", kind: nil, on: "2026-03-20")
    return dated
  }

  private func goOn(_ dated: DatedSite) throws {
    try dated.approve("c", on: "2026-04-07")
    try dated.publish(on: "2026-04-08")
    try dated.approve("b", on: "2026-04-09")
    try dated.publish(on: "2026-04-10")
    try dated.withdraw("a", on: "2026-05-11")
    try dated.site.record("b", ["生成日期": "2026-03-02"], body: "正文，改了一个错字。\n")
    try dated.submit("b", on: "2026-05-11")
    try dated.approve("b", on: "2026-05-12")
    try dated.publish(on: "2026-05-12")
  }

  @Test("equal what was counted by hand, in the quarter and in the year")
  func figures() throws {
    let dated = try office()
    try goOn(dated)
    let accounts = try dated.accounts("2026-06-30")
    let (units, total) = accounts.accountability.figures(try #require(Period("2026")))
    let writing = try #require(units.first { $0.unit == "文书科" })
    #expect(writing.provided == 3 && writing.adopted == 3 && writing.published == 3 && writing.onTime == 2)
    // 3, 18, 28: 03-02 to 04-10 are 28 working days.
    #expect(writing.lag?.text == "18" && writing.timeliness.percent == "66.7%")
    #expect(writing.overdue.map(\.id) == ["b"] && writing.overdue.first?.over == 8)
    #expect(writing.overdue.first?.due.day.description == "2026-03-30")
    let general = try #require(units.first { $0.unit == "综合科" })
    #expect(general.provided == 3 && general.adopted == 1 && general.published == 0 && general.open == 0)
    #expect(general.reasons == ["退回：没有出处": 1, "不予公开：内部事务信息": 1])
    #expect(total.adoptionRate.percent == "66.7%")
    let april = accounts.accountability.figures(try #require(Period("2026-04"))).total
    #expect(april.provided == 0 && april.published == 2 && april.onTime == 1)
    let c = try #require(accounts.accountability.entries.first { $0.record.clocked.id == "c" })
    #expect(c.reading.deadlines.first?.due?.day.description == "2026-04-10" && c.reading.deadlines.first?.lag == 18)
    // d is overdue too: returned is not published, and its 20 days ran out.
    #expect(total.overdue.map(\.id) == ["b", "d"])
    let list = DeadlineList(accounts.accountability)
    #expect(list.rows.map(\.id) == ["d"] && list.count(.overdue) == 1)
  }

  @Test("of a past day are the same before and after what came later")
  func reproducible() throws {
    let dated = try office()
    let period = try #require(Period("2026Q1"))
    func report() throws -> [String] {
      let accounts = try dated.accounts("2026-03-31")
      return [
        FiguresTable(accounts.accountability, period: period).text(), DeadlineList(accounts.accountability).text(),
        accounts.accountability.remindersText(), accounts.errorLedger(period).text(),
        try dated.coverage("2026-03-31").text(),
      ]
    }
    let then = try report()
    try goOn(dated)
    #expect(try report() == then)
    // On 03-31 b and d were one working day late and c stood in its prolonged period.
    let accounts = try dated.accounts("2026-03-31").accountability
    #expect(accounts.figures(period).total.overdue.map(\.id) == ["b", "d"])
    #expect(accounts.reminders.map { "\($0.id) \($0.standing)" } == ["b 已超限 1 个工作日", "d 已超限 1 个工作日"])
    let c = try #require(DeadlineList(accounts).rows.first { $0.id == "c" })
    #expect(c.state == .normal && c.deadline.left == 7)
    let march = try #require(DeadlineList(try dated.accounts("2026-03-12").accountability).rows.first { $0.id == "c" })
    #expect(march.deadline.isSuspended && march.standing.hasSuffix("暂停计时"))
  }

  @Test("of 通报 name the number of times that the office asks for")
  func threshold() throws {
    let dated = try office()
    let accounts = try dated.accounts("2026-06-30").accountability
    let year = try #require(Period("2026"))
    #expect(accounts.criticisms(year).map(\.unit) == [])
    let draft = try #require(accounts.criticisms(year, threshold: 1).first { $0.unit == "综合科" })
    #expect(draft.text.contains("（1 次及以上超限通报批评）") && draft.json["threshold"] == 1)
  }

  @Test("of errors tell corrections, clarifications and withdrawals by unit")
  func errors() throws {
    let dated = try office()
    try goOn(dated)
    try dated.site.record("g", ["生成日期": "2026-05-11", "关键词": "[澄清]", "关联": "[c]", "承办科室": "综合科"])
    try dated.submit("g", on: "2026-05-13")
    try dated.approve("g", on: "2026-05-13")
    try dated.publish(on: "2026-05-13")
    let ledger = try dated.accounts("2026-06-30").errorLedger(try #require(Period("2026")))
    #expect(
      ledger.entries.map { "\($0.on) \($0.unit) \($0.record) \($0.kind.rawValue)" } == [
        "2026-05-11 文书科 a 撤下", "2026-05-12 文书科 b 更正", "2026-05-13 文书科 c 澄清",
      ])
    let writing = try #require(ledger.rows.first { $0.unit == "文书科" })
    #expect(writing.handled == 3 && writing.errors == 3 && writing.allowed == 0 && !writing.isWithinLimit)
    #expect(try dated.accounts("2026-05-11").errorLedger(try #require(Period("2026"))).total.errors == 1)
  }

  @Test("count a mistake once, whether it is taken down, corrected or both, and no share above the whole")
  func once() throws {
    let dated = try DatedSite()
    func correct(_ body: String, on text: String) throws {
      try dated.site.record("a", ["生成日期": "2026-03-02"], body: body)
      try dated.submit("a", on: text)
      try dated.approve("a", on: text)
      try dated.publish(on: text)
    }
    try correct("一。\n", on: "2026-03-05")
    try dated.withdraw("a", on: "2026-05-11")
    try dated.publish(on: "2026-05-11")
    func total(_ asOf: String) throws -> ErrorLedger.Row {
      try dated.accounts(asOf).errorLedger(try #require(Period("2026-05"))).total
    }
    #expect(try total("2026-05-11").handled == 1 && total("2026-05-11").rate.percent == "100.0%")
    try correct("二。\n", on: "2026-05-13")
    #expect(try total("2026-05-13").kinds == [.withdrawal: 1])
    // Another mistake in it is another, and the record is one still.
    try correct("三。\n", on: "2026-05-14")
    #expect(try total("2026-05-14").kinds == [.withdrawal: 1, .correction: 1])
    #expect(try total("2026-05-14").errors == 2 && total("2026-05-14").rate.percent == "100.0%")
  }

  @Test("count what is 失效 or 废止 among what its column holds, as the catalogue does, and no expected document")
  func repealed() throws {
    let dated = try DatedSite()
    let fields = ["a": "3.8", "b": "3.6", "c": "3.5.1"]
    for (id, column) in fields { try dated.site.record(id, ["栏目": column]) }
    try dated.submit("a", "b", "c", on: "2026-03-03")
    try dated.approve("a", "b", "c", on: "2026-03-04")
    try dated.publish(on: "2026-03-05")
    try dated.withdraw("a", .repealed, on: "2026-03-09")
    try dated.withdraw("b", .mistake, on: "2026-03-09")
    try dated.withdraw("c", .repealed, on: "2026-03-09")
    try dated.publish(on: "2026-03-10")
    func column(_ code: String) throws -> CoverageReport.ColumnFinding? {
      try dated.coverage("2026-03-11").columns.first { "\($0.code)" == code }
    }
    #expect(try column("3.8")?.published == 1 && column("3.8")?.state == .ok)
    #expect(try column("3.6")?.published == 0 && column("3.6")?.state == .empty)
    #expect(try column("3.5.1")?.published == 1)
    #expect(try dated.coverage("2026-03-11").absent.contains { $0.kind == .guide })
    #expect(try !dated.coverage("2026-03-08").absent.contains { $0.kind == .guide })
  }

  @Test("give a change a clock that only a version with the change stops")
  func changes() throws {
    let dated = try office()
    try goOn(dated)
    try dated.site.record("c", ["生成日期": "2026-03-02", "变更日期": "2026-05-11"], body: "新的内容。\n")
    try dated.submit("c", on: "2026-05-12")
    func change(_ asOf: String) throws -> ClockReading.Deadline {
      let entries = try dated.accounts(asOf).accountability.entries
      return try #require(entries.first { $0.record.clocked.id == "c" }?.reading.deadlines.last)
    }
    // Due 06-08; the publication of 05-12 did not carry it.
    let open = try change("2026-05-31")
    #expect(open.event == .changed && open.closedOn == nil && open.due?.day.description == "2026-06-08")
    try dated.approve("c", on: "2026-06-01")
    try dated.publish(on: "2026-06-01")
    #expect(try change("2026-06-30").closedOn?.description == "2026-06-01")
    // A change in substance is no correction.
    let errors = try dated.accounts("2026-06-30").errorLedger(try #require(Period("2026"))).entries
    #expect(errors.map(\.record) == ["a", "b"])
  }

  @Test("count drafts for deadlines, and neither others' information nor what is not meant to be public")
  func drafts() throws {
    let dated = try office()
    try dated.site.record("late-draft", ["生成日期": "2026-02-02"])
    try dated.site.record("others", ["生成日期": "2026-02-02", "制作机关": "省政府办公厅"])
    try dated.site.record("internal", ["生成日期": "2026-02-02", "可否公开": "不予公开", "不公开理由": "N5"])
    try dated.site.record("secret", ["生成日期": "2026-02-02", "密级": "秘密"])
    let list = DeadlineList(try dated.accounts("2026-03-20", drafts: true).accountability)
    #expect(list.rows.map(\.id) == ["late-draft", "b", "d", "c"])
    #expect(list.rows.first?.isDraft == true && list.rows.first?.state == .overdue)
    #expect(
      try dated.accounts("2026-03-20", drafts: true).accountability.figures(try #require(Period("2026"))).total.provided
        == 6)
  }

  @Test("use the office's own holidays and reminder days")
  func ownHolidays() throws {
    let dated = try DatedSite(
      settings: """
        地方节假日: {放假: [{日期: [2026-03-16至2026-03-18], 依据: 州府办发〔2026〕1号}]}
        期限提醒: [10, 4]

        """)
    try dated.site.record("a", ["生成日期": "2026-03-02"])
    try dated.submit("a", on: "2026-03-03")
    let rows = DeadlineList(try dated.accounts("2026-03-20").accountability).rows
    #expect(rows.first?.deadline.due?.day.description == "2026-04-02")
    #expect(rows.first?.deadline.left == 9 && rows.first?.state == .near)
    #expect(try dated.accounts("2026-03-19").accountability.reminders.map(\.left) == [10])
  }
}
