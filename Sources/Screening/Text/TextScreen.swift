/// Finds what must not go out in a text: one pass over its bytes.
///
/// Domain 7.2. Full-width digits, Chinese digits, blanks and characters without width in a number hide nothing.
public enum TextScreen {
  /// Everything found, in the order of the text.
  public static func findings(in utf8: [UInt8], context: TextContext = TextContext()) -> [Finding] {
    utf8.withUnsafeBufferPointer { findings(in: $0, context: context) }
  }

  /// Everything found, in the order of the text.
  public static func findings(in text: String, context: TextContext = TextContext()) -> [Finding] {
    var text = text
    return text.withUTF8 { findings(in: $0, context: context) }
  }

  /// Everything found, in the order of the text; `bytes` may be any bytes.
  public static func findings(in bytes: UnsafeBufferPointer<UInt8>, context: TextContext) -> [Finding] {
    var scan = TextScan(bytes: bytes, context: context)
    scan.run()
    return scan.placed()
  }
}

/// One pass at work.
private struct TextScan {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let context: TextContext
  private let reader: SymbolReader
  private let numbers: NumberDetector
  private var found: [Finding] = []
  /// Where the table, or the line, ends that a 姓名 was looked at in: once is enough for each.
  private var nameEnd = 0
  /// The last line that was asked whether it names a person, and the answer.
  private var personal: (line: Range<Int>, isPersonal: Bool) = (0..<0, false)

  init(bytes: UnsafeBufferPointer<UInt8>, context: TextContext) {
    self.bytes = bytes
    self.context = context
    reader = SymbolReader(bytes: bytes)
    numbers = NumberDetector(text: reader, context: context)
  }

  mutating func run() {
    let beginnings = context.breadth == .certain ? Phrase.secrecyFirsts : Phrase.firsts
    beginnings.withUnsafeBufferPointer { firsts in
      var at = 0
      while at < bytes.count {
        let byte = bytes[at]
        if byte < 0x80 {
          at = TextScan.isTold(byte) ? ascii(byte, at) : at + 1
        } else if byte & 0xF0 == 0xE0, at + 2 < bytes.count {
          let code = Int(byte & 0xF) << 12 | Int(bytes[at + 1] & 0x3F) << 6 | Int(bytes[at + 2] & 0x3F)
          // Full-width digits lie at FF10-FF19.
          if code >= 0xFF10, code <= 0xFF19 {
            at = number(at)
          } else if firsts[code >> 6] & (1 << UInt64(code & 63)) != 0 {
            phrases(UInt32(code), at)
            at += 3
          } else if byte <= 0xE9, reader.chineseDigit(at) != nil {
            at = chineseNumber(at)
          } else {
            at += 3
          }
        } else if byte == 0xC3, reader.follows(at, "×××") {
          note(.draftDebris, .warn, "×××", at)
          while reader.follows(at, "×") { at += 2 }
        } else {
          at += 1
        }
      }
    }
  }

  /// The ASCII that something to be told may begin with: digits, and `@`, `\`, `f` and `T`. One bit each.
  private static func isTold(_ byte: UInt8) -> Bool {
    let bits: UInt64 = byte < 64 ? 0x03FF_0000_0000_0000 : 0x0000_0040_1010_0001
    return bits >> UInt64(byte & 63) & 1 != 0
  }

  private mutating func note(_ detector: Detector, _ action: ScreeningAction, _ masked: String, _ at: Int) {
    guard found.count < 10_000 else { return }
    found.append(Finding(detector: detector, action: action, place: "", masked: masked, offset: at))
  }

  // MARK: - ASCII

