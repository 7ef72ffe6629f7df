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

  /// For a page: a `<table>` whose first column names the row, in a box that scrolls by itself.
  var html: String {
    let head = header.enumerated().map { index, name in
      "<th scope=\"col\"\(right.contains(index) ? " class=\"num\"" : "")>\(SVGChart.escape(name))</th>"
    }
    let body = rows.map { row in
      let cells = header.indices.map { index -> String in
        let text = SVGChart.escape(row.indices.contains(index) ? row[index] : "")
        if index == 0 { return "<th scope=\"row\">\(text)</th>" }
        return right.contains(index) ? "<td class=\"num\">\(text)</td>" : "<td>\(text)</td>"
      }
      return "<tr>\(cells.joined())</tr>"
    }
    let name = SVGChart.escape(title)
    return
      "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"\(name)\"><table><caption>\(name)</caption>"
      + "<thead><tr>\(head.joined())</tr></thead><tbody>\n\(body.joined(separator: "\n"))\n</tbody></table></div>"
  }
}
