import XML

/// A body's bytes as valid UTF-8.
enum BodyText {
  /// Hands over the bytes as they are, or repaired with U+FFFD where they are no UTF-8.
  static func withValid<Result>(_ body: [UInt8], _ use: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body.withUnsafeBufferPointer { bytes in
      guard UTF8Text.firstInvalidOffset(in: UnsafeRawBufferPointer(bytes)) != nil else { return use(bytes) }
      return Array(String(decoding: bytes, as: UTF8.self).utf8).withUnsafeBufferPointer(use)
    }
  }
}
