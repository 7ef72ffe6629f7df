/// How characters are compared: ASCII letters without case, full-width forms as half-width ones, brackets of any kind as
/// round ones (the 〔 〕 of a 发文字号 is on no keyboard). Quotation marks and spaces are passed over: whoever looks for
/// 三公经费 finds “三公”经费, and 通知 finds 通　知. The others are folded into one each, and these alone are counted:
/// positions in the folded text are positions in the text without what is passed over.
enum Fold {
  static let lineFeed: UInt32 = 0x0A
  /// Between the cells of a row.
  static let tab: UInt32 = 0x09
  static let space: UInt32 = 0x20
  /// What stands for a character that is passed over.
  static let none: UInt32 = 0

  /// Kana, ideographs and what lies between them and the full-width forms: most of a Chinese text. None is a blank or a
  /// quotation mark, and each stands for itself.
  @inline(__always)
  private static func isPlain(_ scalar: UInt32) -> Bool { scalar &- 0x3041 < 0xFE00 - 0x3041 }

  /// The character that stands for a character of a normalised text in the index; `none` for one that is passed over.
  @inline(__always)
  static func folded(_ scalar: UInt32) -> UInt32 { isPlain(scalar) ? scalar : foldedForm(scalar) }

  private static func foldedForm(_ scalar: UInt32) -> UInt32 {
    var scalar = scalar
    if scalar >= 0xFF01, scalar <= 0xFF5E { scalar -= 0xFEE0 }
    switch scalar {
    case 0x41...0x5A: return scalar + 0x20
    case 0x5B, 0x3010, 0x3014, 0xFE5D: return 0x28
    case 0x5D, 0x3011, 0x3015, 0xFE5E: return 0x29
    // " ' ‘ ’ “ ” 〈 〉 《 》 「 」 『 』 〝 〞 〟
    case space, 0x22, 0x27, 0x2018...0x201F, 0x3008...0x300F, 0x301D...0x301F: return none
    default: return scalar
    }
  }

  /// Whether a character separates words in what is typed.
  @inline(__always)
  static func isBlank(_ scalar: UInt32) -> Bool { !isPlain(scalar) && isBlankForm(scalar) }

  private static func isBlankForm(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x00...0x20, 0x7F, 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }
}
