/// Marks that a text shows or tells of, and those that a form has chosen.
extension SecrecyMark {
  /// Whether a mark may be one that the text only speaks of: quoted within a sentence, given as an example or as an answer to
  /// choose, or of a document that is said to be declassified. A person decides on these.
  static func isMention(_ start: Int, _ end: Int, in text: SymbolReader) -> Bool {
    isQuoted(start, end, in: text) || isExample(start, in: text) || isLifted(end, in: text)
      || isNumbered(start, in: text)
  }

  private static let quotes = [("“", "”"), ("‘", "’"), ("《", "》"), ("「", "」"), ("『", "』")]
    .map { (opening: Array($0.utf8), closing: Array($1.utf8)) }
  private static let examples = ["例如", "比如", "示例", "样例", "范例", "如", "如下"].map { Array($0.utf8) }
  private static let leads = ["：", ":", "，", ",", "“", "‘", "「", "（", "("].map { Array($0.utf8) }
  private static let checks = ["☑", "■", "√", "✓", "✔", "☒", "✅"].map { Array($0.utf8) }
  private static let lifted = Array("解密".utf8)
  private static let already = Array("已".utf8)

  /// Bytes within which a quotation ends, and a line says that it is over.
  private static let (quotation, rest) = (90, 150)

  /// Whether it stands in quotation marks, and the line says more than that.
  private static func isQuoted(_ start: Int, _ end: Int, in text: SymbolReader) -> Bool {
    let bytes = text.bytes
    var at = start
    while at > 0, start - at < quotation, bytes[at - 1] != 0x0A {
      at -= 1
      if quotes.contains(where: { text.follows(at, $0.closing) }) { return false }
      guard let quote = quotes.first(where: { text.follows(at, $0.opening) }) else { continue }
      var stop = end
      while stop < bytes.count, stop - end < quotation, bytes[stop] != 0x0A {
        if text.follows(stop, quote.closing) {
          return isWord(before: at, in: text) || isWord(after: stop + quote.closing.count, in: text)
        }
        stop += 1
      }
      return false
    }
    return false
  }

  /// Whether the line holds an ideograph before an offset.
  private static func isWord(before offset: Int, in text: SymbolReader) -> Bool {
    var at = offset
    while at > 0, offset - at < rest, text.bytes[at - 1] != 0x0A {
      at -= 1
      if (0xE4...0xE9).contains(text.bytes[at]) { return true }
    }
    return false
  }

  private static func isWord(after offset: Int, in text: SymbolReader) -> Bool {
    (offset..<min(text.bytes.count, offset + rest)).first {
      text.bytes[$0] == 0x0A || (0xE4...0xE9).contains(text.bytes[$0])
    }.map { text.bytes[$0] != 0x0A } ?? false
  }

  /// 如机密★1年, 示例：“机密★1年”.
  private static func isExample(_ start: Int, in text: SymbolReader) -> Bool {
    var at = back(from: start, in: text)
    for _ in 0..<3 {
      guard let lead = leads.first(where: { text.follows(at - $0.count, $0) }) else { break }
      at = back(from: at - lead.count, in: text)
    }
    return examples.contains { text.follows(at - $0.count, $0) }
  }

  /// 密级：机密（已解密）, 原为“秘密★10年”，已于2025年12月解密: 已 and 解密 in one breath, with nothing between them that puts it off.
  static func isLifted(_ end: Int, in text: SymbolReader) -> Bool {
    let line =
      end..<((end..<min(text.bytes.count, end + rest)).first { text.bytes[$0] == 0x0A }
      ?? min(text.bytes.count, end + rest))
    return line.contains {
      text.follows($0, already) && isLifted(from: $0 + already.count, before: line.upperBound, in: text)
    }
  }

  private static func isLifted(from start: Int, before end: Int, in text: SymbolReader) -> Bool {
    for at in start..<end {
      if text.follows(at, lifted) { return true }
      if delays.contains(where: { text.follows(at, $0) }) { return false }
      // 定于2030年, but not 按规定于2020年.
      if text.follows(at, "定于"), !text.follows(at - 3, "规") { return false }
    }
    return false
  }

  /// What ends a breath, or tells of a day to come.
  private static let delays = [
    "，", "。", "；", "：", ",", ";", "、", "（", "(", "未", "不", "待", "到期", "期满", "拟", "将", "届", "后", "另", "再",
  ].map { Array($0.utf8) }

  /// 1. 秘密★5年 and A. 秘密★5年: an entry of a list, or an answer to choose, that something stands before or another beside.
  private static func isNumbered(_ start: Int, in text: SymbolReader) -> Bool {
    guard hasNumber(before: start, in: text, atLineStart: true) else { return false }
    let line = text.bytes[..<start].lastIndex(of: 0x0A) ?? 0
    if text.bytes[..<line].contains(where: { $0 > 0x20 }) { return true }
    return (start..<min(text.bytes.count, start + near)).contains { at in
      at - start > 2 && level(at: at, in: text) != nil && hasNumber(before: at, in: text, atLineStart: false)
    }
  }

  private static func hasNumber(before start: Int, in text: SymbolReader, atLineStart: Bool) -> Bool {
    var at = back(from: start, in: text)
    guard let sign = numbering.first(where: { text.follows(at - $0.count, $0) }) else { return false }
    at -= sign.count
    var count = 0
    while at > 0, count < 3, Checksums.isDigit(text.bytes[at - 1]) {
      at -= 1
      count += 1
    }
    if count == 0, at > 0, (0x41...0x48).contains(text.bytes[at - 1] & 0xDF) { (at, count) = (at - 1, 1) }
    guard count > 0, atLineStart else { return count > 0 }
    if let opening = openings.first(where: { text.follows(at - $0.count, $0) }) { at -= opening.count }
    at = back(from: at, in: text)
    return at == 0 || text.bytes[at - 1] == 0x0A || text.bytes[at - 1] == 0x0D
  }

  private static let numbering = [".", "．", "、", ")", "）"].map { Array($0.utf8) }
  private static let openings = ["(", "（"].map { Array($0.utf8) }

  /// 密级：□绝密 ☑机密 □秘密.
  static func isChosen(_ start: Int, in text: SymbolReader) -> Bool {
    let box = back(from: start, in: text)
    guard checks.contains(where: { text.follows(box - $0.count, $0) }) else { return false }
    var at = box
    while at > 0, box - at < rest, text.bytes[at - 1] != 0x0A {
      at -= 1
      if isLabel(endingAt: at, in: text) { return true }
    }
    return false
  }
}
