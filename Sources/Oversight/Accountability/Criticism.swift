import Values

/// The draft of a 通报批评: as many overdue records of a unit in the assessment year as the office asks for, three where
/// it says nothing (篇3 三).
///
/// The window is not stated there; the calendar year is our default, and a person decides. Whether somebody is held
/// responsible (责任追究) is never derived: it is a flag that a person sets.
public struct CriticismDraft: Hashable, Sendable {
  public let unit: String
  public let period: Period
  public let events: [OverdueEvent]
  /// How many call for a 通报批评.
  public let threshold: Int

  /// The text to be checked and signed by a person.
  public var text: String {
    let lines = events.enumerated().map { index, event in
      let end =
        event.closedOn.map { "\($0.chinese)\(event.decision?.rawValue ?? "补发")，\(event.overrun.text)" }
        ?? "至今未公开，\(event.overrun.current)"
      return "\(index + 1). \(event.title)（\(event.id)）：期限 \(event.dueText)，\(end)"
    }
    var sources: [String] = []
    for source in events.map(\.source) where !sources.contains(source) { sources.append(source) }
    // The 主管部门's power to criticise in a circular is new in the 2019 text.
    if events.contains(where: { $0.regime == .of2019 }) { sources.append("条例第四十七条") }
    return """
      关于\(unit)主动公开信息超限情况的通报（草稿）

      \(period.name)，\(unit)应主动公开的信息超过法定期限 \(events.count) 次，情况如下：
      \(lines.joined(separator: "\n"))

      依据：\(sources.joined(separator: "、"))；内部考核制度（\(threshold) 次及以上超限通报批评）。
      本稿由程序按台账生成，须经负责人核定后印发。

      """
  }
}

extension Accountability {
  /// A draft for each unit with as many overdue records in the period as the threshold, by unit.
  public func criticisms(_ period: Period, threshold: Int = 3) -> [CriticismDraft] {
    let threshold = max(threshold, 1)
    return overdue(period).filter { $0.value.count >= threshold }.sorted { $0.key < $1.key }
      .map { CriticismDraft(unit: $0.key, period: period, events: $0.value, threshold: threshold) }
  }
}
