import Oversight
import Records
import Review
import Values

extension Desk {
  /// Every record of the ledger as each unit is held to account for it. Called on the readings' queue.
  func accounted(_ examination: Examination) throws -> [AccountedRecord] {
    let state = examination.state
    let live = try liveRecords.records(of: state, session.ledger)
    let waiting = state.records.values.compactMap { history -> Version? in
      guard history.live == nil else { return nil }
      return (history.latest ?? history.newest).flatMap { history.versions[$0] }
    }
    let others = try session.ledger.withSnapshots { try $0.records(waiting) }
    return state.records.compactMap { id, history in
      let digest = history.live?.digest ?? history.latest ?? history.newest
      guard let digest, let record = live[digest] ?? others[digest],
        let first = history.versions.values.min(by: { $0.submission < $1.submission })
      else { return nil }
      return Desk.accounted(id, history, record, first, history.versions[digest])
    }
  }

  private static func accounted(
    _ id: RecordID, _ history: RecordHistory, _ record: Record, _ first: Version, _ current: Version?
  ) -> AccountedRecord {
    let approval = current?.approval
    let isWithheld = approval.map { $0.disclosure != .proactive } ?? false
    var published = [history.firstPublished?.day].compactMap(\.self)
    if let since = history.live?.since.day, !published.contains(since) { published.append(since) }
    let outcome: AccountedRecord.Outcome =
      if let day = history.firstPublished?.day {
        .adopted(on: day)
      } else if let approval {
        isWithheld
          ? .notAdopted(on: approval.by.time.day, reason: approval.disclosure.rawValue)
          : .adopted(on: approval.by.time.day)
      } else if let returned = current?.returned {
        .notAdopted(on: returned.time.day, reason: "退回")
      } else {
        .open
      }
    var holds: [ClockedRecord.Hold] = []
    if let unsure = current?.unsure { holds.append(.init(from: unsure.time.day, until: nil, reason: .unsure)) }
    if let pause = current?.pause, pause.kind == .thirdParty {
      holds.append(.init(from: pause.time.day, until: nil, reason: .thirdParty))
    }
    return AccountedRecord(
      ClockedRecord(
        id: id.rawValue, title: record.title, column: "\(record.column)", unit: record.unit,
        formedOn: record.formed, changedOn: [record.day(.changed)].compactMap(\.self), publishedOn: published,
        holds: holds, handover: record.handover == nil ? .none : .up(acceptedOn: nil, address: nil),
        releasedOn: isWithheld ? approval?.by.time.day : nil),
      providedOn: first.submittedAt.day, outcome: outcome)
  }
}
