import Values

extension CatalogueComparison {
  /// For a terminal: one line an office, a mark a leaf (# filled, . empty), and a legend of the leaves.
  public func text() -> String {
    let rows = self.rows.map { row in
      [
        row.name, row.counts.map { $0 > 0 ? "#" : "." }.joined(), "\(row.filled.part)/\(row.filled.whole)",
        row.filled.percent, "\(row.strays.count)",
      ]
    }
    let table = TextTable(["机关", "栏目（# 有内容，. 空白）", "有内容", "占比", "目录外"], rows, right: [2, 3, 4])
    let shares = filledByLeaf
    let legend = leaves.enumerated().map { ["\($0 + 1)", "\($1.code)", $1.name, shares[$0].percent] }
    // The marks are read by their place: they must not be broken over lines.
    let names = self.rows.map { TextTable.width($0.name) }.max() ?? 0
    return formula.replacing("；", with: "；\n") + "\n\n"
      + table.text(width: min(max(80, names + leaves.count + 40), 120)) + "\n"
      + TextTable(["位", "编码", "栏目", "有内容的机关"], legend, right: [0, 3]).text()
  }

  /// What the share is made of. It is not the 覆盖率 of a site's own report, which asks for more than that a column is
  /// not blank.
  public var formula: String {
    "占比 = 有内容的栏目 ÷ 应公开栏目（\(leaves.count) 个），只看有没有内容；"
      + "与 gongkai coverage 的覆盖率（达标栏目 ÷ 应公开栏目）不是一个数。"
  }

  /// One line an office, one column a leaf.
  public var csv: String {
    let head = ["机关"] + leaves.map { "\($0.code) \($0.name)" } + ["有内容的栏目", "应公开栏目", "有内容的栏目占比", "目录外栏目"]
    return CSVTable.text(
      [head]
        + rows.map { row in
          [row.name] + row.counts.map(String.init)
            + ["\(row.filled.part)", "\(row.filled.whole)", row.filled.percent, row.strays.joined(separator: "；")]
        })
  }

  /// For programs.
  public var json: JSON {
    let shares = filledByLeaf
    return [
      "columns": .array(
        leaves.enumerated().map { index, leaf in
          [
            "code": .string("\(leaf.code)"), "name": .string(leaf.name), "filled": JSON(shares[index].part),
          ]
        }),
      "offices": .array(
        rows.map { row in
          [
            "name": .string(row.name), "published": .array(row.counts.map { JSON($0) }),
            "filled": JSON(row.filled.part), "coverage": row.filled.value.map(JSON.decimal) ?? .null,
            "strays": JSON(row.strays),
          ]
        }),
    ]
  }

  /// As a page: one line an office, one narrow column a leaf.
  public func html(title: String = "各机关公开栏目对照") -> String {
    let shares = filledByLeaf
    let head = leaves.map { "<th scope=\"col\">\(SVGChart.escape("\($0.code) \($0.name)"))</th>" }.joined()
    let body = rows.map { row in
      let cells = row.counts.map { $0 > 0 ? "<td class=\"full\">\($0)</td>" : "<td>空</td>" }.joined()
      let strays = row.strays.isEmpty ? "—" : SVGChart.escape(row.strays.joined(separator: "；"))
      return "<tr><th scope=\"row\">\(SVGChart.escape(row.name))</th><td>\(row.filled.percent)</td>\(cells)"
        + "<td class=\"strays\">\(strays)</td></tr>"
    }
    let foot = shares.map { "<td>\($0.part)</td>" }.joined()
    let table =
      "<div class=\"table tall\" tabindex=\"0\" role=\"region\" aria-label=\"各机关各栏目的件数\"><table class=\"grid\">"
      + "<caption>各机关各栏目的件数；空为没有内容</caption><thead><tr><th scope=\"col\">机关</th>"
      + "<th scope=\"col\">有内容的栏目占比</th>\(head)<th scope=\"col\">目录外栏目</th></tr></thead><tbody>\n"
      + body.joined(separator: "\n")
      + "\n<tr><th scope=\"row\">有内容的机关</th><td></td>\(foot)<td></td></tr></tbody></table></div>"
    let whole = Ratio(rows.reduce(0) { $0 + $1.filled.part }, of: rows.reduce(0) { $0 + $1.filled.whole })
    let empty = zip(leaves, shares).min { $0.1.part < $1.1.part }
    return ReportPage(
      owner: "主管部门", title: title,
      lede:
        "\(rows.count) 个机关，\(leaves.count) 个应公开栏目；平均 \(whole.part) ÷ \(whole.whole) = \(whole.percent) 有内容。\(formula)",
      parts: [
        ReportPage.figures([
          ("机关", "\(rows.count)", "个"), ("平均有内容占比", whole.percent, "有内容的栏目 ÷ 应公开栏目"),
          ("没有空白", "\(rows.filter { $0.filled.part == $0.filled.whole }.count)", "个机关没有空白栏目"),
          ("有目录外栏目", "\(rows.filter { !$0.strays.isEmpty }.count)", "个机关"),
          ("最缺的栏目", empty.map { "\($0.0.code)" } ?? "—", empty.map { "\($0.0.name)，\($0.1.part) 个机关有内容" } ?? ""),
        ]), ReportPage.section("对照表", table),
      ]
    ).html
  }
}
