import XML

/// A text of a Word file from its first paragraph to its last: body, header, footnotes, comments …
struct WordStory {
  private let title: String
  private let styles: WordStyleTable
  private var names: [String] = []
  private var paragraphs: [WordParagraph] = []
  private var run = WordRun()
  private var tables: [WordTableState] = []
  private var textBoxes = 0
  /// Depths of the open shapes that do not show.
  private var unseenShapes: [Int] = []
  private var paragraphCount = 0
  private var comments = 0
  private var authors: Set<String> = []
  private var revisions: [String: Int] = [:]
  private var deletions = 0
  private var hiddenCount = 0
  /// Texts of the first form of what is there in two forms (mc:AlternateContent); the second repeats them.
  private var firstForm: [Set<String>] = []

  init(_ title: String, styles: WordStyleTable) {
    self.title = title
    self.styles = styles
  }

  /// The title of a story by its root element; nil for other parts.
  static func title(of root: String) -> String? {
    [
      "document": "正文", "hdr": "页眉", "ftr": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注",
      "glossaryDocument": "文档部件库",
    ][root]
  }

  mutating func visit(_ event: XMLEvent, _ gathering: inout Gathering) {
    switch event.kind {
    case .start(let name, let namespace, let attributes):
      names.append(name)
      if WordRun.isUnseenShape(attributes) { unseenShapes.append(names.count) }
      start(name, namespace ?? "", attributes, &gathering)
    case .end(let name, let namespace):
      if unseenShapes.last == names.count { unseenShapes.removeLast() }
      _ = names.popLast()
      end(name, namespace ?? "", &gathering)
    case .text(let text), .cdata(let text): take(text)
    }
  }

  mutating func finish(_ gathering: inout Gathering) {
    if comments > 0 {
      let names = authors.sorted().prefix(3).map { Mask.text($0) }.joined(separator: "、")
      gathering.find(.comment, title, "批注 \(comments) 条" + (names.isEmpty ? "" : "，作者：\(names)"))
    }
    for (kind, count) in revisions.sorted(by: { $0.key < $1.key }) {
      gathering.find(.revision, title, "\(kind) \(count) 处")
    }
    if hiddenCount > 0 { gathering.find(.hiddenText, title, "隐藏、与底色相同或极小的文字 \(hiddenCount) 处") }
  }

  // MARK: - Elements

  private mutating func start(
    _ name: String, _ namespace: String, _ attributes: [XMLAttribute], _ gathering: inout Gathering
  ) {
    if WordStory.isWord(namespace), let kind = WordStory.changes[name] {
      revisions[kind, default: 0] += 1
      if name == "del" || name == "moveFrom" { deletions += 1 }
    }
    switch name {
    case "p" where WordStory.isWord(namespace): startParagraph()
    case "r": run = newRun
    case "pStyle" where names.dropLast(2).last == "p": withParagraph { $0.style = attributes.value("val") }
    case "shd" where names.contains("tcPr"):
      tables.withLast { $0.ground = $0.ground.over(.shade(attributes)) }
    case "shd" where !names.contains("rPr"):
      withParagraph { $0.ground = $0.ground.over(.shade(attributes)) }
    case "spacing" where names.dropLast().last == "pPr":
      if WordRun.isFlat(attributes.value("line"), attributes.value("lineRule")) { withParagraph { $0.isFlat = true } }
    case "tbl": tables.append(WordTableState(number: gathering.nextTable()))
    case "tblStyle":
      let style = attributes.value("val")
      tables.withLast {
        $0.styleGround = styles.ground(ofTable: style)
        $0.isVanished = styles.hides(style)
      }
    case "tr": tables.withLast { $0.nextRow() }
    case "hidden" where names.dropLast().last == "trPr": tables.withLast { $0.isRowHidden = attributes.isOn }
    case "trHeight":
      if WordRun.isFlat(attributes.value("val"), attributes.value("hRule")) {
        tables.withLast { $0.isRowHidden = true }
      }
    case "tc": tables.withLast { $0.nextCell() }
    case "gridSpan": tables.withLast { $0.span = max(1, min(1000, Int(attributes.value("val") ?? "") ?? 1)) }
    default: startContent(name, attributes, &gathering)
    }
  }

  /// What stands in a paragraph or beside it, seen or unseen.
  private mutating func startContent(_ name: String, _ attributes: [XMLAttribute], _ gathering: inout Gathering) {
    switch name {
    case "txbxContent": textBoxes += 1
    case "AlternateContent": firstForm.append([])
    case "tab" where !names.contains("pPr"), "ptab": take(mark: "\t")
    case "br", "cr": take(mark: "\n")
    case "noBreakHyphen": take(mark: "-")
    case "sym": if let sign = WordStory.sign(attributes) { take(mark: sign) }
    case "hyperlink": gathering.text("\(title)链接提示", attributes.value("tooltip") ?? "", hidden: true)
    case "comment":
      comments += 1
      if let author = attributes.value("author"), !Mask.isBlank(author) { authors.insert(author) }
    case "textpath":
      gathering.text("\(title)水印或艺术字", attributes.value("string") ?? "", hidden: !unseenShapes.isEmpty)
    case "docPr", "cNvPr":
      for key in ["descr", "title", "name"] {
        gathering.text("\(title)替代文字", attributes.value(key) ?? "", hidden: true)
      }
    case "fldSimple": add(attributes.value("instr") ?? "", .field)
    case "alias", "tag", "placeholder":
      gathering.text("\(title)控件名称", attributes.value("val") ?? "", hidden: true)
    case "listItem":
      for key in ["displayText", "value"] {
        gathering.text("\(title)下拉选项", attributes.value(key) ?? "", hidden: true)
      }
    default:
      // Only properties of the run itself: those of a paragraph's mark and those before a change say nothing of it.
      if names.dropLast().last == "rPr", names.dropLast(2).last == "r" {
        run.take(name, attributes, styles: styles)
      }
    }
  }

