/// Escapes text for markup, byte by byte: what must be escaped is ASCII, so UTF-8 passes unharmed.
public enum EscapedText {
  /// Which quotation marks are escaped beside `&`, `<` and `>`.
  public enum Quotes: Sendable {
    /// None, for text between tags.
    case none
    /// `"`, for attribute values in such quotes.
    case double
    /// Both.
    case all
  }

  /// Appends text as markup.
  @inlinable
  public static func append(_ text: some Collection<UInt8>, to bytes: inout [UInt8], quotes: Quotes) {
    bytes.reserveCapacity(bytes.count + text.count)
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\"") where quotes != .none: bytes.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'") where quotes == .all: bytes.append(contentsOf: "&#39;".utf8)
      default: bytes.append(byte)
      }
    }
  }

  /// The text as markup, for elements and attribute values alike.
  public static func html(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text.utf8, to: &bytes, quotes: .all)
    return String(decoding: bytes, as: UTF8.self)
  }
}
