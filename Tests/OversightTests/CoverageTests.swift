import Catalogue
import Testing
import Values

@testable import Oversight

/// Sites made of figures: each starts whole and is spoilt by a test.
struct SiteFigures {
  let asOf: Day
  var columns: [String: ColumnFigures] = [:]

  /// Every column of the standard with two records, the newest five days old.
  init(asOf: Day) {
    self.asOf = asOf
    for column in Catalogue.standard.columns {
      columns["\(column.code)"] = ColumnFigures(
        column, published: column.isLeaf ? 2 : 0, newest: column.isLeaf ? asOf.adding(days: -5) : nil)
    }
  }

  /// Gives a column other figures.
  mutating func set(_ code: String, published: Int, idle: Int? = nil, gaps: [ColumnFigures.FieldGap] = []) throws {
    let code = try #require(ColumnCode(code))
    let column = try #require(Catalogue.standard[code])
    columns["\(code)"] = ColumnFigures(
      column, published: published, newest: idle.map { asOf.adding(days: -$0) }, gaps: gaps)
  }

  /// Adds a column of the site's own.
  mutating func add(_ code: String, _ name: String, kind: ColumnKind = .other, interval: Int? = nil, idle: Int = 5)
    throws
  {
    let code = try #require(ColumnCode(code))
    columns["\(code)"] = ColumnFigures(
      code: code, name: name, isRequired: true, interval: interval, kind: kind, published: 1,
      newest: asOf.adding(days: -idle))
  }

  func report(
    changes: [CatalogueChange] = [], statutory: [StatutoryDecision] = [], level: CoverageInput.Level = .none,
    documents: [HeldDocument] = [], expectations: DocumentExpectations = .off, survey: SurveyFacts = SurveyFacts(),
    inspection: InspectionFacts = InspectionFacts()
  ) -> CoverageReport {
    CoverageReport(
      CoverageInput(
        asOf: asOf, columns: Array(columns.values), changes: changes, statutory: statutory, level: level,
        documents: documents, expectations: expectations, survey: survey, inspection: inspection))
  }
}

extension CoverageReport {
  func state(_ code: String) -> State? { columns.first { "\($0.code)" == code }?.state }
  func found(_ pattern: PatternFinding.Pattern) -> Bool? { patterns.first { $0.pattern == pattern }?.isFound }
  func rule(_ rule: String) -> InspectionFinding? { inspection.first { $0.rule == rule } }
}

@Suite("Coverage")
struct CoverageTests {
  private func site() throws -> SiteFigures { SiteFigures(asOf: try day("2026-03-20")) }

  @Test("finds a whole site whole: 29 of 29 required leaves")
  func whole() throws {
    let report = try site().report()
    #expect(report.formula == "覆盖率 = 达标栏目 ÷ 应公开栏目 = 29 ÷ 29 = 100.0%")
    #expect(report.columns.allSatisfy { $0.state == .ok })
    #expect(report.differences.isEmpty)
    #expect(report.found(.onlyOrganisation) == false)
    #expect(report.found(.strayColumns) == false)
    #expect(report.found(.notListed) == .some(nil))
    #expect(report.inspection.allSatisfy { $0.state == .ok || $0.state == .notChecked })
  }

  @Test("poor site 1: the department list lacks the office (P1)")
  func notListed() throws {
    let names = ["云川市人民政府办公室", "市政府办公室"]
    let without = try site().report(survey: SurveyFacts(departments: ["市教育局", "市财政局"], officeNames: names))
    #expect(without.found(.notListed) == true)
    #expect(without.patterns.first?.facts == ["部门目录列出 2 个部门，没有本机关"])
    let with = try site().report(survey: SurveyFacts(departments: ["市教育局", "市政府办公室"], officeNames: names))
    #expect(with.found(.notListed) == false)
  }

  @Test("poor site 2: the government in place of the office (P2), above one half")
  func governmentInstead() throws {
    func found(_ foreign: Int) throws -> (Bool?, String?) {
      let facts = SurveyFacts(
        officeNames: ["云川市人民政府办公室"], makers: ["云川市人民政府": foreign, "云川市人民政府办公室": 40])
      let finding = try site().report(survey: facts).patterns.first { $0.pattern == .governmentInstead }
      return (finding?.isFound, finding?.facts.first)
    }
    #expect(try found(60) == (true, "发文机关不是本机关的 60 件，占 100 件的 60.0%"))
    #expect(try found(40) == (false, "发文机关不是本机关的 40 件，占 80 件的 50.0%"))
  }

