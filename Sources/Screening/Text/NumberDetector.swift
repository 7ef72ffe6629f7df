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
    var second: UInt8? { symbols.count > 1 ? symbols[1].byte : nil }
  }

  /// What is found in a run, with the offset of each.
  func findings(_ symbols: [Symbol], end: Int) -> [Finding] {
    var groups = grouped(symbols)
    var findings: [Finding] = []
    if symbols.contains(where: { $0.byte == NumberDetector.star || $0.byte == NumberDetector.cross }) {
      groups = takeMasked(groups, &findings)
    }
    var ends = [0]
    for group in groups { ends.append(ends[ends.count - 1] + group.count) }
    var at = 0
    while at < groups.count {
      // The longest number that groups make together goes first; a number cut by blanks is still one.
      var taken = 0
      for size in stride(from: min(NumberDetector.mostGroups, groups.count - at), through: 1, by: -1) {
        let count = ends[at + size] - ends[at]
        // Only the numbers of residents are written in many small groups.
        guard (11...21).contains(count), size <= 6 || count == 18 || count == 20,
          size <= 6
            || Checksums.isRegion(groups[at].symbols[0].byte, groups[at].second ?? groups[at + 1].symbols[0].byte)
        else { continue }
        let part = groups[at..<(at + size)]
        let number = Number(
          symbols: part.flatMap(\.symbols), groups: part.map(\.count), gaps: part.dropFirst().map(\.gap),
          isLast: at + size == groups.count, isAlone: size == groups.count, end: end)
        if let finding = finding(number) {
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
  private static let star = UInt8(ascii: "*")
  private static let cross = UInt8(ascii: "X")

  private func grouped(_ symbols: [Symbol]) -> [Group] {
    var groups: [Group] = []
    for symbol in symbols {
      let last = groups.last?.symbols.last?.byte
      // A check letter ends a number, whatever follows, but for several that mask one.
      let isOver = last == NumberDetector.cross && (symbol.byte != last || (groups.last?.count ?? 0) >= 18)
      if groups.isEmpty || symbol.gap != .none || isOver {
        groups.append(Group(symbols: [symbol], gap: symbol.gap))
      } else {
        groups[groups.count - 1].symbols.append(symbol)
      }
    }
    return groups
  }

  /// Takes out masked numbers that still show a birthday; other stars, as those of Markdown, part groups.
  private func takeMasked(_ groups: [Group], _ findings: inout [Finding]) -> [Group] {
    var rest: [Group] = []
    var at = 0
    while at < groups.count {
      let size = (1...min(5, groups.count - at)).first { size in
        let symbols = groups[at..<(at + size)].flatMap(\.symbols)
        return symbols.count == 18 && !groups[(at + 1)..<(at + size)].contains { $0.gap == .line }
      }
      if let size, let finding = masked(groups[at..<(at + size)].flatMap(\.symbols)) {
        findings.append(finding)
        at += size
        continue
      }
      var gap = groups[at].gap
      for piece in groups[at].symbols.split(separator: NumberDetector.star, by: \.byte) {
        rest.append(Group(symbols: piece, gap: gap))
        gap = .sign
      }
      at += 1
    }
    return rest
  }

  /// Some groups of a run that may be one number.
  private struct Number {
    let symbols: [Symbol]
    let groups: [Int]
    let gaps: [Symbol.Gap]
    /// Nothing of the run comes after it.
    let isLast: Bool
    /// The run holds nothing else.
    let isAlone: Bool
    /// Offset after the run.
    let end: Int
  }

  private func finding(_ number: Number) -> Finding? {
    guard let first = number.symbols.first else { return nil }
    let (groups, gaps) = (number.groups, number.gaps)
    let digits = number.symbols.map(\.byte)
    // Part of a longer word, of a path or of a decimal is no number of a person, but for one with a check digit and a
    // birthday behind a few letters, as in SFZ1101….
    if text.isLetterBefore(first.offset) || (number.isLast && text.isLetterAt(number.end)) {
      guard digits.count == 18 || digits.count == 20, isBesideFewLetters(number) else { return nil }
    }
    let isWhole = groups.count == 1
    let xs = digits.filter { $0 == NumberDetector.cross }.count
    guard
      xs == 0
        || (xs == 1
          && (digits.last == NumberDetector.cross || (digits.count == 20 && digits[17] == NumberDetector.cross)))
    else { return nil }
    if isWhole, digits.count == 18, SocialCreditCode(String(decoding: digits, as: UTF8.self)) != nil,
      !Checksums.isResidentID(digits, asOf: context.asOf)
    {
      return nil
    }
    if digits.count == 18, Checksums.isResidentID(digits, asOf: context.asOf), isOneNumber(number) {
      return self.number(.residentID, .block, digits, first, 6)
    }
    if digits.count == 20, Checksums.isResidentID(digits.prefix(18), asOf: context.asOf),
      (0x31...0x37).contains(digits[18]), (0x31...0x34).contains(digits[19]), isOneNumber(number)
    {
      return self.number(.disabilityCard, .block, digits, first, 6)
    }
    if isWhole, digits.count == 20, Checksums.isResidentID(digits.prefix(18), asOf: context.asOf) { return nil }
    guard xs == 0 else { return nil }
    if isWhole, digits.count == 15, Checksums.isResidentID15(digits), near(first.offset, NumberDetector.idWords) {
      return self.number(.residentID15, .block, digits, first, 6)
    }
    if let mobile = mobile(digits, groups, gaps, first) { return mobile }
    return bankCard(digits, number, first)
  }

  /// Whether groups with a right check digit are one number: one in sixty thousand rows of eighteen digits looks like
  /// one by chance, and tables of figures have many. People part the number in few ways; where a word says that it is
  /// one, any will do.
  private func isOneNumber(_ number: Number) -> Bool {
    let gaps = number.gaps.filter { $0 != .script }
    guard gaps.count > 1, !number.groups.allSatisfy({ $0 == 1 }) else { return true }
    if NumberDetector.usualGroups.contains(number.groups) { return true }
    if gaps.count <= 3, gaps.allSatisfy({ $0 == .hyphen }) { return true }
    return number.symbols.first.map { near($0.offset, NumberDetector.idWords + NumberDetector.nameWords) } ?? false
  }

  /// Whether what stands right before a number and right after it is nothing, or a few letters that no digit follows: a
  /// digest or a code has both, mixed.
  private func isBesideFewLetters(_ number: Number) -> Bool {
    guard let first = number.symbols.first else { return false }
    return text.isShortWord(before: first.offset) && (!number.isLast || text.isShortWord(after: number.end))
  }

  private static let usualGroups: Set<[Int]> = [
    [6, 8, 4], [6, 8, 3, 1], [6, 4, 4, 4], [6, 4, 2, 2, 4], [6, 4, 2, 2, 3, 1], [4, 4, 4, 4, 2], [3, 3, 4, 4, 4],
    [3, 3, 8, 4],
    [2, 2, 2, 8, 4], [6, 8, 4, 2], [6, 8, 4, 1, 1], [4, 4, 4, 4, 4],
  ]

  /// A masked identity number that still shows the date of birth.
  private func masked(_ symbols: [Symbol]) -> Finding? {
    let digits = symbols.map(\.byte)
    guard digits.count == 18, let first = symbols.first, !text.isLetterBefore(first.offset),
      digits.filter({ !Checksums.isDigit($0) }).count > 1, digits[6..<14].allSatisfy(Checksums.isDigit),
      Checksums.isDate(digits[6..<14], asOf: context.asOf)
    else { return nil }
    return Finding(
      detector: .maskedID, action: .warn, place: "", masked: String(decoding: digits.prefix(6), as: UTF8.self) + "…",
      offset: first.offset, number: NumberTrace(digits))
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
      shape == [11] || shape == [3, 4, 4] || (shape == [3, 8] || shape == [7, 4]) && !gaps.contains(.sign),
      !gaps.contains(.line),
      !isInAddress(first.offset)
    else { return nil }
    guard !context.isOrganisationColumn else { return nil }
    let isPrivate = near(first.offset, NumberDetector.privateWords)
    return self.number(.mobile, isPrivate ? .block : .warn, Array(number), first, 3)
  }

  private func bankCard(_ digits: [UInt8], _ number: Number, _ first: Symbol) -> Finding? {
    let groups = number.groups
    guard (16...19).contains(digits.count), number.gaps.allSatisfy({ [.space, .hyphen, .script].contains($0) }),
      Checksums.isLuhn(digits), groups.count == 1 || groups.dropLast().allSatisfy({ $0 == 4 || $0 == 6 }),
      !isInAddress(first.offset)
    else { return nil }
    // Four years in a row of a table are no card.
    guard groups.count == 1 || number.isAlone || near(first.offset, NumberDetector.bankWords) else { return nil }
    let isUnionPay = digits[0] == 0x36 && digits[1] == 0x32
    guard isUnionPay || ([0x33, 0x34, 0x35].contains(digits[0]) && digits.count == 16) else { return nil }
    // One number in ten passes the check by chance: cards of other networks need a word beside them, but for those of
    // Visa and Mastercard in groups of four.
    let isOfFour = groups == [4, 4, 4, 4]
    let isKnownRange =
      isUnionPay || isOfFour && (digits[0] == 0x34 || digits[0] == 0x35 && (0x31...0x35).contains(digits[1]))
    guard isKnownRange || near(first.offset, NumberDetector.bankWords) else { return nil }
    return self.number(.bankCard, .block, digits, first, 4)
  }

  private func number(
    _ detector: Detector, _ action: ScreeningAction, _ digits: [UInt8], _ first: Symbol, _ shown: Int
  ) -> Finding {
    let masked =
      String(decoding: digits.prefix(shown), as: UTF8.self) + String(repeating: "*", count: digits.count - shown)
    return Finding(
      detector: detector, action: action, place: "", masked: masked, offset: first.offset, number: NumberTrace(digits))
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
  private static let nameWords = words("证号 姓名 户主 号码 本人")
  private static let privateWords = words("姓名 身份证 住址 户主 家庭 患者 学生 本人 低保 受益人 申请人")
  private static let bankWords = words("卡号 账号 帐号 账户 帐户 银行 开户")
}

extension [Symbol] {
  /// The pieces between symbols of one kind; empty ones are left out.
  fileprivate func split(separator: UInt8, by byte: (Symbol) -> UInt8) -> [[Symbol]] {
    split { byte($0) == separator }.map(Array.init)
  }
}
