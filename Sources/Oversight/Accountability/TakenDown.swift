import Diagnostics
import Records
import Review
import Values

/// A record that was taken down and that somebody has to do something about.
public struct TakenDown: Hashable, Sendable {
  public let id: String
  public let title: String
  public let unit: String
  /// The day on which it was taken down.
  public let on: Day
  public let awaits: Awaits

  /// What is awaited.
  public enum Awaits: Hashable, Sendable {
    /// 紧急撤下: a second person's confirmation, by a last day; working days past it, nil before.
    case confirmation(due: DueDay, over: Overrun?)
    /// 发布有误: the publication of what is put right; days since it was taken down.
    case publication(days: Int)
  }

  /// 紧急撤下待确认 or 撤下待重新公开.
  public var name: String {
    if case .confirmation = awaits { "紧急撤下待确认" } else { "撤下待重新公开" }
  }

  /// `期限 2026-05-12`, `期限 2026-05-12，已超期 3 个工作日`, `已 30 天`.
  public var standing: String {
    switch awaits {
    case .confirmation(let due, let over): "期限 \(due.text)" + (over.map { "，\(TakenDown.late($0))" } ?? "")
    case .publication(let days): "已 \(days) 天"
    }
  }

  private static func late(_ over: Overrun) -> String {
    over.days > 0 ? "已超期 \(over.count) 个工作日" : over.text
  }

  /// Working days in which a second person confirms an emergency withdrawal.
  public static let confirmingDays = 2

  /// The last day of the confirmation, and how far past it a day is; nil outside the calendar.
  static func confirmation(of on: Day, asOf: Day, _ calendar: WorkingCalendar) -> Awaits? {
    guard let due = try? calendar.dueDay(after: on, workingDays: confirmingDays) else { return nil }
    guard asOf > due.day else { return .confirmation(due: due, over: nil) }
    let run = calendar.count(after: due.day, through: asOf)
    return .confirmation(
      due: due, over: Overrun(days: run.count, isProvisional: run.isProvisional || due.isProvisional))
  }

  /// What a check tells of the site, with the last day of each confirmation that is awaited.
  ///
  /// - Parameter notices: of an examination of the same state.
  public static func dated(
    _ notices: [Diagnostic], in state: LedgerState, asOf: Day, _ calendar: WorkingCalendar
  ) -> [Diagnostic] {
    var told = 0
    let waiting = state.unconfirmedWithdrawals
    return notices.map { notice in
      // They stand in the same order.
      guard notice.code == LedgerState.unconfirmedCode, told < waiting.count else { return notice }
      let (id, on) = waiting[told]
      told += 1
      guard let awaits = confirmation(of: on, asOf: asOf, calendar) else { return notice }
      let item = TakenDown(id: id.rawValue, title: "", unit: "", on: on, awaits: awaits)
      return Diagnostic(
        notice.code, notice.severity, at: notice.place, "\(notice.message)，\(item.standing)", remedy: notice.remedy,
        source: notice.source)
    }
  }
}

extension OfficeAccounts {
  /// What was taken down and awaits something, by the day it was taken down.
  static func takenDown(
    _ chronicle: Chronicle, _ read: [AccountedStory], _ calendar: WorkingCalendar
  ) -> [TakenDown] {
    zip(chronicle.stories, read).compactMap { story, accounted -> TakenDown? in
      let clocked = accounted.record.clocked
      func item(_ on: Day, _ awaits: TakenDown.Awaits) -> TakenDown {
        TakenDown(id: clocked.id, title: clocked.title, unit: clocked.unit, on: on, awaits: awaits)
      }
      if let day = accounted.mistakenOn {
        return item(day, .publication(days: max(Int(chronicle.asOf.ordinal) - Int(day.ordinal), 0)))
      }
      guard let history = chronicle.state.records[story.id], let day = history.unconfirmedOn else { return nil }
      return TakenDown.confirmation(of: day, asOf: chronicle.asOf, calendar).map { item(day, $0) }
    }.sorted { ($0.on, $0.id) < ($1.on, $1.id) }
  }
}
