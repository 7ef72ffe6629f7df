/// What the end of an archive claims (APPNOTE 6.3, 4.3.14 and 4.3.16), read before libzip reads it.
enum ZipDirectory {
  /// The number of entries claimed; nil without an end record.
  static func claimedEntries(_ bytes: [UInt8]) -> UInt64? {
    guard bytes.count >= 22 else { return nil }
    var at = bytes.count - 22
    let first = max(0, bytes.count - 22 - 0xFFFF)
    while at >= first {
      if number(bytes, at, 4) == 0x0605_4B50 {
        let claimed = number(bytes, at + 10, 2)
        return claimed == 0xFFFF ? large(bytes, before: at) ?? claimed : claimed
      }
      at -= 1
    }
    return nil
  }

  /// The number in the ZIP64 record, which a locator right before the end record points to.
  private static func large(_ bytes: [UInt8], before end: Int) -> UInt64? {
    guard end >= 20, number(bytes, end - 20, 4) == 0x0706_4B50 else { return nil }
    let offset = number(bytes, end - 12, 8)
    guard offset < UInt64(bytes.count), number(bytes, Int(offset), 4) == 0x0606_4B50 else { return nil }
    return number(bytes, Int(offset) + 32, 8)
  }

  /// A little-endian number of `count` bytes; what lies behind the end counts as zero.
  private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> UInt64 {
    var result: UInt64 = 0
    for index in 0..<count where at + index < bytes.count { result |= UInt64(bytes[at + index]) << (8 * index) }
    return result
  }
}
