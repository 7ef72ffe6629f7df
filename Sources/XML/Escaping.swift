/// Escapes text for XML.
enum Escaping {
  /// Appends text for XML 1.0: markup escaped, and with it quotes for attribute values; characters that XML cannot hold
  /// become U+FFFD, and white space that a parser would normalise becomes a reference.
  static func appendXML(_ text: String, to bytes: inout [UInt8], quotes: Bool) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x26: bytes.append(contentsOf: "&amp;".utf8)
      case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
      case 0x3E: bytes.append(contentsOf: "&gt;".utf8)
      case 0x22 where quotes: bytes.append(contentsOf: "&quot;".utf8)
      case 0x9 where quotes: bytes.append(contentsOf: "&#9;".utf8)
      case 0xA where quotes: bytes.append(contentsOf: "&#10;".utf8)
      case 0xD: bytes.append(contentsOf: "&#13;".utf8)
      case 0x0..<0x9, 0xB, 0xC, 0xE..<0x20, 0xFFFE, 0xFFFF: bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
      default: bytes.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
      }
    }
  }
}
