import Values

extension ScoreSheet {
  private var header: [String] { ["名次", "科室", "得分", "目标（权重）：完成率", "责任追究"] }

  private func cells(_ row: Row) -> [String] {
    let parts = row.parts.map { part in
      "\(part.name)（\(part.isCommon ? "共性" : "个性")\(part.weight)）：\(ScoreSheet.share(part))"
    }
    return ["\(row.rank)", row.unit, row.score, parts.joined(separator: "；"), row.flag ?? ""]
  }

  /// For a terminal: a column for each target that all share, one for the individual ones.
  public func text(width: Int = 80) -> String {
    var common: [(name: String, weight: Int)] = []
    for part in rows.flatMap(\.parts) where part.isCommon && !common.contains(where: { $0.name == part.name }) {
      common.append((part.name, part.weight))
    }
    let hasOwn = rows.contains { row in row.parts.contains { !$0.isCommon } }
    let hasFlags = rows.contains { $0.flag != nil }
    let lines = rows.map { row -> [String] in
      let shared = common.map { target in
        row.parts.first { $0.isCommon && $0.name == target.name }.map(ScoreSheet.share) ?? ""
      }
      let own = row.parts.filter { !$0.isCommon }.map { "\($0.name)（\($0.weight)）\(ScoreSheet.share($0))" }
      return ["\(row.rank)", row.unit, row.score] + shared + (hasOwn ? [own.joined(separator: "；")] : [])
        + (hasFlags ? [row.flag ?? ""] : [])
    }
    let head =
      ["名次", "科室", "得分"] + common.map(\.name) + (hasOwn ? ["个性目标"] : [])
      + (hasFlags ? ["责任追究"] : [])
    let weights = common.map { "\($0.name) \($0.weight)" }.joined(separator: "，")
    return (common.isEmpty ? "" : "权重：\(weights)\n\n")
      + TextTable(head, lines, right: Set([0] + (2..<(3 + common.count)))).text(width: width)
  }

  /// `62.5%`, or 未考核 where there was nothing to measure.
  private static func share(_ part: Part) -> String {
    part.reached.map { "\($0 / 10).\($0 % 10)%" } ?? "未考核"
  }

  /// One line a unit.
  public var csv: String { CSVTable.text([header] + rows.map(cells)) }

  /// For programs; scores out of 100, shares of 1.
  public var json: JSON {
    .array(
      rows.map { row in
        [
          "unit": .string(row.unit), "rank": JSON(row.rank), "score": .decimal(Double(row.tenths) / 10),
          "flag": JSON(row.flag),
          "targets": .array(
            row.parts.map { part in
              [
                "name": .string(part.name), "common": .bool(part.isCommon), "weight": JSON(part.weight),
                "reached": part.reached.map { .decimal(Double($0) / 1000) } ?? .null,
              ]
            }),
        ]
      })
  }
}

extension ErrorLedger {
  private var header: [String] {
    ["科室", "办理数"] + ErrorEntry.Kind.allCases.map(\.rawValue) + ["差错", "错情率", "1%限额", "未超限额", "零差错"]
  }

  private func cells(_ row: Row) -> [String] {
    [row.unit, "\(row.handled)"] + ErrorEntry.Kind.allCases.map { "\(row.kinds[$0] ?? 0)" } + [
      "\(row.errors)", row.rate.percent, "\(row.allowed)", row.isWithinLimit ? "是" : "否", row.isZero ? "是" : "否",
    ]
  }

  /// For a terminal, with the causes.
  public func text(width: Int = 80) -> String {
    let table = TextTable(header, (rows + [total]).map(cells), right: Set(1...7)).text(width: width)
    let listed =
      entries.isEmpty
      ? ""
      : "\n"
        + TextTable(
          ["日期", "科室", "信息", "方式", "原因"], entries.map { ["\($0.on)", $0.unit, $0.record, $0.kind.rawValue, $0.cause] }
        ).text(width: width)
    let known = causes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { [$0.key, "\($0.value)"] }
    guard !known.isEmpty else { return "\(period.name) 差错台账\n" + table }
    return "\(period.name) 差错台账\n" + table + "\n" + TextTable(["原因", "件数"], known, right: [1]).text(width: width)
      + listed
  }

  /// One line a unit, and the sum.
  public var csv: String { CSVTable.text([header] + (rows + [total]).map(cells)) }

  /// For programs.
  public var json: JSON {
    func row(_ row: Row) -> JSON {
      [
        "unit": .string(row.unit), "handled": JSON(row.handled),
        "corrections": JSON(row.kinds[.correction] ?? 0), "clarifications": JSON(row.kinds[.clarification] ?? 0),
        "withdrawals": JSON(row.kinds[.withdrawal] ?? 0), "errors": JSON(row.errors),
        "rate": row.rate.value.map(JSON.decimal) ?? .null, "allowed": JSON(row.allowed), "target": 0,
        "withinLimit": .bool(row.isWithinLimit),
      ]
    }
    return [
      "period": .string(period.name), "units": .array(rows.map(row)), "total": row(total),
      "entries": .array(
        entries.map { entry in
          [
            "on": .string("\(entry.on)"), "unit": .string(entry.unit), "record": .string(entry.record),
            "kind": .string(entry.kind.rawValue), "cause": .string(entry.cause),
          ]
        }),
      "causes": .object(causes.sorted { $0.key < $1.key }.map { JSON.Member($0.key, JSON($0.value)) }),
    ]
  }
}

extension CriticismDraft {
  /// For programs.
  public var json: JSON {
    [
      "unit": .string(unit), "period": .string(period.name), "count": JSON(events.count),
      "threshold": JSON(threshold),
      "records": JSON(events.map(\.id)), "text": .string(text),
    ]
  }
}