  private mutating func end(_ name: String, _ namespace: String, _ gathering: inout Gathering) {
    switch name {
    case "p" where WordStory.isWord(namespace): if let paragraph = paragraphs.popLast() { put(paragraph, &gathering) }
    case "del", "moveFrom": deletions = max(0, deletions - 1)
    case "tbl": _ = tables.popLast()
    case "tc": tables.withLast { $0.endCell() }
    case "txbxContent": textBoxes = max(0, textBoxes - 1)
    case "AlternateContent": _ = firstForm.popLast()
    default: break
    }
  }

  /// Paragraphs of drawings, in a name space of their own, are runs of the paragraph that holds the drawing.
  private mutating func startParagraph() {
    paragraphs.append(WordParagraph())
    if textBoxes == 0, tables.isEmpty { paragraphCount += 1 }
  }

  private var newRun: WordRun {
    var run = styles.run(in: paragraphs.last?.style)
    run.isVanished = run.isVanished || tables.last?.isVanished ?? false
    let isFlat = paragraphs.last?.isFlat ?? false
    run.isOutOfSight = isFlat || !unseenShapes.isEmpty || tables.contains(where: \.isRowHidden)
    let cell = tables.last.map { $0.ground.over($0.styleGround) } ?? .paper
    run.ground = (paragraphs.last?.ground ?? .paper).over(textBoxes > 0 ? .unknown : cell)
    return run
  }

  // MARK: - Text

  private mutating func take(_ text: String) {
    switch names.last {
    case "t": add(text, deletions > 0 ? .deleted : run.isHidden ? .hidden : .shown)
    case "delText": add(text, .deleted)
    case "instrText", "delInstrText": add(text, .field)
    default: break
    }
  }

  private mutating func take(mark: String) { add(mark, deletions > 0 ? .deleted : run.isHidden ? .hidden : .shown) }

  /// A letter of a font by its code. Fonts of pictures have none; in that of Greek letters and signs digits are digits.
  private static func sign(_ attributes: [XMLAttribute]) -> String? {
    guard let code = attributes.value("char").flatMap({ UInt32($0, radix: 16) }), code > 0x20 else { return nil }
    let font = attributes.value("font")?.lowercased() ?? ""
    if font == "symbol" { return (0x30...0x39).contains(code & 0xFF) ? String(code & 0xFF - 0x30) : nil }
    guard !font.hasPrefix("wingdings"), font != "webdings", !(0xE000...0xF8FF).contains(code) else { return nil }
    return Unicode.Scalar(code).map { String(Character($0)) }
  }

  private mutating func add(_ text: String, _ layer: WordParagraph.Layer) {
    withParagraph { $0.add(text, layer) }
  }

  private mutating func withParagraph(_ body: (inout WordParagraph) -> Void) {
    if !paragraphs.isEmpty { body(&paragraphs[paragraphs.count - 1]) }
  }

  private mutating func put(_ paragraph: WordParagraph, _ gathering: inout Gathering) {
    let isSecond = names.contains("Fallback")
    let place = place
    for layer in WordParagraph.Layer.allCases where !Mask.isBlank(paragraph[layer]) {
      let text = paragraph[layer]
      if let last = firstForm.indices.last {
        if isSecond, firstForm[last].contains(text) { continue }
        if !isSecond { firstForm[last].insert(text) }
      }
      if layer == .hidden { hiddenCount += 1 }
      let note = ["", "（隐藏文字）", "（已删除的修订）", "（域代码）"][layer.rawValue]
      let isComment = title == "批注" || title == "文档部件库"
      gathering.text(place + note, text, hidden: layer != .shown || isComment, row: tables.last?.cell)
    }
  }

  private var place: String {
    if let cell = tables.last?.cell { return "\(title)表格\(cell.table)第\(cell.row)行第\(cell.column)列" }
    if textBoxes > 0 { return "\(title)文本框" }
    return title == "批注" ? "批注\(comments)" : "\(title)第\(paragraphCount)段"
  }

  /// Transitional or strict.
  private static func isWord(_ namespace: String) -> Bool {
    namespace == "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
      || namespace == "http://purl.oclc.org/ooxml/wordprocessingml/main"
  }

  private static let changes = [
    "ins": "插入", "del": "删除", "moveFrom": "移出", "moveTo": "移入", "rPrChange": "格式变更", "pPrChange": "格式变更",
    "sectPrChange": "格式变更", "tblPrChange": "格式变更", "trPrChange": "格式变更", "tcPrChange": "格式变更",
    "tblGridChange": "格式变更", "tblPrExChange": "格式变更", "numberingChange": "格式变更", "cellIns": "插入",
    "cellDel": "删除", "cellMerge": "格式变更",
  ]
}
