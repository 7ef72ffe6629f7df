import Values

/// The working-day calendar (工作日) that every deadline of the 条例 is counted with.
///
///     let calendar = WorkingCalendar.national
///     let due = try calendar.dueDay(after: day, workingDays: 20)   // Art. 26
///
/// National days off and make-up days (调休) are built in for 2007 to 2026; local days and further years are added as
/// values. Where a count touches a year without data, only weekends are known and the result is provisional (暂定).
/// All days are Asia/Shanghai's.
public struct WorkingCalendar: Hashable, Sendable {
  /// The longest count of working days accepted, about 40 years.
  public static let limit = 10_000

  /// The national calendar without local additions.
  public static let national = WorkingCalendar(
    national: HolidayYear.national, local: [], countsStart: false)

  /// Days whose state differs from Monday to Friday, in order.
  private let exceptions: [Int32]
  /// Working days more (or fewer) than weekdays, up to and with the exception at the same index.
  private let shifts: [Int]
  /// Years whose days off are known.
  private let years: Set<Int>
  /// Whether the first day counts as day 1; the 条例 does not say, practice is no (domain §1.4).
  public let countsStart: Bool

  /// Makes the national calendar with local additions.
  ///
  /// - Parameters:
  ///   - additions: local days off or on, and further years.
  ///   - countsStart: whether the first day counts.
  /// - Throws: `CalendarFault.conflict` where one day is given both as off and on.
  public init(_ additions: CalendarAdditions, countsStart: Bool = false) throws(CalendarFault) {
    var states: [Day: Bool] = [:]
    for (day, isWorked) in additions.all {
      if let earlier = states[day], earlier != isWorked { throw .conflict(day) }
      states[day] = isWorked
    }
    self.init(
      national: HolidayYear.national, local: states.map { ($0.key, $0.value) }, years: additions.years,
      countsStart: countsStart)
  }

  private init(national: [HolidayYear], local: [(Day, Bool)], years: Set<Int> = [], countsStart: Bool) {
    var states: [Int32: Bool] = [:]
    for year in national {
      for day in year.days(year.off) { states[day.ordinal] = false }
      for day in year.days(year.on) { states[day.ordinal] = true }
    }
    for (day, isWorked) in local { states[day.ordinal] = isWorked }
    let differing = states.filter { WorkingCalendar.isWeekday($0.key) != $0.value }
    exceptions = differing.keys.sorted()
    var shift = 0
    shifts = exceptions.map { ordinal in
      shift += differing[ordinal] == true ? 1 : -1
      return shift
    }
    self.years = years.union(national.map(\.year))
    self.countsStart = countsStart
  }

  // MARK: - Questions

  /// Whether a day is worked, as far as known.
  public func isWorkingDay(_ day: Day) -> Bool {
    let index = position(after: day.ordinal)
    guard index > 0, exceptions[index - 1] == day.ordinal else { return WorkingCalendar.isWeekday(day.ordinal) }
    return !WorkingCalendar.isWeekday(day.ordinal)
  }

  /// Whether the days off of a day's year are known.
  public func isKnown(_ day: Day) -> Bool { years.contains(day.year) }

  /// The last day of a period of working days: the N-th working day after `start`.
  ///
  /// - Parameter workingDays: 0 to `limit`; 0 gives the start itself.
  /// - Throws: `CalendarFault` for a negative or absurd count, or a day outside the years 1 to 9999.
  public func dueDay(after start: Day, workingDays: Int) throws(CalendarFault) -> DueDay {
    guard workingDays >= 0 else { throw .negative(workingDays) }
    guard workingDays <= WorkingCalendar.limit else { throw .tooMany(workingDays) }
    try check(start)
    guard workingDays > 0 else { return DueDay(day: start, isProvisional: false) }
    return try due(after: first(start), workingDays: workingDays)
  }

  /// The working days after one day up to and with another; 0 for the same day.
  ///
  /// - Throws: `CalendarFault.reversed` where `end` is before `start`, `.outOfRange` outside the years 1 to 9999.
  public func workingDays(after start: Day, through end: Day) throws(CalendarFault) -> (count: Int, isProvisional: Bool)
  {
    try check(start)
    try check(end)
    guard start <= end else { throw .reversed(start, end) }
    return count(after: first(start), through: end)
  }

  // MARK: - Counting

  private static let start: Int32 = -719_162
  private static let end: Int32 = 2_932_896

  /// The day before day 1: the start itself, or the day before it where the start counts.
  func first(_ start: Day) -> Day {
    countsStart && start.ordinal >= WorkingCalendar.start ? start.adding(days: -1) : start
  }

  /// The N-th working day after a day, whatever `countsStart` says; N > 0.
  func due(after start: Day, workingDays: Int) throws(CalendarFault) -> DueDay {
    try check(start)
    let target = total(through: start.ordinal) + workingDays
    var low = start.ordinal + 1
    var step: Int32 = 64
    while total(through: low + step) < target {
      low += step
      step *= 2
      guard low < WorkingCalendar.end else { throw .outOfRange }
    }
    var high = low + step
    while low < high {
      let middle = low + (high - low) / 2
      if total(through: middle) < target { low = middle + 1 } else { high = middle }
    }
    guard low <= WorkingCalendar.end else { throw .outOfRange }
    let day = Day(ordinal: low)
    return DueDay(day: day, isProvisional: !isKnown(from: start.adding(days: 1), through: day))
  }

  /// The working days after a day up to and with another, whatever `countsStart` says; 0 where `end` is not later.
  func count(after start: Day, through end: Day) -> (count: Int, isProvisional: Bool) {
    guard start < end else { return (0, false) }
    let count = total(through: end.ordinal) - total(through: start.ordinal)
    return (count, !isKnown(from: start.adding(days: 1), through: end))
  }

  func check(_ day: Day) throws(CalendarFault) {
    guard day.ordinal >= WorkingCalendar.start - 1, day.ordinal <= WorkingCalendar.end else { throw .outOfRange }
  }

  private func isKnown(from first: Day, through last: Day) -> Bool {
    var year = first.year
    let end = last.year
    while year <= end {
      guard years.contains(year) else { return false }
      year += 1
    }
    return true
  }

  /// Monday to Friday. 1970-01-01 was a Thursday.
  private static func isWeekday(_ ordinal: Int32) -> Bool { Day(ordinal: ordinal).weekday <= 5 }

  /// Working days from a fixed far Monday to a day, so that differences of two totals are counts.
  private func total(through ordinal: Int32) -> Int {
    // 719_162 days before 1970 begins the year 1, a Monday; a year more keeps every day positive.
    let days = Int(ordinal) + 719_162 + 371
    let weekdays = days / 7 * 5 + min(days % 7 + 1, 5)
    let index = position(after: ordinal)
    return weekdays + (index > 0 ? shifts[index - 1] : 0)
  }

  /// The number of exceptions up to and with a day.
  private func position(after ordinal: Int32) -> Int {
    var (low, high) = (0, exceptions.count)
    while low < high {
      let middle = (low + high) / 2
      if exceptions[middle] <= ordinal { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
