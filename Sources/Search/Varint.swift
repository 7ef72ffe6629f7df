/// Unsigned numbers in groups of seven bits, lowest first; the high bit says that more follow.
enum Varint {
  /// Appends a number.
  static func append(_ number: Int, to out: inout [UInt8]) {
    var rest = UInt(number)
    while rest >= 0x80 {
      out.append(UInt8(rest & 0x7F | 0x80))
      rest >>= 7
    }
    out.append(UInt8(rest))
  }

  /// Reads a number and moves on.
  static func read(_ bytes: borrowing [UInt8], _ at: inout Int) -> Int {
    var result = 0
    var shift = 0
    while at < bytes.count {
      let byte = Int(bytes[at])
      at += 1
      result |= (byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return result
  }
}
