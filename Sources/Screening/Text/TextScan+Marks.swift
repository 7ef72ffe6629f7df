/// Phrases: marks of secrecy, of inside papers and of drafts.
extension TextScan {
  mutating func phrases(_ first: Int, _ at: Int) {
    let second =
      at + 5 < bytes.count ? UInt32(bytes[at + 3]) << 16 | UInt32(bytes[at + 4]) << 8 | UInt32(bytes[at + 5]) : 0
    for place in Phrase.places(beginningWith: first) where Phrase.mayGoOn(place, with: second) {
      let phrase = Phrase.all[place]
      if reader.follows(at, phrase.bytes) {
        look(phrase, at, at + phrase.bytes.count)
      } else if phrase.isMark, let end = reader.loosely(at, phrase.bytes), isAlone(at, end) {
        // 内　部　资　料
        note(phrase.kind == .addressee ? .addressee : .internalMark, .block, phrase.words, at)
      } else if phrase.kind == .name, reader.loosely(at, phrase.bytes) != nil {
        // 姓　名
        name(at)
      }
    }
  }

  mutating func look(_ phrase: Phrase, _ at: Int, _ end: Int) {
    let words = phrase.words
    switch phrase.kind {
    case .secrecyLine:
      if let sight = SecrecyMark.sight(at: at, in: reader) {
        let level = String(decoding: UnsafeBufferPointer(rebasing: bytes[sight.range]), as: UTF8.self)
          .filter { "绝机秘密絕機祕".contains($0) }
        note(sight.isCertain ? .secrecyMark : .internalMark, .block, level, at)
      }
    case .attribute: attribute(words, at, end)
    case .only:
      // 仅供……参考
      let rest = end..<min(bytes.count, end + 33)
      let ends = ["参考", "参阅", "使用", "掌握"].map { Array($0.utf8) }
      guard let stop = rest.first(where: { at in bytes[at] == 0x0A || ends.contains { reader.follows(at, $0) } }),
        bytes[stop] != 0x0A, isAlone(at, stop + 6)
      else { return }
      note(.internalMark, .block, "仅供…", at)
    case .born: born(at)
    case .mail:
      if end < bytes.count { email(at, sign: end - at) }
    case .internalMark, .weakInternalMark:
      let isAlone = isAlone(at, end) && (phrase.isStrong || !isMention(at, end))
      if isAlone || phrase.isStrong { note(.internalMark, isAlone ? .block : .warn, words, at) }
    case .addressee:
      if isAlone(at, end, lineLimit: 60) || endsShortLine(at, end) { note(.addressee, .block, words, at) }
    case .channel: note(.internalChannel, .warn, words, at)
    case .debris:
      if isAlone(at, end) { note(.draftDebris, .warn, words, at) }
    case .birth:
      if !context.isOrganisationColumn, hasDigits(after: end, within: 36, least: 4) {
        note(.birthDate, .warn, "\(words)…", at)
      }
    case .address: homeAddress(words, at, end)
    case .disease:
      if isPersonalLine(at) { note(.medical, .block, "\(words.prefix(1))…", at) }
    case .travel: travelDocument(words, at, end)
    case .name: name(at)
    case .person: person(at)
    case .idLabel: labelled(at, end)
    case .level: levels(at)
    case .phone: bracketed(end)
    case .writer: writer(words, at)
    case .plate: plate(words, at, end)
    }
  }

  /// Whether a phrase is a part of a name or an entry of a list: 《办法（征求意见稿）》, （三）不予公开.
  private func isMention(_ at: Int, _ end: Int) -> Bool {
    let start = line(at, reach: 100).lowerBound
    if isBracketed(at, end) {
      // The title of a draft that a text speaks of.
      return ["）》", ")》", "】》", "］》", "]》", "」》", "〕》"].contains { reader.follows(end, Array($0.utf8)) }
    }
    let before = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self)
    return before.wholeMatch(of: TextScan.number) != nil
  }

  /// 三、 （三） 3. (3) ③, with what Markdown puts before a heading or an entry.
  private static var number: Regex<Substring> {
    /[#>|\s*_-]*(?:[（(](?:[0-9]{1,3}|[〇一二三四五六七八九十百]{1,4})[）)]|(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})[.、．]|[①-⑳])[\s*_]*/
  }

  /// 公开属性：依申请公开 in the head of a document.
  mutating func attribute(_ words: String, _ at: Int, _ end: Int) {
    var value = end
    while let length = reader.blank(value) { value += length }
    guard reader.follows(value, "：") || reader.follows(value, ":") else { return }
    value += bytes[value] == UInt8(ascii: ":") ? 1 : 3
    while let length = reader.blank(value) { value += length }
    if ["依申请公开", "不予公开", "不公开", "非公开", "不宜公开", "内部"].contains(where: { reader.follows(value, Array($0.utf8)) }) {
      note(.internalMark, .block, "\(words)…", at)
    }
  }

  /// Whether a phrase ends a line so short that it is no sentence: 李市长 亲启.
  func endsShortLine(_ at: Int, _ end: Int) -> Bool {
    let line = line(at, reach: 100)
    return line.count <= 45 && bytes[end..<line.upperBound].allSatisfy { $0 <= 0x20 }
  }

  /// Whether a phrase makes up most of its line, or stands in brackets of its own: a mark, not a mention.
  func isAlone(_ at: Int, _ end: Int, lineLimit: Int = 72) -> Bool {
    if isBracketed(at, end) { return true }
    let line = line(at, reach: 100)
    guard line.count <= lineLimit else { return false }
    var others = 0
    var index = line.lowerBound
    while index < line.upperBound {
      let byte = bytes[index]
      let isPunctuation =
        byte < 0x30 || (byte > 0x39 && byte < 0x41) || (byte > 0x5A && byte < 0x61) || (0x7B...0x7F).contains(byte)
        || (byte == 0xE3 && index + 1 < line.upperBound && bytes[index + 1] == 0x80)
        || (byte == 0xEF && index + 1 < line.upperBound && bytes[index + 1] >= 0xBC)
        || (byte == 0xE2 && index + 1 < line.upperBound)
      if byte & 0xC0 != 0x80, !(at..<end).contains(index), !isPunctuation { others += 1 }
      index += 1
    }
    return others * 3 <= end - at
  }

  func isBracketed(_ at: Int, _ end: Int) -> Bool {
    let pairs: [(String, String)] = [
      ("（", "）"), ("(", ")"), ("【", "】"), ("［", "］"), ("[", "]"), ("「", "」"), ("〔", "〕"),
    ]
    return pairs.contains { open, close in
      reader.follows(at - open.utf8.count, Array(open.utf8)) && reader.follows(end, Array(close.utf8))
    }
  }

  func hasDigits(after at: Int, within: Int, least: Int) -> Bool {
    var count = 0
    for index in at..<min(bytes.count, at + within) {
      if bytes[index] == 0x0A { break }
      if Checksums.isDigit(bytes[index]) || (bytes[index] >= 0xE2 && reader.chineseDigit(index) != nil) { count += 1 }
    }
    return count >= least
  }

}

extension Phrase {
  /// Told even where it stands in the middle of a sentence.
  fileprivate var isStrong: Bool { if case .internalMark = kind { true } else { false } }
}
