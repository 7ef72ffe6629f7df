/// How characters are compared: ASCII letters without case, full-width forms as half-width ones, brackets of any kind as
/// round ones (the 〔 〕 of a 发文字号 is on no keyboard). One character is always folded into one, so that positions in the folded text are positions in the text.
enum Fold {
  static let lineFeed: UInt32 = 0x0A
  static let space: UInt32 = 0x20

  /// Kana, ideographs and what lies between them and the full-width forms: most of a Chinese text. None is a blank, and each
  /// stands for itself.
  @inline(__always)
  private static func isPlain(_ scalar: UInt32) -> Bool { scalar &- 0x3041 < 0xFE00 - 0x3041 }

  /// The character that stands for a character in the index.
  @inline(__always)
  static func folded(_ scalar: UInt32) -> UInt32 { isPlain(scalar) ? scalar : foldedForm(scalar) }

  private static func foldedForm(_ scalar: UInt32) -> UInt32 {
    var scalar = scalar
    if scalar >= 0xFF01, scalar <= 0xFF5E { scalar -= 0xFEE0 }
    switch scalar {
    case 0x41...0x5A: return scalar + 0x20
    case 0x5B, 0x3010, 0x3014, 0xFE5D: return 0x28
    case 0x5D, 0x3011, 0x3015, 0xFE5E: return 0x29
    default: return scalar
    }
  }

  /// Whether a character separates words: no phrase runs over it.
  @inline(__always)
  static func isBlank(_ scalar: UInt32) -> Bool { !isPlain(scalar) && isBlankForm(scalar) }

  private static func isBlankForm(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x00...0x20, 0x7F, 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }
}
