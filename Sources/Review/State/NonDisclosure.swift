import Records
import Values

/// A decision not to publish that stands (依申请公开 or 不予公开), with every look back at it.
///
/// 条例 Art. 18: what is not published is assessed again from time to time, and published when circumstances change.
public struct NonDisclosure: Sendable, Hashable {
  /// The version decided on.
  public let version: Version
  public let approval: Version.Approval
  /// Those since the decision, in order.
  public let reassessments: [Reassessment]
  /// The day to look at it again.
  public let next: Day

  /// Whether it is to be looked at again by then.
  public func isDue(on day: Day) -> Bool { next <= day }
}

/// 复核: a look back at a decision not to publish.
public struct Reassessment: Sendable, Hashable {
  public let outcome: Outcome
  public let reason: String
  /// The day to look at it again.
  public let next: Day
  public let account: String
  public let post: String
  public let time: Moment
  public let sequence: Int

  /// What came of it.
  public enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// It stays as it is.
    case uphold = "维持"
    /// The drafter is asked to put it forward for publication; until that is decided it stays in the register.
    case propose = "转为公开建议"
  }
}

extension RecordHistory {
  /// The decision not to publish that stands; nil where the last decision was to publish, or none was taken.
  ///
  /// - Parameter months: the cycle in force, for decisions from before the day was written down with them.
  public func nonDisclosure(cycle months: Int) -> NonDisclosure? {
    // Asked of every record on the site, and hardly any has such a decision.
    guard versions.values.contains(where: { $0.approval.map { $0.disclosure != .proactive } == true }) else {
      return nil
    }
    let decided = versions.values.compactMap { version in version.approval.map { (version, $0) } }
    guard let (version, approval) = decided.max(by: { $0.1.by.sequence < $1.1.by.sequence }),
      approval.disclosure != .proactive
    else { return nil }
    let since = reassessments.filter { $0.sequence > approval.by.sequence }
    let next = since.last?.next ?? approval.reassessOn ?? approval.by.time.day.adding(months: months)
    return NonDisclosure(version: version, approval: approval, reassessments: since, next: next)
  }

  mutating func reassess(_ event: Event) throws(LedgerFault) {
    guard let outcome = event.details["outcome"]?.text.flatMap(Reassessment.Outcome.init(rawValue:)),
      let reason = event.details["reason"]?.text, let next = event.details["next"]?.text.flatMap({ Day(iso: $0) }),
      let digest = event.digest, versions[digest]?.approval.map({ $0.disclosure != .proactive }) == true
    else { throw LedgerFault("复核记录残缺，或所指版本没有不公开的决定") }
    reassessments.append(
      Reassessment(
        outcome: outcome, reason: reason, next: next, account: event.account, post: event.post, time: event.time,
        sequence: event.sequence))
  }
}

extension LedgerState {
  /// The cycle in force, in months.
  public var reassessmentMonths: Int { policy?.reassessmentMonths ?? Policy.standardReassessment }

  /// Decisions not to publish that stand, ordered by record.
  public var nonDisclosures: [(id: RecordID, decision: NonDisclosure)] {
    records.compactMap { id, history in history.nonDisclosure(cycle: reassessmentMonths).map { (id, $0) } }
      .sorted { $0.0 < $1.0 }
  }
}
