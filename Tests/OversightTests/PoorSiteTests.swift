import Records
import Review
import Support
import Testing
import Values

@testable import Oversight

/// Six poor sites as people would make them: folders with records, reviewed and published on a day.
struct PoorSite {
  let dated: DatedSite
  private var ids: [String] = []

  /// A site that publishes 职责, 领导 and 内设机构, and nothing else.
  init(settings: String = "") throws {
    dated = try DatedSite(settings: settings)
    try add(
      "职能", "1.1", ["办公地址": "云川市人民路1号", "办公时间": "工作日", "联系方式": "0830-5550000", "负责人": "张某"])
    try add("领导", "1.2", ["姓名": "张某", "职务": "主任", "分工": "主持全面工作"])
    try add("文书科", "1.3", ["联系电话": "0830-5550001", "负责人": "李某"])
  }

  mutating func add(_ id: String, _ column: String, _ fields: [String: String] = [:]) throws {
    ids.append(id)
    try dated.site.record(id, fields.merging(["栏目": "\"\(column)\"", "生成日期": "2026-01-05"]) { $1 })
  }

  func publish(on day: String = "2026-01-12") throws {
    for id in ids { try dated.submit(id, on: day) }
    for id in ids { try dated.approve(id, on: day) }
    try dated.publish(on: day)
  }

  func coverage(_ asOf: String = "2026-01-20") throws -> CoverageReport { try dated.coverage(asOf) }
}

@Suite("Poor sites, each a folder with a ledger")
struct PoorSiteTests {
  /// Whatever is found names its rule.
  private func allNamed(_ report: CoverageReport) -> Bool {
    report.columns.allSatisfy { column in
      let isAmiss = column.isLeaf && ![.ok, .notApplicable].contains(column.state)
      return (column.problems.isEmpty != isAmiss) && column.problems.allSatisfy { !$0.source.isEmpty }
    } && report.inspection.allSatisfy { !$0.rule.isEmpty }
  }

  private func failed(_ report: CoverageReport) -> [String] {
    report.inspection.filter { $0.state == .wouldFail }.map(\.rule)
  }

  @Test("the government's list of departments lacks the office: P1, under whichever of its names")
  func notListed() throws {
    var site = try PoorSite(settings: "部门目录: [市教育局, 市公安局]\n")
    try site.publish()
    #expect(try site.coverage().found(.notListed) == true)
    for name in ["云川市人民政府办公室", "云川市政府办公室", "市政府办公室（市外事办公室）", "市政府办"] {
      try site.dated.site.write("site.yaml", TestSite.settings + "部门目录: [市教育局, \(name)]\n")
      #expect(try site.coverage().found(.notListed) == false, "\(name)")
    }
    try site.dated.site.write("site.yaml", TestSite.settings)
    #expect(try site.coverage().found(.notListed) == .some(nil))
    site = try PoorSite()
    #expect(try site.coverage().found(.notListed) == .some(nil))
  }

  @Test("the government stands in for the office: P2 above one half, with what is to be handed up")
  func governmentInstead() throws {
    var site = try PoorSite()
    for n in 1...4 { try site.add("政府\(n)", "4.1.3", ["发文机关": "云川市人民政府"]) }
    try site.add("本办", "4.1.3", ["发文机关": "云川市政府办公室"])
    try site.publish()
    // 4 of 8.
    #expect(try site.coverage().found(.governmentInstead) == false)
    try site.dated.site.record("政府5", ["发文机关": "云川市人民政府", "生成日期": "2026-01-13"])
    try site.dated.submit("政府5", on: "2026-01-14")
    try site.dated.approve("政府5", on: "2026-01-14")
    try site.dated.publish(on: "2026-01-14")
    let report = try site.coverage()
    let finding = try #require(report.patterns.first { $0.pattern == .governmentInstead })
    #expect(finding.isFound == true)
    #expect(finding.facts.first == "发文机关不是本机关的 5 件，占 9 件的 55.6%")
    #expect(finding.facts.last?.hasPrefix("应上交的：") == true && finding.facts.last?.contains("关于政府5的通知") == true)
  }

  @Test("only 职责, 领导 and 内设机构: P3, and the 26 blank columns fail an inspection")
  func onlyThree() throws {
    let site = try PoorSite()
    try site.publish()
    let report = try site.coverage()
    #expect(report.found(.onlyOrganisation) == true && report.found(.strayColumns) == false)
    #expect(report.formula.hasSuffix("3 ÷ 29 = 10.3%"))
    #expect(failed(report) == ["V4c"])
    #expect(allNamed(report))
  }

