import Catalogue
import Values

extension CoverageReport {
  /// Checks a site against the standard, the law, the survey's patterns and the inspection's rules.
  public init(_ input: CoverageInput) {
    let (absent, late) = input.expectations.compare(input.documents, asOf: input.asOf)
    let columns = ColumnCheck(input: input, absent: absent).findings()
    let counted = columns.filter { $0.isLeaf && $0.isRequired && $0.state != .notApplicable }
    self.init(
      asOf: input.asOf, coverage: Ratio(counted.filter { $0.state == .ok }.count, of: counted.count),
      columns: columns, statutory: StatutoryCheck(input: input).findings(),
      differences: CoverageReport.differences(input), patterns: PatternCheck(input: input).findings(),
      inspection: InspectionCheck(input: input, columns: columns).findings(), absent: absent, late: late)
  }

  /// The columns that stand below none of the others.
  static func topmost(_ columns: [ColumnFinding]) -> [ColumnFinding] {
    let codes = Set(columns.map(\.code))
    return columns.filter { column in
      var above = column.code.parent
      while let code = above {
        if codes.contains(code) { return false }
        above = code.parent
      }
      return true
    }
  }

  /// The figure with the terms it is made of.
  public var formula: String {
    "覆盖率 = 达标栏目 ÷ 应公开栏目 = \(coverage.part) ÷ \(coverage.whole) = \(coverage.percent)"
  }

  private static func differences(_ input: CoverageInput) -> [Difference] {
    let held = Dictionary(input.columns.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    var result: [Difference] = []
    for column in input.standard.columns {
      guard let own = held[column.code] else {
        let reason = ColumnCheck.reason(for: column.code, in: input.changes) ?? ""
        result.append(Difference(code: column.code, name: column.name, kind: .dropped, reason: reason))
        continue
      }
      if own.name != column.name {
        result.append(Difference(code: column.code, name: own.name, kind: .renamed, reason: ""))
      }
    }
    for own in input.columns where input.standard[own.code] == nil {
      let reason = input.changes.last { $0.code == own.code }?.reason ?? ""
      result.append(Difference(code: own.code, name: own.name, kind: .added, reason: reason))
    }
    return result.sorted { $0.code < $1.code }
  }
}

/// The state of each column.
struct ColumnCheck {
  let input: CoverageInput
  let absent: [ExpectedDocument]

