import Oversight
import Records
import Review
import Support
import Testing
import Values

@testable import Console

/// The console shows what the command line would say now: the law's clock, the settings as they are, what is proposed.
@Suite("What the console shows of the site", .serialized)
struct StandingTests {
  /// A day some working days ago, so that its period is open.
  private static func formed(_ ago: Int) -> String { Day(ordinal: Moment.now().day.ordinal - Int32(ago)).description }

  /// The open deadline of each record as `report deadlines` lists it.
  private static func deadlines(_ site: TestSite) throws -> [String: DueDay] {
    let session = try site.open(.reading)
    let supervision = session.configuration.oversight
    let accounts = OfficeAccounts(
      try session.ledger.chronicle(asOf: Moment.now().day, keeping: OfficeAccounts.fields),
      clock: DisclosureClock(calendar: try supervision.calendar(), reminders: supervision.reminders),
      office: session.configuration.settings.name)
    var found: [String: DueDay] = [:]
    for row in DeadlineList(accounts.accountability).rows where found[row.id] == nil {
      found[row.id] = row.deadline.due
    }
    return found
  }

  @Test("The queue's last day is the law's: no later date moves it, another organ's information has none")
  func clock() async throws {
    try await TestConsole.run(prepare: { site in
      try site.record("改日期", ["生成日期": Self.formed(12)])
      try site.record("别机关", ["生成日期": Self.formed(12), "制作机关": "省政府办公厅"])
      try site.submit()
      try site.record("改日期", ["生成日期": Self.formed(2)], body: "改过的正文。\n")
      try site.submit()
    }) { console in
      let head = try await console.guest("head")
      let due = try #require(try Self.deadlines(console.site)["改日期"])
      #expect(due.day < Day(ordinal: Moment.now().day.ordinal + 24))
      let rows = try await head.get("/queue?scope=all").body.split(separator: "<li class=\"row")
      #expect(rows.first { $0.contains("关于改日期的通知") }?.contains(due.text) == true)
      let other = try Self.deadlines(console.site)["别机关"]
      #expect(other == nil)
      #expect(rows.first { $0.contains("关于别机关的通知") }?.contains("无期限") == true)
    }
  }

  @Test("A holiday that the office adds while the console runs counts at once")
  func holidays() async throws {
    try await TestConsole.run(prepare: { site in
      try site.record("a", ["生成日期": Self.formed(3)])
      try site.submit()
    }) { console in
      let head = try await console.guest("head")
      let before = try #require(try Self.deadlines(console.site)["a"])
      #expect(try await head.get("/item?id=a").body.contains(before.text))
      let days = (1...7).map { Day(ordinal: Moment.now().day.ordinal + Int32($0)).description }.joined(separator: ", ")
      try console.site.write("oversight.yaml", "地方节假日: {放假: [{日期: [\(days)], 依据: 州府办发〔2026〕9号}], 上班: [], 年度: []}\n")
      try await Task.sleep(for: .milliseconds(300))
      let after = try #require(try Self.deadlines(console.site)["a"])
      #expect(after.day > before.day)
      #expect(try await head.get("/item?id=a").body.contains(after.text))
    }
  }

  @Test(
    "What a publication would be refused for now stands on its page, and the preview is made by the settings of now")
  func settings() async throws {
    try await TestConsole.run(prepare: { site in
      try site.record("a")
      try site.submit()
    }) { console in
      let (office, head) = (try await console.guest("office"), try await console.guest("head"))
      #expect(try await !office.get("/publish").body.contains("现在不能发布"))
      try console.site.write("site.yaml", TestSite.settings + "没有这个设置: 甲\n")
      try await Task.sleep(for: .milliseconds(300))
      let refused = try await office.get("/publish").body
      #expect(refused.contains("现在不能发布") && refused.contains("没有这个设置"))
      // What waits is still there to be worked on.
      #expect(try await head.get("/queue").body.contains("关于a的通知"))
      let renamed = TestSite.settings.replacing(/名称: ([^\n{}]*)/) { "名称: \($0.1)改名" }
      try console.site.write("site.yaml", renamed)
      try await Task.sleep(for: .milliseconds(300))
      #expect(try await !office.get("/publish").body.contains("现在不能发布"))
      let item = try await head.get("/item?id=a").body
      let name = try console.site.open(.reading).configuration.settings.name
      #expect(name.hasSuffix("改名") && item.contains(name))
      let frame = try #require(item.firstMatch(of: /src="(\/frame\/[^"]+)"/)).output.1
      let page = try #require(try await console.stranger.get(String(frame)).header("Location"))
      #expect(try await console.stranger.get(page).body.contains(name))
    }
  }

  @Test("Who agrees to several sees of each what is proposed, and is told when it was agreed to already")
  func proposals() async throws {
    try await TestConsole.run(prepare: { site in
      try site.record("a")
      try site.record("b", ["可否公开": "不予公开", "不公开理由": "N5 内部事务信息"])
      try site.submit()
    }) { console in
      let head = try await console.guest("head")
      let queue = try await head.get("/queue").body
      #expect(queue.contains("不予公开(N5 内部事务信息)"))
      for id in ["a", "b"] { _ = try await head.get("/item?id=\(id)") }
      let digests = try console.site.open(.reading).state().records.values.compactMap { $0.latest?.hex }
      let items = digests.map { ("item", $0) } + [("here", "/queue")]
      let confirm = try await head.post("/queue/agree", items).body
      #expect(confirm.contains("同意这 2 条") && confirm.contains("不予公开(N5 内部事务信息)"))
      #expect(confirm.contains("主动公开 · 政府网站"))
      #expect(try await head.post("/queue/agree", items + [("confirmed", "yes")]).status == 303)
      _ = try await head.get("/queue")
      #expect(try await head.post("/queue/agree", items + [("confirmed", "yes")]).status == 303)
      #expect(try await head.get("/queue").body.contains("这 2 条您已经同意过"))
      #expect(try console.events(.agree).count == 2)
    }
  }
}
