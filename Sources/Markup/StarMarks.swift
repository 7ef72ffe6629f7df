/// Asterisks that hide part of a name or a number (`张*三、李*四`, `138****5678`), multiply or measure (`120*80*60厘米`).
///
/// CommonMark takes two of them for emphasis and eats them: the page would show the name that the office hid. So a single
/// asterisk, and three or more, between characters of which one is a digit or no ASCII letter, stay as they are, and two
/// between digits. They stand for themselves as the noncharacter U+FDD1 while cmark reads the text, since a backslash
/// would be shown in code.
enum StarMarks {
  /// U+FDD1.
  static let mark: [UInt8] = [0xEF, 0xB7, 0x91]

  /// The last run that can begin an emphasis, at the beginning of a word.
  struct Opener {
    let end: Int
    let count: Int
  }

  /// Whether a run of asterisks is text.
  ///
  /// - Parameter opener: what it may close: `*强调*内容` is emphasis, `*注：张*三` hides a name.
  static func isLiteral(
    _ run: Range<Int>, after before: CharacterClass, before after: CharacterClass, closing opener: Opener?,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard before.isLetter, after.isLetter else { return false }
    if run.count == 2 { return before.isDigit && after.isDigit }
    let isWord = bytes[run.lowerBound - 1] < 0x80 && bytes[run.upperBound] < 0x80
    if isWord, !before.isDigit, !after.isDigit { return false }
    guard let opener, opener.count == run.count, !before.isDigit, !after.isDigit else { return true }
    return !isPhrase(UnsafeBufferPointer(rebasing: bytes[opener.end..<run.lowerBound]))
  }

  /// Whether a text is two letters at least, with nothing between them.
  private static func isPhrase(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var count = 0
    for scalar in String(decoding: text.prefix(200), as: UTF8.self).unicodeScalars {
      guard CharacterClass(scalar.value).isLetter else { return false }
      count += 1
    }
    return count > 1
  }

  /// The bytes with asterisks again where they were put out of cmark's sight.
  static func restored(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      if bytes[at] == mark[0], at + 2 < bytes.count, bytes[at + 1] == mark[1], bytes[at + 2] == mark[2] {
        out.append(UInt8(ascii: "*"))
        at += 3
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return out
  }

  /// Offset of the first asterisk that stays and yet may have been meant as emphasis: `这是*重点*内容`.
  static func firstDoubtful(in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var open: (at: Int, letters: Int)?
    var at = 0
    var isAfterHan = false
    while at < text.count {
      let length = isMark(text, at) ? 3 : text[at] < 0x80 ? 1 : text[at] < 0xE0 ? 2 : text[at] < 0xF0 ? 3 : 4
      if isMark(text, at) || text[at] == UInt8(ascii: "*") {
        if let open, open.letters > 1 { return open.at }
        open = isAfterHan ? (at, 0) : nil
        isAfterHan = false
      } else {
        isAfterHan = length > 2 && isHan(text, at, length)
        if isAfterHan { open?.letters += 1 } else { open = nil }
      }
      at += length
    }
    return nil
  }

  private static func isMark(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    at + 2 < text.count && text[at] == mark[0] && text[at + 1] == mark[1] && text[at + 2] == mark[2]
  }

  private static func isHan(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ length: Int) -> Bool {
    guard at + length <= text.count,
      let scalar = String(decoding: text[at..<(at + length)], as: UTF8.self).unicodeScalars.first
    else { return false }
    let kind = CharacterClass(scalar.value)
    return kind.isCJK && kind.isLetter
  }
}
