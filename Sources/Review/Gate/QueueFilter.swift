import Catalogue
import Records
import Values

/// Picks the submitted versions that wait for a step.
public struct QueueFilter: Sendable {
  private let step: String
  private let column: ColumnCode?
  private let unit: String?
  private let isAnswer: Bool

  /// Makes a filter.
  ///
  /// - Parameters:
  ///   - column: only this column and those below it.
  ///   - unit: only this 承办科室.
  ///   - isAnswer: those that wait for an answer to 不能确定, instead of those that wait for a decision.
  public init(step: String, column: ColumnCode? = nil, unit: String? = nil, isAnswer: Bool = false) {
    self.step = step
    self.column = column
    self.unit = unit
    self.isAnswer = isAnswer
  }

  /// The waiting versions, ordered by record id.
  ///
  /// - Parameter record: reads the record of a version; only asked where the filter needs it.
  public func targets(in state: LedgerState, record: (Version) -> Record?) -> [Decision.Target] {
    state.inOrder { id, history in
      guard let version = history.waiting, state.nextStep(of: version)?.name == step,
        (version.unsure != nil) == isAnswer, isInColumn(version),
        unit == nil || record(version)?.unit == unit
      else { return nil }
      return Decision.Target(id, seen: version.digest.hex)
    }
  }

  private func isInColumn(_ version: Version) -> Bool {
    guard let column else { return true }
    return ColumnCode(version.columnCode)?.parts.starts(with: column.parts) == true
  }
}

extension RecordHistory {
  /// The version in review: put forward, not returned, not approved, not live.
  public var waiting: Version? {
    guard let version = latest.flatMap({ versions[$0] }), version.digest != live?.digest, version.returned == nil,
      version.approval == nil
    else { return nil }
    return version
  }
}

extension LedgerState {
  /// The first step of the policy that a version still lacks.
  public func nextStep(of version: Version) -> ReviewStep? {
    let done = Set(version.agreements.map(\.step))
    return (policy?.steps ?? ReviewStep.known).first { !done.contains($0.name) }
  }

  /// Whether a working record has nothing new to put forward.
  public func holds(_ working: WorkingRecord) -> Bool {
    guard let history = records[working.record.id] else { return false }
    // A repealed document's text stays on the site; it is put forward again only by name, too.
    if history.live?.digest == working.digest { return true }
    guard history.latest == working.digest else {
      // A record that was withdrawn is put forward again only by name.
      return history.withdrawal != nil || history.tombstone != nil
    }
    return history.versions[working.digest]?.returned == nil
  }
}
