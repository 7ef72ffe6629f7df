import Catalogue
import Diagnostics
import Records
import Screening
import Values

/// Judges records one by one, from what was read before: no disk, so that both cores can do it.
struct Assessor: Sendable {
  let state: LedgerState
  let asOf: Day
  /// The parsed records of every version that is live or waits, by its digest.
  let records: [Digest: Record]
  let working: [RecordID: WorkingRecord]
  let standing: [RecordID: StandingRecord]
  let faulty: [RecordID: [FaultyRecord]]
  /// Tables with rows that can't be read, as people know them.
  let brokenTables: Set<String>
  /// For what was put forward.
  let strict: Gate
  /// For drafts.
  let lenient: Gate
  /// Of drafts, too: what was put forward was screened then.
  let screen: RecordScreen

  /// Every record that there is anything to say of, in order.
  var ids: [RecordID] {
    var ids = Array(state.records.keys)
    ids += working.keys.filter { state.records[$0] == nil }
    ids += faulty.keys.filter { state.records[$0] == nil && working[$0] == nil }
    return ids.sorted()
  }

  /// The versions that are put forward and not yet on the site.
  var waiting: [RecordID: Version] {
    var waiting: [RecordID: Version] = [:]
    for (id, history) in state.records {
      if let latest = history.latest, latest != history.live?.digest { waiting[id] = history.versions[latest] }
    }
    return waiting
  }

  /// What the gate finds on a record; more than one finding only where several faulty files claim the id.
  ///
  /// - Parameter exhibit: what the ledger keeps of its `candidate`.
  func assess(_ id: RecordID, _ exhibit: Exhibit?) -> [Assessment] {
    if let history = state.records[id] { return [assess(id, history, exhibit)] }
    if let working = working[id] { return [draft(working, gate: lenient)] }
    return (faulty[id] ?? []).map { record in
      Assessment(
        id: id, title: record.title, columnCode: record.column.map { "\($0)" } ?? "", unit: "", live: .none,
        pending: .draft, holds: record.faults, notes: [], outgoing: nil)
    }
  }

  private func place(of id: RecordID) -> Place? {
    if let record = working[id] { return Place(record.file, line: record.line) }
    // A standing record is one Markdown file.
    if let record = standing[id] { return Place(record.file, line: 1) }
    return faulty[id]?.first?.faults.first?.place
  }

  private func holdPlace(of id: RecordID, _ candidate: Version?, _ exhibit: Exhibit?) -> HoldPlace {
    let place = place(of: id)
    if let working = working[id] { return HoldPlace(place, of: working.parts.first) }
    // The file was not read, but it is one that the ledger keeps.
    guard let standing = standing[id] else { return HoldPlace(place, of: nil) }
    let isRead = standing.version.digest == candidate?.digest && exhibit?.body?.kind == .record
    return HoldPlace(place, bytes: isRead ? exhibit?.bytes : nil, of: .record, path: standing.path)
  }

  /// The digest of a record's working files; nil if there are none that can be read.
  private func workingDigest(_ id: RecordID) -> Digest? { working[id]?.digest ?? standing[id]?.version.digest }

  @Sendable private func isKnown(_ id: RecordID) -> Bool {
    working[id]?.record.proposal == .proactive || standing.keys.contains(id) || state.mayShow(id)
  }

  private func draft(_ working: WorkingRecord, gate: Gate) -> Assessment {
    let record = working.record
    let place = HoldPlace(Place(working.file, line: working.line), of: working.parts.first)
    let found = screen.screen(record, working.parts)
    let screened = found.blocking.map { $0.hold(of: record.id) }
    let content = Gate.unfound(
      gate.contentHolds(record, decided: nil, body: RecordBody.bytes(of: record, in: working.parts)), in: screened)
    let holds =
      working.faults(on: asOf) + [RecordBody.fault(of: working)].compactMap(\.self) + content
      + NoteOption.without(screened, told: content)
      + [Diagnostic("review.not-submitted", "还没有提交审查", remedy: "由拟稿人执行 gongkai review submit")]
    let warnings = found.warnings + state.advice(on: record, nil) + working.advice(isKnown: isKnown)
    return Assessment(
      id: record.id, title: record.title, columnCode: "\(record.column)", unit: record.unit,
      live: record.handover == nil ? .none : .handedUp, pending: .draft, holds: holds.map(place.placed),
      notes: [], outgoing: nil, warnings: warnings.map(place.placed))
  }

