import Values

/// A month, quarter or year that figures are given for.
public struct Period: Hashable, Sendable {
  /// The first day.
  public let first: Day
  /// The last day.
  public let last: Day
  /// `2026年3月`, `2026年第1季度`, `2026年`.
  public let name: String

  private init?(year: Int, from: Int, through: Int, name: String) {
    guard (1...12).contains(from), (1...12).contains(through), let first = Day(year: year, month: from, day: 1),
      let last = Day(year: year, month: through, day: Day.length(ofMonth: through, year: year))
    else { return nil }
    (self.first, self.last, self.name) = (first, last, name)
  }

  /// A calendar month; nil if there is none such.
  public static func month(_ year: Int, _ month: Int) -> Period? {
    Period(year: year, from: month, through: month, name: "\(year)年\(month)月")
  }

  /// A quarter, 1 to 4; nil if there is none such.
  public static func quarter(_ year: Int, _ quarter: Int) -> Period? {
    guard (1...4).contains(quarter) else { return nil }
    return Period(year: year, from: quarter * 3 - 2, through: quarter * 3, name: "\(year)年第\(quarter)季度")
  }

  /// A calendar year; nil outside 1 to 9999.
  public static func year(_ year: Int) -> Period? { Period(year: year, from: 1, through: 12, name: "\(year)年") }

  /// Reads `2026`, `2026Q1` or `2026-03`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    guard let year = number(0..<4) else { return nil }
    let made: Period?
    switch bytes.count {
    case 4: made = .year(year)
    case 6 where bytes[4] | 0x20 == UInt8(ascii: "q"): made = number(5..<6).flatMap { .quarter(year, $0) }
    case 7 where bytes[4] == UInt8(ascii: "-"): made = number(5..<7).flatMap { .month(year, $0) }
    default: made = nil
    }
    guard let made else { return nil }
    self = made
  }

  /// Whether a day lies in the period.
  public func contains(_ day: Day) -> Bool { first <= day && day <= last }
}
