import Catalogue
import Oversight
import Records
import Review
import Templates
import Values

/// 监督: coverage, deadlines and each unit's figures, as Oversight counts them.
struct OversightPages: Sendable {
  let layout: Layout
  let desk: Desk

  private static let figure = Schema("figure", [.text("name"), .text("value"), .text("note")])
  private static let column = Schema(
    "column",
    [
      .text("code"), .text("name"), .text("state"), .text("style"), .text("published"), .text("pending"),
      .text("held"), .text("newest"), .text("missing"),
    ])
  private static let unit = Schema(
    "unit",
    [
      .text("name"), .text("provided"), .text("adopted"), .text("rate"), .text("open"), .text("published"),
      .text("timeliness"), .text("lag"), .text("overdue"), .flag("total"),
    ])
  private static let late = Schema(
    "late", [.text("unit"), .text("title"), .text("url"), .text("due"), .text("standing"), .text("style")])
  private static let rule = Schema("rule", [.text("name"), .text("state"), .text("style"), .text("facts")])
  static let schema = Schema(
    "oversight",
    Layout.common + [
      .list("figures", figure), .list("columns", column), .list("units", unit), .list("late", late), .flag("hasLate"),
      .text("lateMore"), .list("patterns", rule), .list("inspection", rule), .html("heatMap"), .html("timeliness"),
      .text("period"),
    ])

  func oversight(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    do {
      let examination = try await desk.examination(visitor.view)
      let fields = try await desk.read { [desk] in try OversightPages.fields(examination, of: desk.session) }
      return layout.page(.oversight, "监督", for: visitor, at: "/oversight", fields)
    } catch let refusal as SiteRefusal {
      return layout.refusal(refusal.diagnostics, for: visitor, back: (visitor.home, "返回"))
    } catch {
      return layout.message(503, "暂时打不开", error.words, for: visitor)
    }
  }

  private static func fields(_ examination: Examination, of session: SiteSession) throws -> [String: Value] {
    let configuration = session.configuration
    let clock = LawClocks.clock(configuration)
    let chronicle = try session.ledger.chronicle(
      asOf: examination.asOf, keeping: CoverageInput.fields.union(OfficeAccounts.fields))
    let accounts = OfficeAccounts(
      chronicle, clock: clock, office: configuration.settings.name)
    let faulty = examination.assessments.filter { $0.holds.contains { $0.lacks != nil } }.map {
      FaultyRecord(id: $0.id, title: $0.title, column: ColumnCode($0.columnCode), faults: $0.holds)
    }
    let report = CoverageReport(
      CoverageInput(chronicle, accounts: accounts, configuration: configuration, faulty: faulty))
    let accountability = accounts.accountability
    var fields = coverage(report, examination)
    guard let year = Period.year(examination.asOf.year) else { return fields }
    let table = FiguresTable(accountability, period: year)
    fields["units"] = .list(table.units.map { unitScope($0, isTotal: false) } + [unitScope(table.total, isTotal: true)])
    fields["period"] = .text(year.name)
    fields["timeliness"] = .html(Array(SVGChart.timeliness(lags: accountability.lags(year)).markup.utf8))
    let open = accountability.entries.compactMap { entry -> (ClockReading, ClockReading.Deadline)? in
      guard let next = entry.reading.next, next.isOverdue || next.left.map({ $0 <= 5 }) == true else { return nil }
      return (entry.reading, next)
    }.sorted { ($0.1.due?.day.ordinal ?? 0, $0.0.record.id) < ($1.1.due?.day.ordinal ?? 0, $1.0.record.id) }
    fields["late"] = .list(open.prefix(60).map { lateScope($0.0, $0.1) })
    fields["hasLate"] = .flag(!open.isEmpty)
    fields["lateMore"] = .text(open.count > 60 ? "\(open.count - 60)" : "")
    return fields
  }

