/// Writes bytes of XML.
enum WordText {
  /// Appends text as an element's content or a quoted value: markup escaped, characters that XML 1.0 cannot hold left
  /// out (they are invisible). `tab` is written for a tab.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8], tab: StaticString = " ") {
    var start = 0
    var at = 0
    while at < text.count {
      let byte = text[at]
      // All that matters is below "?" or leads U+FFFE and U+FFFF.
      if byte > 0x3E, byte != 0xEF {
        at += 1
        continue
      }
      guard let (replacement, length) = replacement(byte, text, at, tab) else {
        at += 1
        continue
      }
      if at > start { out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<at])) }
      markup(replacement, to: &out)
      at += length
      start = at
    }
    if at > start { out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<at])) }
  }

  /// The same for a string.
  static func append(_ text: String, to out: inout [UInt8], tab: StaticString = " ") {
    var text = text
    text.withUTF8 { append($0, to: &out, tab: tab) }
  }

  /// Appends markup of ours.
  static func markup(_ markup: StaticString, to out: inout [UInt8]) {
    out.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  private static func replacement(
    _ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ tab: StaticString
  ) -> (StaticString, Int)? {
    switch byte {
    case UInt8(ascii: "&"): ("&amp;", 1)
    case UInt8(ascii: "<"): ("&lt;", 1)
    case UInt8(ascii: ">"): ("&gt;", 1)
    case UInt8(ascii: "\""): ("&quot;", 1)
    case 0x09: (tab, 1)
    case 0x0A, 0x0D: (" ", 1)
    case 0..<0x20: ("", 1)
    case 0xEF where at + 2 < text.count && text[at + 1] == 0xBF && text[at + 2] >= 0xBE: ("", 3)
    default: nil
    }
  }
}
