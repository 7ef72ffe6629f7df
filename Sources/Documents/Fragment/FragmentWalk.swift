/// Walks a fragment of safe HTML once and tells an output what stands in it.
///
/// It keeps counters instead of a stack of elements, so depth costs nothing. A paragraph is opened by its first visible
/// character, so empty elements leave no trace.
struct FragmentWalk<Output: BodyOutput> {
  var output: Output
  var scanner: FragmentScanner
  /// A paragraph is open.
  var isOpen = false
  var preDepth = 0
  /// White space and line breaks that count only if text follows.
  var pendingSpace = PendingSpace.none
  var pendingBreaks = 0
  /// The character before is as wide as it is high.
  var isAfterWide = false
  var style: InlineStyle = []

  private var styleDepths = [Int](repeating: 0, count: 7)
  /// What the element around says of the next paragraph.
  private var block: Paragraph.Kind?
  private var alignment: Paragraph.Alignment?
  private var lists: [FragmentList] = []
  private var quotes = 0
  private var table = FragmentTable()

  init(_ bytes: UnsafeBufferPointer<UInt8>, to output: Output) {
    scanner = FragmentScanner(bytes)
    self.output = output
  }

  /// Walks to the end.
  mutating func run() {
    while let piece = scanner.next() {
      switch piece {
      case .text(let range): if preDepth > 0 { preformatted(range) } else { text(range) }
      case .start(let tag, let name, let attributes): start(tag, name, attributes)
      case .end(let tag): end(tag)
      }
    }
    close()
    output.link(to: nil)
    endTable()
  }

  // MARK: - Tags

  private mutating func start(_ tag: FragmentTag, _ name: Range<Int>, _ attributes: Range<Int>) {
    if let style = InlineStyle(tag) { return change(style, by: 1) }
    switch tag {
    case .p, .block: begin(FragmentWalk.kind(in: attributes, scanner), FragmentWalk.alignment(in: attributes, scanner))
    case .h1, .h2: begin(.heading(1), nil)
    case .h3, .h4, .h5, .h6: begin(.heading(Int(tag.rawValue - FragmentTag.h2.rawValue) + 1), nil)
    case .caption: begin(.caption, nil)
    case .pre:
      close()
      preDepth += 1
    case .ul, .ol: startList(tag, attributes)
    case .li: startItem(attributes)
    case .blockquote:
      begin(nil, nil)
      quotes += 1
    case .table, .rowGroup, .tr, .cell: startTablePart(tag, name, attributes)
    case .a: output.link(to: scanner.attribute("href", in: attributes).map { resolved($0) })
    case .br: if isOpen { pendingBreaks += 1 }
    case .hr:
      close()
      if table.depth == 0 { output.rule() }
    case .img: image(attributes)
    case .raw: scanner.skipRaw(name)
    default: break
    }
  }

  private mutating func end(_ tag: FragmentTag) {
    if let style = InlineStyle(tag) { return change(style, by: -1) }
    switch tag {
    case .p, .block, .h1, .h2, .h3, .h4, .h5, .h6, .caption, .li: begin(nil, nil)
    case .pre:
      close()
      preDepth = max(0, preDepth - 1)
    case .ul, .ol:
      begin(nil, nil)
      _ = lists.popLast()
    case .blockquote:
      begin(nil, nil)
      quotes = max(0, quotes - 1)
    case .table:
      close()
      table.depth > 1 ? table.depth -= 1 : endTable()
    case .cell:
      // In a nested table the cells of a row share a paragraph.
      if table.depth == 1 { endCell() }
    case .tr: if table.depth == 1 { endRow() } else { close() }
    case .a: output.link(to: nil)
    default: break
    }
  }

  /// Ends the paragraph; the next is of a kind.
  private mutating func begin(_ kind: Paragraph.Kind?, _ alignment: Paragraph.Alignment?) {
    close()
    block = kind
    self.alignment = alignment
  }

  private mutating func change(_ style: InlineStyle, by step: Int) {
    let index = style.rawValue.trailingZeroBitCount
    styleDepths[index] = max(0, styleDepths[index] + step)
    if styleDepths[index] > 0 { self.style.insert(style) } else { self.style.remove(style) }
  }

  private static func kind(in tag: Range<Int>, _ scanner: FragmentScanner) -> Paragraph.Kind? {
    guard !tag.isEmpty, let classes = scanner.attribute("class", in: tag) else { return nil }
    if scanner.hasClass("signature", in: classes) { return .signature }
    return scanner.hasClass("flush", in: classes) ? .flush : nil
  }

