/// Numbers with check digits, on ASCII digits.
enum Checksums {
  /// 公民身份号码 (GB 11643): region, a date that is no later than a day, and the check character.
  ///
  /// Years from 1880 on: nobody alive is older, and one of the published samples is of that year.
  static func isResidentID(_ id: some RandomAccessCollection<UInt8>, asOf: (year: Int, month: Int, day: Int)) -> Bool {
    let digits = Array(id)
    guard digits.count == 18, digits.prefix(17).allSatisfy(isDigit), isRegion(digits),
      isDate(digits[6..<14], asOf: asOf)
    else { return false }
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
    return digits[17] == Array("10X98765432".utf8)[sum % 11]
  }

  /// The 15 digits of before 1999: region, yymmdd, serial; no check digit.
  static func isResidentID15(_ id: some RandomAccessCollection<UInt8>) -> Bool {
    let digits = Array(id)
    guard digits.count == 15, digits.allSatisfy(isDigit), isRegion(digits) else { return false }
    return isDate(Array("19".utf8) + digits[6..<12], asOf: (1999, 12, 31))
  }

  /// What a spreadsheet keeps of a number of a resident that was typed as a number: fifteen digits and three zeros, which
  /// still hold region and birthday. Masked; nil if it is none.
  static func roundedID(_ text: [UInt8], asOf: (year: Int, month: Int, day: Int)) -> String? {
    guard text.count == 18, text.allSatisfy(isDigit), isRegion(text), isDate(text[6..<14], asOf: asOf) else {
      return nil
    }
    return String(decoding: text.prefix(6), as: UTF8.self) + "…"
  }

  /// Luhn's check, as bank cards have it.
  static func isLuhn(_ digits: some RandomAccessCollection<UInt8>) -> Bool {
    var sum = 0
    for (index, byte) in digits.reversed().enumerated() {
      let digit = Int(byte) - 0x30
      sum += index % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2
    }
    return sum % 10 == 0
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isRegion(_ digits: [UInt8]) -> Bool { isRegion(digits[0], digits[1]) }

  /// Whether two digits are the number of a province, or 91 and on of a foreigner.
  static func isRegion(_ first: UInt8, _ second: UInt8) -> Bool {
    switch (Int(first) - 0x30) * 10 + Int(second) - 0x30 {
    case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81, 82, 83, 91...99: true
    default: false
    }
  }

  /// Eight digits as a day of the calendar.
  static func isDate(_ digits: some RandomAccessCollection<UInt8>, asOf: (year: Int, month: Int, day: Int)) -> Bool {
    let values = digits.map { Int($0) - 0x30 }
    guard values.count == 8 else { return false }
    let year = values[0] * 1000 + values[1] * 100 + values[2] * 10 + values[3]
    let month = values[4] * 10 + values[5]
    let day = values[6] * 10 + values[7]
    guard year >= 1880, (1...12).contains(month), day >= 1 else { return false }
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= days[month - 1] && (year, month, day) <= (asOf.year, asOf.month, asOf.day)
  }
}
