/// Characters that move a terminal's cursor or colour its text, as names of files may hold them.
public enum ControlCharacters {
  /// The text with each of them written out (`\u{1B}`), so that a name can't pass for the program's own words.
  ///
  /// - Parameter keepsLines: whether line ends and tabs stay, as in a text of several lines.
  public static func shown(in text: String, keepsLines: Bool = false) -> String {
    // Byte by byte first: hardly any text holds one.
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 }) else { return text }
    let scalars = Array(text.unicodeScalars)
    var shown = String.UnicodeScalarView()
    for (at, scalar) in scalars.enumerated() {
      let isLineEnd = scalar == "\n" || scalar == "\r" && at + 1 < scalars.count && scalars[at + 1] == "\n"
      if keepsLines && (isLineEnd || scalar == "\t") || !isControl(scalar) {
        shown.append(scalar)
      } else {
        shown.append(contentsOf: written(scalar).unicodeScalars)
      }
    }
    return String(shown)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }

  private static func written(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }
}
