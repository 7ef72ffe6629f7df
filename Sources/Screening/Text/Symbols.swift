/// One digit, letter or star of a text as a detector sees it: full-width forms as half-width ones, what has no width left
/// out, with where it stands.
struct Symbol {
  /// ASCII: a digit, an upper-case letter, or `*`.
  let byte: UInt8
  /// Offset of its first byte in the text.
  let offset: Int
  /// What stands between it and the symbol before.
  let gap: Gap

  /// What may stand between two digits of one number.
  enum Gap { case none, space, hyphen, line }
}

/// Reads runs of digits, whatever they are written with.
struct SymbolReader {
  let bytes: UnsafeBufferPointer<UInt8>

  /// A run that begins at an offset with a digit, and the offset after it.
  ///
  /// It takes digits (half-width, full-width, Chinese), `*`, and the check letter X in its many forms; between them
  /// characters without width, and one blank, hyphen or line end.
  func run(from start: Int) -> (symbols: [Symbol], end: Int) {
    var symbols: [Symbol] = []
    var at = start
    var end = start
    var gap = Symbol.Gap.none
    while at < bytes.count, symbols.count < SymbolReader.longest {
      if let (byte, length) = symbol(at, afterDigits: symbols.count) {
        symbols.append(Symbol(byte: byte, offset: at, gap: symbols.isEmpty ? .none : gap))
        at += length
        end = at
        gap = .none
      } else if let length = widthless(at) {
        at += length
      } else if gap == .none, let (kind, length) = separator(at) {
        gap = kind
        at += length
      } else {
        break
      }
    }
    return (symbols, end)
  }

  /// More symbols than any number has: what comes after belongs to the next run.
  private static let longest = 4096

  /// The offset after a run that has fewer symbols than a limit; nil for a longer one.
  ///
  /// What `run` would find, without keeping it.
  func endOfRun(from start: Int, shorterThan limit: Int) -> Int? {
    var count = 0
    var at = start
    var end = start
    var hasGap = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte &- 0x30 < 10 {
        count += 1
        at += 1
        end = at
        hasGap = false
      } else if let (_, length) = symbol(at, afterDigits: count) {
        count += 1
        at += length
        end = at
        hasGap = false
      } else if let length = widthless(at) {
        at += length
      } else if !hasGap, let (_, length) = separator(at) {
        hasGap = true
        at += length
      } else {
        break
      }
      if count == limit { return nil }
    }
    return end
  }

  /// A digit, a star, or an X after digits.
  private func symbol(_ at: Int, afterDigits count: Int) -> (UInt8, Int)? {
    let byte = bytes[at]
    switch byte {
    case 0x30...0x39, UInt8(ascii: "*"): return (byte, 1)
    case UInt8(ascii: "X"), UInt8(ascii: "x"): return count > 0 ? (UInt8(ascii: "X"), 1) : nil
    case 0xC3: return count > 0 && follows(at, "×") ? (UInt8(ascii: "X"), 2) : nil
    case 0xE2: return count > 0 && follows(at, "Ⅹ") ? (UInt8(ascii: "X"), 3) : nil
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
    default: return nil
    }
  }

  /// 〇零一二三四五六七八九 as ASCII digits.
  func chineseDigit(_ at: Int) -> UInt8? {
    guard at + 2 < bytes.count else { return nil }
    switch (bytes[at], bytes[at + 1], bytes[at + 2]) {
    case (0xE3, 0x80, 0x87), (0xE9, 0x9B, 0xB6): return 0x30
    case (0xE4, 0xB8, 0x80): return 0x31
    case (0xE4, 0xBA, 0x8C): return 0x32
    case (0xE4, 0xB8, 0x89): return 0x33
    case (0xE5, 0x9B, 0x9B): return 0x34
    case (0xE4, 0xBA, 0x94): return 0x35
    case (0xE5, 0x85, 0xAD): return 0x36
    case (0xE4, 0xB8, 0x83): return 0x37
    case (0xE5, 0x85, 0xAB): return 0x38
    case (0xE4, 0xB9, 0x9D): return 0x39
    default: return nil
    }
  }

  /// The length of a character without width.
  func widthless(_ at: Int) -> Int? {
    switch bytes[at] {
    case 0xC2: return follows(at, "\u{AD}") ? 2 : nil
    case 0xE2:
      guard at + 2 < bytes.count else { return nil }
      return (bytes[at + 1] == 0x80 && (0x8B...0x8F).contains(bytes[at + 2]))
        || (bytes[at + 1] == 0x81 && (0xA0...0xA4).contains(bytes[at + 2])) ? 3 : nil
    case 0xEF: return follows(at, "\u{FEFF}") ? 3 : nil
    default: return nil
    }
  }

  private func separator(_ at: Int) -> (Symbol.Gap, Int)? {
    switch bytes[at] {
    case 0x20: return (.space, 1)
    case 0x0A: return (.line, 1)
    case 0x0D: return at + 1 < bytes.count && bytes[at + 1] == 0x0A ? (.line, 2) : nil
    case UInt8(ascii: "-"): return (.hyphen, 1)
    case 0xC2: return follows(at, "\u{A0}") ? (.space, 2) : nil
    case 0xE2: return follows(at, "\u{2010}") || follows(at, "\u{2011}") ? (.hyphen, 3) : nil
    case 0xE3: return follows(at, "\u{3000}") ? (.space, 3) : nil
    case 0xEF: return follows(at, "\u{FF0D}") ? (.hyphen, 3) : nil
    default: return nil
    }
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