  private mutating func ascii(_ byte: UInt8, _ at: Int) -> Int {
    switch byte {
    case 0x30...0x39: return number(at)
    case UInt8(ascii: "@"): email(at)
    case UInt8(ascii: "\\"):
      if reader.follows(at, "\\\\"), at + 3 < bytes.count, SymbolReader.isWord(bytes[at + 2]),
        at == 0 || bytes[at - 1] <= 0x20 || bytes[at - 1] >= 0x80
      {
        note(.internalChannel, .warn, "\\\\…", at)
        return at + 2
      }
    case UInt8(ascii: "f"):
      if reader.follows(at, "file://") { note(.internalChannel, .warn, "file://…", at) }
    case UInt8(ascii: "T"):
      if reader.follows(at, "TODO"), !reader.isWordBefore(at), !reader.isWordAt(at + 4) {
        note(.draftDebris, .warn, "TODO", at)
      }
    default: break
    }
    return at + 1
  }

  private mutating func number(_ start: Int) -> Int {
    if let end = address(start) { return end }
    // Most runs are too short for a number of a person: years, days, sizes.
    if let end = reader.endOfRun(from: start, shorterThan: TextScan.shortest) { return max(end, start + 1) }
    let (symbols, end) = reader.run(from: start)
    found += numbers.findings(symbols, end: end)
    return max(end, start + 1)
  }

  private mutating func chineseNumber(_ start: Int) -> Int {
    // 一 and the like are words most of the time; a phrase may begin inside the run.
    guard reader.endOfRun(from: start, shorterThan: TextScan.shortest) == nil else { return start + 3 }
    let (symbols, end) = reader.run(from: start)
    found += numbers.findings(symbols, end: end)
    return max(end, start + 3)
  }

  /// Digits of the shortest number that is looked for: of a mobile telephone.
  private static let shortest = 11

  /// An address of an inside network; the offset after it.
  private mutating func address(_ start: Int) -> Int? {
    guard bytes[start] == 0x31, !reader.isWordBefore(start), start == 0 || bytes[start - 1] != UInt8(ascii: ".") else {
      return nil
    }
    var parts: [Int] = []
    var at = start
    while parts.count < 4 {
      var value = 0
      let begin = at
      while at < bytes.count, at - begin < 3, Checksums.isDigit(bytes[at]) {
        value = value * 10 + Int(bytes[at] - 0x30)
        at += 1
      }
      guard at > begin, value < 256 else { return nil }
      parts.append(value)
      if parts.count < 4 {
        guard at < bytes.count, bytes[at] == UInt8(ascii: ".") else { return nil }
        at += 1
      }
    }
    if at < bytes.count, Checksums.isDigit(bytes[at]) || bytes[at] == UInt8(ascii: ".") { return nil }
    guard parts[0] == 10 || (parts[0] == 172 && (16...31).contains(parts[1])) || (parts[0] == 192 && parts[1] == 168)
    else { return nil }
    note(.internalChannel, .warn, "\(parts[0]).*.*.*", start)
    return at
  }

  private mutating func email(_ at: Int) {
    guard !context.isOrganisationColumn else { return }
    var start = at
    while start > 0, at - start < 64, SymbolReader.isWord(bytes[start - 1]) || ".-+".utf8.contains(bytes[start - 1]) {
      start -= 1
    }
    var end = at + 1
    while end < bytes.count, end - at < 128, SymbolReader.isWord(bytes[end]) || ".-".utf8.contains(bytes[end]) {
      end += 1
    }
    let domain = String(decoding: UnsafeBufferPointer(rebasing: bytes[(at + 1)..<end]), as: UTF8.self).lowercased()
    guard start < at, domain.contains("."), !domain.hasPrefix("."), !domain.hasSuffix("gov.cn") else { return }
    note(.email, .warn, "\(UnicodeScalar(bytes[start]))***@…", start)
  }

  // MARK: - Phrases

  private mutating func phrases(_ first: UInt32, _ at: Int) {
    guard let candidates = Phrase.byFirst[first] else { return }
    for phrase in candidates where reader.follows(at, phrase.bytes) { look(phrase, at) }
  }

