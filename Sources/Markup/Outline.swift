/// Gives headings their identifiers and collects them.
struct Outline {
  private(set) var headings: [MarkupHeading] = []
  private var taken: Set<String> = []

  /// Adds a heading and returns its identifier, which depends on the body alone.
  mutating func add(level: Int, text: String) -> String {
    let text = Outline.inOneLine(text)
    var id = Outline.legalID(text) ?? ""
    if id.isEmpty || taken.contains(id) { id = "s\(headings.count + 1)" }
    taken.insert(id)
    headings.append(MarkupHeading(level: level, text: text, id: id))
    return id
  }

  /// A text with one space for every run of blanks, and none at its ends.
  private static func inOneLine(_ text: String) -> String {
    // Most headings have no blank in them, and characters are slow to walk through.
    guard text.utf8.withContiguousStorageIfAvailable(mayHoldBlank) ?? true,
      text.unicodeScalars.contains(where: \.properties.isWhitespace)
    else { return text }
    return text.split { $0.isWhitespace }.joined(separator: " ")
  }

  /// Whether some bytes are those of a blank, or begin as one: of ASCII, U+0085, U+00A0, U+1680, U+2000 to U+205F, U+3000.
  private static func mayHoldBlank(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.indices.contains { at in
      guard bytes[at] > 0x20 else { return true }
      let next = at + 1 < bytes.count ? bytes[at + 1] : 0
      switch bytes[at] {
      case 0xC2: return next == 0x85 || next == 0xA0
      case 0xE1: return next == 0x9A
      case 0xE2: return next == 0x80 || next == 0x81
      case 0xE3: return next == 0x80 && at + 2 < bytes.count && bytes[at + 2] == 0x80
      default: return false
      }
    }
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
    return switch figure {
    case "零", "〇": 0
    case "一": 1
    case "二": 2
    case "三": 3
    case "四": 4
    case "五": 5
    case "六": 6
    case "七": 7
    case "八": 8
    case "九": 9
    default: nil
    }
  }

  private static func unit(of figure: Unicode.Scalar) -> Int? {
    switch figure {
    case "十": 10
    case "百": 100
    case "千": 1000
    default: nil
    }
  }
}
