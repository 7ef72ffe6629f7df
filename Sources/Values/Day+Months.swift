extension Day {
  /// The same day of the month `months` later, or the month's last day where it has no such day; the last day of
  /// year 9999 where that would be later.
  public func adding(months: Int) -> Day {
    let (year, month, day) = parts
    let (total, isTooFar) = (year * 12 + month - 1).addingReportingOverflow(months)
    guard !isTooFar, total < 10_000 * 12 else { return Day(year: 9999, month: 12, day: 31) ?? self }
    guard total >= 12 else { return Day(year: 1, month: 1, day: 1) ?? self }
    let (newYear, newMonth) = (total / 12, total % 12 + 1)
    return Day(year: newYear, month: newMonth, day: min(day, Day.length(ofMonth: newMonth, year: newYear))) ?? self
  }
}
