import Inspection
import XML

/// Reads the body of a Word file into blocks: the words that a reader sees, with what their form means.
final class WordDocumentReader {
  let file: OfficeFile
  let package: OfficePackage
  private(set) var styles = WordStyles()
  private var numbering = WordNumbering()
  private let main: String
  var fields = WordFields()
  var notes: WordNotes
  private var warnings: [ConversionWarning] = []
  /// Paragraphs of the text, as the screening of files counts them, so that a fault can tell where it stands.
  private var paragraphCount = 0
  private var tables = 0
  /// Bytes of text that a page may still hold.
  private var bytesLeft = OfficeBody.maxHTML
  /// Targets of links by their ids, in the part at hand.
  var targets: [String: String] = [:]

  init(_ file: OfficeFile) throws(ConversionFault) {
    self.file = file
    package = OfficePackage(&file.archive, &file.gathering)
    guard let main = package.target(of: "", type: "officeDocument"), file.archive.index(of: main) != nil else {
      throw ConversionFault("文件里找不到正文", remedy: "在 Word 或 WPS 里打开，另存为新的 .docx")
    }
    self.main = main
    notes = WordNotes(package: package, main: main)
    try file.check()
    if let bytes = try part("styles") { styles = try WordStyles(bytes, file) }
    if let bytes = try part("numbering") { numbering = try WordNumbering(bytes, file) }
  }

  /// The part of a type that the main part names; nil if it names none.
  private func part(_ type: String) throws(ConversionFault) -> [UInt8]? {
    guard let target = package.target(of: main, type: type), let index = file.archive.index(of: target) else {
      return nil
    }
    let bytes = try file.bytes(index)
    return bytes.isEmpty ? nil : bytes
  }

  /// The whole body with its notes.
  func body() throws(ConversionFault) -> ConvertedBody {
    guard let index = file.archive.index(of: main) else { throw WordDocumentReader.empty }
    targets = package.links(of: main)
    var blocks: [Block] = []
    try file.elements(file.bytes(index), at: 3) { (element, parent) throws(ConversionFault) in
      guard parent == "body" else { return }
      try read(element, Place(), into: &blocks)
    }
    try checkFields()
    blocks += try notes.blocks(self)
    try checkFields()
    guard blocks.contains(where: { $0 != .notes }) else { throw WordDocumentReader.empty }
    if try hasHeader() { warn("页眉里的文字（如发文机关标志）不放到网页上", "要公开的，移到正文里") }
    return ConvertedBody(blocks, warnings: warnings)
  }

  /// Words stand above the pages, other than their numbers.
  private func hasHeader() throws(ConversionFault) -> Bool {
    let headers = Set(
      (package.relationships[main] ?? []).filter { $0.type == "header" && !$0.isExternal }.map(\.target))
    var isFound = false
    for index in headers.sorted().compactMap({ file.archive.index(of: $0) }) {
      var isText = false
      try file.events(file.bytes(index)) { (event) throws(ConversionFault) in
        switch event.kind {
        case .start(let name, let space, _): isText = name == "t" && WordNames.isWord(space)
        case .end: isText = false
        case .text(let text), .cdata(let text):
          if isText, text.unicodeScalars.contains(where: \.properties.isIdeographic) { isFound = true }
        }
      }
    }
    return isFound
  }

  /// A field that computes to the end would hide all that follows it.
  private func checkFields() throws(ConversionFault) {
    guard !fields.isShown else { return }
    throw ConversionFault("正文里有没有结束的域，之后的文字不知道是否显示", remedy: "在 Word 或 WPS 里全选，按 Ctrl+Shift+F9 把域变成文字后保存")
  }

  private static let empty = ConversionFault("文件里没有文字", remedy: "写好正文再提交；扫描件把文字录入正文，原件列入「附件」")

  // MARK: - Blocks

  /// Where blocks stand.
  struct Place {
    /// On a ground of their own, as the screening of files takes it.
    var ground = WordGround.paper
    var isInTable = false
    /// In a table whose style hides what stands in it.
    var isVanished = false
    var isInBox = false
  }

  /// Reads what stands between paragraphs.
  func read(_ element: XMLElement, _ place: Place, into blocks: inout [Block]) throws(ConversionFault) {
    switch element.name {
    case "p" where element.isWord("p"): try paragraph(element, place, into: &blocks)
    case "tbl" where element.isWord("tbl"):
      if let table = try table(element, place) { blocks.append(.table(table)) }
    case "altChunk", "subDoc":
      throw ConversionFault("\(here)插入了另一个文件的内容", remedy: "在 Word 或 WPS 里打开，另存为新的 .docx，让内容并入正文")
    case "oMathPara", "oMath": throw formula()
    case "contentPart": throw handwriting()
    case "AlternateContent": for inner in chosen(element) { try read(inner, place, into: &blocks) }
    case let name where WordNames.unseen.contains(name): return
    default: for inner in element.elements { try read(inner, place, into: &blocks) }
    }
  }

  /// The form of what is there in two forms that this reader takes: the newer one, where it holds anything.
  func chosen(_ element: XMLElement) -> [XMLElement] {
    for form in [element.first("Choice"), element.first("Fallback")] {
      if let form, !form.elements.isEmpty { return form.elements }
    }
    return []
  }

