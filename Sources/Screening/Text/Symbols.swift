/// One digit, letter or star of a text as a detector sees it: full-width forms as half-width ones, what has no width left
/// out, with where it stands.
struct Symbol {
  /// ASCII: a digit, an upper-case letter, or `*`.
  let byte: UInt8
  /// Offset of its first byte in the text.
  let offset: Int
  /// What stands between it and the symbol before.
  let gap: Gap

  /// What may stand between two digits of one number: nothing, nothing but another script (一１1), one blank, a hyphen,
  /// another sign or several blanks as between the columns of a table, a line end.
  enum Gap { case none, script, space, hyphen, sign, line }
}

/// Reads runs of digits, whatever they are written with.
struct SymbolReader {
  let bytes: UnsafeBufferPointer<UInt8>

  /// A run that begins at an offset with a digit, and the offset after it.
  ///
  /// It takes digits (half-width, full-width, Chinese), `*`, and the check letter X in its many forms; between them
  /// characters without width, and a few blanks, hyphens or other signs.
  func run(from start: Int) -> (symbols: [Symbol], end: Int) {
    var symbols: [Symbol] = []
    var at = start
    var end = start
    var gap = Symbol.Gap.none
    var separators = 0
    var isChinese: Bool?
    while at < bytes.count, symbols.count < SymbolReader.longest {
      if let (byte, length) = symbol(at, afterDigits: symbols.count) {
        // A number may stand right beside a word that is a digit, as in 一13800138000.
        if Checksums.isDigit(byte) {
          let script = bytes[at] >= 0xE3 && bytes[at] <= 0xE9 || bytes[at] == 0xE2
          if gap == .none, let isChinese, isChinese != script { gap = .script }
          isChinese = script
        }
        symbols.append(Symbol(byte: byte, offset: at, gap: symbols.isEmpty ? .none : gap))
        at += length
        end = at
        gap = .none
        separators = 0
      } else if let length = widthless(at) {
        at += length
      } else if separators < SymbolReader.mostSeparators, let (kind, length) = separator(at) {
        gap = separators == 0 ? kind : gap == .line || kind == .line ? .line : .sign
        separators += 1
        at += length
      } else {
        break
      }
    }
    return (symbols, end)
  }

  /// What may part two digits of one number at the most.
  static let mostSeparators = 4

  /// More symbols than any number has: what comes after belongs to the next run.
  private static let longest = 4096

