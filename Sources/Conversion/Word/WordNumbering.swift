import Inspection
import XML

/// The lists of a Word file and how far each was counted (ECMA-376 Part 1, 17.9).
struct WordNumbering {
  /// What stands before a paragraph of a list.
  enum Mark: Equatable {
    case number(String)
    /// A point of a list without numbers, with its level.
    case bullet(Int)
  }

  private struct Level {
    var start = 1
    var format = "decimal"
    var text = ""
    var style: String?
    var isLegal = false
    /// The level after which it begins anew; 0 for never, nil for any above it.
    var restart: Int?
    var isHidden = false
    var follow = "tab"
    var font = ""

    /// What stands before a point, as a reader sees it.
    var bullet: String {
      guard let only = text.unicodeScalars.first, text.unicodeScalars.count == 1 else { return text }
      return WordSymbol.text(font: font, code: String(only.value, radix: 16)) ?? text
    }
  }

  private struct List {
    var levels: [Int: Level] = [:]
    /// The style whose list this one is.
    var link: String?
  }

  private struct Use {
    var list = ""
    var starts: [Int: Int] = [:]
    var levels: [Int: Level] = [:]
  }

  private var lists: [String: List] = [:]
  private var uses: [String: Use] = [:]
  private var counts: [String: [Int?]] = [:]
  private var begun: Set<String> = []

  /// Most bytes of what a level writes before each of its paragraphs.
  private static let longest = 1024

  init() {}

  /// Reads word/numbering.xml.
  init(_ bytes: [UInt8], _ file: OfficeFile) throws(ConversionFault) {
    var (lists, uses): ([String: List], [String: Use]) = ([:], [:])
    try file.elements(bytes, at: 2) { (element, _) throws(ConversionFault) in
      switch element.name {
      case "abstractNum":
        var list = List(link: element.first("numStyleLink")?.attributes.value("val"))
        for item in element.all("lvl") { list.levels[WordNumbering.place(item)] = WordNumbering.level(item) }
        lists[element.attributes.value("abstractNumId") ?? ""] = list
      case "num":
        var use = Use(list: element.first("abstractNumId")?.attributes.value("val") ?? "")
        for item in element.all("lvlOverride") {
          let level = WordNumbering.place(item)
          if let start = item.first("startOverride")?.number("val") { use.starts[level] = start }
          if let own = item.first("lvl") { use.levels[level] = WordNumbering.level(own) }
        }
        uses[element.attributes.value("numId") ?? ""] = use
      default: break
      }
    }
    (self.lists, self.uses) = (lists, uses)
  }

  /// A list has nine levels.
  private static func place(_ element: XMLElement) -> Int { min(8, max(0, element.number("ilvl") ?? 0)) }

  private static func level(_ element: XMLElement) -> Level {
    var level = Level()
    level.start = element.first("start")?.number("val") ?? 0
    level.format = format(of: element)
    level.text = element.first("lvlText")?.attributes.value("val") ?? ""
    level.style = element.first("pStyle")?.attributes.value("val")
    level.isLegal = element.first("isLgl")?.attributes.isOn ?? false
    level.restart = element.first("lvlRestart")?.number("val")
    level.isHidden = element.first("rPr")?.first("vanish")?.attributes.isOn ?? false
    level.font = element.first("rPr")?.first("rFonts")?.attributes.value("ascii") ?? ""
    level.follow = element.first("suff")?.attributes.value("val") ?? "tab"
    if element.first("lvlPicBulletId") != nil { level.format = "bullet" }
    return level
  }

  /// The format, also of what newer versions of Word write in a form of their own.
  private static func format(of level: XMLElement) -> String {
    let own = level.first("numFmt")
    let chosen = level.first("AlternateContent")?.descendants("numFmt") ?? []
    guard let format = own ?? chosen.last else { return "decimal" }
    return format.attributes.value("val") ?? "decimal"
  }

