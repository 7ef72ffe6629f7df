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
    let table = TextTable(["机关", "栏目（# 有内容，. 空白）", "已填", "覆盖率", "目录外"], rows, right: [2, 3, 4])
    let shares = filledByLeaf
    let legend = leaves.enumerated().map { ["\($0 + 1)", "\($1.code)", $1.name, shares[$0].percent] }
    return table.text() + "\n" + TextTable(["位", "编码", "栏目", "有内容的机关"], legend, right: [0, 3]).text()
  }

  /// One line an office, one column a leaf.
  public var csv: String {
    let head = ["机关"] + leaves.map { "\($0.code) \($0.name)" } + ["已填", "应填", "覆盖率", "目录外栏目"]
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
}