  private mutating func look(_ phrase: Phrase, _ at: Int) {
    let end = at + phrase.bytes.count
    let words = String(decoding: phrase.bytes, as: UTF8.self)
    switch phrase.kind {
    case .secrecyLine: secrecy(words, at, end)
    case .internalMark, .weakInternalMark:
      let isAlone = isAlone(at, end)
      if isAlone || phrase.isStrong { note(.internalMark, isAlone ? .block : .warn, words, at) }
    case .addressee:
      if isAlone(at, end, lineLimit: 60) { note(.addressee, .block, words, at) }
    case .channel: note(.internalChannel, .warn, words, at)
    case .debris:
      if isBracketed(at, end) { note(.draftDebris, .warn, words, at) }
    case .birth:
      if !context.isOrganisationColumn, hasDigits(after: end, within: 24, least: 4) {
        note(.birthDate, .warn, "\(words)…", at)
      }
    case .address: homeAddress(words, at, end)
    case .disease:
      if isPersonalLine(at) { note(.medical, .block, "\(words.prefix(1))…", at) }
    case .travel: travelDocument(words, end)
    case .name: name(at)
    case .plate: plate(words, at, end)
    }
  }

  private mutating func secrecy(_ words: String, _ at: Int, _ end: Int) {
    let line = line(at, reach: 64)
    let lineBytes = UnsafeBufferPointer(rebasing: bytes[line])
    let isMarked = SecrecyMark.firstOffset(in: lineBytes).map { line.lowerBound + $0 == at } ?? false
    // A line that says nothing else, as on a document's head.
    let rest = line.filter { index in (index < at || index >= end) && bytes[index] > 0x20 }
    let isAlone = rest.isEmpty && line.count < 24
    if isMarked || isAlone { note(.secrecyMark, .block, words, at) }
  }

  private mutating func homeAddress(_ words: String, _ at: Int, _ end: Int) {
    guard reader.follows(end, "：") || reader.follows(end, ":") else { return }
    // 住址 within 家庭住址 is told once.
    if words == "住址", at >= 6, reader.follows(at - 6, "家庭") { return }
    let line = line(at, reach: 200)
    let value = UnsafeBufferPointer(rebasing: bytes[end..<min(line.upperBound, end + 150)])
    let hasRoom = ["室", "号", "单元", "栋", "幢", "组"].contains { word in
      let pattern = Array(word.utf8)
      return (0..<max(0, value.count - pattern.count + 1)).contains { start in
        start > 0 && Checksums.isDigit(value[start - 1])
          && pattern.indices.allSatisfy { value[start + $0] == pattern[$0] }
      }
    }
    if hasRoom { note(.homeAddress, .block, "\(words)…", at) }
  }

  private mutating func travelDocument(_ words: String, _ end: Int) {
    var at = end
    let limit = min(bytes.count, end + 48)
    while at < limit {
      guard SymbolReader.isWord(bytes[at]) else {
        if bytes[at] == 0x0A { return }
        at += 1
        continue
      }
      let start = at
      while at < bytes.count, at - start < 24, SymbolReader.isWord(bytes[at]) { at += 1 }
      let token = Array(bytes[start..<at])
      let letters = token.prefix { !Checksums.isDigit($0) }
      let digits = token.dropFirst(letters.count)
      guard digits.allSatisfy(Checksums.isDigit) else { continue }
      let isPassport =
        "EGPDSegpds".utf8.contains(letters.first ?? 0) && letters.count <= 2 && (7...8).contains(digits.count)
      let isPermit = letters.count == 1 && "CHMchm".utf8.contains(letters[0]) && (8...10).contains(digits.count)
      let isPlain = letters.isEmpty && digits.count == 8 && words != "护照"
      if isPassport || isPermit || isPlain {
        note(.passport, .warn, String(decoding: token.prefix(2), as: UTF8.self) + "******", start)
        return
      }
    }
  }

