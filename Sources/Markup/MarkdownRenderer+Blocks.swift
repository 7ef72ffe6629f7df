import CCmarkGFM

/// Lists and tables.
extension MarkdownRenderer {
  // MARK: - Lists

  mutating func list(_ node: MarkdownNode, _ isEntering: Bool) {
    let isOrdered = cmark_node_get_list_type(node.pointer) == CMARK_ORDERED_LIST
    guard isEntering else {
      if isOrdered { numbers.removeLast() }
      writer.output.raw(isOrdered ? "</ol>\n" : "</ul>\n")
      return
    }
    writer.output.freshLine()
    let start = Int(cmark_node_get_list_start(node.pointer))
    if isOrdered { numbers.append(start) }
    if isOrdered, start != 1 {
      writer.output.raw("<ol start=\"\(start)\">\n".utf8)
    } else {
      writer.output.raw(isOrdered ? "<ol>\n" : "<ul>\n")
    }
  }

  /// Tells of the first item of an ordered list that is shown with another number than it is written with. All alike are
  /// a writer's way to have them counted.
  mutating func number(_ item: MarkdownNode) {
    guard let list = item.parent, cmark_node_get_list_type(list.pointer) == CMARK_ORDERED_LIST,
      let shown = numbers.last.flatMap(\.self)
    else { return }
    numbers[numbers.count - 1] = shown + 1
    guard let line = item.line, let text = lines.line(line),
      let written = SourceLines.number(in: text, at: Int(cmark_node_get_start_column(item.pointer))),
      written != shown, written != Int(cmark_node_get_list_start(list.pointer))
    else { return }
    numbers[numbers.count - 1] = nil
    writer.warn("markup.number", (line, nil), "这一项写的是第 \(written) 项，网页上显示为第 \(shown) 项；序号要照写的，写成“\(written)\\.”。")
  }

  // MARK: - Tables

  mutating func table(_ node: MarkdownNode, _ isEntering: Bool) {
    switch node.type {
    case kinds.table:
      writer.output.freshLine()
      switch (isEntering, isDraft) {
      case (true, true): writer.output.raw("<table>")
      case (true, false): writer.startTable()
      case (false, true): writer.output.raw("</table>")
      case (false, false): writer.endTable()
      }
      writer.output.raw("\n")
    case kinds.row: row(node, isEntering)
    default: cell(node, isEntering)
    }
  }

  private mutating func row(_ node: MarkdownNode, _ isEntering: Bool) {
    let isHeader = node.isHeader
    if isEntering {
      column = 0
      if isHeader {
        writer.output.raw("<thead>\n")
      } else if let before = cmark_node_previous(node.pointer), MarkdownNode(pointer: before).isHeader {
        writer.output.raw("<tbody>\n")
      }
      if !isHeader { excess(node) }
      writer.output.raw("<tr>\n")
    } else {
      writer.output.raw("</tr>\n")
      if isHeader {
        writer.output.raw("</thead>\n")
      } else if cmark_node_next(node.pointer) == nil {
        writer.output.raw("</tbody>\n")
      }
    }
  }

  /// Tells of cells beyond the head's, which no page shows.
  private mutating func excess(_ row: MarkdownNode) {
    guard let table = row.parent, let line = row.line, let text = lines.line(line) else { return }
    let columns = Int(cmark_gfm_extensions_get_table_columns(table.pointer))
    let cells = SourceLines.cells(in: text)
    guard cells > columns else { return }
    writer.warn("markup.lost", (line, nil), "表格这一行有 \(cells) 格，表头只有 \(columns) 格，多出的不会出现在网页上；格内的“|”写成“\\|”。")
  }

  private mutating func cell(_ node: MarkdownNode, _ isEntering: Bool) {
    guard let row = node.parent, let table = row.parent else { return }
    let isHeader = row.isHeader
    guard isEntering else {
      writer.output.raw(isHeader ? "</th>\n" : "</td>\n")
      return
    }
    writer.output.raw(isHeader ? "<th" : "<td")
    if column < Int(cmark_gfm_extensions_get_table_columns(table.pointer)),
      let alignments = cmark_gfm_extensions_get_table_alignments(table.pointer)
    {
      switch alignments[column] {
      case UInt8(ascii: "l"): writer.output.raw(" class=\"left\"")
      case UInt8(ascii: "c"): writer.output.raw(" class=\"center\"")
      case UInt8(ascii: "r"): writer.output.raw(" class=\"right\"")
      default: break
      }
    }
    column += 1
    writer.output.raw(">")
  }
}