  /// A record that is on the site as it was put forward last, and whose working file is the same: most are, and there is
  /// nothing to say of them. Nil for any other.
  private func settled(_ id: RecordID, _ history: RecordHistory) -> Assessment? {
    guard let live = history.live, history.latest == live.digest, history.withdrawal == nil,
      standing[id]?.version.digest == live.digest, working[id] == nil, faulty[id] == nil,
      let record = records[live.digest], let version = history.versions[live.digest],
      record.day(.noticeEnds).map({ $0 < asOf }) != true
    else { return nil }
    let outgoing = Assessment.Outgoing(
      version: version, record: record, approval: live.approval, isNew: false, history: history)
    return Assessment(
      id: id, title: record.title, columnCode: version.columnCode, unit: record.unit, live: .published, pending: .none,
      holds: [], notes: [], outgoing: outgoing)
  }

  private func assess(_ id: RecordID, _ history: RecordHistory, _ exhibit: Exhibit?) -> Assessment {
    if let settled = settled(id, history) { return settled }
    let pending = history.latest.flatMap { history.versions[$0] }
    let candidate = pending?.digest == history.live?.digest ? nil : pending
    let record = candidate.flatMap { records[$0.digest] } ?? history.live.flatMap { records[$0.digest] }
    let place = holdPlace(of: id, candidate, exhibit)
    var holds: [Diagnostic] = []
    if let candidate { holds = strict.holds(candidate, record: records[candidate.digest], id: id, exhibit) }
    // What went down after its last day does not come back by an earlier --as-of.
    if let grave = history.tombstone, grave.kind == .expired, let approval = candidate?.approval,
      approval.by.sequence < grave.sequence, !holds.contains(where: { $0.code == "schedule.expired" })
    {
      holds.append(Diagnostic("schedule.expired", "公示期满，已于 \(grave.day) 撤下", remedy: "要再次公开须重新提交审批"))
    }
    if let withdrawal = history.withdrawal, candidate?.approval == nil { holds.append(hold(withdrawal)) }
    let expiry = expiry(history, records)
    if let expiry, candidate == nil { holds.append(expiry) }
    let outgoing = outgoing(history, candidate: holds.isEmpty ? candidate : nil, isOver: expiry != nil, records)
    let title = record?.title ?? working[id]?.record.title ?? former(history)?.title
    return Assessment(
      id: id, title: title ?? "",
      columnCode: record.map { "\($0.column)" } ?? pending?.columnCode
        ?? working[id].map { "\($0.record.column)" } ?? history.lastColumn,
      unit: record?.unit ?? "", live: live(history, record, isOver: expiry != nil, isDue: holds),
      pending: self.pending(id, history, candidate: candidate), holds: holds.map(place.placed),
      notes: notes(id, history, candidate: candidate).map(place.placed), outgoing: outgoing,
      warnings: warnings(candidate, record, exhibit).map(place.placed))
  }

  /// What was on the site last of a record that left it. A title that leaked is not told again.
  private func former(_ history: RecordHistory) -> Record? {
    guard history.withdrawal?.kind != .emergency, history.tombstone?.kind != .emergency else { return nil }
    return history.lastShown.flatMap { records[$0] }
  }

  /// What the detectors only warn of, and what a person is asked about, while a decision is still to be taken.
  private func warnings(_ candidate: Version?, _ record: Record?, _ exhibit: Exhibit?) -> [Diagnostic] {
    guard let candidate, candidate.approval == nil else { return [] }
    return (exhibit?.screening?.warnings ?? []) + (record.map { state.advice(on: $0, candidate) } ?? [])
  }

  private func hold(_ withdrawal: Withdrawal) -> Diagnostic {
    Diagnostic(
      "withdrawn",
      "\(withdrawal.time.day) 由\(withdrawal.post)(\(withdrawal.account))以「\(withdrawal.kind.rawValue)」撤下:\(withdrawal.reason)",
      remedy: "要再次公开须重新提交、审查和批准")
  }