  /// Counts a paragraph and gives its mark; nil for none.
  ///
  /// - Parameters:
  ///   - number: the list's number, as the paragraph or its style names it.
  ///   - style: the paragraph's.
  /// - Throws: for a format of numbers that is not known here.
  mutating func next(
    _ number: String, level asked: Int?, style: String?, in table: WordStyles
  ) throws(ConversionFault) -> Mark? {
    guard var use = uses[number] else { return nil }
    var hops = 0
    while let style = lists[use.list]?.link, let linked = table.number(of: style).flatMap({ uses[$0] }), hops < 8 {
      use.list = linked.list
      hops += 1
    }
    guard let list = lists[use.list] else { return nil }
    func found(_ at: Int) -> Level? { use.levels[at] ?? list.levels[at] }
    let at = min(8, max(0, asked ?? WordNumbering.level(of: list, tiedTo: table.ids(from: style)) ?? 0))
    guard let level = found(at) else { return nil }
    var count = counts[use.list] ?? [Int?](repeating: nil, count: 9)
    if let start = use.starts[at], begun.insert("\(number) \(at)").inserted {
      count[at] = start
    } else {
      count[at] = count[at].map { $0 &+ 1 } ?? level.start
    }
    for upper in 0..<at where count[upper] == nil { count[upper] = use.starts[upper] ?? found(upper)?.start ?? 1 }
    for lower in (at + 1)..<9 where found(lower)?.restart.map({ $0 != 0 && at < $0 }) ?? true { count[lower] = nil }
    counts[use.list] = count
    if level.isHidden || level.format == "none" && level.text.isEmpty { return nil }
    guard level.text.utf8.count <= WordNumbering.longest else {
      throw ConversionFault("自动编号的文字太长，没有转换", remedy: "在 Word 或 WPS 里把自动编号改短，或改成普通文字")
    }
    if level.format == "bullet" {
      // A point may be drawn as words (`注：`) or as a box to tick.
      let text = level.bullet
      return isWords(text) ? .number(text + WordNumbering.gap(after: text, level.follow)) : .bullet(at)
    }
    return .number(try text(level, count, found))
  }

  /// Says something, other than a dot, a star or a single Latin letter that is one in its font.
  private func isWords(_ bullet: String) -> Bool {
    let scalars = bullet.unicodeScalars.filter { !(0xE000...0xF8FF).contains($0.value) }
    return scalars.contains { $0.properties.isIdeographic || "□☐☑☒".unicodeScalars.contains($0) }
      || scalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil } > 1
  }

  /// The level of a list that is tied to one of a paragraph's styles.
  private static func level(of list: List, tiedTo styles: [String]) -> Int? {
    (0..<9).first { list.levels[$0]?.style.map(styles.contains) ?? false }
  }

  private func text(
    _ level: Level, _ count: [Int?], _ found: (Int) -> Level?
  ) throws(ConversionFault) -> String {
    var result = ""
    var rest = Substring(level.text)
    while let sign = rest.first {
      rest = rest.dropFirst()
      guard sign == "%", let figure = rest.first?.wholeNumberValue, (1...9).contains(figure) else {
        result.append(sign)
        continue
      }
      rest = rest.dropFirst()
      let number = count[figure - 1] ?? 0
      let format = level.isLegal ? "decimal" : found(figure - 1)?.format ?? "decimal"
      guard let text = NumberFormat.text(number, format) else {
        throw ConversionFault(
          "自动编号用了格式「\(Mask.name(format))」，不能照样显示", remedy: "在 Word 或 WPS 里把自动编号改成文字，或换成常用的编号格式")
      }
      result += text
    }
    return result + WordNumbering.gap(after: result, level.follow)
  }

  /// What parts a number from the words: nothing after 、 or ）, which are wide enough.
  private static func gap(after text: String, _ follow: String) -> String {
    guard follow != "nothing", let last = text.unicodeScalars.last, !last.properties.isWhitespace else { return "" }
    switch last {
    case "、", "）", "，", "。", "：", "．": return ""
    default: return last.value < 0x2E80 ? " " : "\u{3000}"
    }
  }
}

extension XMLElement {
  /// An attribute that is a whole number.
  func number(_ name: String) -> Int? { attributes.value(name).flatMap(Int.init) }
}
