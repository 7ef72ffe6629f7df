import Catalogue
import Diagnostics
import Records
import Screening
import Values

extension Ledger {
  /// Examines every record of the ledger and of the working folder against the gate.
  ///
  /// - Parameters:
  ///   - site: the working folder, for drafts and for what differs from the approved bytes.
  ///   - proposals: what the settings files propose, to tell where they differ from what is in force.
  ///   - layout: digests of templates and settings as they are now; nil where they are not at hand.
  public func examine(
    _ site: WorkingSite, proposals: Founding, layout: LayoutDigests?, asOf: Day
  ) throws(LedgerFault) -> Examination {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        try Examiner(
          transaction: transaction, state: try load(transaction), site: site, proposals: proposals, layout: layout,
          asOf: asOf
        ).examination()
      }
    }
  }
}

/// One examination at work.
struct Examiner {
  private let transaction: LedgerTransaction
  private let state: LedgerState
  private let site: WorkingSite
  private let proposals: Founding
  private let layout: LayoutDigests?
  private let asOf: Day
  private let snapshots: SnapshotReader
  private let catalogue: Catalogue
  private let working: [RecordID: WorkingRecord]
  private let faulty: [RecordID: [FaultyRecord]]

  init(
    transaction: LedgerTransaction, state: LedgerState, site: WorkingSite, proposals: Founding,
    layout: LayoutDigests?, asOf: Day
  ) {
    self.transaction = transaction
    self.state = state
    self.site = site
    self.proposals = proposals
    self.layout = layout
    self.asOf = asOf
    catalogue = (state.policy ?? proposals.policy).catalogue
    snapshots = SnapshotReader(transaction: transaction, catalogue: catalogue)
    working = Dictionary(site.records.map { ($0.record.id, $0) }, uniquingKeysWith: { first, _ in first })
    faulty = Dictionary(grouping: site.faulty, by: \.id)
  }

  func examination() throws -> Examination {
    let wanted = state.records.values.flatMap { history in
      Set([history.live?.digest, history.latest].compactMap(\.self)).compactMap { history.versions[$0] }
    }
    let records = try snapshots.records(wanted)
    func gate(leaders: Set<String>) -> Gate {
      Gate(
        state: state, catalogue: catalogue, asOf: asOf, layout: layout, leaders: leaders,
        isKept: { (try? transaction.hasBlob($0.digest)) == true },
        screened: { (try? snapshots.screening($0, asOf: asOf)) ?? nil })
    }
    // What was put forward is judged by approved records alone; a file that nobody approved opens no column.
    let approved = state.records.values.flatMap { history in
      [history.live?.digest, history.latest.flatMap { history.versions[$0]?.approval == nil ? nil : $0 }]
        .compactMap { $0.flatMap { records[$0] } }
    }
    let strict = gate(leaders: leaders(approved))
    let lenient = gate(leaders: leaders(approved + working.values.map(\.record)))
    let lost = lostSnapshots(records)
    let ids = Set(state.records.keys).union(working.keys).union(faulty.keys).sorted()
    return Examination(
      asOf: asOf, state: state,
      assessments: try ids.flatMap { try assess($0, strict: strict, lenient: lenient, records: records) },
      refusals: strict.layoutHolds() + lost, notices: site.diagnostics + notices())
  }

  /// Live versions whose snapshots are gone: their pages can't be made again, so nothing is published.
  private func lostSnapshots(_ records: [Digest: Record]) -> [Diagnostic] {
    state.inOrder { id, history in
      guard let live = history.live, records[live.digest] == nil, history.withdrawal?.kind != .emergency else {
        return nil
      }
      return Diagnostic(
        "snapshot.missing", "网站上「\(id)」的版本 \(live.digest.short) 不在台账中，不能重新生成它的页面",
        remedy: "恢复 ledger.sqlite 的备份，或放回原文件后删去 ledger.sqlite 并执行 gongkai ledger restore")
    }
  }

  private func leaders(_ known: [Record]) -> Set<String> {
    guard let leadership = ColumnCode("1.2") else { return [] }
    return Set(
      known.filter { $0.column == leadership }.flatMap { [$0.text(.personName), $0.text(.title)] }.compactMap(\.self))
  }

