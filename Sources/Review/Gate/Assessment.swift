import Diagnostics
import Records
import Values

/// What the gate finds on one record: what is live, what is pending, and every reason that holds it.
///
/// One object, since lists of it are searched and sorted by the hundred thousand.
public final class Assessment: Sendable {
  public let id: RecordID
  public let title: String
  /// Column code, as far as known.
  public let columnCode: String
  public let unit: String
  public let live: Live
  public let pending: Pending
  /// Reasons that hold the pending version, with places.
  public let holds: [Diagnostic]
  /// What a person should know and what holds nothing: a working file that differs from what was approved.
  public let notes: [Diagnostic]
  /// The version that will be on the site after a publication now; nil for none.
  public let outgoing: Outgoing?
  /// What the screening only warns of, while a decision is still to be taken; holds nothing and is no reason.
  public let warnings: [Diagnostic]

  init(
    id: RecordID, title: String, columnCode: String, unit: String, live: Live, pending: Pending, holds: [Diagnostic],
    notes: [Diagnostic], outgoing: Outgoing?, warnings: [Diagnostic] = []
  ) {
    self.id = id
    self.title = title
    self.columnCode = columnCode
    self.unit = unit
    self.live = live
    self.pending = pending
    self.holds = holds
    self.notes = notes
    self.outgoing = outgoing
    self.warnings = warnings
  }

  /// All that `check` lists.
  public var reasons: [Diagnostic] { holds + notes }

  /// What stands on the site (DESIGN §7).
  public enum Live: String, Sendable, Hashable {
    case published, none, withdrawn, scheduled
    case handedUp = "handed-up"
  }

  /// What waits (DESIGN §7).
  public enum Pending: String, Sendable, Hashable {
    case none, draft, returned, approved
    case inReview = "in-review"
  }

  /// A version to be rendered.
  ///
  /// One object, since it is passed about by the thousand.
  public final class Outgoing: Sendable {
    public let version: Version
    public let record: Record
    /// Hash of the event that approved it.
    public let approval: Digest
    /// Not on the site yet.
    public let isNew: Bool
    /// What became of the record so far.
    let history: RecordHistory

    init(version: Version, record: Record, approval: Digest, isNew: Bool, history: RecordHistory) {
      self.history = history
      self.version = version
      self.record = record
      self.approval = approval
      self.isNew = isNew
    }
  }
}

/// What the gate finds on a whole site.
public struct Examination: Sendable {
  public let asOf: Day
  public let state: LedgerState
  public let assessments: [Assessment]
  /// Reasons that hold everything.
  public let refusals: [Diagnostic]
  /// Warnings and notices that belong to no single record.
  public let notices: [Diagnostic]
  /// Parsed records of every version that is live or waits.
  let records: [Digest: Record]
  /// Records whose working files hold what the ledger keeps.
  let standing: [RecordID: StandingRecord]
}

extension Assessment {
  fileprivate func with(notes: [Diagnostic], outgoing: Outgoing?, adding more: [Diagnostic] = []) -> Assessment {
    Assessment(
      id: id, title: title, columnCode: columnCode, unit: unit, live: live, pending: pending, holds: holds + more,
      notes: notes, outgoing: outgoing, warnings: warnings)
  }
}

extension Examination {
  /// The same with nothing new on the site: what is there stays, as it is, or leaves.
  public var withoutNew: Examination {
    with(
      assessments.map { item in
        guard let outgoing = item.outgoing, outgoing.isNew else { return item }
        return item.with(notes: item.notes, outgoing: staying(outgoing.history))
      })
  }

  /// The same with some new versions held: what is on the site of their records stays.
  public func holding(_ held: [RecordID: Diagnostic]) -> Examination {
    with(
      assessments.map { item in
        guard let reason = held[item.id], let outgoing = item.outgoing, outgoing.isNew else { return item }
        return item.with(notes: item.notes, outgoing: staying(outgoing.history), adding: [reason])
      })
  }

  /// The same without what is said of working files.
  var withoutNotes: Examination { with(assessments.map { $0.with(notes: [], outgoing: $0.outgoing) }) }

  private func with(_ assessments: [Assessment]) -> Examination {
    Examination(
      asOf: asOf, state: state, assessments: assessments, refusals: refusals, notices: notices, records: records,
      standing: standing)
  }

  /// The version of a record that is on the site and may stay; nil where there is none.
  private func staying(_ history: RecordHistory) -> Assessment.Outgoing? {
    guard let live = history.live, let version = history.versions[live.digest], let record = records[live.digest],
      history.withdrawal == nil || history.withdrawal?.kind == .repealed,
      record.day(.noticeEnds).map({ $0 < asOf }) != true
    else { return nil }
    return Assessment.Outgoing(
      version: version, record: record, approval: live.approval, isNew: false, history: history)
  }
}
