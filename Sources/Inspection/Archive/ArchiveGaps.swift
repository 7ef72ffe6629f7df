/// Bytes of a ZIP archive that belong to none of the entries that its directory lists: an entry that was struck from
/// the directory and not from the file, or something put between them.
enum ArchiveGaps {
  /// Ranges of more bytes than alignment explains, before the directory. None where the directory can't be followed
  /// (ZIP64), which is no wonder with files of that size.
  static func find(in bytes: [UInt8], entries: Int) -> [Range<Int>] {
    let trailing = behind(bytes)
    guard let end = directoryEnd(bytes), let size = Bytes.number(bytes, end + 12, 4, bigEndian: false),
      let offset = Bytes.number(bytes, end + 16, 4, bigEndian: false), offset + size == end
    else { return trailing }
    var used: [Range<Int>] = []
    var at = offset
    while at + 46 <= end, used.count <= entries, Bytes.slice(bytes, at, 4) == [0x50, 0x4B, 1, 2] {
      guard let flags = Bytes.number(bytes, at + 8, 2, bigEndian: false),
        let packed = Bytes.number(bytes, at + 20, 4, bigEndian: false),
        let name = Bytes.number(bytes, at + 28, 2, bigEndian: false),
        let extra = Bytes.number(bytes, at + 30, 2, bigEndian: false),
        let comment = Bytes.number(bytes, at + 32, 2, bigEndian: false),
        let start = Bytes.number(bytes, at + 42, 4, bigEndian: false), packed < 0xFFFF_FFFF, start < 0xFFFF_FFFF,
        let localName = Bytes.number(bytes, start + 26, 2, bigEndian: false),
        let localExtra = Bytes.number(bytes, start + 28, 2, bigEndian: false)
      else { return trailing }
      // A description may follow the content: 12 to 24 bytes.
      used.append(start..<(start + 30 + localName + localExtra + packed + (flags & 8 != 0 ? 24 : 0)))
      at += 46 + name + extra + comment
    }
    var gaps: [Range<Int>] = []
    var reached = 0
    for range in used.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound - reached > slack { gaps.append(reached..<range.lowerBound) }
      reached = max(reached, range.upperBound)
    }
    if offset - reached > slack { gaps.append(reached..<offset) }
    return gaps.filter { gap in bytes[gap].contains { $0 != 0 } } + trailing
  }

  /// What stands behind the end of the directory and its comment: nothing that unpacks an archive looks there.
  private static func behind(_ bytes: [UInt8]) -> [Range<Int>] {
    guard let end = directoryEnd(bytes), let comment = Bytes.number(bytes, end + 20, 2, bigEndian: false) else {
      return []
    }
    let rest = min(end + 22 + comment, bytes.count)..<bytes.count
    return bytes[rest].contains { $0 != 0 && $0 != 10 && $0 != 13 && $0 != 32 } ? [rest] : []
  }

  /// A local header alone has 30 bytes, and what it is worth hiding has more.
  private static let slack = 32

  private static func directoryEnd(_ bytes: [UInt8]) -> Int? {
    var at = bytes.count - 22
    let first = max(0, bytes.count - 22 - 0xFFFF)
    while at >= first {
      if bytes[at] == 0x50, Bytes.slice(bytes, at, 4) == [0x50, 0x4B, 5, 6] { return at }
      at -= 1
    }
    return nil
  }
}
