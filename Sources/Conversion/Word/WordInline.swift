import Inspection
import XML

/// Reads what stands in one paragraph.
struct WordInline {
  private let reader: WordDocumentReader
  private let place: WordDocumentReader.Place
  private(set) var paragraph = Paragraph()
  /// What stands in boxes that are tied to the paragraph.
  private(set) var boxes: [Block] = []
  /// Runs that say nothing of themselves.
  var base = WordRun()
  private var links: [String] = []
  /// The fonts of pictures that the run's ASCII letters and its others are written in; nil for fonts of letters.
  private var fonts: [String?] = [nil, nil]

  init(_ reader: WordDocumentReader, place: WordDocumentReader.Place) {
    self.reader = reader
    self.place = place
  }

  mutating func read(_ nodes: [XMLNode]) throws(ConversionFault) {
    for case .element(let element) in nodes { try read(element) }
  }

  private mutating func read(_ element: XMLElement) throws(ConversionFault) {
    switch element.name {
    case "r" where WordNames.isWord(element.namespace): try run(element)
    case "hyperlink":
      let id = element.attributes.first { $0.name == "id" && $0.namespace != nil }?.value
      let target = id.flatMap { reader.targets[$0] }
      if let target { links.append(target) }
      try read(element.children)
      if target != nil { links.removeLast() }
    case "fldSimple":
      reader.fields.begin(shown: nil)
      reader.fields.add(code: element.attributes.value("instr") ?? "")
      if !element.elements.isEmpty { reader.fields.separate() }
      try read(element.children)
      _ = try reader.fields.end()
    case "contentPart": throw reader.handwriting()
    case "oMath", "oMathPara": throw reader.formula()
    case "bdo", "dir":
      if element.attributes.value("val") != "ltr" {
        throw ConversionFault("\(reader.here)有改变文字次序的标记，审查的人看到的不是将要公开的", remedy: "在原稿中重新录入这一段")
      }
      try read(element.children)
    case "AlternateContent": for inner in reader.chosen(element) { try read(inner) }
    case "p", "tbl", "altChunk", "subDoc": try reader.read(element, place, into: &boxes)
    case let name where WordNames.unseen.contains(name): return
    default: try read(element.children)
    }
  }

  // MARK: - Runs

  private mutating func run(_ element: XMLElement) throws(ConversionFault) {
    let own = element.first("rPr")
    var shown = base
    for item in own?.elements ?? [] { shown.take(item.name, item.attributes, styles: reader.styles.hiding) }
    fonts = WordSymbol.fonts(own?.first("rFonts"))
    var said = WordProperties()
    if let own { said.take(run: own) }
    let look = reader.styles.look(said, style: own?.first("rStyle")?.attributes.value("val"))
    for case .element(let inner) in element.children { try piece(inner, look, isHidden: shown.isHidden) }
  }

  private mutating func piece(_ element: XMLElement, _ look: Look, isHidden: Bool) throws(ConversionFault) {
    // Fields begin and end in hidden runs, too.
    switch element.name {
    case "fldChar":
      try field(element, look, isHidden: isHidden)
      return
    case "instrText":
      reader.fields.add(code: element.text)
      return
    default: if isHidden || !reader.fields.isShown { return }
    }
    switch element.name {
    case "t": add(try written(element.text), look)
    case "tab", "ptab": add("\t", look)
    case "br":
      if ["page", "column"].contains(element.attributes.value("type") ?? "") { return }
      add("\n", look)
    case "cr": add("\n", look)
    case "noBreakHyphen": add("-", look)
    case "sym": try symbol(element, look)
    case "footnoteReference", "endnoteReference":
      let isMarked = ["1", "true", "on"].contains(element.attributes.value("customMarkFollows") ?? "")
      let number = reader.notes.refer(
        to: element.attributes.value("id") ?? "", isEndnote: element.name == "endnoteReference", isMarked: isMarked)
      if let number { add("[\(number)]", look.subtracting([.bold, .underlined]).union(.raised)) }
    case "ruby":
      // 拼音指南: the reading follows the word in brackets.
      for part in element.all("rubyBase") { try read(part.children) }
      var reading = WordInline(reader, place: place)
      reading.base = base
      for part in element.all("rt") { try reading.read(part.children) }
      if !reading.paragraph.isBlank { add("（\(reading.paragraph.spans.map(\.text).joined())）", look) }
    case "drawing", "pict", "object": try drawing(element)
    case "contentPart": throw reader.handwriting()
    case "AlternateContent": for inner in reader.chosen(element) { try piece(inner, look, isHidden: isHidden) }
    case let name where WordNames.unseen.contains(name): return
    default: for inner in element.elements { try piece(inner, look, isHidden: isHidden) }
    }
  }