  private mutating func plate(_ words: String, _ at: Int, _ end: Int) {
    guard end < bytes.count, bytes[end] >= 0x41, bytes[end] <= 0x5A, bytes[end] != 0x49, bytes[end] != 0x4F else {
      return
    }
    var at = end + 1
    if reader.follows(at, "·") { at += 2 }
    let start = at
    var digits = 0
    while at < bytes.count, at - start < 6, Checksums.isDigit(bytes[at]) || (0x41...0x5A).contains(bytes[at]) {
      guard bytes[at] != 0x49, bytes[at] != 0x4F else { return }
      if Checksums.isDigit(bytes[at]) { digits += 1 }
      at += 1
    }
    let length = at - start
    let isSpecial = length == 4 && ["挂", "学", "警", "港", "澳"].contains { reader.follows(at, Array($0.utf8)) }
    guard isSpecial || ((5...6).contains(length) && !reader.isWordAt(at)), digits >= 3 else { return }
    note(.plate, .warn, "\(words)\(UnicodeScalar(bytes[end]))·****", end - 3)
  }

  // MARK: - Tables and lines

  /// A head of a table that names people, or a line about one.
  private mutating func name(_ at: Int) {
    guard at >= nameEnd else { return }
    let line = line(at, reach: 600)
    nameEnd = line.upperBound
    if let table = TextTable(bytes: bytes, head: line) {
      nameEnd = table.end
      found += TableScreen.findings(header: table.header, rows: table.rows, context: context).map {
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
  private func line(_ at: Int, reach: Int) -> Range<Int> {
    var start = at
    while start > 0, at - start < reach, bytes[start - 1] != 0x0A, bytes[start - 1] != 0x0D { start -= 1 }
    var end = at
    while end < bytes.count, end - at < reach, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return start..<end
  }

  /// Whether the line names a person as forms do: 姓名: or 患者:.
  private mutating func isPersonalLine(_ at: Int) -> Bool {
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

  private static let labels = ["姓名", "患者", "申请人", "受助人"].map { Array($0.utf8) }

  /// Whether a phrase makes up most of its line, or stands in brackets of its own: a mark, not a mention.
  private func isAlone(_ at: Int, _ end: Int, lineLimit: Int = 72) -> Bool {
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

  private func isBracketed(_ at: Int, _ end: Int) -> Bool {
    let pairs: [(String, String)] = [
      ("（", "）"), ("(", ")"), ("【", "】"), ("［", "］"), ("[", "]"), ("「", "」"), ("〔", "〕"),
    ]
    return pairs.contains { open, close in
      reader.follows(at - open.utf8.count, Array(open.utf8)) && reader.follows(end, Array(close.utf8))
    }
  }

  private func hasDigits(after at: Int, within: Int, least: Int) -> Bool {
    var count = 0
    for index in at..<min(bytes.count, at + within) {
      if bytes[index] == 0x0A { break }
      if Checksums.isDigit(bytes[index]) { count += 1 }
    }
    return count >= least
  }

  // MARK: - Places

  /// The findings with their places: 第N行第M字.
  func placed() -> [Finding] {
    var line = 1
    var lineStart = 0
    var at = 0
    return found.sorted { ($0.offset ?? 0) < ($1.offset ?? 0) }.map { finding in
      let offset = finding.offset ?? 0
      while at < offset {
        if bytes[at] == 0x0A {
          line += 1
          lineStart = at + 1
        }
        at += 1
      }
      var column = 1
      for index in lineStart..<min(offset, lineStart + 100_000) where bytes[index] & 0xC0 != 0x80 { column += 1 }
      var placed = finding
      placed.place = "第\(line)行第\(column)字"
      return placed
    }
  }
}

extension Phrase {
  /// Told even where it stands in the middle of a sentence.
  fileprivate var isStrong: Bool { if case .internalMark = kind { true } else { false } }
}
