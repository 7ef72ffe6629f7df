/// A list being walked.
struct FragmentList {
  enum Marks {
    case none, bullet, decimal, lowerLetters, upperLetters, lowerRoman, upperRoman

    /// The marks of an ordered list's `type`.
    init(type: UInt8?) {
      switch type {
      case UInt8(ascii: "a"): self = .lowerLetters
      case UInt8(ascii: "A"): self = .upperLetters
      case UInt8(ascii: "i"): self = .lowerRoman
      case UInt8(ascii: "I"): self = .upperRoman
      default: self = .decimal
      }
    }
  }

  private let marks: Marks
  private var next: Int
  /// From one item to the next.
  private let step: Int
  private var mark: String?

  init(marks: Marks, next: Int, step: Int = 1) {
    self.marks = marks
    self.next = next
    self.step = step
  }

  /// Begins the next item, with a number of its own where it has one.
  mutating func startItem(_ number: Int? = nil) {
    next = number ?? next
    mark = FragmentList.mark(marks, next)
    next += step
  }

  /// The item's mark, once.
  mutating func takeMark() -> String? {
    defer { mark = nil }
    return mark
  }

  private static func mark(_ marks: Marks, _ number: Int) -> String? {
    switch marks {
    case .none: nil
    case .bullet: "•"
    case .decimal: "\(number)."
    case .lowerLetters: "\(letters(number)?.lowercased() ?? String(number))."
    case .upperLetters: "\(letters(number) ?? String(number))."
    case .lowerRoman: "\(roman(number)?.lowercased() ?? String(number))."
    case .upperRoman: "\(roman(number) ?? String(number))."
    }
  }

  /// A to Z, AA, AB and so on; nil for what has no letter.
  private static func letters(_ number: Int) -> String? {
    guard number > 0 else { return nil }
    var rest = number
    var bytes: [UInt8] = []
    while rest > 0 {
      bytes.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: bytes.reversed(), as: UTF8.self)
  }

  private static func roman(_ number: Int) -> String? {
    guard (1...3999).contains(number) else { return nil }
    let steps = [
      (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
      (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ]
    var rest = number
    var text = ""
    for (value, letters) in steps {
      while rest >= value {
        text += letters
        rest -= value
      }
    }
    return text
  }
}