  /// Text in a font that holds pictures in the place of letters (`R` for ☑), as the signs that a reader sees.
  private func written(_ text: String) throws(ConversionFault) -> String {
    guard fonts.contains(where: { $0 != nil }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      let font = scalar.value < 0x80 ? fonts[0] : scalar.value < 0x100 || scalar.value >= 0xE000 ? fonts[1] : nil
      guard let font, scalar.value < 0x100 || (0xF000...0xF0FF).contains(scalar.value), scalar != " ",
        !scalar.properties.isWhitespace
      else {
        result.unicodeScalars.append(scalar)
        continue
      }
      guard let sign = WordSymbol.text(font: font, code: String(scalar.value, radix: 16)) else {
        throw noSign(in: font)
      }
      result += sign
    }
    return result
  }

  private func noSign(in font: String) -> ConversionFault {
    ConversionFault(
      "\(reader.here)用了字体「\(Mask.name(font))」里的特殊符号，网页上显示不出", remedy: "在原稿中换成普通符号（如 □、√、●、①）")
  }

  private mutating func add(_ text: String, _ look: Look) {
    reader.fields.see()
    paragraph.add(text, look, link: links.last ?? reader.fields.link)
  }

  private mutating func field(_ element: XMLElement, _ look: Look, isHidden: Bool) throws(ConversionFault) {
    switch element.attributes.value("fldCharType") {
    case "begin": reader.fields.begin(shown: WordInline.shown(byForm: element.first("ffData")))
    case "separate": reader.fields.separate()
    case "end":
      if let text = try reader.fields.end(), !isHidden, reader.fields.isShown { add(text, look) }
    default: break
    }
  }

  /// What a field of a form shows: a box, or the choice that was made.
  private static func shown(byForm data: XMLElement?) -> String? {
    if let box = data?.first("checkBox") {
      let state = box.first("checked") ?? box.first("default")
      return state.map(\.attributes.isOn) ?? false ? "☑" : "□"
    }
    guard let list = data?.first("ddList") else { return nil }
    let choice = list.first("result")?.number("val") ?? list.first("default")?.number("val") ?? 0
    let entries = list.all("listEntry")
    return entries.indices.contains(choice) ? entries[choice].attributes.value("val") : nil
  }

  private mutating func symbol(_ element: XMLElement, _ look: Look) throws(ConversionFault) {
    let font = element.attributes.value("font") ?? ""
    let code = element.attributes.value("char") ?? ""
    guard let text = WordSymbol.text(font: font, code: code) else { throw noSign(in: font) }
    add(text, look)
  }

  // MARK: - Drawings

  private mutating func drawing(_ element: XMLElement) throws(ConversionFault) {
    if element.descendants("docPr").first?.attributes.first(where: { $0.name == "hidden" })?.value == "1" { return }
    var found = WordDrawing()
    found.look(element.elements, reader)
    if let what = found.lost {
      throw ConversionFault(
        "\(reader.here)有\(what)，不能放到网页上", remedy: "把\(what)另存为文件列入「附件」，从正文里删去；或改用 .md、.html 正文，引用附件里的图片")
    }
    for text in found.words { add(text, []) }
    var inside = place
    inside.isInBox = true
    for box in found.boxes { for inner in box.elements { try reader.read(inner, inside, into: &boxes) } }
    if found.words.isEmpty, found.boxes.isEmpty {
      reader.warn("正文里的线条和图形不放到网页上", "只是装饰的不必改；含有内容的，改成文字或列入「附件」")
    }
  }
}

/// What a drawing holds.
private struct WordDrawing {
  /// Boxes with text.
  var boxes: [XMLElement] = []
  /// Words that are drawn themselves.
  var words: [String] = []
  /// What can't be carried over, by its name for people.
  var lost: String?

  mutating func look(_ elements: [XMLElement], _ reader: WordDocumentReader) {
    for element in elements where !WordRun.isUnseenShape(element.attributes) {
      switch element.name {
      case "txbxContent": boxes.append(element)
      case "blip", "imagedata", "pic", "svgBlip": lost = lost ?? "图片"
      case "OLEObject": lost = "嵌入的对象"
      case "chart": lost = lost ?? "图表"
      case "relIds": lost = lost ?? "智能图形"
      case "contentPart": lost = lost ?? "手写墨迹"
      case "textpath": if let text = element.attributes.value("string"), !text.isEmpty { words.append(text) }
      // Words of a drawing that is not Word's own.
      case "t" where !WordNames.isWord(element.namespace): if !element.text.isEmpty { words.append(element.text) }
      case "AlternateContent": look(reader.chosen(element), reader)
      default: look(element.elements, reader)
      }
    }
  }
}