  @Test("poor site 3: only duties, leaders and departments are filled (P3)")
  func onlyThree() throws {
    var site = try site()
    for code in site.columns.keys where !["1.1", "1.2", "1.3"].contains(code) { try site.set(code, published: 0) }
    let report = site.report()
    #expect(report.found(.onlyOrganisation) == true)
    #expect(report.formula.hasSuffix("3 ÷ 29 = 10.3%"))
    #expect(report.rule("V4c")?.state == .wouldFail)
    #expect(report.rule("V4c")?.facts.first == "空白栏目 26 个，达 5 个即否决")
    #expect(report.state("1") == .ok)
    #expect(report.state("2") == .empty)
    #expect(report.state("1.4") == .notApplicable)
  }

  @Test("poor site 4: stray columns (P4), and every standard column absent")
  func stray() throws {
    var site = try site()
    site.columns = [:]
    try site.add("5", "领导活动")
    try site.add("6", "政府大事记")
    let report = site.report()
    #expect(report.found(.strayColumns) == true)
    let facts = report.patterns.last?.facts
    #expect(
      facts == [
        "没有：机构职能、政策法规、规划计划、业务工作、其他", "五类之外的一级栏目：领导活动、政府大事记",
        "标准目录以外的栏目有 2 件，占 2 件的 100.0%：领导活动、政府大事记",
      ])
    #expect(report.state("2.4") == .absent)
    #expect(report.state("1.4") == .notApplicable)
    #expect(report.differences.filter { $0.kind == .added }.map(\.name) == ["领导活动", "政府大事记"])
    #expect(report.differences.filter { $0.kind == .dropped }.count == Catalogue.standard.columns.count)
  }

  @Test("poor site 5: stale, by each column's interval, with 4.1.2 at 14 days and 70 % as a warning")
  func stale() throws {
    var site = try site()
    try site.set("4.1.2", published: 3, idle: 14)
    #expect(site.report().state("4.1.2") == .ok)
    #expect(site.report().rule("K-news")?.state == .warn)
    try site.set("4.1.2", published: 3, idle: 15)
    var report = site.report()
    #expect(report.state("4.1.2") == .stale)
    #expect(report.formula.hasSuffix("28 ÷ 29 = 96.6%"))
    #expect(report.rule("K-news")?.state == .wouldLose)
    #expect(report.rule("K-news")?.facts == ["4.1.2 动态类信息 已 15 天没有更新，限 14 天"])
    try site.set("2.4", published: 3, idle: 184)
    try site.add("2.4.1", "市政府办文件", kind: .policy, interval: 183, idle: 200)
    try site.add("4.1.2.1", "要闻", kind: .news, interval: 14, idle: 20)
    #expect(site.report().rule("V4a")?.state == .warn)
    #expect(site.report().rule("K-policy")?.points == 5)
    try site.add("4.1.3.1", "通知公告", kind: .notice, interval: 183, idle: 184)
    report = site.report()
    #expect(report.rule("V4a")?.state == .wouldFail)
    #expect(report.rule("V4b")?.state == .ok)
    for code in ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.3", "3.8", "4.1.1"] {
      try site.set(code, published: 1, idle: 366)
    }
    #expect(site.report().rule("V4b")?.state == .wouldFail)
  }

  @Test("poor site 6: blank columns, five of which fail an inspection and four of which warn")
  func blank() throws {
    var site = try site()
    for code in ["3.1", "3.3", "3.8", "4.1.1"] { try site.set(code, published: 0) }
    #expect(site.report().rule("V4c")?.state == .warn)
    try site.set("4.2.2", published: 0)
    let report = site.report()
    #expect(report.rule("V4c")?.state == .wouldFail)
    #expect(report.columns(.empty).map { "\($0.code)" } == ["3.1", "3.3", "3.8", "4.1.1", "4.2.2"])
    #expect(report.formula.hasSuffix("24 ÷ 29 = 82.8%"))
    #expect(report.rule("K-blank")?.facts.count == 5)
    #expect(report.state("3") == .incomplete)
  }

  @Test("calls a column incomplete that lacks a field, and names it")
  func incomplete() throws {
    var site = try site()
    try site.set("1.3", published: 8, idle: 3, gaps: [.init(record: "督查科", fields: ["联系电话", "负责人"])])
    let finding = site.report().columns.first { $0.name == "内设机构" }
    #expect(finding?.state == .incomplete)
    #expect(finding?.missing == ["督查科：联系电话、负责人"])
    #expect(finding?.idleDays == 3)
  }

  @Test("excuses a column dropped with a reason, and not one without")
  func dropped() throws {
    var site = try site()
    site.columns["3.7"] = nil
    site.columns["3.8"] = nil
    let code = try #require(ColumnCode("3.7"))
    let report = site.report(changes: [CatalogueChange(code: code, action: .drop, reason: "未开通市长公开电话")])
    #expect(report.state("3.7") == .notApplicable)
    #expect(report.state("3.8") == .absent)
    #expect(report.formula.hasSuffix("27 ÷ 28 = 96.4%"))
    #expect(report.differences.map(\.reason) == ["未开通市长公开电话", ""])
  }

  @Test("lists each statutory item, and one that nobody decided as absent")
  func statutory() throws {
    let report = try site().report(
      statutory: [
        .init(item: "a20-01", applies: .yes, published: 3), .init(item: "a20-02", applies: .yes),
        .init(item: "a20-05", applies: .no(reason: " ")), .init(item: "a20-06", applies: .no(reason: "没有执法职能")),
        .init(item: "a20-12", applies: .up, accepted: 2), .init(item: "a20-03", applies: .up),
      ], level: .city)
    #expect(report.statutory.count == 22)
    let states = Dictionary(uniqueKeysWithValues: report.statutory.map { ($0.item, $0.state) })
    #expect(states["a20-01"] == .ok && states["a20-02"] == .empty && states["a20-05"] == .incomplete)
    #expect(states["a20-06"] == .notApplicable && states["a20-12"] == .ok && states["a20-03"] == .empty)
    #expect(states["a20-07"] == .absent && states["a21-07"] == .absent)
    #expect(try site().report(level: .township).statutory.last?.name == "社会救助")
  }

  @Test("expects the year's documents by their days")
  func expected() throws {
    let all = DocumentExpectations(since: 2025)
    // 指南, seven systems; 2025: plan, 12 months, 4 quarters, year, own report; 2026: January.
    #expect(all.expected(asOf: try day("2026-03-20")).count == 28)
    // 03-31 adds the government's report, the plan of 2026 and February's summary.
    #expect(all.expected(asOf: try day("2026-03-31")).count == 31)
    let reports = DocumentExpectations(since: 2007, kinds: [.departmentReport, .governmentReport])
    let dues = reports.expected(asOf: try day("2020-03-31")).compactMap { wanted in
      wanted.due.map { "\(wanted.title) \($0)" }
    }
    #expect(dues.count == 24)
    #expect(dues.contains("2018年本机关年度报告 2019-03-31"))
    #expect(dues.contains("2019年本机关年度报告 2020-01-31"))
    #expect(dues.contains("2008年本级政府年度报告 2009-03-31"))
  }

  @Test("finds documents absent and late, and marks the column they belong into")
  func documents() throws {
    let asOf = try day("2026-03-20")
    let rules = DocumentExpectations(since: 2025)
    let held = rules.expected(asOf: asOf).filter { $0.title != "2025年4月工作小结" && $0.name != "保密审查" }.map {
      HeldDocument(
        $0.kind, year: $0.year, part: $0.part, name: $0.name,
        publishedOn: $0.kind == .departmentReport ? asOf : $0.due ?? asOf)
    }
    let report = try site().report(documents: held, expectations: rules)
    #expect(report.absent.map(\.title) == ["保密审查制度", "2025年4月工作小结"])
    #expect(report.late.map(\.title) == ["2025年本机关年度报告"])
    #expect(report.state("3.4") == .incomplete)
    #expect(report.columns.first { "\($0.code)" == "3.5.2" }?.missing == ["保密审查制度"])
  }

  @Test("applies the inspection's other rules to the facts given")
  func inspection() throws {
    let asOf = try day("2026-03-20")
    let poor = try site().report(
      inspection: InspectionFacts(
        forgedDates: ["通知一"], secretFindings: 1, homeNewest: asOf.adding(days: -15),
        openMessages: [asOf.adding(days: -91), asOf.adding(days: -90)], guideGaps: [4, 5]))
    for rule in ["V1", "V1-date", "V3", "V5", "V6"] { #expect(poor.rule(rule)?.state == .wouldFail, "\(rule)") }
    #expect(poor.rule("V5")?.facts == ["一年内超过 90 天未回应的留言 1 条"])
    let good = try site().report(
      inspection: InspectionFacts(
        forgedDates: [], secretFindings: 0, homeNewest: asOf.adding(days: -9), openMessages: [],
        guideGaps: [0, 3, 4, 0, 0]))
    for rule in ["V1", "V1-date", "V3", "V5"] { #expect(good.rule(rule)?.state == .ok, "\(rule)") }
    #expect(good.rule("V6")?.state == .warn)
    #expect(try site().report().rule("V3")?.state == .notChecked)
  }

  @Test("rounds shares half up in whole numbers")
  func ratios() {
    #expect(Ratio(1, of: 8).percent == "12.5%")
    #expect(Ratio(1, of: 2000).percent == "0.1%")
    #expect(Ratio(2, of: 3).percent == "66.7%")
    #expect(Ratio(0, of: 0).percent == "—")
    #expect(Ratio(.max, of: .max).percent == "100.0%")
    #expect(Ratio(-3, of: 4).percent == "0.0%")
  }
}
