import CCmarkGFM

/// Writes the tree of a Markdown body as HTML, in the form that cmark writes.
struct MarkdownRenderer {
  /// Deepest nesting of tags; beyond it only the content is written, which browsers flatten anyway.
  private static let maxDepth = 100

  var writer: BodyWriter
  let source: UnsafeRawBufferPointer
  /// The result goes to the sanitizer, which does headings, links and tables in its own way.
  let isDraft: Bool
  let kinds: CommonMark
  private let checksMarks: Bool
  /// Asterisks that are text stand as U+FDD1.
  private let hasStars: Bool
  var lines: SourceLines
  private var depth = 0
  /// For each open link, whether its tag was written.
  private var links: [Bool] = []
  var column = 0
  /// For each open ordered list, the number that its next item is shown with; nil once a wrong one was told of.
  var numbers: [Int?] = []

  init(_ source: UnsafeRawBufferPointer, _ kinds: CommonMark, _ options: MarkupOptions, isDraft: Bool, hasStars: Bool) {
    writer = BodyWriter(options, capacity: source.count + source.count / 4 + 64)
    self.source = source
    self.kinds = kinds
    self.isDraft = isDraft
    self.hasStars = hasStars
    lines = SourceLines(source)
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
      case CMARK_NODE_SOFTBREAK: if !isWithinChinese(node) { writer.output.raw("\n") }
      case CMARK_NODE_LINEBREAK: writer.output.raw("<br>\n")
      case CMARK_NODE_CODE:
        writer.output.raw("<code>")
        writer.output.text(node.literal)
        writer.output.raw("</code>")
      case CMARK_NODE_HTML_INLINE, CMARK_NODE_HTML_BLOCK:
        if node.type == CMARK_NODE_HTML_INLINE, TagNames.isText(node.literal) {
          writer.output.text(node.literal)
          break
        }
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
    if hasStars, let offset = StarMarks.firstDoubtful(in: literal) {
      let place = LeftoverMarks.place(of: node, offset: offset, in: source)
      writer.warn("markup.emphasis", place, "夹在字中间的“*”照原样显示，不是强调；要强调的，写成“**文字**”。")
    }
    writer.output.text(literal)
  }

  /// Whether a line ends between two Chinese characters, where a browser would show a space.
  private func isWithinChinese(_ node: MarkdownNode) -> Bool {
    var next = cmark_node_next(node.pointer)
    while let found = next, let child = cmark_node_first_child(found) { next = child }
    guard let leaf = next.map(MarkdownNode.init), leaf.type == CMARK_NODE_TEXT else { return false }
    return WideCharacter.ends(writer.output.bytes) && WideCharacter.begins(leaf.literal)
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
      if isEntering {
        writer.output.freshLine()
        number(node)
      }
      writer.output.raw(isEntering ? "<li>" : "</li>\n")
    case CMARK_NODE_EMPH, CMARK_NODE_STRONG: emphasis(node, isEntering)
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

  private mutating func emphasis(_ node: MarkdownNode, _ isEntering: Bool) {
    let isStrong = node.type == CMARK_NODE_STRONG
    if isEntering, HiddenNames.mayBe(node, isStrong: isStrong) {
      writer.warn(
        "markup.emphasis", (node.line, nil), "这里成对的“\(isStrong ? "**" : "*")”成了强调，星号不会显示；用来遮盖姓名、号码的，在每个星号前加“\\”。")
    }
    switch (isStrong, isEntering) {
    case (false, true): writer.output.raw("<em>")
    case (false, false): writer.output.raw("</em>")
    case (true, true): writer.output.raw("<strong>")
    case (true, false): writer.output.raw("</strong>")
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
    // A link without a word can't be seen, and read out by nobody.
    if MarkdownRenderer.isBlank(node) { writer.output.text(address.text) }
    links.append(true)
  }

  private static func isBlank(_ link: MarkdownNode) -> Bool {
    guard let child = cmark_node_first_child(link.pointer).map(MarkdownNode.init) else { return true }
    return child.type == CMARK_NODE_TEXT && cmark_node_next(child.pointer) == nil
      && child.literal.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
