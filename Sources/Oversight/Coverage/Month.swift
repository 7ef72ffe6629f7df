import Values

/// A calendar month.
public struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let year: Int
  /// 1 to 12.
  public let number: Int

  /// The month of a day.
  public init(of day: Day) {
    let parts = day.parts
    (year, number) = (parts.year, parts.month)
  }

  private init(year: Int, number: Int) {
    self.year = year
    self.number = number
  }

  /// The month that many months later; earlier when negative.
  public func adding(_ months: Int) -> Month {
    let count = year * 12 + number - 1 + months
    let year = count >= 0 ? count / 12 : (count - 11) / 12
    return Month(year: year, number: count - year * 12 + 1)
  }

  public static func < (left: Month, right: Month) -> Bool {
    (left.year, left.number) < (right.year, right.number)
  }

  /// `2026-03`.
  public var description: String { "\(year)-\(number < 10 ? "0" : "")\(number)" }
}
