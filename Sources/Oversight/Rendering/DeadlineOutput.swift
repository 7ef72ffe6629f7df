import Values

extension DeadlineList {
  private static let head = ["状态", "工作日", "期限", "科室", "标题", "标识", "起算"]

  private func cells(_ row: Row) -> [String] {
    [
      row.state.rawValue, row.standing, row.deadline.due?.text ?? "", row.unit,
      row.title + (row.isDraft ? "（未提交）" : ""), row.id, "\(row.deadline.start) \(row.deadline.event.rawValue)",
    ]
  }

  /// `超限 2 件，临近 3 件，正常 10 件`.
  public var summary: String {
    "超限 \(count(.overdue)) 件，临近 \(count(.near)) 件，正常 \(count(.normal)) 件"
  }

  /// For a terminal.
  public func text(width: Int = 80) -> String {
    let head = "主动公开期限（截至 \(asOf)）：\(summary)\n"
    guard !rows.isEmpty else { return head }
    return head + "\n" + TextTable(DeadlineList.head, rows.map(cells)).text(width: width)
  }

  /// One line a deadline.
  public var csv: String {
    CSVTable.text(
      [DeadlineList.head + ["栏目", "公开日期", "依据", "办结日期"]]
        + rows.map { row in
          let days = [row.deadline.publishedOn, row.deadline.closedOn].map { day in day.map { "\($0)" } ?? "" }
          return cells(row) + [row.column, days[0], row.deadline.source ?? "", days[1]]
        })
  }

  /// For programs: `state` is 正常, 临近 or 超限; days are working days. `closedOn` ends the period, by a publication or
  /// by the `decision`; only `publishedOn` is a publication.
  public var json: JSON {
    [
      "asOf": .string("\(asOf)"),
      "summary": [
        "overdue": JSON(count(.overdue)), "near": JSON(count(.near)), "normal": JSON(count(.normal)),
      ],
      "deadlines": .array(
        rows.map { row in
          let deadline = row.deadline
          return [
            "id": .string(row.id), "title": .string(row.title), "unit": .string(row.unit),
            "column": .string(row.column), "draft": .bool(row.isDraft), "event": .string(deadline.event.rawValue),
            "start": .string("\(deadline.start)"), "due": JSON(deadline.due.map { "\($0.day)" }),
            "provisional": .bool(deadline.due?.isProvisional ?? false), "state": .string(row.state.rawValue),
            "left": deadline.left.map { JSON($0) } ?? .null, "over": deadline.over.map { JSON($0) } ?? .null,
            "overProvisional": .bool(deadline.isOverProvisional), "standing": .string(row.standing),
            "suspended": .bool(deadline.isSuspended), "closedOn": JSON(deadline.closedOn.map { "\($0)" }),
            "decision": JSON(deadline.decision?.rawValue), "publishedOn": JSON(deadline.publishedOn.map { "\($0)" }),
            "lag": deadline.lag.map { JSON($0) } ?? .null, "source": JSON(deadline.source),
          ]
        }),
    ]
  }
}
