import Values

/// The deadlines of an office on one day: which run, which are near, which were missed.
public struct DeadlineList: Hashable, Sendable {
  public let asOf: Day
  /// The most urgent first: 超限 by days over, then 临近 and 正常 by last day.
  public let rows: [Row]

  /// One deadline.
  public struct Row: Hashable, Sendable {
    public let id: String
    public let title: String
    public let unit: String
    public let column: String
    /// Only in the working folder: nobody put it forward.
    public let isDraft: Bool
    public let state: ClockReading.State
    public let deadline: ClockReading.Deadline
  }

  /// Takes the open deadlines of an office; with the closed ones where asked for.
  ///
  /// - Parameter near: working days left from which on a deadline is 临近; nil for the largest of the reminder days.
  public init(_ accountability: Accountability, withClosed: Bool = false, near: Int? = nil) {
    asOf = accountability.asOf
    let near = near ?? accountability.clock.reminders.first ?? -1
    rows = accountability.entries.flatMap { entry in
      entry.reading.deadlines.compactMap { deadline -> Row? in
        guard deadline.due != nil, withClosed || deadline.closedOn == nil else { return nil }
        let record = entry.reading.record
        let isNear = deadline.left.map { $0 <= near } ?? false
        return Row(
          id: record.id, title: record.title, unit: record.unit, column: record.column,
          isDraft: entry.record.providedOn == nil
            || (deadline.event == .changed && deadline.start == entry.record.draftedChange),
          state: deadline.isOverdue ? .overdue : isNear ? .near : .normal, deadline: deadline)
      }
    }.sorted { $0.rank < $1.rank }
  }

  /// How many deadlines are in a state.
  public func count(_ state: ClockReading.State) -> Int { rows.filter { $0.state == state }.count }
}

extension DeadlineList.Row {
  fileprivate var rank: (Int, Day, String, Day) {
    let states: [ClockReading.State] = [.overdue, .near, .normal]
    return (
      states.firstIndex(of: state) ?? 0, deadline.due?.day ?? deadline.start, id, deadline.start
    )
  }

  /// `超限 3`, `剩 5`, `今天到期`, with 暂停计时 where a hold runs, and with the decision where one ended it.
  public var standing: String {
    let days = deadline.overrun?.cell ?? deadline.left.map { $0 == 0 ? "今天到期" : "剩 \($0)" }
    let parts = [days, deadline.isSuspended ? "暂停计时" : nil, deadline.decision?.rawValue].compactMap(\.self)
    return parts.isEmpty ? "按期" : parts.joined(separator: "，")
  }
}
