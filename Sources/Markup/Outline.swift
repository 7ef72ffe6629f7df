/// Gives headings their identifiers and collects them.
struct Outline {
  private(set) var headings: [MarkupHeading] = []
  private var taken: Set<String> = []

  /// Adds a heading and returns its identifier, which depends on the body alone.
  mutating func add(level: Int, text: String) -> String {
    let text = text.split { $0.isWhitespace }.joined(separator: " ")
    var id = Outline.legalID(text) ?? ""
    if id.isEmpty || taken.contains(id) { id = "s\(headings.count + 1)" }
    taken.insert(id)
    headings.append(MarkupHeading(level: level, text: text, id: id))
    return id
  }

  /// `zhang-3` for a text that begins with 第三章, `tiao-12` for 第十二条, `jie-2` for 第二节.
  static func legalID(_ text: String) -> String? {
    var scalars = text.unicodeScalars[...]
    guard scalars.popFirst() == "第" else { return nil }
    let number = scalars.prefix { value(of: $0) != nil || unit(of: $0) != nil }
    guard let count = count(number), let kind = scalars.dropFirst(number.count).first else { return nil }
    switch kind {
    case "编": return "bian-\(count)"
    case "章": return "zhang-\(count)"
    case "节": return "jie-\(count)"
    case "条": return "tiao-\(count)"
    default: return nil
    }
  }

  /// The number in Chinese or Arabic figures, 1-9999.
  private static func count(_ figures: Substring.UnicodeScalarView) -> Int? {
    guard !figures.isEmpty, figures.count <= 8 else { return nil }
    var total = 0
    var digits = 0
    var hasDigit = false
    for figure in figures {
      if let unit = unit(of: figure) {
        total += (hasDigit ? digits : 1) * unit
        (digits, hasDigit) = (0, false)
      } else if let value = value(of: figure) {
        digits = (value < 10 && hasDigit ? digits * 10 : 0) + value
        hasDigit = true
      }
    }
    total += digits
    return (1...9999).contains(total) ? total : nil
  }

  private static func value(of figure: Unicode.Scalar) -> Int? {
    if ("0"..."9").contains(figure) { return Int(figure.value) - 0x30 }
    return ["零": 0, "〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9][figure]
  }

  private static func unit(of figure: Unicode.Scalar) -> Int? {
    ["十": 10, "百": 100, "千": 1000][figure]
  }
}
