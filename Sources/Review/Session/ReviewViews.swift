import Records
import Screening
import Values

/// One waiting version in a reviewer's queue (待办).
public struct QueueItem: Sendable {
  public let id: RecordID
  public let title: String
  public let unit: String
  public let columnCode: String
  /// The next step.
  public let step: String
  public let digest: Digest
  public let submittedBy: String
  public let submittedAt: Moment
  /// An answer of the 主管部门 is awaited.
  public let isUnsure: Bool
  /// Findings that hold it and that nobody waived yet.
  public let findings: [ScreenedFinding]

  /// One line for people.
  public var text: String {
    "\(step)\(isUnsure ? "(待答复)" : "")  \(digest.short)  \(columnCode)  \(title)  \(unit)  \(id)  \(submittedAt.day) 由 \(submittedBy) 提交"
      + (findings.isEmpty ? "" : "  筛查 \(findings.count) 项未豁免")
  }

  /// The findings that hold it, each with the command that waives it, a line each.
  public var findingLines: [String] {
    findings.flatMap { finding in
      [
        "    [\(finding.id)] \(finding.file) \(finding.place)：\(finding.title)「\(finding.masked)」",
        finding.isWaivable ? "        豁免：\(finding.waiverCommand(id))" : "        不能豁免：涉密标志，退回去掉后重新提交",
      ]
    }
  }

  /// The machine form.
  public var json: JSON {
    [
      "id": .string(id.rawValue), "title": .string(title), "column": .string(columnCode), "unit": .string(unit),
      "step": .string(step), "digest": .string(digest.hex), "submittedBy": .string(submittedBy),
      "submittedAt": .string(submittedAt.description), "unsure": .bool(isUnsure),
      "findings": .array(
        findings.map {
          [
            "id": .string($0.id), "detector": .string($0.detector), "file": .string($0.file),
            "place": .string($0.place), "masked": .string($0.masked), "waivable": .bool($0.isWaivable),
          ]
        }),
    ]
  }
}

extension Ledger {
  /// What waits for a decision, oldest first.
  ///
  /// - Parameters:
  ///   - account: only what this person may decide.
  ///   - step: only what waits for this step.
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func queue(account: String?, step: String?) throws(LedgerFault) -> [QueueItem] {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        let state = try load(transaction)
        let snapshots = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
        let items = try state.records.compactMap { id, history -> QueueItem? in
          guard let version = history.waiting, let next = state.nextStep(of: version),
            step == nil || step == next.name, account == nil || state.mayDecide(account, next, version, history)
          else { return nil }
          let record = try snapshots.record(version)
          let findings = version.holding(try snapshots.screening(version, asOf: Moment.now().day))
          return QueueItem(
            id: id, title: record?.title ?? "", unit: record?.unit ?? "", columnCode: version.columnCode,
            step: next.name, digest: version.digest, submittedBy: version.submittedBy,
            submittedAt: version.submittedAt, isUnsure: version.unsure != nil, findings: findings)
        }
        return items.sorted { ($0.submittedAt, $0.id) < ($1.submittedAt, $1.id) }
      }
    }
  }

  /// The events, of one record or all.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func events(of record: RecordID?) throws(LedgerFault) -> [Event] {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        var events: [Event] = []
        try transaction.events(after: 0) { _, bytes, _ in
          let event = try Event(bytes: bytes)
          if record == nil || event.record == record { events.append(event) }
        }
        return events
      }
    }
  }
}

extension LedgerState {
  /// Whether a person may take a step on a version, by role and by separation of duties.
  func mayDecide(_ account: String?, _ step: ReviewStep, _ version: Version, _ history: RecordHistory) -> Bool {
    guard let account, let person = people[account], person.roles.contains(step.role) else { return false }
    return !version.contributors.union(history.contributors).contains(account)
      && !version.agreements.contains { $0.account == account }
  }
}

extension Event {
  /// One line for people.
  ///
  /// - Parameter name: the name of who did it, where it is known.
  public func line(by name: String? = nil) -> String {
    let what = [record?.rawValue, digest?.short].compactMap(\.self).joined(separator: " ")
    let named = ["step", "kind", "reason", "disclosure", "withholding", "index"] + (act == .accept ? ["address"] : [])
    var notes = named.compactMap { details[$0]?.text }
    let carriers = details["carriers"]?.elements?.compactMap(\.text) ?? []
    if !carriers.isEmpty { notes.append("载体:\(carriers.joined(separator: "、"))") }
    let writers = details["writers"]?.elements?.compactMap(\.text) ?? []
    if !writers.isEmpty { notes.append("执笔:\(writers.joined(separator: "、"))") }
    return
      "\(sequence)  \(time)  \(account)(\(name.map { "\($0)，" } ?? "")\(post)，\(authentication.rawValue))  \(act.rawValue)  \(what)  \(notes.joined(separator: " "))"
  }
}

