import Values

/// What the clock says of one record on one day.
public struct ClockReading: Hashable, Sendable {
  /// The record read.
  public let record: ClockedRecord
  /// One for the formation, one for each change, in the order of their days.
  public let deadlines: [Deadline]
  /// 超限 over 临近 over 正常.
  public let state: State
  /// The first day on which the record was late; nil if never. Counted once, and later publication does not erase it.
  public let overdueOn: Day?

  /// How a record stands.
  public enum State: String, Hashable, Sendable, CaseIterable {
    case normal = "正常"
    /// Working days left are at most the largest of the reminder days.
    case near = "临近"
    case overdue = "超限"
  }

  /// One period that runs from an event to a publication.
  public struct Deadline: Hashable, Sendable {
    public let event: Event
    public let start: Day
    public let regime: Regime
    /// The article that sets the period; nil where none does.
    public let source: String?
    /// The last day; nil where the regime sets no period. While a hold runs, as if it ended on the day asked for.
    public let due: DueDay?
    /// First publication after the event, acceptance above, or decision not to publish.
    public let closedOn: Day?
    /// The decision that ended it without a publication; nil where a publication did, and while it is open.
    public let decision: ClockedRecord.Release.Decision?
    /// First publication after the event, or acceptance above; where a decision not to publish came first, that which
    /// was decided later.
    public let publishedOn: Day?
    /// Working days from the event to publication, without those of holds; nil while open or not published.
    public let lag: Int?
    /// Working days left, 0 on the last day; nil once closed or overdue.
    public let left: Int?
    /// Working days over, counted to the closing day or the day asked for; nil unless overdue.
    public let over: Int?
    /// 暂定: the days over touch a year whose days off are not announced.
    public let isOverProvisional: Bool
    /// A hold runs on the day asked for.
    public let isSuspended: Bool

    /// Whether the last day passed, or had passed, without publication.
    public var isOverdue: Bool { over != nil }

    /// `over` as people read it.
    public var overrun: Overrun? { over.map { Overrun(days: $0, isProvisional: isOverProvisional) } }

    /// What starts a period.
    public enum Event: String, Hashable, Sendable {
      case formed = "生成"
      case changed = "变更"
    }
  }

  /// Whether nothing is awaited any more.
  public var isClosed: Bool { deadlines.allSatisfy { $0.closedOn != nil || $0.due == nil } }

  /// The open deadline that ends first.
  public var next: Deadline? {
    deadlines.filter { $0.closedOn == nil && $0.due != nil }.min {
      guard let first = $0.due?.day, let second = $1.due?.day else { return false }
      return first < second
    }
  }
}
