/// XML in the making, written as bytes: feeds and exports of a large site are megabytes.
struct XMLBytes {
  private(set) var bytes: [UInt8]

  /// - Parameter isBeginning: begins with the declaration; not where it goes on with what was begun elsewhere.
  init(isBeginning: Bool = true) {
    bytes = isBeginning ? Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8) : []
  }

  /// Makes room.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Appends markup as it is.
  mutating func raw(_ markup: String) {
    var markup = markup
    markup.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// An element that holds a text; nothing for an absent or empty one.
  mutating func element(_ name: String, _ text: String?, attributes: String = "") {
    guard let text, !text.isEmpty else { return }
    bytes.append(UInt8(ascii: "<"))
    raw(name)
    raw(attributes)
    bytes.append(UInt8(ascii: ">"))
    escape(text)
    raw("</")
    raw(name)
    bytes.append(UInt8(ascii: ">"))
  }

  /// Appends text, escaped for elements and attributes alike. Characters that XML 1.0 forbids are left out.
  mutating func escape(_ text: String) {
    var text = text
    text.withUTF8 { source in
      var start = 0
      var index = 0
      while index < source.count {
        guard source[index] <= 0x3E || source[index] == 0xEF else {
          index += 1
          continue
        }
        guard let (substitute, length) = XMLBytes.substitute(in: source, at: index) else {
          index += 1
          continue
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<index]))
        raw(substitute)
        index += length
        start = index
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start...]))
    }
  }

  /// What stands for the character at an offset, and its bytes; nil if it stands for itself.
  private static func substitute(
    in source: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (text: String, length: Int)? {
    switch source[index] {
    case UInt8(ascii: "&"): return ("&amp;", 1)
    case UInt8(ascii: "<"): return ("&lt;", 1)
    case UInt8(ascii: ">"): return ("&gt;", 1)
    case UInt8(ascii: "\""): return ("&quot;", 1)
    // A reader turns one that stands bare into a newline.
    case 0x0D: return ("&#13;", 1)
    case 0..<0x20 where source[index] != 0x09 && source[index] != 0x0A: return ("", 1)
    // U+FFFE and U+FFFF.
    case 0xEF where index + 2 < source.count && source[index + 1] == 0xBF && source[index + 2] >= 0xBE:
      return ("", 3)
    default: return nil
    }
  }
}