  private func assess(
    _ id: RecordID, strict: Gate, lenient: Gate, records: [Digest: Record]
  ) throws -> [Assessment] {
    if let history = state.records[id] { return [try assess(id, history, gate: strict, records: records)] }
    if let working = working[id] { return [draft(working, gate: lenient)] }
    return (faulty[id] ?? []).map { record in
      Assessment(
        id: id, title: record.title, columnCode: record.column.map { "\($0)" } ?? "", unit: "", live: .none,
        pending: .draft, holds: record.faults, notes: [], outgoing: nil)
    }
  }

  private func draft(_ working: WorkingRecord, gate: Gate) -> Assessment {
    let record = working.record
    let place = Place(working.file, line: working.line)
    let content = gate.contentHolds(record, decided: nil, body: RecordBody.bytes(of: record, in: working.parts))
    let found = RecordScreen(asOf: asOf).screen(record, working.parts)
    let isMarked = content.contains { $0.code == "secret.marked" }
    let holds =
      [RecordBody.fault(of: working)].compactMap(\.self) + content
      + found.blocking.map { $0.hold(of: record.id) }.filter { !isMarked || $0.code != "secret.marked" }
      + [Diagnostic("review.not-submitted", "还没有提交审查", remedy: "由拟稿人执行 gongkai review submit")]
    return Assessment(
      id: record.id, title: record.title, columnCode: "\(record.column)", unit: record.unit,
      live: record.handover == nil ? .none : .handedUp, pending: .draft, holds: holds.map { $0.placed(place) },
      notes: [], outgoing: nil, warnings: (found.warnings + state.advice(on: record, nil)).map { $0.placed(place) })
  }

  private func assess(
    _ id: RecordID, _ history: RecordHistory, gate: Gate, records: [Digest: Record]
  ) throws -> Assessment {
    let pending = history.latest.flatMap { history.versions[$0] }
    let candidate = pending?.digest == history.live?.digest ? nil : pending
    let record = candidate.flatMap { records[$0.digest] } ?? history.live.flatMap { records[$0.digest] }
    let place = working[id].map { Place($0.file, line: $0.line) } ?? faulty[id]?.first?.faults.first?.place
    var holds: [Diagnostic] = []
    if let candidate {
      let body = try record.flatMap { try RecordBody.bytes(of: $0, version: candidate, snapshots: snapshots) }
      holds = gate.holds(candidate, record: records[candidate.digest], id: id, body: body)
    }
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
    return Assessment(
      id: id, title: record?.title ?? working[id]?.record.title ?? "",
      columnCode: record.map { "\($0.column)" } ?? pending?.columnCode
        ?? working[id].map { "\($0.record.column)" } ?? "",
      unit: record?.unit ?? "", live: live(history, record, isOver: expiry != nil, isDue: holds),
      pending: self.pending(id, history, candidate: candidate), holds: holds.map { $0.placed(place) },
      notes: notes(id, history, candidate: candidate).map { $0.placed(place) }, outgoing: outgoing,
      warnings: warnings(candidate, record).map { $0.placed(place) })
  }

