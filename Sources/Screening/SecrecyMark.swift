import Glibc
import Values

/// A secrecy mark (国家秘密标志) in text: 绝密, 机密 or 秘密 with a star, after 密级 and a colon, or on a line of its own.
///
/// 保密法 Art. 17, GB/T 9704-2012 7.2.2. A text that only speaks of secrets, as the 保密法 itself does,
/// carries no such mark. Blanks within the word (机　密) and characters without width hide nothing.
public enum SecrecyMark {
  private static let levels = ["绝密", "机密", "秘密", "絕密", "機密", "祕密"].map { Array($0.utf8) }
  private static let stars = ["★", "☆", "⭐", "✩", "✪", "✫", "✬", "✭", "✮", "✯", "✰", "🌟"].map { Array($0.utf8) }
  /// What stands for the star where a period follows.
  private static let signs = ["*", "＊", "·", "•", "・", "※", "◆", "●", "▲"].map { Array($0.utf8) }
  private static let labels = ["密级", "保密级别", "保密等级", "秘密等级", "涉密等级", "密级程度"].map { Array($0.utf8) }
  private static let periods = ["年", "个月", "月", "天", "日"].map { Array($0.utf8) }
  private static let endless = Array("长期".utf8)
  private static let grade = Array("级".utf8)
  private static let urgent = ["特急", "加急", "特提", "平急", "急件"].map { Array($0.utf8) }
  private static let brackets = ["（", "）", "(", ")", "【", "】", "［", "］", "[", "]", "「", "」", "〔", "〕", "《", "》"]
    .map { Array($0.utf8) }

  /// Byte offset of the first mark, or nil.
  public static func firstOffset(in bytes: some BidirectionalCollection<UInt8>) -> Int? {
    bytes.withContiguousStorageIfAvailable(scan) ?? Array(bytes).withUnsafeBufferPointer(scan)
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    // 密 ends every level; few texts hold it at all.
    let text = SymbolReader(bytes: bytes)
    var from = 0
    while let last = secret(in: bytes, from: from) {
      for at in max(from, last - farthest)..<max(from, last - 2) where range(at: at, in: text) != nil { return at }
      from = last + 3
    }
    return nil
  }

  /// The most bytes between the beginnings of a level's two characters: the first, and blanks after it.
  private static let farthest = 3 + 6 * 3

  /// Where the next 密 (E5 AF 86) begins.
  private static func secret(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var at = start + 2
    while at < bytes.count, let found = memchr(base + at, 0x86, bytes.count - at) {
      at = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
      if bytes[at - 1] == 0xAF, bytes[at - 2] == 0xE5 { return at - 2 }
      at += 1
    }
    return nil
  }

  /// The mark that begins at an offset.
  static func range(at start: Int, in text: SymbolReader) -> Range<Int>? {
    guard let level = levels.first(where: { text.bytes[start] == $0[0] && text.follows(start, Array($0[..<3])) }),
      let end = text.loosely(start, level)
    else { return nil }
    let whole = text.follows(end, grade) ? end + grade.count : end
    let range = start..<end
    let after = skip(from: whole, in: text)
    if stars.contains(where: { text.follows(after, $0) }) { return range }
    if let sign = signs.first(where: { text.follows(after, $0) }),
      period(skip(from: after + sign.count, in: text), in: text) != nil
    {
      return range
    }
    return isLabelled(start, in: text) || isAlone(start, whole, in: text) ? range : nil
  }

  /// The offset after 10年, 6个月 or 长期.
  private static func period(_ start: Int, in text: SymbolReader) -> Int? {
    if text.follows(start, endless) { return start + endless.count }
    var at = start
    var digits = 0
    while at < text.bytes.count, digits < 4 {
      if Checksums.isDigit(text.bytes[at]) {
        at += 1
      } else if text.bytes[at] == 0xEF, text.bytes.count > at + 2, text.bytes[at + 1] == 0xBC,
        (0x90...0x99).contains(text.bytes[at + 2])
      {
        at += 3
      } else if text.chineseDigit(at) != nil || text.follows(at, "十") {
        at += 3
      } else {
        break
      }
      digits += 1
    }
    guard digits > 0 else { return nil }
    at = skip(from: at, in: text)
    return periods.first { text.follows(at, $0) }.map { at + $0.count }
  }

  /// 密级：, with blanks in it and around it.
  private static func isLabelled(_ start: Int, in text: SymbolReader) -> Bool {
    var at = back(from: start, in: text)
    var isParted = at < start
    for colon in ["：", ":"].map({ Array($0.utf8) }) where text.follows(at - colon.count, colon) {
      at = back(from: at - colon.count, in: text)
      isParted = true
    }
    guard isParted, at >= 6 else { return false }
    return labels.contains { label in
      // Its characters may stand apart: look for its beginning within a few blanks.
      (max(0, at - label.count - 12)...max(0, at - label.count)).contains { text.loosely($0, label) == at }
    }
  }

  /// Whether a line says nothing else, but for brackets, a period, a word of urgency or a star; or whether a title or
  /// a head ends in the mark in brackets.
  private static func isAlone(_ start: Int, _ end: Int, in text: SymbolReader) -> Bool {
    let bytes = text.bytes
    var first = plain(back(from: start, in: text), in: text)
    let opening = brackets.first { text.follows(first - $0.count, $0) }
    if let opening { first = back(from: first - opening.count, in: text) }
    if let star = stars.first(where: { text.follows(first - $0.count, $0) }) {
      first = back(from: first - star.count, in: text)
    }
    var last = skip(from: end, in: text)
    if let after = period(last, in: text) { last = skip(from: after, in: text) }
    let closing = brackets.first { text.follows(last, $0) }
    if let closing { last = skip(from: last + closing.count, in: text) }
    if let word = urgent.first(where: { text.follows(last, $0) }) { last = skip(from: last + word.count, in: text) }
    while last < bytes.count, "*_#".utf8.contains(bytes[last]) { last += 1 }
    guard last == bytes.count || bytes[last] == 0x0A || bytes[last] == 0x0D else { return false }
    if first == 0 || bytes[first - 1] == 0x0A || bytes[first - 1] == 0x0D { return true }
    // 关于……的请示（秘密）: at the end of a short line that is no sentence.
    guard opening != nil, closing != nil else { return false }
    var begin = first
    while begin > 0, first - begin < 180, bytes[begin - 1] != 0x0A { begin -= 1 }
    return begin == 0 || bytes[begin - 1] == 0x0A
  }

  /// The offset before the marks of Markdown for heads and emphasis.
  private static func plain(_ start: Int, in text: SymbolReader) -> Int {
    var at = start
    while at > 0, "*_#>".utf8.contains(text.bytes[at - 1]) { at = back(from: at - 1, in: text) }
    return at
  }

  private static func skip(from start: Int, in text: SymbolReader) -> Int {
    var at = start
    while at - start < 64, let length = text.blank(at) { at += length }
    return at
  }

  private static func back(from start: Int, in text: SymbolReader) -> Int {
    var at = start
    while at > 0, start - at < 64 {
      guard let length = [1, 2, 3].first(where: { at >= $0 && text.blank(at - $0) == $0 }) else { break }
      at -= length
    }
    return at
  }
}
