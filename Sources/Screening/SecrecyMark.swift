import Glibc
import Values

/// A secrecy mark (国家秘密标志) in text: 绝密, 机密 or 秘密 with a star, after 密级 and a colon, or on a line of its own in the
/// head of a document.
///
/// 保密法 Art. 17, GB/T 9704-2012 7.2.2. A text that only speaks of secrets, as the 保密法 itself and tables of its periods
/// do, carries no such mark. Blanks within the word (机　密) and characters without width hide nothing.
public enum SecrecyMark {
  /// A level of secrecy that a text does not merely speak of.
  struct Sight {
    let range: Range<Int>
    /// Whether it is a mark for certain. A level that stands alone further down, or beside other levels that do, may head a
    /// chapter or fill a table: who reviews it decides.
    let isCertain: Bool
  }

  private static let levels = ["绝密", "机密", "秘密", "絕密", "機密", "祕密"].map { Array($0.utf8) }
  private static let stars = ["★", "☆", "⭐", "✩", "✪", "✫", "✬", "✭", "✮", "✯", "✰", "🌟"].map { Array($0.utf8) }
  /// What stands for the star where a period follows.
  private static let signs = ["*", "＊", "·", "•", "・", "※", "◆", "●", "▲", "⭑", "⋆", "✱", "✶", "﹡"].map {
    Array($0.utf8)
  }
  /// What parts a level from its period in a table, too: such a one is asked of.
  private static let dashes = ["-", "－", "–", "—", "/", "／"].map { Array($0.utf8) }
  private static let commas = ["，", ",", "、"].map { Array($0.utf8) }
  private static let use = Array("启用前".utf8)
  static let labels = ["密级", "保密级别", "保密等级", "秘密等级", "涉密等级", "密级程度"].map { Array($0.utf8) }
  private static let periods = ["年", "个月", "月", "天", "日"].map { Array($0.utf8) }
  private static let endless = Array("长期".utf8)
  private static let grade = Array("级".utf8)
  private static let openingQuotes = ["“", "‘", "「", "《", "\""].map { Array($0.utf8) }
  private static let paper = Array("文件".utf8)
  private static let urgent = ["特急", "加急", "特提", "平急", "急件"].map { Array($0.utf8) }
  private static let brackets = ["（", "）", "(", ")", "【", "】", "［", "］", "[", "]", "「", "」", "〔", "〕"]
    .map { Array($0.utf8) }
  /// Brackets that a mark before a title stands in.
  private static let frames = brackets.dropFirst(4)
  /// What parts the levels that a form gives to choose from.
  private static let choices = ["、", "，", ",", "/", "／", "|", "或", "□", "☐"].map { Array($0.utf8) }

  /// Byte offset of the first certain mark, or nil.
  public static func firstOffset(in bytes: some BidirectionalCollection<UInt8>) -> Int? {
    bytes.withContiguousStorageIfAvailable(scan) ?? Array(bytes).withUnsafeBufferPointer(scan)
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    // 密 ends every level; few texts hold it at all.
    let text = SymbolReader(bytes: bytes)
    var from = 0
    while let last = secret(in: bytes, from: from) {
      for at in max(from, last - farthest)..<max(from, last - 2) where sight(at: at, in: text)?.isCertain == true {
        return at
      }
      from = last + 3
    }
    return nil
  }

  /// The most bytes between the beginnings of a level's two characters: the first, and blanks after it.
  private static let farthest = 3 + 6 * 4

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

  /// What begins at an offset; nil where there is no level, or the text only speaks of it.
  static func sight(at start: Int, in text: SymbolReader) -> Sight? {
    guard let end = level(at: start, in: text) else { return nil }
    let whole = text.follows(end, grade) ? end + grade.count : end
    let range = start..<end
    let after = skip(from: whole, in: text)
    if let star = stars.first(where: { text.follows(after, $0) }) {
      // 绝密★启用前, on an examination that is long over.
      let isTimed = text.loosely(skip(from: after + star.count, in: text), use) != nil
      return Sight(range: range, isCertain: !isTimed && !isMention(start, after, in: text))
    }
    if let sign = signs.first(where: { text.follows(after, $0) }),
      period(skip(from: after + sign.count, in: text), in: text) != nil
    {
      return Sight(range: range, isCertain: !isMention(start, after, in: text))
    }
    if let dash = dashes.first(where: { text.follows(after, $0) }),
      period(skip(from: after + dash.count, in: text), in: text) != nil
    {
      return Sight(range: range, isCertain: false)
    }
    if isLabelled(start, after, in: text) || isChosen(start, in: text) {
      return Sight(range: range, isCertain: !isMention(start, after, in: text))
    }
    // 机密文件, on the line where the mark belongs.
    if text.follows(whole, paper), isInHead(start, in: text), isAlone(start, whole + paper.count, in: text) {
      return Sight(range: range, isCertain: false)
    }
    guard isAlone(start, whole, in: text) else { return nil }
    return Sight(
      range: range,
      isCertain: isInHead(start, in: text) && !hasOtherLevels(beside: range, in: text)
        && !isLifted(after, in: text))
  }

