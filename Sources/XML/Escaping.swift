/// Escapes text for markup, byte by byte: what must be escaped is ASCII, so UTF-8 passes unharmed.
enum Escaping {
  /// Appends text with `&`, `<`, `>` escaped, and with quotes too for attribute values.
  static func append(_ text: some Collection<UInt8>, to bytes: inout [UInt8], quotes: Bool) {
    bytes.reserveCapacity(bytes.count + text.count)
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\"") where quotes: bytes.append(contentsOf: "&quot;".utf8)
      default: bytes.append(byte)
      }
    }
  }

  /// The same for XML 1.0: characters that XML cannot hold become U+FFFD, and white space that a parser would
  /// normalise becomes a reference.
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
