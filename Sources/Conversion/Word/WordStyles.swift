import Inspection
import XML

/// What the styles of a Word file say of paragraphs and runs (ECMA-376 Part 1, 17.7).
struct WordStyles {
  /// One style, or what a paragraph or a run says of itself.
  struct Properties {
    var outline: Int?
    var alignment: String?
    var number: String?
    var level: Int?
    /// Looks that are switched, with what they are switched to.
    var looks: [Int: Bool] = [:]
  }

  private struct Style {
    var name = ""
    var base: String?
    var own = Properties()
  }

  /// Which styles hide their text, as the screening of files knows them.
  private(set) var hiding = WordStyleTable()
  private var styles: [String: Style] = [:]
  private var common = Properties()
  private var defaultParagraph: String?

  init() {}

  /// Reads word/styles.xml.
  init(_ bytes: [UInt8], _ file: OfficeFile) throws(ConversionFault) {
    hiding = WordStyleTable(bytes, "样式", &file.gathering)
    var (styles, common): ([String: Style], Properties) = ([:], Properties())
    var normal: String?
    try file.elements(bytes, at: 2) { (element, _) throws(ConversionFault) in
      switch element.name {
      case "docDefaults":
        if let inner = element.first("pPrDefault")?.first("pPr") { common.take(paragraph: inner) }
      case "style":
        let id = element.attributes.value("styleId") ?? ""
        var style = Style(name: (element.first("name")?.attributes.value("val") ?? "").lowercased())
        style.base = element.first("basedOn")?.attributes.value("val")
        if let inner = element.first("pPr") { style.own.take(paragraph: inner) }
        if let inner = element.first("rPr") { style.own.take(run: inner) }
        styles[id] = style
        let isDefault = ["1", "true", "on"].contains(element.attributes.value("default") ?? "")
        if isDefault, element.attributes.value("type") == "paragraph" { normal = id }
      default: break
      }
    }
    (self.styles, self.common, defaultParagraph) = (styles, common, normal)
  }

  /// The styles that a style stands on, itself first.
  private func chain(_ id: String?) -> [Style] {
    var result: [Style] = []
    var next = id
    var seen: Set<String> = []
    while let id = next, let style = styles[id], seen.insert(id).inserted, result.count < 64 {
      result.append(style)
      next = style.base
    }
    return result
  }

  /// A paragraph's properties with those of its style.
  func paragraph(_ own: Properties, style: String?) -> Properties {
    var result = own
    for style in chain(style ?? defaultParagraph) {
      // A heading by its name is one, whatever outline it stands on.
      result.outline = result.outline ?? style.own.outline ?? WordStyles.level(named: style.name)
      result.alignment = result.alignment ?? style.own.alignment
      if result.number == nil, let number = style.own.number {
        result.number = number
        result.level = result.level ?? style.own.level
      }
    }
    result.alignment = result.alignment ?? common.alignment
    return result
  }

  /// The look of a run: what it says of itself, and its character style.
  func look(_ own: Properties, style: String?) -> Look {
    var result = Look()
    for (_, look) in Look.elements.map({ (0, $0.look) }) {
      let said = own.looks[look.rawValue] ?? chain(style).lazy.compactMap { $0.own.looks[look.rawValue] }.first
      if said == true { result.insert(look) }
    }
    return result
  }

  /// The styles of a chain by their ids, to find the level of a list that is tied to one.
  func ids(from style: String?) -> [String] {
    var result: [String] = []
    var next = style ?? defaultParagraph
    while let id = next, styles[id] != nil, !result.contains(id), result.count < 64 {
      result.append(id)
      next = styles[id]?.base
    }
    return result
  }

  /// Whether a style is one of a table of contents.
  func isContents(_ id: String?) -> Bool {
    chain(id).contains { $0.name.hasPrefix("toc ") || $0.name.hasPrefix("目录") && $0.name != "目录" }
  }

  /// A title of the whole document: its page has it as its own heading.
  func isTitle(_ id: String?) -> Bool { id.flatMap { styles[$0] }.map { ["title", "标题"].contains($0.name) } ?? false }

  /// The number of the list that a style begins.
  func number(of style: String) -> String? { chain(style).lazy.compactMap(\.own.number).first }

  /// The level, from 0, that a style's name tells: `heading 2`, `标题 2`, `标题2`.
  static func level(named name: String) -> Int? {
    let name = name.filter { !$0.isWhitespace }
    for prefix in ["heading", "标题"] where name.hasPrefix(prefix) {
      guard let level = Int(name.dropFirst(prefix.count)), (1...9).contains(level) else { return nil }
      return level - 1
    }
    return nil
  }
}

extension WordStyles.Properties {
  /// Takes w:pPr.
  mutating func take(paragraph: XMLElement) {
    for item in paragraph.elements {
      let value = item.attributes.value("val")
      switch item.name {
      case "outlineLvl": outline = value.flatMap(Int.init)
      case "jc": alignment = value
      case "numPr":
        number = item.first("numId")?.attributes.value("val")
        level = item.first("ilvl")?.attributes.value("val").flatMap(Int.init)
      default: break
      }
    }
  }

  /// Takes w:rPr.
  mutating func take(run: XMLElement) {
    for item in run.elements {
      let value = item.attributes.value("val")
      switch item.name {
      case "b": looks[Look.bold.rawValue] = item.attributes.isOn
      case "i": looks[Look.italic.rawValue] = item.attributes.isOn
      case "u": looks[Look.underlined.rawValue] = value.map { $0 != "none" } ?? true
      case "strike", "dstrike": looks[Look.struck.rawValue] = item.attributes.isOn
      case "vertAlign":
        looks[Look.raised.rawValue] = value == "superscript"
        looks[Look.lowered.rawValue] = value == "subscript"
      default: break
      }
    }
  }
}