  func findings() -> [CoverageReport.ColumnFinding] {
    let held = Dictionary(input.columns.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    var leaves: [CoverageReport.ColumnFinding] = []
    var groups: [ColumnFigures] = []
    for column in input.standard.columns {
      let figures = held[column.code] ?? ColumnFigures(column, published: input.stranded[column.code] ?? 0)
      if column.isLeaf {
        leaves.append(finding(figures, isHeld: held[column.code] != nil))
      } else {
        groups.append(figures)
      }
    }
    for own in held.values where input.standard[own.code] == nil {
      if own.isLeaf { leaves.append(finding(own, isHeld: true)) } else { groups.append(own) }
    }
    return (leaves + groups.map { group($0, leaves, isHeld: held[$0.code] != nil) }).sorted { $0.code < $1.code }
  }

  private var isReportExpected: Bool { input.expectations.kinds.contains(.departmentReport) }

  /// The reason on record for dropping a column or one above it.
  static func reason(for code: ColumnCode, in changes: [CatalogueChange]) -> String? {
    changes.last { change in
      change.action == .drop && code.parts.starts(with: change.code.parts)
        && change.reason.contains { !$0.isWhitespace }
    }?.reason
  }

  private func finding(_ figures: ColumnFigures, isHeld: Bool) -> CoverageReport.ColumnFinding {
    let documents = absent.filter { $0.kind.column == "\(figures.code)" }
    let missing = figures.gaps.map(\.text) + documents.map(\.title)
    var interval = figures.interval ?? (figures.kind == .other ? nil : figures.kind.interval)
    // What comes once a year is due on a day of its own: it is told by that day, and two reports lie more than a year
    // apart where one was early.
    if "\(figures.code)" == ExpectedDocument.Kind.departmentReport.column, isReportExpected { interval = nil }
    let idle = idleDays(figures.newest)
    let state: CoverageReport.State
    if !isHeld {
      // What is on the site belongs to some column: one that was dropped with it is not excused.
      let isExcused =
        figures.published == 0
        && (!figures.isRequired || ColumnCheck.reason(for: figures.code, in: input.changes) != nil)
      state = isExcused ? .notApplicable : .absent
    } else if figures.published == 0 {
      state = figures.isRequired ? .empty : .notApplicable
    } else if let idle, let interval, idle > interval {
      state = .stale
    } else {
      state = missing.isEmpty ? .ok : .incomplete
    }
    var problems: [CoverageReport.Problem] = []
    switch state {
    case .absent:
      let count = figures.published
      let text = count == 0 ? "没有设这个栏目" : "栏目已删去，其中仍有 \(count) 条已公开的信息，在上一级栏目中显示"
      problems.append(.init(text: text, source: "篇3 二(二)"))
    case .empty: problems.append(.init(text: "没有内容", source: "篇3 二(二)；检查指标 V4c、\(figures.kind.deduction ?? "K-blank")"))
    case .stale:
      let isNews = [ColumnKind.news, .notice, .policy].contains(figures.kind)
      let rules = ["V4\(isNews ? "a" : "b")", figures.kind.deduction].compactMap(\.self).joined(separator: "、")
      problems.append(.init(text: "已 \(idle ?? 0) 天没有更新，限 \(interval ?? 0) 天", source: "检查指标 \(rules)"))
    default: break
    }
    if state != .notApplicable {
      problems += figures.gaps.map {
        .init(text: "缺字段 \($0.text)", source: ColumnCheck.source(ofFieldsIn: figures.code))
      }
      problems += documents.map { .init(text: "缺 \($0.title)", source: $0.source) }
    }
    return CoverageReport.ColumnFinding(
      code: figures.code, name: figures.name, isRequired: figures.isRequired, isLeaf: true, kind: figures.kind,
      state: state, published: figures.published, pending: figures.pending, held: figures.held,
      newest: figures.newest, idleDays: idle, interval: interval, isNearStale: isNear(idle, interval),
      missing: state == .notApplicable ? [] : missing, problems: problems, months: figures.months)
  }

  /// A column that only holds columns stands as its required leaves do.
  private func group(
    _ figures: ColumnFigures, _ leaves: [CoverageReport.ColumnFinding], isHeld: Bool
  ) -> CoverageReport.ColumnFinding {
    let below = leaves.filter { $0.code.parts.starts(with: figures.code.parts) }
    let counted = below.filter { $0.isRequired && $0.state != .notApplicable }
    // A leaf that has parts of its own already counts what they hold.
    let whole = CoverageReport.topmost(below)
    let published = whole.reduce(0) { $0 + $1.published }
    let newest = below.compactMap(\.newest).max()
    let state: CoverageReport.State
    if !isHeld {
      state = ColumnCheck.reason(for: figures.code, in: input.changes) == nil ? .absent : .notApplicable
    } else if counted.isEmpty {
      state = published > 0 ? .ok : .notApplicable
    } else if published == 0 {
      state = .empty
    } else {
      state = counted.allSatisfy { $0.state == .ok } ? .ok : .incomplete
    }
    let missing = counted.filter { $0.state != .ok }.map { "\($0.code) \($0.name)：\($0.state.name)" }
    return CoverageReport.ColumnFinding(
      code: figures.code, name: figures.name, isRequired: figures.isRequired, isLeaf: false, kind: figures.kind,
      state: state, published: published, pending: whole.reduce(0) { $0 + $1.pending },
      held: whole.reduce(0) { $0 + $1.held }, newest: newest, idleDays: idleDays(newest), interval: nil,
      isNearStale: false, missing: missing, problems: [],
      months: whole.reduce(into: [:]) { sum, leaf in sum.merge(leaf.months) { $0 + $1 } })
  }

  /// The rule that asks for the fields of a column's records.
  private static func source(ofFieldsIn code: ColumnCode) -> String {
    let text = "\(code)"
    let place = ["1.1": "(1)", "1.2": "(2)", "1.3": "(3)", "1.4": "(4)"].first { text.hasPrefix($0.key) }?.value ?? ""
    return "篇3 二(二)1\(place)；条例第二十条第二项"
  }

  private func idleDays(_ newest: Day?) -> Int? {
    newest.map { max(Int(input.asOf.ordinal) - Int($0.ordinal), 0) }
  }

  private func isNear(_ idle: Int?, _ interval: Int?) -> Bool {
    guard let idle, let interval, interval >= 0 else { return false }
    return idle <= interval && Double(idle) >= Double(interval) * 0.7
  }
}

/// The state of each statutory item.
struct StatutoryCheck {
  let input: CoverageInput

  func findings() -> [CoverageReport.StatutoryFinding] {
    let decided = Dictionary(input.statutory.map { ($0.item, $0) }, uniquingKeysWith: { _, last in last })
    return LevelItems.all(input.level).map { id, name in
      guard let decision = decided[id] else {
        return .init(item: id, name: name, applies: "未定", reason: "", state: .absent)
      }
      var (reason, state) = ("", CoverageReport.State.ok)
      switch decision.applies {
      case .yes: state = decision.published > 0 ? .ok : .empty
      case .up:
        state = decision.accepted > 0 ? .ok : decision.handedUp > 0 ? .incomplete : .empty
        if state == .incomplete { reason = "已批准上交 \(decision.handedUp) 件，还没有记录接收" }
      case .no(let given):
        reason = given
        state = given.contains { !$0.isWhitespace } ? .notApplicable : .incomplete
      }
      if !decision.unknown.isEmpty {
        let codes = decision.unknown.map { "\($0)" }.joined(separator: "、")
        reason += (reason.isEmpty ? "" : "；") + "「法定事项」写的栏目 \(codes) 不在目录中"
      }
      return .init(item: id, name: name, applies: decision.applies.name, reason: reason, state: state)
    }
  }
}
