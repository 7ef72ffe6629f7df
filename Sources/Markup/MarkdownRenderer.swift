import CCmarkGFM

/// Writes the tree of a Markdown body as HTML, in the form that cmark writes.
struct MarkdownRenderer {
  /// Deepest nesting of tags; beyond it only the content is written, which browsers flatten anyway.
  private static let maxDepth = 100

  var writer: BodyWriter
  let source: UnsafeRawBufferPointer
  /// The result goes to the sanitizer, which does headings, links and tables in its own way.
  let isDraft: Bool
  private let kinds: CommonMark
  private let checksMarks: Bool
  private var depth = 0
  /// For each open link, whether its tag was written.
  private var links: [Bool] = []
  private var headingLevels: [Int] = []
  private var column = 0

  init(_ source: UnsafeRawBufferPointer, _ kinds: CommonMark, _ options: MarkupOptions, isDraft: Bool) {
    writer = BodyWriter(options, capacity: source.count + source.count / 4 + 64)
    self.source = source
    self.kinds = kinds
    self.isDraft = isDraft
    checksMarks = LeftoverMarks.arePossible(in: source)
  }

  /// Renders a document; false if it holds HTML and this is no draft, in which case the output is useless.
  mutating func render(_ root: OpaquePointer) -> Bool {
    guard let iterator = cmark_iter_new(root) else { return true }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let found = cmark_iter_get_node(iterator) else { return true }
      let node = MarkdownNode(pointer: found)
      let isEntering = event == CMARK_EVENT_ENTER
      switch node.type {
      case CMARK_NODE_TEXT: text(node)
      case CMARK_NODE_SOFTBREAK: writer.output.raw("\n")
      case CMARK_NODE_LINEBREAK: writer.output.raw("<br>\n")
      case CMARK_NODE_CODE:
        writer.output.raw("<code>")
        writer.output.text(node.literal)
        writer.output.raw("</code>")
      case CMARK_NODE_HTML_INLINE, CMARK_NODE_HTML_BLOCK:
        guard isDraft else { return false }
        html(node)
      case CMARK_NODE_THEMATIC_BREAK:
        writer.output.freshLine()
        writer.output.raw("<hr>\n")
      case CMARK_NODE_CODE_BLOCK: codeBlock(node)
      case CMARK_NODE_IMAGE:
        // The content is the alternative text; the walk goes on behind it.
        if isEntering {
          image(node)
          cmark_iter_reset(iterator, found, CMARK_EVENT_EXIT)
        }
      default: container(node, isEntering)
      }
    }
  }

  // MARK: - Leaves

  private mutating func text(_ node: MarkdownNode) {
    let literal = node.literal
    if checksMarks, let offset = LeftoverMarks.first(in: literal) {
      let place = LeftoverMarks.place(of: node, offset: offset, in: source)
      writer.warn("markup.emphasis", place, "这里的“**”或“~~”没有配成对，会照原样显示。")
    }
    writer.output.text(literal)
  }

  private mutating func html(_ node: MarkdownNode) {
    let isBlock = node.type == CMARK_NODE_HTML_BLOCK
    if isBlock { writer.output.freshLine() }
    // Our marks may stand inside; the sanitizer's text goes through the same escaping that leaves them out.
    writer.output.raw(node.literal)
    if isBlock { writer.output.freshLine() }
  }

  private mutating func codeBlock(_ node: MarkdownNode) {
    writer.output.freshLine()
    let language = node.fenceInfo.prefix { $0 != 0x20 && $0 != 0x9 }
    if language.isEmpty {
      writer.output.raw("<pre><code>")
    } else {
      writer.output.raw("<pre><code class=\"language-")
      writer.output.text(UnsafeBufferPointer(rebasing: language))
      writer.output.raw("\">")
    }
    writer.output.text(node.literal)
    writer.output.raw("</code></pre>\n")
  }

  private mutating func image(_ node: MarkdownNode) {
    let alternative = node.plainText
    guard let address = address(node, isImage: true) else {
      writer.output.text(alternative)
      return
    }
    writer.startImage(address)
    writer.output.raw(" alt=\"")
    writer.output.text(alternative)
    writer.output.raw("\"")
    writer.attribute(" title=\"", node.title)
    writer.output.raw(">")
  }

  private mutating func address(_ node: MarkdownNode, isImage: Bool) -> Address? {
    let raw = String(decoding: node.url, as: UTF8.self)
    // A draft's addresses are judged by the sanitizer.
    if isDraft { return Address(raw) }
    let line = node.line
    return writer.resolve(raw, isImage: isImage) { (line, nil) }
  }

  // MARK: - Containers

  private mutating func container(_ node: MarkdownNode, _ isEntering: Bool) {
    if isEntering { depth += 1 }
    defer { if !isEntering { depth -= 1 } }
    guard depth <= MarkdownRenderer.maxDepth else {
      if isEntering, depth == MarkdownRenderer.maxDepth + 1 {
        writer.warn("markup.depth", (node.line, nil), "嵌套超过 \(MarkdownRenderer.maxDepth) 层，更深的层次已拉平。")
      }
      return
    }
    switch node.type {
    case CMARK_NODE_DOCUMENT: break
    case CMARK_NODE_PARAGRAPH: paragraph(node, isEntering)
    case CMARK_NODE_HEADING: heading(node, isEntering)
    case CMARK_NODE_BLOCK_QUOTE: block(isEntering, "<blockquote>\n", "</blockquote>\n")
    case CMARK_NODE_LIST: list(node, isEntering)
    case CMARK_NODE_ITEM:
      if isEntering { writer.output.freshLine() }
      writer.output.raw(isEntering ? "<li>" : "</li>\n")
    case CMARK_NODE_EMPH: writer.output.raw(isEntering ? "<em>" : "</em>")
    case CMARK_NODE_STRONG: writer.output.raw(isEntering ? "<strong>" : "</strong>")
    case CMARK_NODE_LINK: link(node, isEntering)
    case kinds.strikethrough: writer.output.raw(isEntering ? "<del>" : "</del>")
    case kinds.table, kinds.row, kinds.cell: table(node, isEntering)
    default: break
    }
  }

  private mutating func block(_ isEntering: Bool, _ start: StaticString, _ end: StaticString) {
    writer.output.freshLine()
    writer.output.raw(isEntering ? start : end)
  }

  private mutating func paragraph(_ node: MarkdownNode, _ isEntering: Bool) {
    if node.isTightParagraph { return }
    if isEntering { writer.output.freshLine() }
    writer.output.raw(isEntering ? "<p>" : "</p>\n")
  }

  private mutating func heading(_ node: MarkdownNode, _ isEntering: Bool) {
    let level = Int(cmark_node_get_heading_level(node.pointer))
    if isEntering { writer.output.freshLine() }
    if isDraft {
      writer.output.raw((isEntering ? "<h\(level)>" : "</h\(level)>\n").utf8)
    } else if isEntering {
      writer.startHeading(level: writer.level(level), text: node.plainText)
    } else {
      writer.endHeading(level: writer.level(level))
      writer.output.raw("\n")
    }
  }

  private mutating func list(_ node: MarkdownNode, _ isEntering: Bool) {
    let isOrdered = cmark_node_get_list_type(node.pointer) == CMARK_ORDERED_LIST
    guard isEntering else {
      writer.output.raw(isOrdered ? "</ol>\n" : "</ul>\n")
      return
    }
    writer.output.freshLine()
    let start = Int(cmark_node_get_list_start(node.pointer))
    if isOrdered, start != 1 {
      writer.output.raw("<ol start=\"\(start)\">\n".utf8)
    } else {
      writer.output.raw(isOrdered ? "<ol>\n" : "<ul>\n")
    }
  }

  private mutating func link(_ node: MarkdownNode, _ isEntering: Bool) {
    guard isEntering else {
      if links.popLast() == true { writer.output.raw("</a>") }
      return
    }
    BareAddress.cut(node, in: source)
    guard let address = address(node, isImage: false) else {
      links.append(false)
      return
    }
    if isDraft {
      writer.output.raw("<a href=\"")
      writer.output.text(address.text)
      writer.output.raw("\"")
      writer.attribute(" title=\"", node.title)
    } else {
      writer.startLink(address, title: node.title)
    }
    writer.output.raw(">")
    links.append(true)
  }

  // MARK: - Tables

  private mutating func table(_ node: MarkdownNode, _ isEntering: Bool) {
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
