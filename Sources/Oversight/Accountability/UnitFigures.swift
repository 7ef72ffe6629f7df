import Values

/// One unit's figures in one period (篇3 三; domain §8.4, items 63, 68).
public struct UnitFigures: Hashable, Sendable {
  /// 承办科室, or 合计.
  public let unit: String
  /// 提供数: records first submitted in the period.
  public let provided: Int
  /// 录用数: of these, adopted.
  public let adopted: Int
  /// Of these, not decided yet.
  public let open: Int
  /// 未录用原因: of these, how many by reason.
  public let reasons: [String: Int]
  /// Records first published in the period.
  public let published: Int
  /// Of these, within their last day.
  public let onTime: Int
  /// Records that became overdue in the period and were not published by its end.
  public let outstanding: Int
  /// The middle of the working days from formation to publication of those published in the period.
  public let lag: Median?
  /// Records that became overdue in the period, oldest first; each once.
  public let overdue: [OverdueEvent]

  /// 录用率 = 录用数 ÷ 提供数.
  public var adoptionRate: Ratio { Ratio(adopted, of: provided) }

  /// 及时率 = 按时发布 ÷ （本期发布 ＋ 本期超限未发布）.
  public var timeliness: Ratio { Ratio(onTime, of: published + outstanding) }
}

/// The middle value of whole numbers, kept doubled so that it is exact.
public struct Median: Hashable, Comparable, Sendable {
  /// Twice the middle value.
  public let doubled: Int

  /// The median; nil of nothing.
  public init?(_ values: [Int]) {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let upper = sorted[sorted.count / 2]
    let lower = sorted[(sorted.count - 1) / 2]
    doubled = upper.addingReportingOverflow(lower).partialValue
  }

  /// `3` or `2.5`.
  public var text: String { doubled % 2 == 0 ? "\(doubled / 2)" : "\(doubled / 2).5" }

  public static func < (left: Median, right: Median) -> Bool { left.doubled < right.doubled }
}

/// A record that was late, once.
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
  /// `over` as people read it.
  public var overrun: Overrun { Overrun(days: over, isProvisional: isOverProvisional) }

  /// The event of a reading; nil if it was never late.
  init?(_ reading: ClockReading) {
    let late = reading.deadlines.filter(\.isOverdue)
    guard let overdueOn = reading.overdueOn,
      let first = late.first(where: { $0.due?.day.adding(days: 1) == overdueOn }), let due = first.due
    else { return nil }
    id = reading.record.id
    title = reading.record.title
    unit = reading.record.unit
    regime = first.regime
    source = first.source ?? ""
    self.due = due
    self.overdueOn = overdueOn
    closedOn = first.closedOn
    decision = first.decision
    over = first.over ?? 0
    isOverProvisional = first.isOverProvisional
  }
}
