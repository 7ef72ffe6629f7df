import Values

/// The last day of a period of working days.
public struct DueDay: Hashable, Sendable {
  public let day: Day
  /// 暂定: the count touched a year whose days off are not announced, so only weekends were left out.
  public let isProvisional: Bool

  /// Makes a due day.
  public init(day: Day, isProvisional: Bool) {
    self.day = day
    self.isProvisional = isProvisional
  }

  /// `2026-03-19`, with `（暂定）` where provisional.
  public var text: String { "\(day)\(isProvisional ? "（暂定）" : "")" }
}

extension WorkingCalendar {
  /// The answer of `report workday` as JSON: `{"start","days","due","provisional"}`.
  ///
  /// - Throws: `CalendarFault` if the count is below zero or above `WorkingCalendar.limit`, or a day is out of range.
  public func json(start: Day, workingDays: Int) throws(CalendarFault) -> JSON {
    let due = try dueDay(after: start, workingDays: workingDays)
    return [
      "start": .string("\(start)"), "days": JSON(workingDays), "due": .string("\(due.day)"),
      "provisional": .bool(due.isProvisional),
    ]
  }
}