  @Test("most of what is published stands in columns of the office's own making: P4; parts of a leaf are none")
  func stray() throws {
    var site = try PoorSite()
    let names = ["领导活动", "会议讲话", "公告公示", "政府大事记"]
    let added = names.enumerated().map { "- {编码: 4.1.\(8 + $0), 名称: \($1), 理由: 领导要求}\n" }.joined()
    try site.dated.site.write("catalogue.yaml", "增加:\n\(added)- {编码: 3.2.1, 名称: 公文办理, 理由: 内容较多}\n")
    for (index, name) in names.enumerated() { try site.add(name, "4.1.\(8 + index)") }
    for n in 1...2 { try site.add("公文\(n)", "3.2.1") }
    try site.publish()
    // 4 of 9.
    #expect(try site.coverage().found(.strayColumns) == false)
    for n in 1...2 {
      try site.dated.site.record("活动\(n)", ["栏目": "4.1.8", "生成日期": "2026-01-13"])
      try site.dated.submit("活动\(n)", on: "2026-01-14")
      try site.dated.approve("活动\(n)", on: "2026-01-14")
    }
    try site.dated.publish(on: "2026-01-14")
    let report = try site.coverage()
    #expect(report.found(.strayColumns) == true)
    #expect(
      report.patterns.last?.facts == ["标准目录以外的栏目有 6 件，占 11 件的 54.5%：领导活动、会议讲话、公告公示、政府大事记"])
    #expect(report.columns.first { $0.name == "公告公示" }?.kind == .notice)
    #expect(report.rule("K-notice")?.state == .ok)
    #expect(report.differences.filter { $0.kind == .added }.allSatisfy { !$0.reason.isEmpty })
  }

  @Test("stale: nothing new for a year and a half; the home page fails, and each column names rule and limit")
  func stale() throws {
    var site = try PoorSite()
    try site.add("动态", "4.1.2")
    try site.publish()
    let fresh = try site.coverage("2026-01-26")
    #expect(fresh.state("4.1.2") == .ok && fresh.rule("V3")?.state == .warn)
    #expect(try site.coverage("2026-01-27").state("4.1.2") == .stale)
    #expect(failed(try site.coverage("2026-01-27")) == ["V3", "V4c"])
    let report = try site.coverage("2027-06-20")
    #expect(report.state("1.1") == .stale)
    let problem = report.columns.first { "\($0.code)" == "4.1.2" }?.problems.first
    #expect(problem?.text == "已 524 天没有更新，限 14 天" && problem?.source == "检查指标 V4a、K-news")
    #expect(report.rule("K-news")?.state == .wouldLose && report.rule("K-overview")?.state == .wouldLose)
    #expect(allNamed(report))
  }

  @Test("blank: nothing published, with or without a ledger; a home page without a dated item is not updated")
  func blank() throws {
    let dated = try DatedSite()
    let report = try dated.coverage("2026-01-20")
    #expect(report.formula.hasSuffix("0 ÷ 29 = 0.0%"))
    #expect(failed(report) == ["V3", "V4c"])
    #expect(report.found(.onlyOrganisation) == false)
    #expect(report.columns.filter { $0.isLeaf && $0.isRequired }.allSatisfy { $0.state == .empty })
    #expect(allNamed(report))
    try dated.site.record("a")
    try dated.submit("a", on: "2026-01-06")
    let waiting = try dated.coverage("2026-01-20")
    #expect(waiting.columns.first { "\($0.code)" == "4.1.3" }?.pending == 1)
    #expect(failed(waiting) == ["V3", "V4c"])
  }

  @Test("a column that was dropped while it holds what is on the site is amiss, whatever the reason")
  func stranded() throws {
    var site = try PoorSite()
    try site.add("电话", "3.7")
    try site.publish()
    let before = try site.coverage()
    #expect(before.state("3.7") == .ok && before.columns.first { "\($0.code)" == "3" }?.published == 1)
    try site.dated.site.write("catalogue.yaml", "删除:\n- {编码: 3.6, 理由: 未开通}\n- {编码: 3.7, 理由: 未开通}\n")
    let session = try site.dated.site.open()
    _ = try session.ledger.applyPolicy(
      by: TestSite.actor("admin"), founding: session.founding, now: Moment(startOf: try day("2026-01-14")))
    let report = try site.coverage()
    #expect(report.state("3.6") == .notApplicable)
    let dropped = try #require(report.columns.first { "\($0.code)" == "3.7" })
    #expect(dropped.state == .absent && dropped.published == 1)
    #expect(dropped.problems.map(\.text) == ["栏目已删去，其中仍有 1 条已公开的信息，在上一级栏目中显示"])
    #expect(report.columns.first { "\($0.code)" == "3" }?.published == 1)
    #expect(allNamed(report))
  }

  @Test("a department without 电话 or 负责人 can't be put forward, so the working folder tells of it")
  func department() throws {
    let site = try PoorSite()
    try site.publish()
    try site.dated.site.record("督查科", ["栏目": "\"1.3\"", "标题": "督查科"])
    let session = try site.dated.site.open(.reading)
    let chronicle = try session.ledger.chronicle(asOf: try day("2026-01-20"), keeping: CoverageInput.fields)
    let accounts = OfficeAccounts(chronicle, office: session.configuration.settings.name)
    let report = CoverageReport(
      CoverageInput(
        chronicle, accounts: accounts, configuration: session.configuration, faulty: try session.workingSite().faulty))
    let column = try #require(report.columns.first { "\($0.code)" == "1.3" })
    #expect(column.state == .incomplete)
    #expect(column.missing.map { $0.split(separator: "：").first } == ["督查科（未提交）"])
    #expect(column.missing.first?.contains("联系电话") == true && column.missing.first?.contains("负责人") == true)
    #expect(column.problems.map(\.source) == ["篇3 二(二)1(3)；条例第二十条第二项"])
  }
}