  private static func alignment(in tag: Range<Int>, _ scanner: FragmentScanner) -> Paragraph.Alignment? {
    guard !tag.isEmpty, let classes = scanner.attribute("class", in: tag) else { return nil }
    if scanner.hasClass("center", in: classes) { return .center }
    if scanner.hasClass("right", in: classes) { return .right }
    return scanner.hasClass("left", in: classes) ? .left : nil
  }

  private mutating func image(_ attributes: Range<Int>) {
    guard let alt = scanner.attribute("alt", in: attributes), !alt.isEmpty else { return }
    literal("［")
    text(alt)
    literal("］")
  }

  // MARK: - Paragraphs

  /// Opens a paragraph of the kind that the place asks for.
  mutating func open() {
    isOpen = true
    if table.hasStarted, !table.isInCell { startCell(columns: 1, rows: 1) }
    output.startParagraph(Paragraph(kind: kind(), alignment: alignment ?? (table.isInCell ? table.alignment : nil)))
    guard table.isInCell, !lists.isEmpty, let mark = lists[lists.count - 1].takeMark() else { return }
    literal("\(mark) ")
  }

  private mutating func kind() -> Paragraph.Kind {
    if table.isInCell { return preDepth > 0 ? .pre : .cell(isHeader: table.isHeaderCell) }
    if preDepth > 0 { return .pre }
    if case .heading = block { return block ?? .text }
    if !lists.isEmpty {
      return .item(level: lists.count, mark: lists[lists.count - 1].takeMark())
    }
    return block ?? (quotes > 0 ? .quote : .text)
  }

  private mutating func close() {
    if isOpen { output.endParagraph() }
    isOpen = false
    pendingSpace = .none
    pendingBreaks = 0
    isAfterWide = false
  }

  // MARK: - Lists

  private mutating func startList(_ tag: FragmentTag, _ attributes: Range<Int>) {
    begin(nil, nil)
    let isUnmarked = scanner.attribute("class", in: attributes).map { scanner.hasClass("unmarked", in: $0) } ?? false
    guard tag == .ol, !isUnmarked else {
      return lists.append(FragmentList(marks: isUnmarked ? .none : .bullet, next: 1))
    }
    let type = scanner.attribute("type", in: attributes).flatMap { scanner.bytes[$0].first }
    lists.append(
      FragmentList(
        marks: FragmentList.Marks(type: type), next: scanner.number("start", in: attributes) ?? 1,
        step: scanner.attribute("reversed", in: attributes) == nil ? 1 : -1))
  }

  private mutating func startItem(_ attributes: Range<Int>) {
    begin(nil, nil)
    if !lists.isEmpty { lists[lists.count - 1].startItem(scanner.number("value", in: attributes)) }
  }

  // MARK: - Tables

  private mutating func startTablePart(_ tag: FragmentTag, _ name: Range<Int>, _ attributes: Range<Int>) {
    switch tag {
    case .table:
      begin(nil, nil)
      table.depth += 1
    case .rowGroup where table.depth == 1:
      endRow()
      startTable()
      output.startRowGroup()
      table.isInHead = scanner.bytes[name].elementsEqual("thead".utf8)
    case .tr where table.depth == 1:
      endRow()
      startRow()
    case .tr where table.depth > 1: close()
    case .cell where table.depth == 1:
      endCell()
      startCell(
        columns: scanner.number("colspan", in: attributes) ?? 1, rows: scanner.number("rowspan", in: attributes) ?? 1)
      table.isHeaderCell = scanner.bytes[name.upperBound - 1] | 0x20 == UInt8(ascii: "h")
      table.alignment = FragmentWalk.alignment(in: attributes, scanner)
    case .cell where table.depth > 1: if isOpen { literal("　") }
    default: break
    }
  }

  private mutating func startTable() {
    guard table.depth > 0, !table.hasStarted else { return }
    table.hasStarted = true
    output.startTable()
  }

  private mutating func startRow() {
    guard !table.isInRow else { return }
    startTable()
    table.isInRow = true
    output.startRow(isHeader: table.isInHead)
  }

  private mutating func startCell(columns: Int, rows: Int) {
    startRow()
    table.isInCell = true
    table.isHeaderCell = false
    table.alignment = nil
    output.startCell(columns: max(1, columns), rows: max(1, rows))
  }

  private mutating func endCell() {
    begin(nil, nil)
    if table.isInCell { output.endCell() }
    table.isInCell = false
  }

  private mutating func endRow() {
    endCell()
    if table.isInRow { output.endRow() }
    table.isInRow = false
  }

  private mutating func endTable() {
    endRow()
    if table.hasStarted { output.endTable() }
    table = FragmentTable()
  }
}
