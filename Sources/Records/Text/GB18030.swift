import Values

/// GB 18030-2022, the encoding in which Excel and WPS write CSV on Chinese Windows.
enum GB18030 {
  /// The text of bytes in GB 18030.
  ///
  /// - Returns: nil if the bytes are not that encoding, or don't come out the same when written back: a guess
  ///   that can't be undone is no reading.
  static func text(of bytes: [UInt8]) -> String? {
    guard let decoded = Iconv.convert(bytes, from: "GB18030"),
      Iconv.convert(decoded, from: "UTF-8", to: "GB18030") == bytes
    else { return nil }
    return String(validating: decoded, as: UTF8.self)
  }
}