/// Everything a reviewer should see of one record.
public struct RecordView: Sendable {
  private let assessment: Assessment
  private let history: RecordHistory?
  private let record: Record?
  private let body: String?
  private let policySteps: [ReviewStep]
  private let screening: RecordScreening?
  private let incumbents: Incumbents

  init(
    assessment: Assessment, history: RecordHistory?, record: Record?, body: String?, steps: [ReviewStep],
    screening: RecordScreening?, incumbents: Incumbents
  ) {
    self.incumbents = incumbents
    self.screening = screening
    self.assessment = assessment
    self.history = history
    self.record = record
    self.body = body
    policySteps = steps
  }

  private var version: Version? { (history?.latest ?? history?.live?.digest).flatMap { history?.versions[$0] } }

  /// The form for people.
  public var text: String {
    var lines = ["\(assessment.title)", "标识:\(assessment.id)", "栏目:\(assessment.columnCode)"]
    if let version {
      lines.append(
        "版本:\(version.digest.short)  由 \(who(version.submittedBy, at: version.submission)) 于 \(version.submittedAt) 提交")
    }
    lines += fields.map { "\($0.0):\($0.1)" }
    lines += (version?.parts ?? []).map { "文件:\($0.path)  \($0.size) 字节  SHA-256 \($0.digest.short)" }
    for step in policySteps {
      let taken = version?.agreements.first { $0.step == step.name }
      lines.append(
        "步骤「\(step.name)」:" + (taken.map { "\($0.post)(\(who($0.account, at: $0.sequence)))于 \($0.time) 同意" } ?? "未办理"))
    }
    if let approval = version?.approval {
      lines.append("批准:\(approval.disclosure.rawValue)  \(approval.carriers.map(\.rawValue).joined(separator: "、"))")
    }
    if let live = history?.live { lines.append("网站上的版本:\(live.digest.short)，自 \(live.since) 起") }
    if let index = history?.indexNumber { lines.append("索引号:\(index)") }
    lines += (screening?.findings ?? []).flatMap { finding in
      let waiver =
        version?.waivers[finding.id].map { "  已由 \($0.post)(\(who($0.account, at: $0.time)))豁免:\($0.reason)" } ?? ""
      let canWaive = finding.action == .block && waiver.isEmpty && finding.isWaivable && version?.returned == nil
      let how = canWaive && version != nil ? ["    豁免:\(finding.waiverCommand(assessment.id))"] : []
      return [
        "筛查(\(finding.action == .block ? "拦截" : "警示")):[\(finding.id)] \(finding.file) \(finding.place)  \(finding.title)「\(finding.masked)」\(waiver)"
      ] + how
    }
    if let answer = version?.routeAnswer {
      lines.append("去向:\(answer.post)(\(who(answer.account, at: answer.sequence)))说明由本机关公开:\(answer.reason ?? "")")
    }
    lines += assessment.warnings.map { "提醒:\($0.message) [\($0.code)]" }
    lines += assessment.reasons.map { "卡住:\($0.message) [\($0.code)]" }
    if let body { lines += ["", body] }
    return lines.joined(separator: "\n")
  }

  /// An account with the name of who held it then.
  private func who(_ account: String, at event: Int) -> String {
    account + (incumbents.person(account, at: event).map { "，\($0.name)" } ?? "")
  }

  private func who(_ account: String, at time: Moment) -> String {
    account + (incumbents.person(account, at: time).map { "，\($0.name)" } ?? "")
  }

  private var fields: [(String, String)] {
    Field.allCases.compactMap { field in record?.text(field).map { (field.rawValue, $0) } }
  }

  /// The machine form.
  public var json: JSON {
    [
      "id": .string(assessment.id.rawValue), "title": .string(assessment.title),
      "column": .string(assessment.columnCode), "live": .string(assessment.live.rawValue),
      "pending": .string(assessment.pending.rawValue), "digest": JSON(version?.digest.hex),
      "short": JSON(version?.digest.short), "liveDigest": JSON(history?.live?.digest.hex),
      "indexNumber": JSON(history?.indexNumber), "address": JSON(history?.address),
      "steps": .array(
        (version?.agreements ?? []).map {
          [
            "step": .string($0.step), "account": .string($0.account),
            "name": JSON(incumbents.person($0.account, at: $0.sequence)?.name), "time": .string($0.time.description),
          ]
        }),
      "disclosure": JSON(version?.approval?.disclosure.rawValue),
      "fields": .object(fields.map { JSON.Member($0.0, .string($0.1)) }),
      "screening": .array(
        (screening?.findings ?? []).map { finding in
          [
            "id": .string(finding.id), "detector": .string(finding.detector),
            "action": .string(finding.action.rawValue),
            "file": .string(finding.file), "place": .string(finding.place), "masked": .string(finding.masked),
            "waivedBy": JSON(version?.waivers[finding.id]?.account),
            "waivedFor": JSON(version?.waivers[finding.id]?.reason),
          ]
        }),
      "reasons": .array(assessment.reasons.map(\.json)), "body": JSON(body),
    ]
  }
}
