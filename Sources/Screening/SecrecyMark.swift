import Values

/// A secrecy mark (国家秘密标志) in text: 绝密, 机密 or 秘密 followed by ★, or after 密级 and a colon.
///
/// 保密法 Art. 17, GB/T 9704-2012 7.2.2. A text that only speaks of secrets, as the 保密法 itself does,
/// carries no such mark.
public enum SecrecyMark {
  private static let levels = ["绝密", "机密", "秘密"].map { Array($0.utf8) }
  private static let stars = ["★", "☆"].map { Array($0.utf8) }
  private static let labels = ["密级:", "密级："].map { Array($0.utf8) }
  private static let wideSpace = Array("\u{3000}".utf8)

  /// Byte offset of the first mark, or nil.
  public static func firstOffset(in bytes: some BidirectionalCollection<UInt8>) -> Int? {
    bytes.withContiguousStorageIfAvailable(scan) ?? Array(bytes).withUnsafeBufferPointer(scan)
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var at = 0
    // Every level ends in 密 (E5 AF 86): look for its last byte only.
    while at < bytes.count {
      if bytes[at] == 0x86, let start = levelEnding(at, in: bytes), isMark(from: start, end: at + 1, in: bytes) {
        return start
      }
      at += 1
    }
    return nil
  }

  private static func levelEnding(_ last: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let start = last - 5
    guard start >= 0, levels.contains(where: { $0.elementsEqual(bytes[start...last]) }) else { return nil }
    return start
  }

  private static func isMark(from start: Int, end: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let after = skippingSpace(from: end, in: bytes)
    if stars.contains(where: { bytes[after...].starts(with: $0) }) { return true }
    return labels.contains { label in
      var from = start
      while from > 0, bytes[from - 1] == 0x20 || bytes[from - 1] == 0x09 { from -= 1 }
      return from >= label.count && bytes[(from - label.count)..<from].elementsEqual(label)
    }
  }

  private static func skippingSpace(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var at = start
    while at < bytes.count {
      if bytes[at] == 0x20 || bytes[at] == 0x09 {
        at += 1
      } else if bytes[at...].starts(with: wideSpace) {
        at += wideSpace.count
      } else {
        break
      }
    }
    return at
  }
}
