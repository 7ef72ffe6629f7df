/// Numbers as lists of Word files show them (ECMA-376 Part 1, 17.18.59).
enum NumberFormat {
  /// A number in a format; nil for a format that is not known here.
  static func text(_ number: Int, _ format: String) -> String? {
    switch format {
    case "decimal", "arabicAbjad", "decimalHalfWidth": return "\(number)"
    case "decimalZero": return number < 10 && number >= 0 ? "0\(number)" : "\(number)"
    case "decimalFullWidth", "decimalFullWidth2": return shifted("\(number)", by: 0xFEE0)
    case "upperLetter": return letters(number)
    case "lowerLetter": return letters(number).lowercased()
    case "upperRoman": return roman(number)
    case "lowerRoman": return roman(number).lowercased()
    case "ordinal": return "\(number)."
    case "numberInDash": return "- \(number) -"
    case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
      return sign(number, [(1...20, 0x2460), (21...35, 0x3251), (36...50, 0x32B1)]) ?? "\(number)"
    case "decimalEnclosedParen": return sign(number, [(1...20, 0x2474)]) ?? "(\(number))"
    case "decimalEnclosedFullstop": return sign(number, [(1...20, 0x2488)]) ?? "\(number)."
    case "ideographEnclosedCircle": return sign(number, [(1...10, 0x3280)]) ?? chinese(number)
    case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
      "taiwaneseCountingThousand", "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital":
      return format.contains("igital") ? digits(number) : chinese(number)
    case "chineseLegalSimplified", "ideographLegalTraditional": return legal(number)
    case "ideographTraditional": return sign(number, stems)
    case "ideographZodiac": return sign(number, branches)
    case "none": return ""
    default: return nil
    }
  }

  // MARK: - Chinese

  private static let numerals = Array("〇一二三四五六七八九")
  private static let legalNumerals = Array("零壹贰叁肆伍陆柒捌玖")
  private static let stems = Array("甲乙丙丁戊己庚辛壬癸")
  private static let branches = Array("子丑寅卯辰巳午未申酉戌亥")

  /// 二十一, 一百零五; figures beyond ten thousand.
  static func chinese(_ number: Int) -> String {
    words(number, Array("零一二三四五六七八九"), ["", "十", "百", "千"], shortTen: true)
  }

  private static func legal(_ number: Int) -> String {
    words(number, legalNumerals, ["", "拾", "佰", "仟"], shortTen: false)
  }

  private static func words(_ number: Int, _ numerals: [Character], _ units: [String], shortTen: Bool) -> String {
    guard (1..<10_000).contains(number) else { return number == 0 ? String(numerals[0]) : "\(number)" }
    let figures = "\(number)".compactMap(\.wholeNumberValue)
    var result = ""
    var isAfterZero = false
    for (index, figure) in figures.enumerated() {
      guard figure > 0 else {
        isAfterZero = true
        continue
      }
      if isAfterZero { result.append(numerals[0]) }
      isAfterZero = false
      let unit = units[figures.count - 1 - index]
      // 十二 and not 一十二.
      let isTen = shortTen && index == 0 && figure == 1 && figures.count == 2
      result += (isTen ? "" : String(numerals[figure])) + unit
    }
    return result
  }

  /// 一〇五.
  private static func digits(_ number: Int) -> String {
    String("\(max(0, number))".compactMap(\.wholeNumberValue).map { numerals[$0] })
  }

  private static func sign(_ number: Int, _ signs: [Character]) -> String? {
    number > 0 ? String(signs[(number - 1) % signs.count]) : "\(number)"
  }

  // MARK: - Others

  private static func sign(_ number: Int, _ ranges: [(range: ClosedRange<Int>, first: UInt32)]) -> String? {
    guard let found = ranges.first(where: { $0.range.contains(number) }),
      let scalar = Unicode.Scalar(found.first + UInt32(number - found.range.lowerBound))
    else { return nil }
    return String(Character(scalar))
  }

  private static func shifted(_ text: String, by offset: UInt32) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.compactMap { Unicode.Scalar($0.value + offset) }))
  }

  /// A … Z, AA, BB.
  private static func letters(_ number: Int) -> String {
    guard (1...780).contains(number), let letter = Unicode.Scalar(UInt32(0x41 + (number - 1) % 26)) else {
      return "\(number)"
    }
    return String(repeating: Character(letter), count: (number - 1) / 26 + 1)
  }

  private static func roman(_ number: Int) -> String {
    guard (1..<4000).contains(number) else { return "\(number)" }
    var (rest, result) = (number, "")
    for (value, letters) in steps {
      while rest >= value {
        result += letters
        rest -= value
      }
    }
    return result
  }

  private static let steps = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
  ]
}
