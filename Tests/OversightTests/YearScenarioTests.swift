import Testing
import Values

@testable import Oversight

/// A year of an office: 2019, in which the regulation changed; 8 units with 125 records each.
///
/// Unit number u (0 to 7) is late with u records and has u records refused:
/// - 25 formed 03-04 (due 04-01): published 03-06, lag 2; the first u published 04-08, lag 24, 4 over
/// - 20 formed 05-14 under the 2008 text (due 06-12): published 06-12, lag 20
/// - 40 formed 05-15 under the 2019 text (due 06-13): published 06-13, lag 20; one of unit 0 held 05-20 to 05-31,
///   so that its last day is 06-26, published then
/// - 40 formed 11-04: published 11-11, lag 5; the last u refused 11-08
struct OfficeYear {
  static let units = ["甲科", "乙科", "丙科", "丁科", "戊科", "己科", "庚科", "辛科"]

  static func records() throws -> [AccountedRecord] {
    var result: [AccountedRecord] = []
    for (u, unit) in units.enumerated() {
      func add(_ id: String, _ formed: String, _ published: String, _ holds: [ClockedRecord.Hold] = []) throws {
        let clocked = ClockedRecord(
          id: "\(unit)/\(id)", title: "信息\(id)", column: "2.4", unit: unit, formedOn: try day(formed),
          publishedOn: [try day(published)], holds: holds)
        result.append(
          AccountedRecord(clocked, providedOn: try day(formed), outcome: .adopted(on: try day(published))))
      }
      for k in 0..<25 { try add("甲\(100 + k)", "2019-03-04", k < u ? "2019-04-08" : "2019-03-06") }
      for k in 0..<20 { try add("乙\(100 + k)", "2019-05-14", "2019-06-12") }
      let hold = ClockedRecord.Hold(from: try day("2019-05-20"), until: try day("2019-05-31"), reason: .thirdParty)
      for k in 0..<40 {
        let isHeld = u == 0 && k == 0
        try add("丙\(100 + k)", "2019-05-15", isHeld ? "2019-06-26" : "2019-06-13", isHeld ? [hold] : [])
      }
      for k in 0..<(40 - u) { try add("丁\(100 + k)", "2019-11-04", "2019-11-11") }
      for k in (40 - u)..<40 {
        let clocked = ClockedRecord(
          id: "\(unit)/丁\(100 + k)", unit: unit, formedOn: try day("2019-11-04"), releasedOn: try day("2019-11-08"))
        let refused = AccountedRecord.Outcome.notAdopted(on: try day("2019-11-08"), reason: "内容不完整")
        result.append(AccountedRecord(clocked, providedOn: try day("2019-11-04"), outcome: refused))
      }
    }
    return result
  }
}

@Suite("A year of an office")
struct YearScenarioTests {
  private func accountability(_ asOf: String) throws -> Accountability {
    Accountability(try OfficeYear.records(), asOf: try day(asOf))
  }

  @Test("gives the year's figures by unit and in sum")
  func year() throws {
    let year = try #require(Period.year(2019))
    let (rows, total) = try accountability("2019-12-31").figures(year)
    #expect(rows.map(\.unit) == OfficeYear.units.sorted())
    for (u, unit) in OfficeYear.units.enumerated() {
      let row = try #require(rows.first { $0.unit == unit })
      #expect(row.provided == 125 && row.adopted == 125 - u && row.open == 0)
      #expect(row.reasons == (u > 0 ? ["内容不完整": u] : [:]))
      #expect(row.published == 125 - u && row.onTime == 125 - 2 * u && row.outstanding == 0)
      #expect(row.overdue.count == u)
      // 25-u times 2 and 40-u times 5 lie below sixty times 20: the middle turns from 5 to 20 at u = 2.
      #expect(row.lag?.text == (u < 2 ? "5" : "20"))
    }
    #expect(total.provided == 1000 && total.adopted == 972)
    #expect(total.adoptionRate.percent == "97.2%")
    // 944 of 972.
    #expect(total.onTime == 944 && total.timeliness.percent == "97.1%")
    #expect(total.lag?.text == "20")
    #expect(total.overdue.count == 28)
    #expect(total.overdue.allSatisfy { $0.over == 4 && $0.due.day.description == "2019-04-01" })
  }

