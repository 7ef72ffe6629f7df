import Values

/// The law's clock: 20 working days from the formation or change of information to its publication (Art. 26).
///
///     let clock = DisclosureClock(calendar: .national)
///     let reading = clock.read(record, asOf: day)
///
/// Whatever happened after the day asked for is left out, so that any past day reads as it did then.
public struct DisclosureClock: Sendable {
  /// The calendar that counts.
  public let calendar: WorkingCalendar
  /// Working days left on which to remind, as in 5, 3, 1, 0; the largest is where 临近 begins.
  public let reminders: [Int]

  /// Makes a clock; reminder days below 0 are left out.
  public init(calendar: WorkingCalendar = .national, reminders: [Int] = [5, 3, 1, 0]) {
    self.calendar = calendar
    self.reminders = Set(reminders.filter { $0 >= 0 }).sorted(by: >)
  }

  /// Reads one record as of a day.
  public func read(_ record: ClockedRecord, asOf: Day) -> ClockReading {
    var deadlines: [ClockReading.Deadline] = []
    guard record.isSubject else {
      return ClockReading(record: record, deadlines: [], state: .normal, overdueOn: nil)
    }
    if record.formedOn <= asOf { deadlines.append(deadline(.formed, record.formedOn, record, asOf)) }
    for day in Set(record.changedOn).sorted() where day > record.formedOn && day <= asOf {
      deadlines.append(deadline(.changed, day, record, asOf))
    }
    let overdueOn = deadlines.filter(\.isOverdue).compactMap { $0.due?.day.adding(days: 1) }.min()
    let left = deadlines.compactMap(\.left).min()
    let state: ClockReading.State =
      overdueOn != nil ? .overdue : left.map { $0 <= reminders.first ?? -1 } == true ? .near : .normal
    return ClockReading(record: record, deadlines: deadlines, state: state, overdueOn: overdueOn)
  }

  /// The readings that call for a reminder on a day: a working day on which exactly a reminder's number is left, or
  /// any working day while overdue and open.
  public func remindersDue(_ readings: [ClockReading], on day: Day) -> [ClockReading] {
    guard calendar.isWorkingDay(day) else { return [] }
    return readings.filter { reminder(of: $0) != nil }
  }

  /// The open deadline that calls for a reminder, the one that ends first.
  func reminder(of reading: ClockReading) -> ClockReading.Deadline? {
    reading.deadlines.filter { deadline in
      guard deadline.closedOn == nil, deadline.due != nil, !deadline.isSuspended else { return false }
      return deadline.isOverdue || deadline.left.map(reminders.contains) == true
    }.min { left, right in
      guard let first = left.due?.day, let second = right.due?.day else { return false }
      return first < second
    }
  }

  // MARK: - One deadline

  private func deadline(
    _ event: ClockReading.Deadline.Event, _ start: Day, _ record: ClockedRecord, _ asOf: Day
  ) -> ClockReading.Deadline {
    let regime = Regime(on: start)
    let ending = ending(of: record, since: event == .formed ? nil : start, asOf: asOf)
    let closedOn = ending.release?.day ?? ending.published
    let holds = merged(record.holds, asOf: asOf)
    let limit = record.period?.workingDays ?? regime.limit(.publication)?.days
    let due = limit.flatMap { lastDay(start, $0, holds) }
    let end = closedOn ?? asOf
    let lag = ending.release == nil ? closedOn.map { worked(start, $0, holds) } : nil
    let runs = record.holds.contains { $0.from < asOf && ($0.until.map { $0 > asOf } ?? true) }
    let isSuspended = closedOn == nil && runs
    var (left, over, isOverProvisional): (Int?, Int?, Bool) = (nil, nil, false)
    if let day = due?.day {
      if end > day {
        // What nobody meant to publish before a decision had no period to miss.
        if ending.release == nil || !record.wasWithheld {
          let run = calendar.count(after: day, through: end)
          (over, isOverProvisional) = (
            run.count - held(after: day, through: end, holds), run.isProvisional || due?.isProvisional == true
          )
        }
      } else if closedOn == nil {
        left = calendar.count(after: asOf, through: day).count
      }
    }
    return ClockReading.Deadline(
      event: event, start: start, regime: regime,
      source: record.period?.source ?? regime.limit(.publication)?.source, due: due, closedOn: closedOn,
      decision: ending.release?.decision, publishedOn: ending.published, lag: lag, left: left, over: over,
      isOverProvisional: isOverProvisional, isSuspended: isSuspended)
  }

