/// Reading numbers and finding strings in bytes that promise nothing.
enum Bytes {
  /// The first place of a string that begins at `start` or later and ends at `end` or earlier.
  static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int, to end: Int? = nil) -> Int? {
    let end = min(end ?? bytes.count, bytes.count)
    guard let first = needle.first, start >= 0, end - start >= needle.count else { return nil }
    return bytes.withUnsafeBufferPointer { bytes -> Int? in
      let last = end - needle.count
      var at = start
      while at <= last {
        if bytes[at] == first {
          var matched = 1
          while matched < needle.count, bytes[at + matched] == needle[matched] { matched += 1 }
          if matched == needle.count { return at }
        }
        at += 1
      }
      return nil
    }
  }

  /// An unsigned number of up to 4 bytes; nil if it does not lie within.
  static func number(_ bytes: [UInt8], _ at: Int, _ count: Int, bigEndian: Bool) -> Int? {
    guard at >= 0, count <= 4, at <= bytes.count - count else { return nil }
    var result = 0
    for index in 0..<count {
      result = result << 8 | Int(bytes[bigEndian ? at + index : at + count - 1 - index])
    }
    return result
  }

  /// The bytes of a range, as far as they are there.
  static func slice(_ bytes: [UInt8], _ at: Int, _ count: Int) -> [UInt8] {
    guard at >= 0, at < bytes.count, count > 0 else { return [] }
    return Array(bytes[at..<(at + min(count, bytes.count - at))])
  }

  /// The text of bytes up to the first NUL: UTF-8, else GB 18030, else Latin letters only.
  static func string(_ bytes: [UInt8]) -> String {
    let bytes = bytes.prefix { $0 != 0 }
    return TextDecoding.string(Array(bytes))
  }
}
