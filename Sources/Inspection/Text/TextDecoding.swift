import Values

/// Finds out the encoding of text: UTF-8, UTF-16 with a byte order mark, or GB 18030.
public enum TextDecoding {
  /// The text in UTF-8 without a byte order mark; nil if it is none of these.
  public static func utf8(of bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return utf8(of: Array(bytes.dropFirst(3))) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      return Iconv.convert(bytes, from: "UTF-32")
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes, bigEndian: false) }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes, bigEndian: true) }
    if String(validating: bytes, as: UTF8.self) != nil { return bytes }
    return Iconv.convert(bytes, from: "GB18030")
  }

  /// The text as a string, whatever it takes: what is no text at all becomes `�`.
  static func string(_ bytes: [UInt8]) -> String {
    String(decoding: utf8(of: bytes) ?? bytes, as: UTF8.self)
  }

  /// UTF-16 after its byte order mark.
  static func utf16(_ bytes: [UInt8], bigEndian: Bool) -> [UInt8]? {
    guard bytes.count % 2 == 0 else { return nil }
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var at = 2
    while at + 1 < bytes.count {
      let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
      units.append(bigEndian ? first << 8 | second : second << 8 | first)
      at += 2
    }
    // NULs are no text; what is written around them would be hidden.
    if units.contains(0) { return nil }
    return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
  }
}
