import Values

/// The coverage report as a page with charts; each chart has its numbers beside it.
public struct CoveragePage: Sendable {
  private let report: CoverageReport
  private let accounts: OfficeAccounts
  private let office: String

  /// Takes a report with the accounts of the same day.
  public init(_ report: CoverageReport, accounts: OfficeAccounts, office: String) {
    self.report = report
    self.accounts = accounts
    self.office = office
  }

  /// The page.
  public var html: String {
    let tables = report.tables
    return ReportPage(
      owner: office, title: "公开覆盖情况", lede: "截至 \(report.asOf.chinese)。\(report.formula)。",
      parts: [figures, heatMap, timeliness, trend]
        + tables.map { ReportPage.section($0.title, "<div class=\"wide\">\($0.html(isHeaded: true))</div>") }
    ).html
  }

  private var figures: String {
    let leaves = report.columns.filter(\.isLeaf)
    let vetoes = report.inspection.filter { $0.state == .wouldFail }.count
    let losses = report.inspection.filter { $0.state == .wouldLose }
    let deadlines = DeadlineList(accounts.accountability)
    let decided = report.statutory.filter { $0.state == .ok || $0.state == .notApplicable }.count
    func number(_ state: CoverageReport.State) -> Int { leaves.filter { $0.state == state }.count }
    return ReportPage.figures([
      ("覆盖率", report.coverage.percent, "\(report.coverage.part) ÷ \(report.coverage.whole) 个应公开栏目"),
      ("空白栏目", "\(number(.empty) + number(.absent))", "达 5 个即单项否决"),
      ("未更新栏目", "\(number(.stale))", "超过更新期限"),
      ("内容不完整", "\(number(.incomplete))", "缺字段或应有文件"),
      ("法定事项", "\(decided)/\(report.statutory.count)", "已落实或写明不适用"),
      ("单项否决", "\(vetoes)", "扣分 \(losses.count) 项"),
      ("超限未公开", "\(deadlines.count(.overdue))", "临近 \(deadlines.count(.near)) 件"),
    ])
  }

  // MARK: - Charts

  private var heatMap: String {
    let months = SVGChart.months(12, until: report.asOf)
    let leaves = report.columns.filter { $0.isLeaf && $0.state != .notApplicable }
    let table = ReportTable(
      "各栏目按月发布件数", ["栏目"] + months.map { "\($0)" },
      leaves.map { leaf in
        ["\(leaf.code) \(leaf.name)"] + months.map { month in leaf.months[month].map(String.init) ?? "0" }
      }, right: Set(1...12))
    return ReportPage.section(
      "逐月发布",
      ReportPage.figure(SVGChart.heatMap(report), caption: "各栏目最近十二个月的发布件数，格中数字为件数，空格为没有发布", isTall: true),
      "<details><summary>数据表</summary>\(table.html())</details>")
  }

  private var timeliness: String {
    let months = SVGChart.months(12, until: report.asOf)
    let periods = months.compactMap { Period.month($0.year, $0.number) }
    let lags = periods.flatMap { accounts.accountability.lags($0) }
    let classes = SVGChart.lagClasses(lags)
    let table = ReportTable(
      "发布时滞", ["工作日", "件数", "占比"],
      classes.map { [$0.name, "\($0.count)", Ratio($0.count, of: lags.count).percent] }, right: [1, 2])
    return ReportPage.section(
      "及时性",
      ReportPage.pair(
        ReportPage.figure(
          SVGChart.timeliness(lags: lags), caption: "最近十二个月首次发布的信息，自生成日期起的工作日数；粗框为超过 20 个工作日"),
        "<div class=\"narrow\">\(table.html())</div>"))
  }

  private var trend: String {
    let months = SVGChart.months(12, until: report.asOf)
    let tables = months.compactMap { Period.month($0.year, $0.number) }.map {
      FiguresTable(accounts.accountability, period: $0)
    }
    let table = ReportTable(
      "提供和录用", ["月份", "提供数", "录用数", "按时率", "超限"],
      tables.map { table in
        [
          "\(Month(of: table.period.first))", "\(table.total.provided)", "\(table.total.adopted)",
          table.total.timeliness.percent, "\(table.total.overdue.count)",
        ]
      }, right: [1, 2, 3, 4])
    return ReportPage.section(
      "趋势",
      ReportPage.pair(
        ReportPage.figure(SVGChart.trend(tables), caption: "最近十二个月各科室提供和录用的件数"),
        "<div class=\"narrow\">\(table.html())</div>"))
  }
}
