/// A text as the index keeps it: runs of blanks are one space, runs that hold a tab, which stands between the cells of a
/// row, are one tab, runs that hold a line end one line feed, none at the ends.
enum NormalisedText {
  /// Calls `body` with each character and the bytes it is written in.
  @inline(__always)
  static func forEach(_ utf8: UnsafeBufferPointer<UInt8>, _ body: (UInt32) -> Void) {
    var index = 0
    var pending: UInt32?
    var hasBegun = false
    while index < utf8.count {
      let (scalar, length) = decode(utf8, index)
      index += length
      if Fold.isBlank(scalar) {
        let isLineEnd = scalar == 0x0A || scalar == 0x0D || scalar == 0x85 || scalar == 0x2028 || scalar == 0x2029
        if isLineEnd || pending == Fold.lineFeed {
          pending = Fold.lineFeed
        } else {
          pending = scalar == Fold.tab || pending == Fold.tab ? Fold.tab : Fold.space
        }
        continue
      }
      if let blank = pending, hasBegun { body(blank) }
      pending = nil
      hasBegun = true
      body(scalar)
    }
  }

  /// One character of valid UTF-8; a stray byte stands for itself as U+FFFD.
  @inline(__always)
  private static func decode(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
    let first = UInt32(utf8[at])
    if first < 0x80 { return (first, 1) }
    if at + 4 <= utf8.count {
      let word = UInt32(
        littleEndian: UnsafeRawBufferPointer(utf8).loadUnaligned(fromByteOffset: at, as: UInt32.self))
      if word & 0x00C0_C0F0 == 0x0080_80E0 {
        return ((word & 0xF) << 12 | word >> 2 & 0xFC0 | word >> 16 & 0x3F, 3)
      }
    }
    return decodeRest(utf8, at)
  }

  private static func decodeRest(_ utf8: UnsafeBufferPointer<UInt8>, _ at: Int) -> (UInt32, Int) {
    let first = UInt32(utf8[at])
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
    guard length > 0, at + length <= utf8.count else { return (0xFFFD, 1) }
    var scalar = length == 2 ? first & 0x1F : length == 3 ? first & 0x0F : first & 0x07
    for offset in 1..<length {
      let byte = UInt32(utf8[at + offset])
      guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      scalar = scalar << 6 | byte & 0x3F
    }
    return (scalar, length)
  }

  /// Appends a character in UTF-8.
  static func append(_ scalar: UInt32, to out: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: out.append(UInt8(scalar))
    case 0x80..<0x800:
      out.append(UInt8(0xC0 | scalar >> 6))
      out.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      out.append(UInt8(0xE0 | scalar >> 12))
      out.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      out.append(UInt8(0x80 | scalar & 0x3F))
    default:
      out.append(UInt8(0xF0 | scalar >> 18))
      out.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      out.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      out.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