  /// The offset after a run that has fewer symbols than a limit; nil for a longer one.
  ///
  /// What `run` would find, without keeping it.
  func endOfRun(from start: Int, shorterThan limit: Int) -> Int? {
    var count = 0
    var at = start
    var end = start
    var separators = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte &- 0x30 < 10 {
        count += 1
        at += 1
        end = at
        separators = 0
      } else if let (_, length) = symbol(at, afterDigits: count) {
        count += 1
        at += length
        end = at
        separators = 0
      } else if let length = widthless(at) {
        at += length
      } else if separators < SymbolReader.mostSeparators, let (_, length) = separator(at) {
        separators += 1
        at += length
      } else {
        break
      }
      if count == limit { return nil }
    }
    return end
  }

  /// Whether a run of digits takes what stands at an offset, or passes over it.
  func goesOn(at offset: Int) -> Bool {
    symbol(offset, afterDigits: 1) != nil || widthless(offset) != nil || separator(offset) != nil
  }

  /// Whether a digit stands at an offset, whatever it is written with.
  func isDigit(at offset: Int) -> Bool { symbol(offset, afterDigits: 0).map { Checksums.isDigit($0.0) } ?? false }

  /// Whether what stands at an offset may part two digits of one number.
  func isSeparator(at offset: Int) -> Bool { separator(offset) != nil }

  /// A digit, a star, or an X after digits.
  private func symbol(_ at: Int, afterDigits count: Int) -> (UInt8, Int)? {
    let byte = bytes[at]
    switch byte {
    case 0x30...0x39, UInt8(ascii: "*"): return (byte, 1)
    case UInt8(ascii: "X"), UInt8(ascii: "x"): return count > 0 ? (UInt8(ascii: "X"), 1) : nil
    case 0xC3, 0xCE, 0xCF, 0xD0, 0xD1, 0xE2:
      if let zero = chineseDigit(at) { return (zero, 3) }
      guard count > 0 else { return nil }
      if let cross = SymbolReader.crosses.first(where: { follows(at, $0) }) { return (UInt8(ascii: "X"), cross.count) }
      return follows(at, "●") || follows(at, "■") ? (UInt8(ascii: "*"), 3) : nil
    case 0xEF:
      guard at + 2 < bytes.count, bytes[at + 1] == 0xBC else {
        return count > 0 && follows(at, "ｘ") ? (UInt8(ascii: "X"), 3) : nil
      }
      switch bytes[at + 2] {
      case 0x90...0x99: return (bytes[at + 2] - 0x60, 3)
      case 0x8A: return (UInt8(ascii: "*"), 3)
      case 0xB8: return count > 0 ? (UInt8(ascii: "X"), 3) : nil
      default: return nil
      }
    case 0xE3...0xE9: return chineseDigit(at).map { ($0, 3) }
    case 0xF0: return mathematicalDigit(at).map { ($0, 4) }
    default: return nil
    }
  }

  /// What people and hostile people write for the check letter.
  private static let crosses = ["×", "Ⅹ", "ⅹ", "х", "Х", "χ", "Χ", "✕", "✖", "╳"].map { Array($0.utf8) }

  /// 𝟎 to 𝟿, in five styles, and 🯰 to 🯹.
  func mathematicalDigit(_ at: Int) -> UInt8? {
    guard at + 3 < bytes.count else { return nil }
    switch (bytes[at + 1], bytes[at + 2], bytes[at + 3]) {
    case (0x9D, 0x9F, 0x8E...0xBF): return 0x30 + (bytes[at + 3] - 0x8E) % 10
    case (0x9F, 0xAF, 0xB0...0xB9): return 0x30 + (bytes[at + 3] - 0xB0)
    default: return nil
    }
  }

  /// 〇零一二三四五六七八九, 壹贰叁肆伍陆柒捌玖 with their old forms, and ⓪①②③④⑤⑥⑦⑧⑨ as ASCII digits.
  func chineseDigit(_ at: Int) -> UInt8? {
    // All of them begin so; most characters of a text do not.
    guard at + 2 < bytes.count, bytes[at] &- 0xE2 < 8 else { return nil }
    switch (bytes[at], bytes[at + 1], bytes[at + 2]) {
    case (0xE3, 0x80, 0x87), (0xE9, 0x9B, 0xB6), (0xE2, 0x97, 0x8B), (0xE2, 0x93, 0xAA): return 0x30
    case (0xE2, 0x91, 0xA0...0xA8): return 0x31 + (bytes[at + 2] - 0xA0)
    case (0xE4, 0xB8, 0x80), (0xE5, 0xA3, 0xB9): return 0x31
    case (0xE4, 0xBA, 0x8C), (0xE8, 0xB4, 0xB0), (0xE8, 0xB2, 0xB3): return 0x32
    case (0xE4, 0xB8, 0x89), (0xE5, 0x8F, 0x81), (0xE5, 0x8F, 0x83): return 0x33
    case (0xE5, 0x9B, 0x9B), (0xE8, 0x82, 0x86): return 0x34
    case (0xE4, 0xBA, 0x94), (0xE4, 0xBC, 0x8D): return 0x35
    case (0xE5, 0x85, 0xAD), (0xE9, 0x99, 0x86), (0xE9, 0x99, 0xB8): return 0x36
    case (0xE4, 0xB8, 0x83), (0xE6, 0x9F, 0x92): return 0x37
    case (0xE5, 0x85, 0xAB), (0xE6, 0x8D, 0x8C): return 0x38
    case (0xE4, 0xB9, 0x9D), (0xE7, 0x8E, 0x96): return 0x39
    default: return nil
    }
  }

  /// The length of a character without width: controls, joiners, marks of direction, variants and accents, tags, empty
  /// letters of Hangul.
  func widthless(_ at: Int) -> Int? {
    switch bytes[at] {
    case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0x7F: return 1
    case 0xC2:
      guard at + 1 < bytes.count else { return nil }
      return (0x80...0x9F).contains(bytes[at + 1]) || bytes[at + 1] == 0xAD ? 2 : nil
    case 0xCC: return at + 1 < bytes.count ? 2 : nil
    case 0xCD: return at + 1 < bytes.count && bytes[at + 1] <= 0xAF ? 2 : nil
    case 0xD8: return follows(at, "\u{61C}") ? 2 : nil
    case 0xE1:
      guard at + 2 < bytes.count else { return nil }
      switch (bytes[at + 1], bytes[at + 2]) {
      case (0xA0, 0x8B...0x8F), (0x85, 0x9F...0xA0): return 3
      default: return nil
      }
    case 0xE2:
      guard at + 2 < bytes.count else { return nil }
      switch (bytes[at + 1], bytes[at + 2]) {
      case (0x80, 0x8B...0x8F), (0x80, 0xA8...0xAE), (0x81, 0xA0...0xAF), (0x83, 0x90...0xBF): return 3
      default: return nil
      }
    case 0xE3: return follows(at, "\u{3164}") ? 3 : nil
    case 0xEF:
      guard at + 2 < bytes.count else { return nil }
      switch (bytes[at + 1], bytes[at + 2]) {
      case (0xB8, 0x80...0x8F), (0xBB, 0xBF), (0xBE, 0xA0), (0xBF, 0xB9...0xBB): return 3
      default: return nil
      }
    case 0xF3:
      guard at + 3 < bytes.count, bytes[at + 1] == 0xA0 else { return nil }
      // Tags, and variants beyond the sixteenth.
      return (0x80...0x81).contains(bytes[at + 2]) || (0x84...0x87).contains(bytes[at + 2]) ? 4 : nil
    default: return nil
    }
  }

  private func separator(_ at: Int) -> (Symbol.Gap, Int)? {
    switch bytes[at] {
    case 0x20: return (.space, 1)
    case 0x0A: return (.line, 1)
    case 0x0D: return at + 1 < bytes.count && bytes[at + 1] == 0x0A ? (.line, 2) : nil
    case UInt8(ascii: "-"): return (.hyphen, 1)
    case 0x09, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "|"),
      UInt8(ascii: ";"):
      return (.sign, 1)
    case 0xC2: return follows(at, "\u{A0}") ? (.space, 2) : follows(at, "·") ? (.sign, 2) : nil
    case 0xE2:
      guard at + 2 < bytes.count else { return nil }
      switch (bytes[at + 1], bytes[at + 2]) {
      case (0x80, 0x80...0x8A), (0x80, 0xAF), (0x81, 0x9F), (0xA0, 0x80): return (.space, 3)
      case (0x80, 0x90...0x95), (0x88, 0x92): return (.hyphen, 3)
      case (0x80, 0xA2): return (.sign, 3)
      default: return nil
      }
    case 0xE3:
      guard at + 2 < bytes.count else { return nil }
      switch (bytes[at + 1], bytes[at + 2]) {
      case (0x80, 0x80): return (.space, 3)
      case (0x80, 0x81), (0x83, 0xBB): return (.sign, 3)
      default: return nil
      }
    case 0xEF:
      guard at + 2 < bytes.count else { return nil }
      switch (bytes[at + 1], bytes[at + 2]) {
      case (0xBC, 0x8D): return (.hyphen, 3)
      case (0xBC, 0x8C), (0xBC, 0x8E), (0xBC, 0x8F), (0xBC, 0x9B), (0xBD, 0x9C): return (.sign, 3)
      default: return nil
      }
    default: return nil
    }
  }

  /// The length of a blank or of a character without width; nil for anything else, a line end included.
  func blank(_ at: Int) -> Int? {
    guard at < bytes.count else { return nil }
    if bytes[at] == 0x09 { return 1 }
    if let length = widthless(at) { return length }
    guard let (gap, length) = separator(at), gap == .space else { return nil }
    return length
  }

  /// The offset after a word whose characters blanks may part, as in 机　密; nil if it does not stand there.
  func loosely(_ at: Int, _ word: [UInt8]) -> Int? {
    var at = at
    var next = 0
    while next < word.count {
      var skipped = 0
      while next > 0, skipped < 6, let length = blank(at) {
        at += length
        skipped += 1
      }
      let length = word[next] >= 0xE0 ? 3 : word[next] >= 0x80 ? 2 : 1
      for _ in 0..<min(length, word.count - next) {
        guard at < bytes.count, bytes[at] == word[next] else { return nil }
        at += 1
        next += 1
      }
    }
    return at
  }

  func follows(_ at: Int, _ expected: [UInt8]) -> Bool {
    guard at >= 0, at + expected.count <= bytes.count else { return false }
    for (index, byte) in expected.enumerated() where bytes[at + index] != byte { return false }
    return true
  }

  /// Whether a literal stands at an offset.
  func follows(_ at: Int, _ expected: StaticString) -> Bool {
    let count = expected.utf8CodeUnitCount
    guard at >= 0, at + count <= bytes.count else { return false }
    let start = expected.utf8Start
    for index in 0..<count where bytes[at + index] != start[index] { return false }
    return true
  }

  /// Whether an ASCII letter or digit, half- or full-width, stands before an offset; names of files and the like part
  /// their words by underscores.
  func isLetterBefore(_ at: Int) -> Bool { isWordBefore(at) && bytes[at - 1] != UInt8(ascii: "_") }

  /// Whether one stands at an offset.
  func isLetterAt(_ at: Int) -> Bool { isWordAt(at) && bytes[at] != UInt8(ascii: "_") }

  /// Whether at most eight letters, and then neither digit nor letter, stand before an offset.
  func isShortWord(before offset: Int) -> Bool {
    var at = offset
    for _ in 0..<8 where isLetterBefore(at) {
      let length = bytes[at - 1] < 0x80 ? 1 : 3
      guard !isDigit(at: at - length) else { return false }
      at -= length
    }
    return !isLetterBefore(at)
  }

  /// Whether at most eight letters, and then neither digit nor letter, stand at an offset.
  func isShortWord(after offset: Int) -> Bool {
    var at = offset
    for _ in 0..<8 where isLetterAt(at) {
      guard !isDigit(at: at) else { return false }
      at += bytes[at] < 0x80 ? 1 : 3
    }
    return !isLetterAt(at)
  }

  /// Whether an ASCII letter, digit or underscore, half- or full-width, stands before an offset.
  func isWordBefore(_ at: Int) -> Bool {
    guard at > 0 else { return false }
    if SymbolReader.isWord(bytes[at - 1]) { return true }
    return at >= 3 && bytes[at - 3] == 0xEF && SymbolReader.isFullWidthWord(bytes[at - 2], bytes[at - 1])
  }

  /// Whether one stands at an offset.
  func isWordAt(_ at: Int) -> Bool {
    guard at < bytes.count else { return false }
    if SymbolReader.isWord(bytes[at]) { return true }
    return at + 2 < bytes.count && bytes[at] == 0xEF && SymbolReader.isFullWidthWord(bytes[at + 1], bytes[at + 2])
  }

  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }

  private static func isFullWidthWord(_ second: UInt8, _ third: UInt8) -> Bool {
    (second == 0xBC && ((0x90...0x99).contains(third) || (0xA1...0xBA).contains(third)))
      || (second == 0xBD && (0x81...0x9A).contains(third))
  }
}
