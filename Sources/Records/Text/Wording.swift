/// Text as it may stand in a diagnostic, and the tests that every text from a file passes.
package enum Wording {
  /// `「…」` around what a person wrote, shortened, with invisible characters shown as `�`, so that a file's
  /// text can't move the terminal's cursor or fill its screen. What looks like a resident's number is masked: what is told
  /// ends up in logs.
  static func quoted(_ text: String) -> String {
    let text = masked(text)
    var shown = ""
    for scalar in text.unicodeScalars.prefix(40) {
      shown.unicodeScalars.append(
        isInvisible(scalar) || scalar == "\n" || scalar == "\t" ? "\u{FFFD}" : scalar)
    }
    return "「\(shown)\(text.unicodeScalars.count > 40 ? "…" : "")」"
  }

  /// The text with all but the first six characters of what looks like a resident's number (GB 11643: 17 digits with a
  /// birthday among them, and a digit or X) as stars.
  static func masked(_ text: String) -> String {
    var bytes = Array(text.utf8)
    guard bytes.count >= 18 else { return text }
    func digit(_ at: Int) -> Int? { (0x30...0x39).contains(bytes[at]) ? Int(bytes[at]) - 0x30 : nil }
    var at = 0
    var isAny = false
    while at + 18 <= bytes.count {
      let run = (at..<(at + 17)).prefix { digit($0) != nil }.count
      guard run == 17 else {
        at += run + 1
        continue
      }
      let number = (0..<17).map { digit(at + $0) ?? 0 }
      let (century, month, day) = (
        number[6] * 10 + number[7], number[10] * 10 + number[11], number[12] * 10 + number[13]
      )
      let ends = digit(at + 17) != nil || bytes[at + 17] | 0x20 == UInt8(ascii: "x")
      guard ends, (18...20).contains(century), (1...12).contains(month), (1...31).contains(day) else {
        at += 1
        continue
      }
      for place in (at + 6)..<(at + 18) { bytes[place] = UInt8(ascii: "*") }
      isAny = true
      at += 18
    }
    return isAny ? String(decoding: bytes, as: UTF8.self) : text
  }

  /// Quoted words, separated by `、`.
  static func list(_ words: some Sequence<String>) -> String { words.map(quoted).joined(separator: "、") }

  /// A question that offers the nearest known word; empty if none is near.
  static func question(_ suggestion: String?) -> String { suggestion.map { "，是否为\(quoted($0))？" } ?? "" }

  /// The first character that must not stand in a value: a control character other than newline and tab, a
  /// line separator, or one that reorders text (a reviewer would not see what is published).
  static func firstInvisible(in text: String) -> Unicode.Scalar? {
    // Byte by byte first: only these bytes can begin such a character.
    let suspicious = text.utf8.contains { byte in
      (byte < 0x20 && byte != 0x0A && byte != 0x09) || byte == 0x7F || byte == 0xC2 || byte == 0xE2
        || byte == 0xEF
    }
    guard suspicious else { return nil }
    return text.unicodeScalars.first(where: isInvisible)
  }

  /// `U+202E`.
  package static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// The first character of no width, which parts words that look whole; nil if there is none.
  static func firstZeroWidth(in text: String) -> Unicode.Scalar? {
    guard text.utf8.contains(0xE2) else { return nil }
    return text.unicodeScalars.first { $0.value == 0x200B || $0.value == 0x2060 }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// The text without white space at its ends, its line ends written as newlines.
  static func clean(_ text: String) -> String {
    let text = text.holds(0x0D) ? withNewlines(text) : text
    let scalars = text.unicodeScalars
    guard let first = scalars.first, let last = scalars.last else { return text }
    guard isWhite(first) || isWhite(last) else { return text }
    guard let start = scalars.firstIndex(where: { !isWhite($0) }), let end = scalars.lastIndex(where: { !isWhite($0) })
    else { return "" }
    return String(scalars[start...end])
  }

  /// White_Space of Unicode; of most characters, letters, digits and ideographs, that is known without the tables.
  private static func isWhite(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x21...0x7F, 0x3001...: false
    default: scalar.properties.isWhitespace
    }
  }

  private static func withNewlines(_ text: String) -> String {
    var bytes: [UInt8] = []
    var wasReturn = false
    for byte in text.utf8 {
      if byte == 0x0D || !(byte == 0x0A && wasReturn) { bytes.append(byte == 0x0D ? 0x0A : byte) }
      wasReturn = byte == 0x0D
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
