import Inspection
import XML

/// What the styles of a Word file say of paragraphs and runs (ECMA-376 Part 1, 17.7).
struct WordStyles {
  private struct Style {
    var name = ""
    var base: String?
    var own = WordProperties()
  }

  /// Which styles hide their text, as the screening of files knows them.
  private(set) var hiding = WordStyleTable()
  private var styles: [String: Style] = [:]
  /// Each style with what it takes from those that it stands on.
  private var whole: [String: WordProperties] = [:]
  private var common = WordProperties()
  private var defaultParagraph: String?

  /// Most styles that one is looked through for; a chain may be long, or a ring.
  private static let longest = 16

  init() {}

  /// Reads word/styles.xml.
  init(_ bytes: [UInt8], _ file: OfficeFile) throws(ConversionFault) {
    hiding = WordStyleTable(bytes, "样式", &file.gathering)
    var (styles, common): ([String: Style], WordProperties) = ([:], WordProperties())
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
        // A heading by its name is one, whatever outline it stands on.
        style.own.outline = style.own.outline ?? WordStyles.level(named: style.name)
        styles[id] = style
        let isDefault = ["1", "true", "on"].contains(element.attributes.value("default") ?? "")
        if isDefault, element.attributes.value("type") == "paragraph" { normal = id }
      default: break
      }
    }
    (self.styles, self.common, defaultParagraph) = (styles, common, normal)
    whole = WordStyleTable.whole(styles.mapValues(\.own), on: styles.compactMapValues(\.base)) { $0.fill(from: $1) }
  }

  /// A paragraph's properties with those of its style.
  func paragraph(_ own: WordProperties, style: String?) -> WordProperties {
    var result = own
    if let style = (style ?? defaultParagraph).flatMap({ whole[$0] }) { result.fill(from: style) }
    result.alignment = result.alignment ?? common.alignment
    return result
  }

  /// The look of a run: what it says of itself, and its character style.
  func look(_ own: WordProperties, style: String?) -> Look {
    let base = style.flatMap { whole[$0] }
    return Look.elements.reduce(into: Look()) { result, element in
      let key = element.look.rawValue
      if own.looks[key] ?? base?.looks[key] == true { result.insert(element.look) }
    }
  }

  /// A style and those that it stands on, to find the level of a list that is tied to one of them.
  func ids(from style: String?) -> [String] {
    var result: [String] = []
    var next = style ?? defaultParagraph
    while let id = next, styles[id] != nil, result.count < WordStyles.longest, !result.contains(id) {
      result.append(id)
      next = styles[id]?.base
    }
    return result
  }

  /// Whether a style is one of a table of contents.
  func isContents(_ id: String?) -> Bool {
    guard let name = id.flatMap({ styles[$0]?.name }) else { return false }
    return name.hasPrefix("toc ") || name.hasPrefix("目录") && name != "目录"
  }

  /// A title of the whole document: its page has it as its own heading.
  func isTitle(_ id: String?) -> Bool { id.flatMap { styles[$0] }.map { ["title", "标题"].contains($0.name) } ?? false }

  /// The number of the list that a style begins.
  func number(of style: String) -> String? { whole[style]?.number }

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
