import Glibc

/// GB 18030-2022, the encoding in which Excel and WPS write CSV on Chinese Windows.
enum GB18030 {
  /// The text of bytes in GB 18030.
  ///
  /// - Returns: nil if the bytes are not that encoding, or don't come out the same when written back: a guess
  ///   that can't be undone is no reading.
  static func text(of bytes: [UInt8]) -> String? {
    guard let decoded = convert(bytes, from: "GB18030", to: "UTF-8"),
      convert(decoded, from: "UTF-8", to: "GB18030") == bytes
    else { return nil }
    return String(validating: decoded, as: UTF8.self)
  }

  private static func convert(_ bytes: [UInt8], from: String, to: String) -> [UInt8]? {
    guard let converter = iconv_open(to, from), Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    var input = bytes.map { CChar(bitPattern: $0) }
    // GB 18030 takes 1, 2 or 4 bytes a character and UTF-8 at most 3 for those of 2: twice is enough each way.
    let capacity = bytes.count * 2 + 16
    var isWhole = false
    let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      input.withUnsafeMutableBufferPointer { source in
        var sourceStart = source.baseAddress
        var sourceLeft = source.count
        var left = capacity
        buffer.withMemoryRebound(to: CChar.self) { target in
          var targetStart = target.baseAddress
          isWhole = iconv(converter, &sourceStart, &sourceLeft, &targetStart, &left) == 0 && sourceLeft == 0
        }
        count = capacity - left
      }
    }
    return isWhole ? output : nil
  }
}
