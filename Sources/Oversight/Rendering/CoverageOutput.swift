import Values

extension CoverageReport {
  /// The report as JSON, in the members that the command promises.
  public var json: JSON {
    [
      "asOf": .string("\(asOf)"), "coverage": coverage.value.map(JSON.decimal) ?? .null,
      "columns": .array(columns.map(\.json)),
      "statutory": .array(
        statutory.map { row in
          ["item": .string(row.item), "applies": .string(row.applies), "state": .string(row.state.rawValue)]
        }),
      "patterns": .array(
        patterns.map { finding in
          [
            "pattern": .string(finding.pattern.rawValue), "name": .string(finding.pattern.name), "rule": "篇3 一",
            "found": finding.isFound.map(JSON.bool) ?? .null, "facts": JSON(finding.facts),
          ]
        }),
      "inspection": .array(
        inspection.map { finding in
          [
            "rule": .string(finding.rule), "state": .string(finding.state.rawValue), "facts": JSON(finding.facts),
          ]
        }),
      "late": .array(
        late.map { document in
          [
            "column": .string(document.kind.column), "title": .string(document.title),
            "due": JSON(document.due.map { "\($0)" }), "rule": .string(document.source),
          ]
        }),
    ]
  }

  /// The report for a terminal: tables that fit a width.
  public func text(width: Int = 80) -> String {
    (["公开覆盖情况（截至 \(asOf)）", formula + "\n"] + tables.map { $0.text(width: width) }).joined(separator: "\n")
  }

  /// The report as tables, in the order in which people read them; those without a row are left out.
  var tables: [ReportTable] {
    [columnTable, missingTable, statutoryTable, differenceTable, lateTable, patternTable, inspectionTable].filter {
      !$0.rows.isEmpty
    }
  }

  private var columnTable: ReportTable {
    ReportTable(
      "栏目", ["编码", "栏目", "状态", "已发", "在审", "暂缓", "最新", "闲置天数"],
      columns.map { column in
        [
          "\(column.code)", column.name + (column.isRequired ? "" : "（如有）"), column.state.name,
          "\(column.published)", "\(column.pending)", "\(column.held)", column.newest.map { "\($0)" } ?? "—",
          CoverageReport.idle(column),
        ]
      }, right: [3, 4, 5, 7])
  }

  /// How many problems of one column people are shown.
  private static let mostProblems = 50

  private var missingTable: ReportTable {
    ReportTable(
      "未达标的栏目", ["编码", "栏目", "问题", "依据"],
      columns.flatMap { column in
        let most = CoverageReport.mostProblems
        let rest = column.problems.count - most
        return column.problems.prefix(most).map { ["\(column.code)", column.name, $0.text, $0.source] }
          + (rest > 0 ? [["\(column.code)", column.name, "另有 \(rest) 处，见 JSON 或 CSV", ""]] : [])
      })
  }

  private var statutoryTable: ReportTable {
    ReportTable(
      "法定事项（条例第二十条、第二十一条）", ["事项", "名称", "是否适用", "状态", "理由"],
      statutory.map { [$0.item, $0.name, $0.applies, $0.state.name, $0.reason] })
  }

  private var differenceTable: ReportTable {
    ReportTable(
      "与标准目录的差异", ["编码", "栏目", "差异", "理由"],
      differences.map { ["\($0.code)", $0.name, $0.kind.rawValue, $0.reason.isEmpty ? "没有写理由" : $0.reason] })
  }

  private var lateTable: ReportTable {
    ReportTable("晚于期限的文件", ["文件", "期限"], late.map { [$0.title, $0.due.map { "\($0)" } ?? ""] })
  }

  private var patternTable: ReportTable {
    ReportTable(
      "调查中的四种情形（篇3 一）", ["情形", "说明", "是否存在", "依据的事实"],
      patterns.map { finding in
        let found = finding.isFound.map { $0 ? "存在" : "没有" } ?? "未检查"
        return [finding.pattern.rawValue, finding.pattern.name, found, finding.facts.joined(separator: "；")]
      })
  }

  private var inspectionTable: ReportTable {
    ReportTable(
      "检查指标（参照国办秘函〔2019〕19号）", ["规则", "名称", "结果", "分值", "事实"],
      inspection.map { finding in
        let points = finding.state == .wouldLose ? finding.points.map { "-\($0)" } ?? "待核" : ""
        return [finding.rule, finding.name, finding.state.name, points, finding.facts.joined(separator: "；")]
      })
  }

  /// One line a column.
  public var csv: String {
    let head = ["编码", "栏目", "要求", "状态", "已发布", "在审", "暂缓", "最新日期", "闲置天数", "更新期限（天）", "缺少", "依据", "晚于期限的文件"]
    return CSVTable.text(
      [head]
        + columns.map { column in
          [
            "\(column.code)", column.name, column.isRequired ? "必设" : "如有", column.state.name,
            "\(column.published)", "\(column.pending)", "\(column.held)", column.newest.map { "\($0)" } ?? "",
            column.idleDays.map(String.init) ?? "", column.interval.map(String.init) ?? "",
            column.missing.joined(separator: "；"),
            column.problems.map { "\($0.text)（\($0.source)）" }.joined(separator: "；"),
            late.filter { $0.kind.column == "\(column.code)" }
              .map { "\($0.title)（\($0.due.map { "期限 \($0)，" } ?? "")\($0.source)）" }.joined(separator: "；"),
          ]
        })
  }

  private static func idle(_ column: ColumnFinding) -> String {
    guard let days = column.idleDays else { return "—" }
    return column.interval.map { "\(days)/\($0)" } ?? "\(days)"
  }
}

extension CoverageReport.ColumnFinding {
  /// One column of the JSON report.
  var json: JSON {
    [
      "code": .string("\(code)"), "name": .string(name), "requirement": isRequired ? "required" : "optional",
      "state": .string(state.rawValue), "published": JSON(published), "pending": JSON(pending), "held": JSON(held),
      "newest": JSON(newest.map { "\($0)" }), "idleDays": idleDays.map { JSON($0) } ?? .null, "missing": JSON(missing),
    ]
  }
}
