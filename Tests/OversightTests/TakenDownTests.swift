import Records
import Review
import Support
import Testing
import Values

@testable import Oversight

@Suite("What was taken down")
struct TakenDownTests {
  private func published(_ ids: [String], on text: String) throws -> DatedSite {
    let dated = try DatedSite()
    for id in ids { try dated.site.record(id, ["生成日期": "2026-05-06"]) }
    for id in ids { try dated.submit(id, on: text) }
    for id in ids { try dated.approve(id, on: text) }
    try dated.publish(on: text)
    return dated
  }

  @Test("in an emergency is to be confirmed within two working days, and told as late after them")
  func emergency() throws {
    let dated = try published(["a", "b"], on: "2026-05-07")
    // Friday; Saturday was worked for the holiday before, and the last day is Monday.
    try dated.withdraw("a", .emergency, on: "2026-05-08")
    func told(_ asOf: String) throws -> [String] {
      let session = try dated.site.open(.reading)
      let examination = try session.examine(asOf: try day(asOf))
      let notices = TakenDown.dated(
        examination.notices, in: examination.state, asOf: examination.asOf, .national)
      #expect(notices.count == examination.notices.count)
      return notices.filter { $0.code == LedgerState.unconfirmedCode }.map(\.message)
    }
    #expect(try told("2026-05-11") == ["「a」于 2026-05-08 紧急撤下，还没有第二人确认，期限 2026-05-11"])
    #expect(try told("2026-05-14") == ["「a」于 2026-05-08 紧急撤下，还没有第二人确认，期限 2026-05-11，已超期 3 个工作日"])
    let accounts = try dated.accounts("2026-05-14")
    #expect(accounts.takenDownText(width: 200).contains("紧急撤下待确认"))
    let item = try #require(accounts.withTakenDown(accounts.accountability.remindersJSON)["takenDown"]?.elements?.first)
    #expect(item["id"] == "a" && item["due"] == "2026-05-11" && item["over"] == 3)
    let calendar = accounts.accountability.calendarFile(host: "x.example", takenDown: accounts.takenDown)
    #expect(calendar.contains("UID:a-withdrawn-2026-05-08@x.example"))
  }

  @Test("as a mistake waits to be published again, until it is or is decided not to be")
  func mistake() throws {
    let dated = try published(["a", "b", "c"], on: "2026-05-07")
    for id in ["a", "b", "c"] { try dated.withdraw(id, on: "2026-05-11") }
    try dated.publish(on: "2026-05-11")
    func waiting(_ asOf: String) throws -> [String] {
      try dated.accounts(asOf).takenDown.map { "\($0.id) \($0.name) \($0.standing)" }
    }
    #expect(try waiting("2026-05-10").isEmpty)
    #expect(try waiting("2026-05-31") == ["a 撤下待重新公开 已 20 天", "b 撤下待重新公开 已 20 天", "c 撤下待重新公开 已 20 天"])
    try dated.site.record("b", ["生成日期": "2026-05-06"], body: "改正了。\n")
    try dated.site.record("c", ["生成日期": "2026-05-06", "可否公开": "依申请公开", "不公开理由": "N5"])
    for id in ["b", "c"] { try dated.submit(id, on: "2026-06-01") }
    #expect(try waiting("2026-06-01").count == 3)
    for id in ["b", "c"] { try dated.approve(id, on: "2026-06-02") }
    try dated.publish(on: "2026-06-02")
    #expect(try waiting("2026-06-02") == ["a 撤下待重新公开 已 22 天"])
  }
}
