import Values

/// Finds identity, bank and telephone numbers in a run of digits.
struct NumberDetector {
  let text: SymbolReader
  let context: TextContext

  /// A group of symbols that nothing but characters without width parts.
  private struct Group {
    var symbols: [Symbol]
    var gap: Symbol.Gap
    var count: Int { symbols.count }
  }

  /// What is found in a run, with the offset of each.
  func findings(_ symbols: [Symbol], end: Int) -> [Finding] {
    var groups: [Group] = []
    for symbol in symbols {
      // A check letter ends a number, whatever follows.
      if groups.isEmpty || symbol.gap != .none || groups[groups.count - 1].symbols.last?.byte == UInt8(ascii: "X") {
        groups.append(Group(symbols: [symbol], gap: symbol.gap))
      } else {
        groups[groups.count - 1].symbols.append(symbol)
      }
    }
    var findings: [Finding] = []
    var at = 0
    while at < groups.count {
      // The longest number that groups make together goes first; a number cut by blanks is still one.
      var taken = 0
      for size in stride(from: min(NumberDetector.mostGroups, groups.count - at), through: 1, by: -1) {
        let part = groups[at..<(at + size)]
        let count = part.reduce(0) { $0 + $1.count }
        guard (11...21).contains(count) else { continue }
        let isLast = at + size == groups.count
        if let finding = finding(
          part.flatMap(\.symbols), groups: part.map(\.count), gaps: part.dropFirst().map(\.gap),
          isLast: isLast, end: end)
        {
          findings.append(finding)
          taken = size
          break
        }
      }
      at += max(1, taken)
    }
    return findings
  }

  private static let mostGroups = 21

  private func finding(
    _ symbols: [Symbol], groups: [Int], gaps: [Symbol.Gap], isLast: Bool, end: Int
  ) -> Finding? {
    guard let first = symbols.first else { return nil }
    // Part of a longer word, of a path or of a decimal is no number of a person.
    guard !text.isWordBefore(first.offset), !(isLast && text.isWordAt(end)) else { return nil }
    let digits = symbols.map(\.byte)
    let isWhole = groups.count == 1
    // A line end or hyphens within a number are an evasion only where the check digit says that it is one number.
    let stars = digits.filter { $0 == UInt8(ascii: "*") }.count
    if stars > 0 { return isWhole ? masked(digits, first) : nil }
    let xs = digits.filter { $0 == UInt8(ascii: "X") }.count
    guard
      xs == 0
        || (xs == 1 && (digits.last == UInt8(ascii: "X") || (digits.count == 20 && digits[17] == UInt8(ascii: "X"))))
    else { return nil }
    if isWhole, digits.count == 18, SocialCreditCode(String(decoding: digits, as: UTF8.self)) != nil,
      !Checksums.isResidentID(digits, asOf: context.asOf)
    {
      return nil
    }
    if digits.count == 18, Checksums.isResidentID(digits, asOf: context.asOf) {
      return number(.residentID, .block, digits, first, 6)
    }
    if digits.count == 20, Checksums.isResidentID(digits.prefix(18), asOf: context.asOf),
      (0x31...0x37).contains(digits[18]), (0x31...0x34).contains(digits[19])
    {
      return number(.disabilityCard, .block, digits, first, 6)
    }
    if digits.count == 20, Checksums.isResidentID(digits.prefix(18), asOf: context.asOf) { return nil }
    guard xs == 0 else { return nil }
    if isWhole, digits.count == 15, Checksums.isResidentID15(digits), near(first.offset, NumberDetector.idWords) {
      return number(.residentID15, .block, digits, first, 6)
    }
    if let mobile = mobile(digits, groups, gaps, first) { return mobile }
    return bankCard(digits, groups, gaps, first)
  }

