/// Characters that move a terminal's cursor or colour its text, as names of files may hold them.
public enum ControlCharacters {
  /// The text with each of them written out (`\u{1B}`), so that a name can't pass for the program's own words.
  ///
  /// - Parameter keepsLines: whether line ends and tabs stay, as in a text of several lines.
  public static func shown(in text: String, keepsLines: Bool = false) -> String {
    guard holdsAny(text, keepsLines: keepsLines) else { return text }
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

  /// Byte by byte, for hardly any text holds one, and a list may be of megabytes.
  private static func holdsAny(_ text: String, keepsLines: Bool) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.indices.contains { at in
        let next = at + 1 < bytes.count ? bytes[at + 1] : 0
        switch bytes[at] {
        case 0x09, 0x0A: return !keepsLines
        case 0x0D: return !keepsLines || next != 0x0A
        case 0..<0x20, 0x7F: return true
        case 0xC2: return next < 0xA0
        default: return false
        }
      }
    }
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
