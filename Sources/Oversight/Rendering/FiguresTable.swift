import Values

/// The table 提供/录用 of a period, in the forms that people and programs read.
public struct FiguresTable: Hashable, Sendable {
  public let period: Period
  public let units: [UnitFigures]
  public let total: UnitFigures

  /// Takes the figures of a period.
  public init(_ accountability: Accountability, period: Period, units: [String] = []) {
    (self.units, total) = accountability.figures(period, units: units)
    self.period = period
  }

  private static let head = ["科室", "提供数", "录用数", "录用率", "在审", "本期发布", "按时率", "中位时滞", "超限"]

  private func cells(_ row: UnitFigures) -> [String] {
    [
      row.unit, "\(row.provided)", "\(row.adopted)", row.adoptionRate.percent, "\(row.open)", "\(row.published)",
      row.timeliness.percent, row.lag?.text ?? "—", "\(row.overdue.count)",
    ]
  }

  private func reasons(_ row: UnitFigures) -> String {
    row.reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
      .joined(separator: "；")
  }

  /// For a terminal.
  public func text(width: Int = 80) -> String {
    var parts = ["\(period.name) 信息提供和录用情况（时滞单位：工作日）"]
    let rows = (units + [total]).map(cells)
    parts.append(TextTable(FiguresTable.head, rows, right: Set(1...8)).text(width: width))
    let refused = units.filter { !$0.reasons.isEmpty }.map { [$0.unit, reasons($0)] }
    if !refused.isEmpty { parts.append(TextTable(["科室", "未录用原因"], refused).text(width: width)) }
    let late = total.overdue.map { event in
      [event.unit, event.title, event.id, event.dueText, FiguresTable.end(event), event.overrun.count]
    }
    if !late.isEmpty {
      let head = ["科室", "超限信息", "标识", "期限", "公开日期", "超限"]
      parts.append(TextTable(head, late, right: [5]).text(width: width))
    }
    return parts.joined(separator: "\n")
  }

  /// The day of the publication, else what was decided instead.
  private static func end(_ event: OverdueEvent) -> String {
    guard let day = event.closedOn else { return "未公开" }
    guard let decision = event.decision else { return "\(day)" }
    return (decision == .elsewhere ? "" : "未公开，") + "\(day) \(decision.rawValue)"
  }

  /// One line a unit, and the sum.
  public var csv: String {
    CSVTable.text([FiguresTable.head + ["未录用原因"]] + (units + [total]).map { cells($0) + [reasons($0)] })
  }

  /// For programs.
  public var json: JSON {
    [
      "period": .string(period.name), "first": .string("\(period.first)"), "last": .string("\(period.last)"),
      "units": .array(units.map(json)), "total": json(total),
    ]
  }

  private func json(_ row: UnitFigures) -> JSON {
    [
      "unit": .string(row.unit), "provided": JSON(row.provided), "adopted": JSON(row.adopted),
      "adoptionRate": row.adoptionRate.value.map(JSON.decimal) ?? .null, "open": JSON(row.open),
      "reasons": .object(row.reasons.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }),
      "published": JSON(row.published), "onTime": JSON(row.onTime),
      "timeliness": row.timeliness.value.map(JSON.decimal) ?? .null,
      "medianLag": row.lag.map { .decimal(Double($0.doubled) / 2) } ?? .null,
      "overdue": .array(
        row.overdue.map { event in
          [
            "id": .string(event.id), "title": .string(event.title), "due": .string("\(event.due.day)"),
            "provisional": .bool(event.due.isProvisional), "closedOn": JSON(event.closedOn.map { "\($0)" }),
            "decision": JSON(event.decision?.rawValue), "publishedOn": JSON(event.publishedOn.map { "\($0)" }),
            "over": JSON(event.over), "overProvisional": .bool(event.isOverProvisional),
            "standing": .string(event.overrun.text), "carriedOver": .bool(event.isCarriedOver),
          ]
        }),
    ]
  }
}
