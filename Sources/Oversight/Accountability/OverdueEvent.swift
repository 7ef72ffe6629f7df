import Values

/// A record that was late: once in an assessment year, however many last days it missed in it.
///
/// What is still not published at the turn of the year is late in the new year too, and carried over into it.
public struct OverdueEvent: Hashable, Sendable {
  public let id: String
  public let title: String
  public let unit: String
  /// The regime of the event whose last day was missed.
  public let regime: Regime
  /// The article that sets the period.
  public let source: String
  /// The last day that was missed, the earliest where there were several.
  public let due: DueDay
  /// The first day late.
  public let overdueOn: Day
  /// The day that says in which period it counts: the first day late, or the first of the year it was carried over into.
  public let countedOn: Day
  /// When it was published after all, or decided not to be; nil while neither is.
  public let closedOn: Day?
  /// The decision that ended it without a publication.
  public let decision: ClockedRecord.Release.Decision?
  /// Working days late, to the closing day or the day asked for.
  public let over: Int
  /// 暂定: the days late touch a year whose days off are not announced.
  public let isOverProvisional: Bool

  /// When it was published after all; what was decided first is never told as a publication.
  public var publishedOn: Day? { decision == nil ? closedOn : nil }
  /// 上年结转: it was late in an earlier year already, and not published when this one began.
  public var isCarriedOver: Bool { countedOn != overdueOn }
  /// The last day as people read it, with the mark of what was carried over.
  public var dueText: String { due.text + (isCarriedOver ? "（上年结转）" : "") }
  /// `over` as people read it.
  public var overrun: Overrun { Overrun(days: over, isProvisional: isOverProvisional) }

  /// The events of a reading by the day they count on, one a year; none if it was never late.
  static func all(of reading: ClockReading, asOf: Day) -> [OverdueEvent] {
    guard reading.overdueOn != nil else { return [] }
    var events: [Int: OverdueEvent] = [:]
    for deadline in reading.deadlines where deadline.isOverdue {
      guard let due = deadline.due else { continue }
      let overdueOn = due.day.adding(days: 1)
      // What never ends in a reading of many years is told in each of them.
      let last = max(min(deadline.closedOn ?? asOf, asOf).year, overdueOn.year)
      for year in overdueOn.year...last {
        guard let countedOn = year == overdueOn.year ? overdueOn : Day(year: year, month: 1, day: 1),
          year == overdueOn.year || deadline.closedOn.map({ $0 > countedOn }) ?? true,
          events[year].map({ countedOn < $0.countedOn }) ?? true
        else { continue }
        events[year] = OverdueEvent(reading.record, deadline, due, overdueOn: overdueOn, countedOn: countedOn)
      }
    }
    return events.values.sorted { $0.countedOn < $1.countedOn }
  }

  private init(
    _ record: ClockedRecord, _ deadline: ClockReading.Deadline, _ due: DueDay, overdueOn: Day, countedOn: Day
  ) {
    id = record.id
    title = record.title
    unit = record.unit
    regime = deadline.regime
    source = deadline.source ?? ""
    self.due = due
    self.overdueOn = overdueOn
    self.countedOn = countedOn
    closedOn = deadline.closedOn
    decision = deadline.decision
    over = deadline.over ?? 0
    isOverProvisional = deadline.isOverProvisional
  }
}
