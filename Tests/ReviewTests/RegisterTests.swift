import Records
import Support
import Testing
import Values

@testable import Review

/// 不主动公开目录 and its re-assessment (条例 Art. 18).
@Suite("The register of what is not public")
struct RegisterTests {
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }
  private func moment(_ text: String) throws -> Moment { try #require(Moment(text)) }

  private func reassess(
    _ site: TestSite, _ id: String = "a", _ outcome: Reassessment.Outcome = .uphold, reason: String = "情况没有变化",
    next: Day? = nil, as account: String = "office"
  ) throws -> ActResult {
    let session = try site.open()
    return try session.ledger.reassess(
      RecordID(rawValue: id), outcome: outcome, reason: reason, next: next, by: TestSite.actor(account),
      founding: session.founding)
  }

  private func register(_ site: TestSite, _ asOf: Day) throws -> [RegisterEntry] {
    try site.open().ledger.register(asOf: asOf)
  }

  @Test("lists what was decided not to be public, with reason, decider and the day to look again in twelve months")
  func lists() throws {
    let site = try TestSite()
    try site.record("a", ["可否公开": "不予公开", "不公开理由": "N5 内部管理"])
    try site.record("b", ["可否公开": "依申请公开", "不公开理由": "普遍意义不大"])
    try site.record("c")
    try site.record("d", ["可否公开": "不予公开", "不公开理由": "N6"])
    try site.approve(only: ["a", "b", "c"])
    let today = Moment.now().day
    let entries = try register(site, today)
    #expect(entries.map(\.id.rawValue) == ["a", "b"])
    #expect(entries.first?.reason == .internalAffairs)
    #expect(entries.first?.decider == "丁某")
    #expect(entries.first?.title == "关于a的通知" && entries.first?.unit == "文书科")
    #expect(entries.allSatisfy { $0.decision.next == today.adding(months: 12) })
    #expect(entries.allSatisfy { !$0.decision.isDue(on: today) && $0.decision.isDue(on: today.adding(months: 12)) })
    #expect(try register(site, today.adding(days: -1)).isEmpty)
  }

  @Test("the cycle of site.yaml counts once a 管理员 made it law, and moves no day that was set before")
  func cycle() throws {
    let site = try TestSite()
    try site.record("a", ["可否公开": "不予公开", "不公开理由": "N5"])
    try site.approve()
    try site.write("site.yaml", TestSite.settings + "复核周期: 6个月\n")
    let session = try site.open()
    try site.record("b", ["可否公开": "不予公开", "不公开理由": "N5"])
    try site.approve(only: ["b"])
    _ = try session.ledger.applyPolicy(by: TestSite.actor("admin"), founding: session.founding)
    try site.record("c", ["可否公开": "不予公开", "不公开理由": "N5"])
    try site.approve(only: ["c"])
    let today = Moment.now().day
    let next = try register(site, today).map { [$0.id.rawValue, "\($0.decision.next)"] }
    #expect(
      next == [
        ["c", "\(today.adding(months: 6))"], ["a", "\(today.adding(months: 12))"],
        ["b", "\(today.adding(months: 12))"],
      ])
  }

  @Test("维持 sets the next day, 转为公开建议 is kept beside it; both by 公开工作机构 only, with a reason")
  func reassessment() throws {
    let site = try TestSite()
    try site.record("a", ["可否公开": "不予公开", "不公开理由": "N5"])
    try site.record("b")
    try site.approve()
    let today = Moment.now().day
    #expect(throws: ActRefusal.self) { try reassess(site, as: "signer") }
    #expect(try reassess(site, reason: " ").refusalCodes == ["review.reason-missing"])
    #expect(try reassess(site, next: today).refusalCodes == ["register.next-day"])
    #expect(try reassess(site, "b").refusalCodes == ["register.not-listed"])
    #expect(try reassess(site, next: today.adding(days: 30)).isDone)
    #expect(try register(site, today).map(\.decision.next) == [today.adding(days: 30)])
    #expect(try reassess(site, "a", .propose, reason: "已过保护期").isDone)
    let entry = try #require(try register(site, today).first)
    #expect(entry.decision.reassessments.map(\.outcome) == [.uphold, .propose])
    #expect(entry.decision.next == today.adding(months: 12))
    #expect(try site.codes("a") == ["flag.not-public"])
  }

  @Test("a new version that is approved as public leaves the register; until then the old decision stands")
  func leaves() throws {
    let site = try TestSite()
    try site.record("a", ["可否公开": "不予公开", "不公开理由": "N5"])
    try site.approve()
    try site.record("a", body: "改为公开。\n")
    try site.submit()
    let today = Moment.now().day
    #expect(try register(site, today).map(\.isUnderReview) == [true])
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    try site.decide("批准", as: "signer")
    #expect(try register(site, today).isEmpty)
  }

  @Test("any past day is folded from the events up to it")
  func past() throws {
    let site = try TestSite()
    try site.record("a", ["可否公开": "不予公开", "不公开理由": "N5", "生成日期": "2024-12-30"])
    let session = try site.open()
    let records = try session.workingSite().records
    func at(_ text: String) throws -> Moment { try moment(text) }
    _ = try session.ledger.submit(
      records, by: TestSite.actor("drafter"), founding: session.founding, now: at("2025-01-02T09:00:00+08:00"))
    for (step, account, time) in [
      ("科室审核", "head", "2025-01-03T09:00:00+08:00"), ("保密审查", "secrecy", "2025-01-04T09:00:00+08:00"),
      ("批准", "signer", "2025-01-31T23:59:59+08:00"),
    ] {
      _ = try session.ledger.decide(
        Decision(step: step, choice: .agree(disclosure: nil, carriers: nil, withholding: nil)),
        by: TestSite.actor(account), founding: session.founding, now: at(time),
        select: { _, _ in [Decision.Target(RecordID(rawValue: "a"))] })
    }
    _ = try session.ledger.reassess(
      RecordID(rawValue: "a"), outcome: .uphold, reason: "不变", by: TestSite.actor("office"),
      founding: session.founding, now: at("2026-01-15T09:00:00+08:00"))
    #expect(try register(site, day("2025-01-30")).isEmpty)
    #expect(try register(site, day("2025-01-31")).map(\.decision.next) == [try day("2026-01-31")])
    #expect(try register(site, day("2026-01-14")).first?.decision.reassessments.isEmpty == true)
    #expect(try register(site, day("2026-01-15")).map(\.decision.next) == [try day("2027-01-15")])
    #expect(try site.examine(asOf: "2027-01-15").notices.map(\.code).contains("register.due"))
    #expect(try !site.examine(asOf: "2027-01-14").notices.map(\.code).contains("register.due"))
  }
}
