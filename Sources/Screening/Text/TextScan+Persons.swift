/// What tells of a person beside numbers: birthdays, addresses, papers, cars, tables.
extension TextScan {
  /// 某某，1990年3月7日出生 or 1990年3月生.
  mutating func born(_ at: Int) {
    guard !context.isOrganisationColumn, reader.follows(at - 3, "月") || reader.follows(at - 3, "日") else { return }
    let before = Array(bytes[line(at, reach: 36).lowerBound..<at])
    let year = Array("年".utf8)
    let hasYear = before.indices.dropFirst(4).contains { index in
      before[index...].starts(with: year) && before[(index - 4)..<index].allSatisfy(Checksums.isDigit)
    }
    if hasYear { note(.birthDate, .warn, "…生", at) }
  }

  mutating func homeAddress(_ words: String, _ at: Int, _ end: Int) {
    let isVerb = words.hasSuffix("住") || words == "家住"
    guard
      isVerb || reader.follows(end, "：") || reader.follows(end, ":") || reader.blank(end) != nil
        || reader.follows(end, "为")
    else { return }
    // 住址 within 家庭住址 is told once.
    if words == "住址", at >= 6, reader.follows(at - 6, "家庭") { return }
    let line = line(at, reach: 200)
    let value = end..<min(line.upperBound, end + 150)
    let hasRoom = ["室", "号", "单元", "栋", "幢", "组"].contains { word in
      let pattern = Array(word.utf8)
      return value.contains { start in
        guard start > end, bytes[start] == pattern[0], reader.follows(start, pattern) else { return false }
        return Checksums.isDigit(bytes[start - 1]) || reader.chineseDigit(start - 3) != nil
          || reader.follows(start - 3, "十")
          || (bytes[start - 3] == 0xEF && (0x90...0x99).contains(bytes[start - 1]))
      }
    }
    if hasRoom { note(.homeAddress, .block, "\(words)…", at) }
  }

  mutating func travelDocument(_ words: String, _ at: Int, _ end: Int) {
    let line = line(at, reach: 48)
    let behind = documentNumber(halfWidth(end..<min(bytes.count, max(end, line.upperBound))), words)
    // 持E12345678号护照: before the word only what a letter begins.
    let found = behind ?? documentNumber(halfWidth(line.lowerBound..<at), "护照")
    if let found { note(.passport, .warn, found, at) }
  }

  /// The masked number of a passport, a permit or an officer among the words of a text.
  func documentNumber(_ text: [UInt8], _ words: String) -> String? {
    for token in text.split(whereSeparator: { !SymbolReader.isWord($0) }) where token.count < 24 {
      let letters = token.prefix { !Checksums.isDigit($0) }
      let digits = token.dropFirst(letters.count)
      guard digits.allSatisfy(Checksums.isDigit) else { continue }
      let isPassport =
        "EGPDSegpds".utf8.contains(letters.first ?? 0) && letters.count <= 2 && (7...8).contains(digits.count)
      let isPermit = letters.count == 1 && "CHMchm".utf8.contains(letters.first ?? 0) && (8...10).contains(digits.count)
      let isPlain = letters.isEmpty && words != "护照" && (words == "军官证" ? 6...8 : 8...8).contains(digits.count)
      if isPassport || isPermit || isPlain { return String(decoding: token.prefix(2), as: UTF8.self) + "******" }
    }
    return nil
  }

  mutating func plate(_ words: String, _ at: Int, _ end: Int) {
    guard end < bytes.count, bytes[end] < 0x80 || bytes[end] == 0xEF, bytes[end] != 0x0A else { return }
    var text = halfWidth(end..<min(bytes.count, end + 40))[...]
    guard let letter = text.popFirst(), (0x41...0x5A).contains(letter), letter != 0x49, letter != 0x4F else { return }
    for separator in ["·", "•", " ", "-"].map({ Array($0.utf8) }) where text.starts(with: separator) {
      text = text.dropFirst(separator.count)
      break
    }
    let number = text.prefix { Checksums.isDigit($0) || (0x41...0x5A).contains($0) && $0 != 0x49 && $0 != 0x4F }.prefix(
      6)
    let rest = text.dropFirst(number.count)
    let isSpecial = number.count == 4 && ["挂", "学", "警", "港", "澳"].contains { rest.starts(with: Array($0.utf8)) }
    let isOver = rest.first.map { !SymbolReader.isWord($0) && $0 != UInt8(ascii: "-") } ?? true
    guard isSpecial || (5...6).contains(number.count) && isOver, number.filter(Checksums.isDigit).count >= 3 else {
      return
    }
    note(.plate, .warn, "\(words)\(UnicodeScalar(letter))·****", at)
  }

  /// A piece of the text with full-width letters and digits as half-width ones, and without what has no width.
  func halfWidth(_ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if let length = reader.widthless(at) {
        at += length
      } else if bytes[at] == 0xEF, at + 2 < bytes.count, (0xBC...0xBD).contains(bytes[at + 1]),
        let scalar = UnicodeScalar(UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F) | 0xF000),
        (0xFF01...0xFF5E).contains(scalar.value)
      {
        result.append(UInt8(scalar.value - 0xFEE0))
        at += 3
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }

  // MARK: - Tables and lines

  /// A head of a table that names people, or a line about one.
  mutating func name(_ at: Int) {
    guard at >= nameEnd else { return }
    let line = line(at, reach: 600)
    nameEnd = line.upperBound
    if let table = TextTable(bytes: bytes, head: line) {
      nameEnd = table.end
      found += TableScreen.findings(in: table, context: context).map {
        Finding(detector: $0.detector, action: $0.action, place: "", masked: $0.masked, offset: at)
      }
      return
    }
    // 年龄 on a line about a person.
    let words = Array("年龄".utf8)
    guard
      let age = (line.lowerBound..<max(line.lowerBound, line.upperBound - 6)).first(where: { reader.follows($0, words) }
      )
    else { return }
    let digits = bytes[(age + 6)..<min(line.upperBound, age + 14)].drop { !Checksums.isDigit($0) }.prefix(
      while: Checksums.isDigit)
    if let years = Int(String(decoding: digits, as: UTF8.self)), years < 14, !digits.isEmpty {
      note(.minor, .block, "年龄…", age)
    }
  }

  /// The line around an offset, at most so many bytes of it each way.
  func line(_ at: Int, reach: Int) -> Range<Int> {
    var start = at
    while start > 0, at - start < reach, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
    var end = at
    while end < bytes.count, end - at < reach, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return start..<end
  }

  /// Whether the line names a person as forms do: 姓名: or 患者:.
  mutating func isPersonalLine(_ at: Int) -> Bool {
    guard !personal.line.contains(at) else { return personal.isPersonal }
    let line = line(at, reach: 600)
    personal = (
      line,
      TextScan.labels.contains { label in
        line.count > label.count
          && (line.lowerBound...(line.upperBound - label.count)).contains { start in
            guard bytes[start] == label[0], reader.follows(start, label) else { return false }
            let after = start + label.count
            return reader.follows(after, "：") || reader.follows(after, ":")
          }
      }
    )
    return personal.isPersonal
  }

  static let labels = ["姓名", "患者", "申请人", "受助人"].map { Array($0.utf8) }

}