  private func paragraph(
    _ element: XMLElement, _ place: Place, into blocks: inout [Block]
  ) throws(ConversionFault) {
    if !place.isInTable, !place.isInBox { paragraphCount += 1 }
    let own = element.first("pPr")
    let style = own?.first("pStyle")?.attributes.value("val")
    var said = WordProperties()
    if let own { said.take(paragraph: own) }
    let properties = styles.paragraph(said, style: style)
    var inline = WordInline(self, place: place)
    inline.base = styles.hiding.run(in: style)
    if place.isVanished { inline.base.isVanished = true }
    let ground = own?.first("shd").map { WordGround.shade($0.attributes) } ?? .paper
    inline.base.ground = ground.over(place.isInBox ? .unknown : place.ground)
    try inline.read(element.children)
    var paragraph = inline.paragraph.trimmed
    if styles.isContents(style), !paragraph.isBlank {
      warn("正文里有自动目录，页码在网页上没有意义", "网页自己有目录；不要的，从原稿中删去目录")
    }
    if let number = properties.number, number != "0", !isGone(own, paragraph, inline) {
      switch try numbering.next(number, level: properties.level, style: style, in: styles) {
      case .number(let text):
        paragraph.spans.insert(Span(text: text), at: 0)
      case .bullet(let level): if !paragraph.isBlank { paragraph.bullet = level }
      case nil: break
      }
    }
    try spend(paragraph)
    shape(&paragraph, inline.paragraph, properties, style, place)
    if !paragraph.isBlank { blocks.append(.paragraph(paragraph)) }
    blocks += inline.boxes
  }

  /// Keeps what a small file writes by its numbering within what a page may hold.
  private func spend(_ paragraph: Paragraph) throws(ConversionFault) {
    bytesLeft -= paragraph.spans.reduce(0) { $0 + $1.text.utf8.count }
    if bytesLeft < 0 { throw OfficeBody.tooLong }
  }

  /// The paragraph is not there for a reader: its end was deleted or hidden, and nothing of it shows.
  private func isGone(_ own: XMLElement?, _ paragraph: Paragraph, _ inline: WordInline) -> Bool {
    guard paragraph.isBlank else { return false }
    let mark = own?.first("rPr")
    return inline.base.isVanished || mark?.first("vanish")?.attributes.isOn ?? false || mark?.first("del") != nil
      || mark?.first("moveFrom") != nil
  }

  /// What the paragraph is by its form: a heading, something in the middle or at the right.
  private func shape(
    _ paragraph: inout Paragraph, _ written: Paragraph, _ properties: WordProperties, _ style: String?,
    _ place: Place
  ) {
    switch properties.alignment {
    case "center": paragraph.alignment = .center
    case "right", "end": paragraph.alignment = .right
    default: if WordDocumentReader.isPushedRight(written) { paragraph.alignment = .right }
    }
    guard !place.isInTable, !place.isInBox else { return }
    if styles.isTitle(style) {
      paragraph.alignment = paragraph.alignment ?? .center
      for index in paragraph.spans.indices { paragraph.spans[index].look.insert(.bold) }
    } else if let level = properties.outline, (0...8).contains(level) {
      paragraph.heading = level + 1
      paragraph.bullet = nil
      if paragraph.alignment == .right { paragraph.alignment = nil }
    }
  }

  /// A signature or a date that was moved to the right with blanks, as many do.
  private static func isPushedRight(_ paragraph: Paragraph) -> Bool {
    var (width, count) = (0.0, 0)
    var isLeading = true
    for scalar in paragraph.spans.lazy.flatMap(\.text.unicodeScalars) {
      guard isLeading, scalar.properties.isWhitespace else {
        isLeading = false
        count += 1
        if count > 40 { return false }
        continue
      }
      if scalar == "\n" { return false }
      width += scalar == "\t" ? 2 : scalar == "\u{3000}" ? 1 : 0.5
    }
    return width >= 8 && count > 0
  }

  // MARK: - Tables

  func nextTable() -> Int {
    tables += 1
    return tables
  }

  // MARK: - Words for people

  /// Where the reading stands, for the beginning of a sentence.
  var here: String { tables > 0 && paragraphCount == 0 ? "正文表格 \(tables) 里" : "正文第 \(paragraphCount) 段" }

  func warn(_ message: String, _ remedy: String) {
    let warning = ConversionWarning(message, remedy: remedy)
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  func handwriting() -> ConversionFault {
    ConversionFault("\(here)有手写墨迹，不能放到网页上", remedy: "把手写的内容录入成文字；签名改成打印的姓名，原件列入「附件」")
  }

  func formula() -> ConversionFault {
    ConversionFault("\(here)有公式，不能转成网页", remedy: "把公式写成一行文字，或另存为图片列入「附件」，从正文里删去")
  }
}

extension OfficePackage {
  /// The addresses outside that a part links to, by the ids of the links.
  func links(of part: String) -> [String: String] {
    (relationships[part] ?? []).filter { $0.isExternal && $0.type == "hyperlink" }.reduce(into: [:]) {
      $0[$1.id] = $1.target
    }
  }
}