  private func expiry(_ history: RecordHistory, _ records: [Digest: Record]) -> Diagnostic? {
    guard let live = history.live, let ends = records[live.digest]?.day(.noticeEnds), ends < asOf else { return nil }
    return Diagnostic("schedule.expired", "公示已于 \(ends) 截止", remedy: "下次发布时自动撤下")
  }

  private func outgoing(
    _ history: RecordHistory, candidate: Version?, isOver: Bool, _ records: [Digest: Record]
  ) -> Assessment.Outgoing? {
    if let candidate, let record = records[candidate.digest], let approval = candidate.approval {
      return .init(version: candidate, record: record, approval: approval.hash, isNew: true, history: history)
    }
    guard let live = history.live, let version = history.versions[live.digest], !isOver else { return nil }
    if let withdrawal = history.withdrawal, withdrawal.kind != .repealed { return nil }
    guard let record = records[live.digest] else { return nil }
    return .init(version: version, record: record, approval: live.approval, isNew: false, history: history)
  }

  private func live(
    _ history: RecordHistory, _ record: Record?, isOver: Bool, isDue holds: [Diagnostic]
  ) -> Assessment.Live {
    if history.withdrawal != nil || isOver { return .withdrawn }
    if history.live != nil { return .published }
    if history.tombstone != nil { return .withdrawn }
    if record?.handover != nil { return .handedUp }
    return holds.map(\.code) == ["schedule.not-due"] ? .scheduled : .none
  }

  private func pending(_ id: RecordID, _ history: RecordHistory, candidate: Version?) -> Assessment.Pending {
    if let candidate {
      if candidate.returned != nil { return isNewDraft(id, history) ? .draft : .returned }
      return candidate.approval == nil ? .inReview : .approved
    }
    return isNewDraft(id, history) ? .draft : .none
  }

  /// Whether the working file holds bytes that were not put forward.
  private func isNewDraft(_ id: RecordID, _ history: RecordHistory) -> Bool {
    if faulty[id] != nil { return true }
    guard let digest = workingDigest(id) else { return false }
    if let current = history.latest ?? history.live?.digest { return digest != current }
    // After a withdrawal the withdrawn bytes are no draft; after a submission was taken back they are.
    return history.versions[digest] == nil || (history.withdrawal == nil && history.tombstone == nil)
  }

  /// The table that a record on the site stood in, where it has rows that can't be read now.
  private func brokenTable(of history: RecordHistory) -> String? {
    guard !brokenTables.isEmpty, let live = history.live, let row = history.versions[live.digest]?.parts.first,
      row.kind == .row
    else { return nil }
    // A row's path names the table, and the record after `#`.
    let table = row.path.split(separator: "#").first ?? ""
    return brokenTables.first { $0.hasSuffix("/\(table)") || $0 == table }
  }

  private func notes(_ id: RecordID, _ history: RecordHistory, candidate: Version?) -> [Diagnostic] {
    let safe = history.live == nil ? "提交的版本不受影响" : "网站上的版本不受影响"
    if let faulty = faulty[id] { return faulty.flatMap(\.faults) }
    guard let digest = workingDigest(id) else {
      guard history.live != nil, history.withdrawal == nil else { return [] }
      if let table = brokenTable(of: history) {
        return [
          Diagnostic(
            "review.content-changed", at: Place(table), "所在的表有错误，读不出这一条，\(safe)",
            remedy: "改正表里的错误；要撤下请用 gongkai review withdraw")
        ]
      }
      return [Diagnostic("review.content-changed", "工作文件已不在，\(safe)", remedy: "要撤下请用 gongkai review withdraw；否则放回文件")]
    }
    guard isNewDraft(id, history), history.latest != nil || history.live != nil else { return [] }
    let since = history.live == nil && candidate != nil ? "提交" : "批准"
    return [
      Diagnostic(
        "review.content-changed", "工作文件在\(since)之后有改动(现为 \(digest.short))，\(safe)", remedy: "要公开新内容须重新提交审查")
    ]
  }
}
