/// A table with its title, for a terminal and for a page alike.
public struct ReportTable: Hashable, Sendable {
  public let title: String
  public let header: [String]
  public let rows: [[String]]
  /// Columns that are set to the right, as numbers are.
  public let right: Set<Int>

  /// Makes a table.
  public init(_ title: String, _ header: [String], _ rows: [[String]], right: Set<Int> = []) {
    self.title = title
    self.header = header
    self.rows = rows
    self.right = right
  }

  /// For a terminal, under its title.
  public func text(width: Int = 80) -> String {
    (title.isEmpty ? "" : title + "\n") + TextTable(header, rows, right: right).text(width: width)
  }

  /// Words that say that something is amiss; a page frames them, so that they are seen without colour.
  private static let amiss: Set<String> = ["空白", "未更新", "不完整", "缺少", "单项否决", "扣分", "存在", "接近", "未定"]

  /// For a page: a `<table>` whose first column names the row, in a box that scrolls by itself.
  ///
  /// - Parameter isHeaded: a heading right above already says the title.
  func html(isHeaded: Bool = false) -> String {
    let head = header.enumerated().map { index, name in
      "<th scope=\"col\"\(right.contains(index) ? " class=\"num\"" : "")>\(SVGChart.escape(name))</th>"
    }
    let body = rows.map { row in
      let cells = header.indices.map { index -> String in
        let text = SVGChart.escape(row.indices.contains(index) ? row[index] : "")
        if index == 0 { return "<th scope=\"row\">\(text)</th>" }
        if ReportTable.amiss.contains(text) { return "<td><span class=\"mark\">\(text)</span></td>" }
        return right.contains(index) ? "<td class=\"num\">\(text)</td>" : "<td>\(text)</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    let name = SVGChart.escape(title)
    return
      "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"\(name)\"><table>"
      + "<caption\(isHeaded ? " class=\"vh\"" : "")>\(name)</caption>"
      + "<thead><tr>\(head.joined())</tr></thead><tbody>\n\(body.joined(separator: "\n"))\n</tbody></table></div>"
  }
}
