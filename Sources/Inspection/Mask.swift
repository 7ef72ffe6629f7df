/// Shortens what a file hides to a hint.
package enum Mask {
  /// The first character, and how many there are.
  static func text(_ text: String) -> String {
    let text = trimmed(text)
    let count = text.unicodeScalars.count
    guard let first = text.unicodeScalars.first else { return "空" }
    return count <= 1 ? "…（共 1 字）" : "\(clean(first))…（共 \(count) 字）"
  }

  /// A name as a place may show it: without control characters, at most 60 characters.
  package static func name(_ name: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      if result.count == 60 { return String(result) + "…" }
      result.append(clean(scalar))
    }
    return String(result)
  }

  /// Text without white space at its ends.
  package static func trimmed(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
  }

  /// The text is white space and nothing else.
  package static func isBlank(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
  }

  /// Control characters and those that turn the direction of writing around show as `�`.
  private static func clean(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: scalar
    }
  }
}
