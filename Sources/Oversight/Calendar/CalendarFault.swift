import Values

/// Why the calendar cannot count.
public enum CalendarFault: Error, Hashable, Sendable {
  /// A count below zero.
  case negative(Int)
  /// A count above `WorkingCalendar.limit`.
  case tooMany(Int)
  /// The end of a span lies before its start.
  case reversed(Day, Day)
  /// A day, or a due day counted from it, outside the years 1 to 9999.
  case outOfRange
  /// A local day given both as off and on.
  case conflict(Day)

  /// A stable code.
  public var code: String {
    switch self {
    case .negative: "calendar.negative"
    case .tooMany: "calendar.too-many"
    case .reversed: "calendar.reversed"
    case .outOfRange: "calendar.out-of-range"
    case .conflict: "calendar.conflict"
    }
  }

  /// A sentence for people.
  public var message: String {
    switch self {
    case .negative(let count): "工作日数不能为负数：\(count)"
    case .tooMany(let count): "工作日数 \(count) 过大，最多 \(WorkingCalendar.limit)"
    case .reversed(let start, let end): "截止日 \(end) 早于起算日 \(start)"
    case .outOfRange: "日期超出可计算的范围（公元 1 年至 9999 年）"
    case .conflict(let day): "\(day) 同时列为放假和上班"
    }
  }
}