  /// The offset after a level that stands at an offset.
  static func level(at start: Int, in text: SymbolReader) -> Int? {
    let bytes = text.bytes
    guard start + 2 < bytes.count, bytes[start] & 0xFE == 0xE6 else { return nil }
    for level in levels
    where bytes[start] == level[0] && bytes[start + 1] == level[1] && bytes[start + 2] == level[2] {
      return text.loosely(start, level)
    }
    return nil
  }

  /// Whether only a few lines stand before: the head of a document, with its number, its mark and its title.
  private static func isInHead(_ start: Int, in text: SymbolReader) -> Bool {
    guard start <= headBytes else { return false }
    var lines = 0
    var isBlank = true
    for byte in text.bytes[..<start] {
      if byte == 0x0A {
        if !isBlank { lines += 1 }
        isBlank = true
      } else if byte > 0x20 {
        isBlank = false
      }
    }
    return lines < headLines
  }

  private static let (headLines, headBytes) = (8, 1_200)

  /// Whether other levels stand alone close by, as in a list or a table of all of them. A document is marked with one.
  private static func hasOtherLevels(beside range: Range<Int>, in text: SymbolReader) -> Bool {
    let bytes = text.bytes
    let own = Array(bytes[range.lowerBound..<range.lowerBound + 3])
    return (max(0, range.lowerBound - near)..<min(bytes.count, range.upperBound + near)).contains { at in
      !range.contains(at) && (bytes[at] == 0xE6 || bytes[at] == 0xE7) && !text.follows(at, own)
        && level(at: at, in: text).map { isAlone(at, $0, in: text) } == true
    }
  }

  static let near = 240

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

  /// 密级：, with blanks in it and around it, before one level; or 密级 and the level as two cells.
  private static func isLabelled(_ start: Int, _ after: Int, in text: SymbolReader) -> Bool {
    var at = back(from: start, in: text)
    var isBlank = at < start
    var hasColon = false
    // 密级：★机密, 密级：“机密”.
    if let before = (stars + openingQuotes).first(where: { text.follows(at - $0.count, $0) }) {
      at = back(from: at - before.count, in: text)
    }
    // Two cells of a row: 密级|机密.
    if at > 0, "|,;-".utf8.contains(text.bytes[at - 1]) {
      at = back(from: at - 1, in: text)
      isBlank = true
    }
    for colon in ["：", ":"].map({ Array($0.utf8) }) where text.follows(at - colon.count, colon) {
      at = back(from: at - colon.count, in: text)
      hasColon = true
    }
    guard isBlank || hasColon, at >= 6 else { return false }
    if let choice = choices.first(where: { text.follows(after, $0) }),
      level(at: skip(from: after + choice.count, in: text), in: text) != nil
    {
      return false
    }
    // 密级 秘密 的文件: without a colon nothing follows in the line, or in the cell.
    guard hasColon || after >= text.bytes.count || ends(after, in: text) || text.follows(after, "保密期限") else {
      return false
    }
    return isLabel(endingAt: at, in: text)
  }

  static func isLabel(endingAt at: Int, in text: SymbolReader) -> Bool {
    labels.contains { label in
      // Its characters may stand apart: look for its beginning within a few blanks.
      (max(0, at - label.count - 12)...max(0, at - label.count)).contains { text.loosely($0, label) == at }
    }
  }

  private static func ends(_ at: Int, in text: SymbolReader) -> Bool {
    "\n\r\t|<,;".utf8.contains(text.bytes[at]) || text.bytes[at - 1] == 0x09
      || brackets.contains { text.follows(at, $0) }
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
    if let word = urgent.first(where: { text.follows(first - $0.count, $0) }) {
      first = plain(back(from: first - word.count, in: text), in: text)
    }
    var last = skip(from: end, in: text)
    let comma = commas.first { text.follows(last, $0) }?.count ?? 0
    if let after = period(skip(from: last + comma, in: text), in: text) { last = skip(from: after, in: text) }
    var closing = brackets.first { text.follows(last, $0) }
    if let bracket = closing {
      // 秘密（10年）
      let within = skip(from: last + bracket.count, in: text)
      if opening == nil, let after = period(within, in: text) {
        last = skip(from: after, in: text)
        closing = brackets.first { text.follows(last, $0) }
      }
      if let closing { last = skip(from: last + closing.count, in: text) }
    }
    let isFirst = first == 0 || bytes[first - 1] == 0x0A || bytes[first - 1] == 0x0D
    // 【机密】关于……的通知; in round brackets, where the mark belongs.
    if isFirst, let opening, closing != nil, frames.contains(opening) || isInHead(start, in: text) { return true }
    if let word = urgent.first(where: { text.follows(last, $0) }) { last = skip(from: last + word.count, in: text) }
    while last < bytes.count, "*_#".utf8.contains(bytes[last]) { last += 1 }
    guard last == bytes.count || bytes[last] == 0x0A || bytes[last] == 0x0D else { return false }
    if isFirst { return true }
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

  static func skip(from start: Int, in text: SymbolReader) -> Int {
    var at = start
    while at - start < 64, let length = text.blank(at) { at += length }
    return at
  }

  static func back(from start: Int, in text: SymbolReader) -> Int {
    var at = start
    while at > 0, start - at < 64 {
      guard let length = [1, 2, 3].first(where: { at >= $0 && text.blank(at - $0) == $0 }) else { break }
      at -= length
    }
    return at
  }
}
