/// What a character is to the rules of emphasis.
struct CharacterClass {
  /// White space, or the edge of the text.
  let isSpace: Bool
  /// Punctuation as CommonMark counts it.
  let isPunctuation: Bool
  /// A character of Chinese writing: Han, kana, hangul, full-width forms and their punctuation.
  let isCJK: Bool
  /// Opens a pair: `（`, `“`.
  let opens: Bool
  /// Closes a pair: `）`, `”`.
  let closes: Bool
  let isDigit: Bool
  /// Parts the members of a list: `，`, `、`, `；`.
  let parts: Bool
  /// Ends what stands before it: `。`, `：`, `！`.
  let ends: Bool
  /// `（` or `(`.
  let isParenthesis: Bool

  static let edge = CharacterClass(0x20)

  /// Classifies a Unicode scalar.
  init(_ scalar: UInt32) {
    isParenthesis = scalar == 0x28 || scalar == 0xFF08
    switch scalar {
    case 0x2C, 0x3B, 0x3001, 0xFF0C, 0xFF1B: (parts, ends) = (true, false)
    case 0x21, 0x2E, 0x3A, 0x3F, 0x3002, 0xFF01, 0xFF0E, 0xFF1A, 0xFF1F: (parts, ends) = (false, true)
    default: (parts, ends) = (false, false)
    }
    isDigit = scalar >= 0x30 && scalar <= 0x39
    switch scalar {
    case 0x9, 0xA, 0xC, 0xD, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: isSpace = true
    default: isSpace = false
    }
    switch scalar {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: (isPunctuation, isCJK) = (true, false)
    case 0xA1, 0xA7, 0xAB, 0xB6, 0xB7, 0xBB, 0xBF: (isPunctuation, isCJK) = (true, false)
    // Quotes, dashes and the ellipsis are shared with the West but are full-width in Chinese text.
    case 0x2010...0x2027, 0x2030...0x205E: (isPunctuation, isCJK) = (true, true)
    case 0x3001...0x3003, 0x3008...0x3011, 0x3014...0x301F, 0x3030, 0x303D, 0x30A0, 0x30FB, 0xFE10...0xFE19,
      0xFE30...0xFE6B, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65:
      (isPunctuation, isCJK) = (true, true)
    case 0x2460...0x24FF, 0x2E80...0x2FDF, 0x3005...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF,
      0xFF10...0xFF5A, 0xFF66...0xFFEF, 0x20000...0x3FFFF:
      (isPunctuation, isCJK) = (false, true)
    default: (isPunctuation, isCJK) = (false, false)
    }
    switch scalar {
    case 0x28, 0x3C, 0x5B, 0x7B, 0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016,
      0x3018,
      0x301D, 0xFF08, 0xFF1C, 0xFF3B, 0xFF5B:
      (opens, closes) = (true, false)
    case 0x29, 0x3E, 0x5D, 0x7D, 0x2019, 0x201D, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017,
      0x3019,
      0x301E, 0x301F, 0xFF09, 0xFF1E, 0xFF3D, 0xFF5D:
      (opens, closes) = (false, true)
    default: (opens, closes) = (false, false)
    }
  }

  /// Neither white space nor punctuation.
  var isLetter: Bool { !isSpace && !isPunctuation }
}