  /// What the detectors only warn of, and what a person is asked about, while a decision is still to be taken.
  private func warnings(_ candidate: Version?, _ record: Record?) -> [Diagnostic] {
    guard let candidate, candidate.approval == nil else { return [] }
    let found = ((try? snapshots.screening(candidate, asOf: asOf)) ?? nil)?.warnings ?? []
    return found + (record.map { state.advice(on: $0, candidate) } ?? [])
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
      return .init(version: candidate, record: record, approval: approval.hash, isNew: true)
    }
    guard let live = history.live, let version = history.versions[live.digest], !isOver else { return nil }
    if let withdrawal = history.withdrawal, withdrawal.kind != .repealed { return nil }
    guard let record = records[live.digest] else { return nil }
    return .init(version: version, record: record, approval: live.approval, isNew: false)
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
    guard let digest = working[id]?.digest else { return false }
    if let current = history.latest ?? history.live?.digest { return digest != current }
    // After a withdrawal the withdrawn bytes are no draft; after a submission was taken back they are.
    return history.versions[digest] == nil || (history.withdrawal == nil && history.tombstone == nil)
  }

  private func notes(_ id: RecordID, _ history: RecordHistory, candidate: Version?) -> [Diagnostic] {
    let safe = history.live == nil ? "提交的版本不受影响" : "网站上的版本不受影响"
    if let faulty = faulty[id] { return faulty.flatMap(\.faults) }
    guard let working = working[id] else {
      guard history.live != nil, history.withdrawal == nil else { return [] }
      return [Diagnostic("review.content-changed", "工作文件已不在，\(safe)", remedy: "要撤下请用 gongkai review withdraw；否则放回文件")]
    }
    guard isNewDraft(id, history), history.latest != nil || history.live != nil else { return [] }
    let since = history.live == nil && candidate != nil ? "提交" : "批准"
    return [
      Diagnostic(
        "review.content-changed", "工作文件在\(since)之后有改动(现为 \(working.digest.short))，\(safe)", remedy: "要公开新内容须重新提交审查")
    ]
  }

  /// Where the files differ from what is in force.
  private func notices() -> [Diagnostic] {
    guard state.head != nil else { return [] }
    var notices: [Diagnostic] = []
    let proposed = Dictionary(proposals.people.map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first })
    if proposed != state.people {
      notices.append(
        Diagnostic(
          "people.pending", .warning, "reviewers.yaml 与台账中的人员不一致，改动没有生效", remedy: "由管理员执行 gongkai people apply"))
    }
    if proposals.policy != state.policy {
      notices.append(
        Diagnostic("policy.pending", .warning, "审查步骤或目录的改动没有生效", remedy: "由管理员执行 gongkai policy apply"))
    }
    if let layout, let last = state.lastPublication?.layout {
      let changed = [
        layout.templates == last.templates ? nil : "模板", layout.settings == last.settings ? nil : "站点设置",
      ].compactMap(\.self)
      if !changed.isEmpty {
        notices.append(
          Diagnostic("layout.changed", .warning, "\(changed.joined(separator: "和"))在上次发布之后有改动", remedy: "发布前核对改动"))
      }
    }
    return notices + reassessments() + unconfirmed() + sharedFiles() + sameNames()
  }

  /// Live records that carry a file of a record withdrawn in an emergency: the same bytes are still out.
  private func sharedFiles() -> [Diagnostic] {
    state.inOrder { id, history in
      guard let live = history.live, history.withdrawal == nil, let version = history.versions[live.digest],
        let part = version.parts.first(where: { part in
          state.withheldFiles[part.digest]?.contains { state.records[$0]?.withdrawal?.kind == .emergency } == true
        })
      else { return nil }
      return Diagnostic(
        "attachment.not-public", "「\(id)」仍在网站上，它的附件「\(part.path)」与紧急撤下的信息的附件相同",
        remedy: "把「\(id)」也紧急撤下，或换掉附件后重新审批发布")
    }
  }

  /// Accounts that may be one person: one person holds at most one step of a version.
  private func sameNames() -> [Diagnostic] {
    Dictionary(grouping: state.people.values, by: \.name).filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map {
      let accounts = $0.value.map(\.account).sorted().joined(separator: "、")
      return Diagnostic("people.same-name", .warning, "账号 \(accounts) 都是「\($0.key)」", remedy: "一人只用一个账号；确是同名的，核对其办理的步骤")
    }
  }

  /// Decisions not to publish that are due to be looked at again.
  private func reassessments() -> [Diagnostic] {
    let due = state.nonDisclosures.filter { $0.decision.isDue(on: asOf) }.count
    guard due > 0 else { return [] }
    return [
      Diagnostic(
        "register.due", .warning, "不主动公开目录中有 \(due) 条到期应复核", remedy: "执行 gongkai review register --due 查看",
        source: "条例第十八条")
    ]
  }

  private func unconfirmed() -> [Diagnostic] {
    state.inOrder { id, history in
      guard let withdrawal = history.withdrawal, withdrawal.kind == .emergency, withdrawal.confirmation == nil else {
        return nil
      }
      return Diagnostic(
        "withdrawn.unconfirmed", .warning, "「\(id)」于 \(withdrawal.time.day) 紧急撤下，还没有第二人确认",
        remedy: "两个工作日内由另一人执行 gongkai review withdraw --confirm")
    }
  }
}

extension Diagnostic {
  /// The same diagnostic at a place, if it has none.
  fileprivate func placed(_ place: Place?) -> Diagnostic {
    Diagnostic(code, severity, at: self.place ?? place, message, remedy: remedy, source: source)
  }
}