  @Test("gives quarters and months, each event in the period it fell in")
  func periods() throws {
    let all = try accountability("2019-12-31")
    let first = all.figures(try #require(Period.quarter(2019, 1)))
    #expect(first.total.provided == 200 && first.total.published == 172 && first.total.onTime == 172)
    #expect(first.total.overdue.isEmpty)
    let second = all.figures(try #require(Period.quarter(2019, 2)))
    #expect(second.total.provided == 480 && second.total.published == 508 && second.total.onTime == 480)
    // 480 of 508.
    #expect(second.total.timeliness.percent == "94.5%")
    #expect(second.units.first { $0.unit == "辛科" }?.timeliness == Ratio(60, of: 67))
    let april = all.figures(try #require(Period.month(2019, 4)))
    #expect(april.units.count == 7 && april.total.published == 28 && april.total.onTime == 0)
    #expect(all.figures(try #require(Period.month(2019, 4)), units: ["甲科"]).units.count == 8)
    let third = all.figures(try #require(Period.quarter(2019, 3)))
    #expect(third.units.isEmpty && third.total.adoptionRate.percent == "—" && third.total.lag == nil)
    let fourth = all.figures(try #require(Period.quarter(2019, 4)))
    #expect(fourth.total.adopted == 292 && fourth.total.reasons == ["内容不完整": 28])
    #expect(fourth.total.adoptionRate.percent == "91.3%")
  }

  @Test("makes a past day's report again")
  func past() throws {
    let quarter = try #require(Period.quarter(2019, 1))
    let march = try accountability("2019-03-31").figures(quarter)
    #expect(march.total.provided == 200 && march.total.adopted == 172 && march.total.open == 28)
    let april = try accountability("2019-04-03")
    let month = april.figures(try #require(Period.month(2019, 4)))
    #expect(month.total.overdue.count == 28 && month.total.outstanding == 28)
    #expect(month.total.timeliness.percent == "0.0%")
    #expect(month.total.overdue.allSatisfy { $0.over == 2 && $0.closedOn == nil })
    #expect(try accountability("2019-03-03").entries.isEmpty)
  }

  @Test("reminds on the last day, with one message a unit")
  func reminders() throws {
    let lastDay = try accountability("2019-04-01")
    #expect(lastDay.reminders.count == 28)
    #expect(lastDay.reminders.allSatisfy { $0.left == 0 && $0.standing == "今天到期" })
    #expect(lastDay.messages.map(\.unit) == OfficeYear.units.dropFirst().sorted())
    let message = try #require(lastDay.messages.first { $0.unit == "乙科" }?.text)
    #expect(
      message == """
        乙科：截至 2019年4月1日，下列应主动公开的信息尚未公开，请按期办理。
        1. 信息甲100（乙科/甲100），2019-03-04 生成，期限 2019-04-01，今天到期
        依据：2008年条例第十八条。

        """)
    // Sunday.
    #expect(try accountability("2019-03-31").reminders.isEmpty)
    #expect(try accountability("2019-04-02").reminders.first?.standing == "已超限 1 个工作日")
  }

  @Test("drafts a 通报批评 for the five units with three or more, and none below")
  func criticism() throws {
    let year = try #require(Period.year(2019))
    let drafts = try accountability("2019-12-31").criticisms(year)
    #expect(drafts.map(\.unit) == ["丁科", "戊科", "己科", "庚科", "辛科"].sorted())
    let draft = try #require(drafts.first { $0.unit == "丁科" })
    #expect(draft.events.count == 3)
    #expect(draft.text.contains("2019年，丁科应主动公开的信息超过法定期限 3 次"))
    #expect(draft.text.contains("3. 信息甲102（丁科/甲102）：期限 2019-04-01，2019年4月8日补发，超限 4 个工作日"))
    #expect(draft.text.contains("依据：2008年条例第十八条；内部考核制度"))
    #expect(try accountability("2019-12-31").criticisms(year, threshold: 7).map(\.unit) == ["辛科"])
    #expect(try accountability("2019-04-01").criticisms(year).isEmpty)
  }

  @Test("scores common and individual targets by weight, and ranks")
  func scores() throws {
    let year = try #require(Period.year(2019))
    let rows = try accountability("2019-12-31").figures(year).units
    let common = [
      Target("信息提供", weight: 40, measure: .provided(atLeast: 100)),
      Target("及时率", weight: 40, measure: .timeliness(atLeast: 1000)),
      Target("无超限", weight: 20, measure: .overdue(eachCosts: 100)),
    ]
    let sheet = ScoreSheet(rows, targets: common, flags: ["辛科": "已约谈"])
    #expect(sheet.rows.map(\.unit) == OfficeYear.units)
    #expect(sheet.rows.map(\.rank) == Array(1...8))
    // 乙科: (40×1000 + 40×992 + 20×900) ÷ 100; 辛科: (40×1000 + 40×941 + 20×300) ÷ 100.
    #expect(sheet.rows.map(\.score).first == "100.0")
    #expect(sheet.rows.dropFirst().first?.score == "97.7")
    #expect(sheet.rows.last?.score == "83.6")
    #expect(sheet.rows.last?.flag == "已约谈")
    let own = Target("专项工作", unit: "辛科", weight: 20, measure: .given(["辛科": 500]))
    // (83640 + 20×500) ÷ 120.
    #expect(ScoreSheet(rows, targets: common + [own]).rows.last?.score == "78.0")
    let tied = ScoreSheet(rows, targets: [Target("信息提供", weight: 1, measure: .provided(atLeast: 1))])
    #expect(tied.rows.map(\.rank) == Array(repeating: 1, count: 8))
    #expect(ScoreSheet(rows, targets: []).rows.allSatisfy { $0.tenths == 0 })
  }

  @Test("sets errors beside the limit of 1 % and the target of none")
  func errors() throws {
    let year = try #require(Period.year(2019))
    let entries = [
      ErrorEntry(on: try day("2019-07-01"), unit: "辛科", record: "辛科/甲110", kind: .withdrawal, cause: "发布有误"),
      ErrorEntry(on: try day("2019-07-02"), unit: "庚科", record: "庚科/甲110", kind: .correction, cause: "错别字"),
      ErrorEntry(on: try day("2019-07-03"), unit: "庚科", record: "庚科/甲111", kind: .clarification, cause: "错别字"),
      ErrorEntry(on: try day("2020-01-01"), unit: "庚科", record: "庚科/甲112", kind: .correction, cause: "错别字"),
    ]
    let handled = Dictionary(uniqueKeysWithValues: OfficeYear.units.map { ($0, 125) })
    let ledger = ErrorLedger(entries, handled: handled, period: year, asOf: try day("2019-12-31"))
    #expect(ledger.total.errors == 3 && ledger.total.allowed == 10 && ledger.total.rate.percent == "0.3%")
    #expect(ledger.causes == ["发布有误": 1, "错别字": 2])
    let seven = try #require(ledger.rows.first { $0.unit == "辛科" })
    #expect(seven.allowed == 1 && seven.isWithinLimit && !seven.isZero)
    let six = try #require(ledger.rows.first { $0.unit == "庚科" })
    #expect(!six.isWithinLimit && six.rate.percent == "1.6%")
    #expect(ledger.rows.filter(\.isZero).count == 6)
    let early = ErrorLedger(entries, handled: handled, period: year, asOf: try day("2019-07-01"))
    #expect(early.total.errors == 1)
  }
}
