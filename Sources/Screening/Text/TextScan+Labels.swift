/// What a word right before it tells: numbers of residents without a right check digit, telephones in brackets, names of who
/// wrote.
extension TextScan {
  // MARK: - Numbers with a label

  /// Whether a word says that what stands beside it is a number of a resident.
  static func namesID(_ head: String) -> Bool {
    head.count <= 16 && ["身份证", "公民身份", "证件号", "社会保障号"].contains { head.contains($0) }
  }

  /// 身份证号：… with a wrong check digit, or one digit short: a typing error hides nobody.
  mutating func labelled(_ at: Int, _ end: Int) {
    var start = end
    // In a table its cell comes next.
    let leads = ["码", "：", ":", "为", "是", "“", "\"", "（", "(", "|", "\t", ","].map { Array($0.utf8) }
    for _ in 0..<24 {
      if let length = reader.blank(start) {
        start += length
      } else if let lead = leads.first(where: { reader.follows(start, $0) }) {
        start += lead.count
      } else {
        break
      }
    }
    guard start < bytes.count, reader.isDigit(at: start) else { return }
    let piece = UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + 120)])
    guard var found = TextScan.unchecked(SymbolReader(bytes: piece)), found.detector == .doubtfulID else { return }
    found.offset = start
    found.place = ""
    self.found.append(found)
  }

  /// A number in a place that says that it is one of a resident, and that no check digit tells.
  static func unchecked(_ text: [UInt8], _ context: TextContext) -> Finding? {
    guard text.count <= 120, !TextScreen.findings(in: text, context: context).contains(where: { $0.number != nil })
    else { return nil }
    return text.withUnsafeBufferPointer { unchecked(SymbolReader(bytes: $0)) }
  }

  private static func unchecked(_ text: SymbolReader) -> Finding? {
    guard let start = text.bytes.indices.first(where: { text.isDigit(at: $0) }) else { return nil }
    let symbols = text.run(from: start).symbols
    // What comes after several blanks or a line end is another number.
    let number = symbols.prefix(1) + symbols.dropFirst().prefix { ![.sign, .line].contains($0.gap) }
    let digits = number.map(\.byte)
    let body = digits.prefix(17)
    guard digits.count >= 15, body.prefix(min(17, digits.count)).allSatisfy(Checksums.isDigit),
      Checksums.isRegion(digits[0], digits[1])
    else { return nil }
    let masked = String(decoding: digits.prefix(6), as: UTF8.self)
    if Checksums.isResidentID15(digits) {
      return Finding(
        detector: .residentID15, action: .block, place: "", masked: masked + "*********", number: NumberTrace(digits))
    }
    let isCheck = digits.last.map { Checksums.isDigit($0) || $0 == UInt8(ascii: "X") } ?? false
    guard digits.count == 17 || digits.count == 18 && isCheck,
      !Checksums.isResidentID(digits, asOf: (2100, 1, 1))
    else { return nil }
    return Finding(
      detector: .doubtfulID, action: .warn, place: "", masked: masked + "…", number: NumberTrace(digits))
  }

  /// 手机（138）12345678, 手机(138)1234-5678: brackets part a number as nothing else does.
  mutating func bracketed(_ end: Int) {
    guard !context.isOrganisationColumn else { return }
    var start = end
    for _ in 0..<6 {
      if let length = reader.blank(start) {
        start += length
      } else if let lead = ["号", "码", "：", ":"].map({ Array($0.utf8) }).first(where: { reader.follows(start, $0) }) {
        start += lead.count
      } else {
        break
      }
    }
    guard start < bytes.count, reader.follows(start, "（") || reader.follows(start, "(") else { return }
    let brackets = ["（", "）", "(", ")"].map { Array($0.utf8) }
    var digits: [UInt8] = []
    var at = start
    while at < bytes.count, at - start < 60 {
      if let bracket = brackets.first(where: { reader.follows(at, $0) }) {
        at += bracket.count
      } else if bytes[at] == UInt8(ascii: "-") {
        at += 1
      } else if let length = reader.blank(at) {
        at += length
      } else if reader.isDigit(at: at), let symbol = reader.run(from: at).symbols.first {
        digits.append(symbol.byte)
        at += bytes[at] < 0x80 ? 1 : bytes[at] < 0xF0 ? 3 : 4
      } else {
        break
      }
    }
    guard digits.count == 11, digits[0] == 0x31, digits[1] >= 0x33 else { return }
    found.append(
      Finding(
        detector: .mobile, action: .warn, place: "",
        masked: String(decoding: digits.prefix(3), as: UTF8.self) + "********", offset: start,
        number: NumberTrace(digits)))
  }

  /// 来信人：王小明, wherever it stands: in the columns of letters it holds the record (`letters`).
  mutating func writer(_ words: String, _ at: Int) {
    guard !context.isLetterColumn, namesWriter(words, at) else { return }
    note(.letterWriter, .warn, "\(words)…", at)
  }
}
