/// Writes a body as WordprocessingML (ECMA-376 Part 1, 17).
struct WordBody: BodyOutput {
  private(set) var out: [UInt8]
  private(set) var links = WordLinks()
  /// The relationship of the link that text stands in.
  private var link: Int?
  private var isLinkOpen = false
  /// The style of the open run.
  private var run: InlineStyle?
  private var table: WordTable?
  /// What stood before the table whose cells are being collected.
  private var beforeTable: [UInt8] = []
  private var cellText = 0
  /// Deepest list level that has a style of its own.
  private static let maxLevel = 8

  init(capacity: Int) {
    out = []
    out.reserveCapacity(capacity)
  }

  /// Writes markup of ours.
  mutating func raw(_ markup: StaticString) { WordText.markup(markup, to: &out) }

  /// Writes a paragraph of plain text in a style; line feeds are line ends. The style's name is ours.
  mutating func paragraph(_ style: StaticString, _ text: String) {
    startParagraph(style)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { lineBreak() }
      var line = String(line)
      line.withUTF8 { self.text($0, []) }
    }
    endParagraph()
  }

  mutating func startParagraph(_ paragraph: Paragraph) {
    switch paragraph.kind {
    case .text: startParagraph("BodyText", paragraph.alignment)
    case .flush: startParagraph("Flush", paragraph.alignment)
    case .signature: startParagraph("Signature")
    case .heading(let level): startHeading(level)
    case .item(let level, let mark): startItem(min(WordBody.maxLevel, level), mark)
    case .quote: startParagraph("Quote", paragraph.alignment)
    case .pre: startParagraph("Preformatted")
    case .caption: startParagraph("Caption")
    case .cell(let isHeader): startParagraph(isHeader ? "TableHead" : "TableText", paragraph.alignment)
    }
  }

  mutating func endParagraph() {
    endLink()
    WordText.markup("</w:p>", to: &out)
  }

  private mutating func startParagraph(_ style: StaticString, _ alignment: Paragraph.Alignment? = nil) {
    WordText.markup("<w:p><w:pPr><w:pStyle w:val=\"", to: &out)
    WordText.markup(style, to: &out)
    WordText.markup("\"/>", to: &out)
    if let alignment {
      WordText.markup("<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"", to: &out)
      let value: StaticString =
        switch alignment {
        case .left: "left"
        case .center: "center"
        case .right: "right"
        }
      WordText.markup(value, to: &out)
      WordText.markup("\"/>", to: &out)
    }
    WordText.markup("</w:pPr>", to: &out)
  }

  private mutating func startHeading(_ level: Int) {
    switch level {
    case 1: startParagraph("Heading1")
    case 2: startParagraph("Heading2")
    case 3: startParagraph("Heading3")
    case 4: startParagraph("Heading4")
    default: startParagraph("Heading5")
    }
  }

  private mutating func startItem(_ level: Int, _ mark: String?) {
    out.append(contentsOf: "<w:p><w:pPr><w:pStyle w:val=\"Item\(level)\"/>".utf8)
    guard let mark else {
      WordText.markup("<w:ind w:firstLine=\"0\"/></w:pPr>", to: &out)
      return
    }
    WordText.markup("</w:pPr><w:r><w:t>", to: &out)
    WordText.append(mark, to: &out)
    WordText.markup("</w:t><w:tab/></w:r>", to: &out)
  }

  // MARK: - Text

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ style: InlineStyle) {
    startRun(style)
    cellText += bytes.count
    WordText.append(bytes, to: &out, tab: "</w:t><w:tab/><w:t xml:space=\"preserve\">")
  }

  mutating func lineBreak() {
    startRun(run ?? [])
    WordText.markup("</w:t><w:br/><w:t xml:space=\"preserve\">", to: &out)
  }

  mutating func link(to address: [UInt8]?) {
    endLink()
    link = address.flatMap { links.add($0) }
  }

  private mutating func startRun(_ style: InlineStyle) {
    if run == style { return }
    endRun()
    if let link, !isLinkOpen {
      out.append(contentsOf: "<w:hyperlink r:id=\"rId\(WordParts.firstLink + link)\" w:history=\"1\">".utf8)
      isLinkOpen = true
    }
    run = style
    WordText.markup("<w:r>", to: &out)
    if isLinkOpen || !style.isEmpty { properties(style) }
    WordText.markup("<w:t xml:space=\"preserve\">", to: &out)
  }

  /// Run properties, in the order of the schema.
  private mutating func properties(_ style: InlineStyle) {
    WordText.markup("<w:rPr>", to: &out)
    if isLinkOpen { WordText.markup("<w:rStyle w:val=\"Hyperlink\"/>", to: &out) }
    if style.contains(.code) { WordText.markup("<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\"/>", to: &out) }
    if style.contains(.bold) { WordText.markup("<w:b/>", to: &out) }
    if style.contains(.italic) { WordText.markup("<w:i/>", to: &out) }
    if style.contains(.strike) { WordText.markup("<w:strike/>", to: &out) }
    if style.contains(.underline) { WordText.markup("<w:u w:val=\"single\"/>", to: &out) }
    if style.contains(.sub) {
      WordText.markup("<w:vertAlign w:val=\"subscript\"/>", to: &out)
    } else if style.contains(.sup) {
      WordText.markup("<w:vertAlign w:val=\"superscript\"/>", to: &out)
    }
    WordText.markup("</w:rPr>", to: &out)
  }

  private mutating func endRun() {
    if run != nil { WordText.markup("</w:t></w:r>", to: &out) }
    run = nil
  }

  private mutating func endLink() {
    endRun()
    if isLinkOpen { WordText.markup("</w:hyperlink>", to: &out) }
    isLinkOpen = false
  }

  mutating func rule() { WordText.markup("<w:p><w:pPr><w:pStyle w:val=\"Rule\"/></w:pPr></w:p>", to: &out) }

  // MARK: - Tables

  mutating func startTable() {
    table = WordTable()
    swap(&out, &beforeTable)
    out.removeAll(keepingCapacity: true)
  }

  mutating func endTable() {
    let content = out
    swap(&out, &beforeTable)
    table?.append(content, to: &out)
    table = nil
    beforeTable = []
  }

  mutating func startRowGroup() { table?.startGroup() }

  mutating func startRow(isHeader: Bool) { table?.startRow(isHeader: isHeader) }

  mutating func endRow() { table?.endRow() }

  mutating func startCell(columns: Int, rows: Int) {
    cellText = 0
    table?.startCell(columns: columns, rows: rows, at: out.count)
  }

  mutating func endCell() { table?.endCell(at: out.count, textBytes: cellText) }
}
