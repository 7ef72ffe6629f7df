import Values

/// One record that a unit provided, with what became of it.
public struct AccountedRecord: Hashable, Sendable {
  /// The record with its clock; its unit is the one that is held to account.
  public let clocked: ClockedRecord
  /// 提供: the day it was first submitted; nil for one that is only in the working folder.
  public let providedOn: Day?
  /// 录用 or not.
  public let outcome: Outcome
  /// 变更日期 of the working folder that nobody put forward; nil where there is none.
  public let draftedChange: Day?

  /// Makes a record.
  public init(_ clocked: ClockedRecord, providedOn: Day?, outcome: Outcome, draftedChange: Day? = nil) {
    self.draftedChange = draftedChange
    self.clocked = clocked
    self.providedOn = providedOn
    self.outcome = outcome
  }

  /// What became of a record.
  public enum Outcome: Hashable, Sendable {
    /// Still in review.
    case open
    /// 录用: approved for publication, or accepted by the government.
    case adopted(on: Day)
    /// 未录用, with the reason class (篇3 三: 按月或季公布信息提供和录用情况).
    case notAdopted(on: Day, reason: String)
  }
}