  private static func coverage(_ report: CoverageReport, _ examination: Examination) -> [String: Value] {
    func count(_ state: CoverageReport.State) -> Int { report.columns(state).count { $0.isLeaf } }
    let live = examination.assessments.count { $0.live == .published }
    let review = examination.assessments.count { $0.pending == .inReview }
    let figures = [
      ("目录覆盖率", report.coverage.percent, "达标栏目占应有栏目"), ("网站上", "\(live)", "条信息"),
      ("在审", "\(review)", "条"), ("空白栏目", "\(count(.empty))", "应有而没有内容"),
      ("逾期未更新", "\(count(.stale))", "个栏目"),
    ]
    return [
      "figures": .list(
        figures.map {
          Scope(
            OversightPages.figure, ["name": .text($0.0), "value": .text($0.1), "note": .text($0.2)])
        }),
      "columns": .list(report.columns.filter(\.isLeaf).map(columnScope)),
      "heatMap": .html(Array(SVGChart.heatMap(report).markup.utf8)),
      "patterns": .list(
        report.patterns.map {
          ruleScope(
            "\($0.pattern.rawValue) \($0.pattern.name)", $0.isFound == true ? "有" : $0.isFound == false ? "无" : "未检查",
            isBad: $0.isFound == true, $0.facts)
        }),
      "inspection": .list(
        report.inspection.map {
          ruleScope(
            "\($0.rule) \($0.name)", $0.state.name, isBad: $0.state == .wouldFail || $0.state == .wouldLose, $0.facts)
        }),
    ]
  }

  private static func ruleScope(_ name: String, _ state: String, isBad: Bool, _ facts: [String]) -> Scope {
    Scope(
      rule,
      [
        "name": .text(name), "state": .text(state), "style": .text(isBad ? "over" : "none"),
        "facts": .text(facts.prefix(6).joined(separator: "；")),
      ])
  }

  private static func columnScope(_ finding: CoverageReport.ColumnFinding) -> Scope {
    let style =
      switch finding.state {
      case .ok: finding.isNearStale ? "soon" : "calm"
      case .empty, .absent: "over"
      case .stale, .incomplete: "urgent"
      case .notApplicable: "none"
      }
    return Scope(
      column,
      [
        "code": .text("\(finding.code)"), "name": .text(finding.name), "state": .text(finding.state.name),
        "style": .text(style), "published": .text("\(finding.published)"), "pending": .text("\(finding.pending)"),
        "held": .text("\(finding.held)"),
        "newest": .text(finding.newest.map { "\($0)" + (finding.idleDays.map { "(\($0) 天前)" } ?? "") } ?? "—"),
        "missing": .text(finding.missing.prefix(5).joined(separator: "；")),
      ])
  }

  private static func unitScope(_ row: UnitFigures, isTotal: Bool) -> Scope {
    Scope(
      unit,
      [
        "name": .text(row.unit), "provided": .text("\(row.provided)"), "adopted": .text("\(row.adopted)"),
        "rate": .text(row.adoptionRate.percent), "open": .text("\(row.open)"), "published": .text("\(row.published)"),
        "timeliness": .text(row.timeliness.percent), "lag": .text(row.lag?.text ?? "—"),
        "overdue": .text("\(row.overdue.count)"), "total": .flag(isTotal),
      ])
  }

  private static func lateScope(_ reading: ClockReading, _ deadline: ClockReading.Deadline) -> Scope {
    let standing =
      deadline.overrun?.current ?? (deadline.left == 0 ? "今天到期" : "还剩 \(deadline.left ?? 0) 个工作日")
    return Scope(
      late,
      [
        "unit": .text(reading.record.unit), "title": .text(reading.record.title),
        "url": .text(ItemPages.url(RecordID(rawValue: reading.record.id))),
        "due": .text(deadline.due?.text ?? ""), "standing": .text(standing),
        "style": .text(deadline.over != nil ? "over" : (deadline.left ?? 9) <= 2 ? "urgent" : "soon"),
      ])
  }
}
