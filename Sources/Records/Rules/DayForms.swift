import Values

/// The forms in which people write a day.
enum DayForms {
  /// What to do about a text that is no day.
  static let remedy = "写成 2024-05-08，也可写成 2024年5月8日、2024/5/8 或 2024.5.8"

  /// Reads `2024-05-08`, `2024-5-8`, `2024年5月8日`, `2024/5/8` or `2024.5.8`; nil for anything else and for
  /// days that do not exist.
  static func day(_ text: String) -> Day? {
    if let day = Day(iso: text) { return day }
    var numbers: [Int] = []
    var signs: [Unicode.Scalar] = []
    var digits = 0
    for scalar in text.unicodeScalars {
      if ("0"..."9").contains(scalar) {
        if digits == 0 { numbers.append(0) }
        digits += 1
        guard digits <= 4, numbers.count <= 3 else { return nil }
        numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(scalar.value - 0x30)
      } else {
        // The year has four figures, month and day one or two.
        guard signs.isEmpty ? digits == 4 : (1...2).contains(digits) else { return nil }
        signs.append(scalar)
        digits = 0
      }
    }
    guard numbers.count == 3, (signs == ["年", "月", "日"]) == (digits == 0), digits <= 2 else { return nil }
    guard signs == ["年", "月", "日"] || [["-", "-"], ["/", "/"], [".", "."]].contains(signs) else { return nil }
    return Day(year: numbers[0], month: numbers[1], day: numbers[2])
  }
}
