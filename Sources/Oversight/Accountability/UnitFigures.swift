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
  /// Of `overdue`, those that were not published by the period's end.
  public let outstanding: Int
  /// The middle of the working days from formation to publication of those published in the period.
  public let lag: Median?
  /// Records that became overdue in the period, or were carried over into its year, oldest first; each once a year.
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