  /// The publication that ended the waiting, and the decision that did before it.
  private func ending(
    of record: ClockedRecord, since: Day?, asOf: Day
  ) -> (published: Day?, release: ClockedRecord.Release?) {
    var published = record.publishedOn.filter { day in day <= asOf && since.map { day >= $0 } ?? true }.min()
    if let since, let carried = record.carriedOn { published = carried[since].flatMap { $0 <= asOf ? $0 : nil } }
    if case .up(let acceptedOn, let address) = record.handover {
      published = address.map { !$0.isEmpty } == true ? acceptedOn.flatMap { $0 <= asOf ? $0 : nil } : nil
    }
    let releases = record.releases.filter { item in item.day <= asOf && since.map { item.day >= $0 } ?? true }
    guard let release = releases.min(by: { $0.day < $1.day }), published.map({ release.day < $0 }) ?? true else {
      return (published, nil)
    }
    return (published, release)
  }

  /// Spans `(from, until]` without overlap, in order, cut at a day.
  private func merged(_ holds: [ClockedRecord.Hold], asOf: Day) -> [(from: Day, until: Day)] {
    var result: [(from: Day, until: Day)] = []
    for hold in holds.sorted(by: { $0.from < $1.from }) where hold.from < asOf {
      let until = min(hold.until ?? asOf, asOf)
      guard until > hold.from else { continue }
      if let last = result.last, hold.from <= last.until {
        result[result.count - 1].until = max(last.until, until)
      } else {
        result.append((hold.from, until))
      }
    }
    return result
  }

  /// The last day of a period that stands still in the spans; nil outside the calendar.
  private func lastDay(_ start: Day, _ limit: Int, _ holds: [(from: Day, until: Day)]) -> DueDay? {
    guard (try? calendar.check(start)) != nil, (1...WorkingCalendar.limit).contains(limit) else { return nil }
    var (cursor, rest, isProvisional) = (calendar.first(start), limit, false)
    for hold in holds where hold.until > cursor {
      // What is asked on the last day is asked in time.
      guard let last = lastDay(after: cursor, rest), hold.from <= last.day else { break }
      let run = calendar.count(after: cursor, through: hold.from)
      rest -= min(run.count, rest)
      isProvisional = isProvisional || run.isProvisional
      cursor = hold.until
    }
    guard let last = lastDay(after: cursor, rest) else { return nil }
    return DueDay(day: last.day, isProvisional: last.isProvisional || isProvisional)
  }

  /// The last of the days that are left; where none is, the day itself, or the next that is worked.
  private func lastDay(after cursor: Day, _ rest: Int) -> DueDay? {
    rest > 0
      ? try? calendar.due(after: cursor, workingDays: rest)
      : try? calendar.due(after: cursor.adding(days: -1), workingDays: 1)
  }

  /// Working days from a start to an end, without those in the spans.
  private func worked(_ start: Day, _ end: Day, _ holds: [(from: Day, until: Day)]) -> Int {
    let first = calendar.first(start)
    return max(calendar.count(after: first, through: end).count - held(after: first, through: end, holds), 0)
  }

  /// The working days of a stretch on which the clock stood still.
  private func held(after start: Day, through end: Day, _ holds: [(from: Day, until: Day)]) -> Int {
    holds.reduce(0) { sum, hold in
      sum + calendar.count(after: max(hold.from, start), through: min(hold.until, end)).count
    }
  }
}
