/// References to characters in a page's values, as far as they can write an address: `&#106;`, `&#x6A;`, `&colon;`.
enum CharacterReferences {
  /// The text with its references resolved; those of other names stay as they are.
  static func resolved(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "&", let (character, length) = reference(rest) else {
        result.append(scalar)
        continue
      }
      result.append(character)
      rest = rest.dropFirst(length)
    }
    return String(result)
  }

  private static let named: [String: Unicode.Scalar] = ["colon": ":", "tab": "\t", "newline": "\n"]

  /// The character that a reference behind its `&` means, and how long it is; its semicolon may be missing.
  private static func reference(_ text: Substring.UnicodeScalarView) -> (Unicode.Scalar, Int)? {
    guard text.first == "#" else {
      let name = String(String.UnicodeScalarView(text.prefix(8).prefix { $0 != ";" }))
      return named[name.lowercased()].map { ($0, name.count + 1) }
    }
    let isHex = text.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
    let start = isHex ? 2 : 1
    let digits = text.dropFirst(start).prefix { isHex ? $0.properties.isASCIIHexDigit : ("0"..."9").contains($0) }
    let number = String(String.UnicodeScalarView(digits))
    guard let value = UInt32(number, radix: isHex ? 16 : 10), let scalar = Unicode.Scalar(value) else { return nil }
    let hasEnd = text.dropFirst(start + digits.count).first == ";"
    return (scalar, start + digits.count + (hasEnd ? 1 : 0))
  }
}
