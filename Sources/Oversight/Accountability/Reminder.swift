import Values

/// One record to remind a unit of, today.
public struct Reminder: Hashable, Sendable {
  public let unit: String
  public let id: String
  public let title: String
  public let event: ClockReading.Deadline.Event
  public let start: Day
  public let due: DueDay
  /// The article that sets the period.
  public let source: String
  /// Working days left; nil once overdue.
  public let left: Int?
  /// Working days over; nil before.
  public let over: Int?
  /// 暂定: the days over touch a year whose days off are not announced.
  public let isOverProvisional: Bool

  /// `还剩 3 个工作日`, `今天到期`, `已超限 2 个工作日`.
  public var standing: String {
    if let over { return Overrun(days: over, isProvisional: isOverProvisional).current }
    return left == 0 ? "今天到期" : "还剩 \(left ?? 0) 个工作日"
  }
}

extension Accountability {
  /// What to remind of on the day asked for, the latest first, then by last day.
  public var reminders: [Reminder] {
    let due = clock.remindersDue(entries.map(\.reading), on: asOf)
    return due.compactMap { reading -> Reminder? in
      guard let deadline = clock.reminder(of: reading), let day = deadline.due else { return nil }
      return Reminder(
        unit: reading.record.unit, id: reading.record.id, title: reading.record.title, event: deadline.event,
        start: deadline.start, due: day, source: deadline.source ?? "", left: deadline.left, over: deadline.over,
        isOverProvisional: deadline.isOverProvisional)
    }.sorted { ($0.due.day, $0.unit, $0.id) < ($1.due.day, $1.unit, $1.id) }
  }

  /// One message a unit, ready to send, by unit.
  public var messages: [(unit: String, text: String)] {
    Dictionary(grouping: reminders, by: \.unit).sorted { $0.key < $1.key }.map { unit, items in
      let lines = items.enumerated().map { index, item in
        "\(index + 1). \(item.title)（\(item.id)），\(item.start) \(item.event.rawValue)，期限 \(item.due.text)，\(item.standing)"
      }
      let sources = Set(items.map(\.source)).sorted().joined(separator: "、")
      let text = """
        \(unit)：截至 \(asOf.chinese)，下列应主动公开的信息尚未公开，请按期办理。
        \(lines.joined(separator: "\n"))
        依据：\(sources)。

        """
      return (unit, text)
    }
  }
}
