import Records
import Values

extension OversightSettings {
  /// The calendar of the site: the national one with what the office adds.
  ///
  /// - Throws: `CalendarFault` if what the office adds does not fit together.
  public func calendar() throws(CalendarFault) -> WorkingCalendar {
    try WorkingCalendar(
      CalendarAdditions(
        off: holidays.off.map { CalendarAdditions.Entry($0.days, evidence: $0.evidence) },
        on: holidays.on.map { CalendarAdditions.Entry($0.days, evidence: $0.evidence) }, years: holidays.years),
      countsStart: countsStart)
  }

  /// The targets of the year's score sheet: those given, or the program's own.
  ///
  /// 100 points in all; the seed names the targets (篇2, 篇3 三), the weights are ours.
  public var scoreTargets: [Oversight.Target] {
    guard !targets.isEmpty else {
      return [
        Oversight.Target("提供信息", weight: 20, measure: .provided(atLeast: 12)),
        Oversight.Target("录用率", weight: 20, measure: .adoptionRate(atLeast: 900)),
        Oversight.Target("及时率", weight: 30, measure: .timeliness(atLeast: 1000)),
        Oversight.Target("无超限", weight: 20, measure: .overdue(eachCosts: 200)),
        Oversight.Target("零差错", weight: 10, measure: .errors(eachCosts: 250)),
      ]
    }
    return targets.map { Oversight.Target($0) }
  }
}

extension Target {
  /// A target of site.yaml, whose shares are in percent.
  init(_ setting: OversightSettings.Target) {
    let measure: Measure =
      switch setting.measure {
      case .provided: .provided(atLeast: setting.goal)
      case .adopted: .adopted(atLeast: setting.goal)
      case .adoptionRate: .adoptionRate(atLeast: setting.goal * 10)
      case .timeliness: .timeliness(atLeast: setting.goal * 10)
      case .overdue: .overdue(eachCosts: setting.goal * 10)
      case .errors: .errors(eachCosts: setting.goal * 10)
      case .given: .given(setting.given.mapValues { $0 * 10 })
      }
    self.init(setting.name, unit: setting.unit, weight: setting.weight, measure: measure)
  }
}
