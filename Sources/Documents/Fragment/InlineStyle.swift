/// How a stretch of text looks.
struct InlineStyle: OptionSet, Hashable {
  let rawValue: UInt8

  static let bold = InlineStyle(rawValue: 1)
  static let italic = InlineStyle(rawValue: 2)
  static let strike = InlineStyle(rawValue: 4)
  static let underline = InlineStyle(rawValue: 8)
  static let sub = InlineStyle(rawValue: 16)
  static let sup = InlineStyle(rawValue: 32)
  static let code = InlineStyle(rawValue: 64)

  /// The style that an element gives its text, or nil.
  init?(_ tag: FragmentTag) {
    switch tag {
    case .bold: self = .bold
    case .italic: self = .italic
    case .strike: self = .strike
    case .underline: self = .underline
    case .sub: self = .sub
    case .sup: self = .sup
    case .code: self = .code
    default: return nil
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }
}