  /// A masked identity number that still shows the date of birth.
  private func masked(_ digits: [UInt8], _ first: Symbol) -> Finding? {
    guard digits.count == 18, digits.prefix(6).contains(where: Checksums.isDigit),
      digits[6..<14].allSatisfy(Checksums.isDigit), Checksums.isDate(digits[6..<14], asOf: context.asOf)
    else { return nil }
    return Finding(
      detector: .maskedID, action: .warn, place: "", masked: String(decoding: digits.prefix(6), as: UTF8.self) + "…",
      offset: first.offset)
  }

  private func mobile(_ digits: [UInt8], _ groups: [Int], _ gaps: [Symbol.Gap], _ first: Symbol) -> Finding? {
    var number = digits[...]
    var shape = groups
    if number.count == 13, number.starts(with: [0x38, 0x36]) {
      guard first.offset > 0, text.bytes[first.offset - 1] == UInt8(ascii: "+") || shape.first == 2 else { return nil }
      number = number.dropFirst(2)
      if shape.first == 2 { shape.removeFirst() } else { shape[0] -= 2 }
    }
    guard number.count == 11, number.first == 0x31, let second = number.dropFirst().first, second >= 0x33,
      shape == [11] || shape == [3, 4, 4] || shape == [3, 8] || shape == [7, 4], !gaps.contains(.line),
      !isInAddress(first.offset)
    else { return nil }
    guard !context.isOrganisationColumn else { return nil }
    let isPrivate = near(first.offset, NumberDetector.privateWords)
    return self.number(.mobile, isPrivate ? .block : .warn, Array(number), first, 3)
  }

  private func bankCard(_ digits: [UInt8], _ groups: [Int], _ gaps: [Symbol.Gap], _ first: Symbol) -> Finding? {
    guard (16...19).contains(digits.count), !gaps.contains(.line), Checksums.isLuhn(digits),
      groups.count == 1 || groups.dropLast().allSatisfy({ $0 == 4 || $0 == 6 }), !isInAddress(first.offset)
    else { return nil }
    let isUnionPay = digits[0] == 0x36 && digits[1] == 0x32
    guard isUnionPay || ([0x33, 0x34, 0x35].contains(digits[0]) && digits.count == 16) else { return nil }
    // One number in ten passes the check by chance: cards of other networks need a word beside them, but for the
    // standard sixteen digits of Visa and Mastercard.
    let isKnownRange = isUnionPay || digits[0] == 0x34 || (digits[0] == 0x35 && (0x31...0x35).contains(digits[1]))
    guard isKnownRange || near(first.offset, NumberDetector.bankWords) else { return nil }
    return number(.bankCard, .block, digits, first, 4)
  }

  private func number(
    _ detector: Detector, _ action: ScreeningAction, _ digits: [UInt8], _ first: Symbol, _ shown: Int
  ) -> Finding {
    let masked =
      String(decoding: digits.prefix(shown), as: UTF8.self) + String(repeating: "*", count: digits.count - shown)
    return Finding(detector: detector, action: action, place: "", masked: masked, offset: first.offset)
  }

  /// Whether a number is part of a web address or a file name.
  private func isInAddress(_ offset: Int) -> Bool {
    guard offset > 0 else { return false }
    return "/=?&%#@._".utf8.contains(text.bytes[offset - 1])
  }

  /// Whether one of these words stands within 90 bytes before, or 45 after, an offset, on the same line or the next.
  private func near(_ offset: Int, _ words: [[UInt8]]) -> Bool {
    let start = max(0, offset - 90)
    let end = min(text.bytes.count, offset + 66)
    return words.contains { word in
      guard end - start >= word.count else { return false }
      return (start...(end - word.count)).contains { at in
        text.bytes[at] == word[0] && text.follows(at, word)
      }
    }
  }

  private static func words(_ list: String) -> [[UInt8]] { list.split(separator: " ").map { Array($0.utf8) } }
  private static let idWords = words("身份证 证件号 公民身份号码")
  private static let privateWords = words("姓名 身份证 住址 户主 家庭 患者 学生 本人 低保 受益人 申请人")
  private static let bankWords = words("卡号 账号 帐号 账户 帐户 银行 开户")
}
