/// XML in the making, written as bytes: feeds and exports of a large site are megabytes.
struct XMLBytes {
  private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)

  /// Appends markup as it is.
  mutating func raw(_ markup: String) { bytes += markup.utf8 }

  /// An element that holds a text; nothing for an absent or empty one.
  mutating func element(_ name: String, _ text: String?, attributes: String = "") {
    guard let text, !text.isEmpty else { return }
    raw("<\(name)\(attributes)>")
    escape(text)
    raw("</\(name)>")
  }

  /// Appends text, escaped for elements and attributes alike. Characters that XML 1.0 forbids are left out.
  mutating func escape(_ text: String) {
    var text = text
    text.withUTF8 { source in
      var index = 0
      while index < source.count {
        let byte = source[index]
        switch byte {
        case UInt8(ascii: "&"): bytes += "&amp;".utf8
        case UInt8(ascii: "<"): bytes += "&lt;".utf8
        case UInt8(ascii: ">"): bytes += "&gt;".utf8
        case UInt8(ascii: "\""): bytes += "&quot;".utf8
        case 0..<0x20 where byte != 0x09 && byte != 0x0A && byte != 0x0D: break
        // U+FFFE and U+FFFF.
        case 0xEF where index + 2 < source.count && source[index + 1] == 0xBF && source[index + 2] >= 0xBE: index += 2
        default: bytes.append(byte)
        }
        index += 1
      }
    }
  }
}
