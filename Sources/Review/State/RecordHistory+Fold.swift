import Records
import Screening
import Values

extension RecordHistory {
  private func step(_ event: Event) throws(LedgerFault) -> Version.StepTaken {
    guard let step = event.details["step"]?.text else { throw LedgerFault("没有写明步骤") }
    return Version.StepTaken(
      step: step, account: event.account, post: event.post, time: event.time,
      reason: event.details["reason"]?.text, sequence: event.sequence)
  }

  /// Changes the version that an event speaks of, which must be the one put forward last, where it stands.
  private mutating func changePending<Result>(
    _ event: Event, _ change: (inout Version) throws(LedgerFault) -> Result
  ) throws(LedgerFault) -> Result {
    guard let digest = event.digest, digest == latest, let place = versions.index(forKey: digest) else {
      throw LedgerFault("所指版本不是当时提交的版本")
    }
    return try change(&versions.values[place])
  }

  mutating func submit(_ event: Event) throws(LedgerFault) {
    guard let digest = event.digest, let column = event.details["column"]?.text,
      let listed = event.details["parts"]?.elements
    else { throw LedgerFault("提交记录残缺") }
    contributors.insert(event.account)
    contributors.formUnion(event.details["writers"]?.elements?.compactMap(\.text) ?? [])
    var parts: [PartReference] = []
    for json in listed { parts.append(try PartReference(json: json)) }
    guard let record = event.record,
      RecordDigest.digest(id: record, columnCode: column, parts: parts) == digest
    else { throw LedgerFault("提交的摘要与其内容不符") }
    let formDigest = event.details["form"]?.text.flatMap { Digest(hex: $0) }
    var version =
      versions[digest]
      ?? Version(
        digest: digest, columnCode: column, parts: parts, formDigest: formDigest, submittedBy: event.account,
        submittedAt: event.time, submission: event.sequence, contributors: [])
    // The same bytes keep their approvals; what was returned or taken back begins anew.
    if version.returned != nil || version.isTakenBack {
      version.agreements = []
      version.approval = nil
      version.returned = nil
      version.unsure = nil
      version.isTakenBack = false
    }
    version.submittedBy = event.account
    version.submittedAt = event.time
    version.submission = event.sequence
    version.contributors.formUnion(contributors)
    version.screening = try event.details["screening"].map(RecordScreening.init(json:)) ?? version.screening
    if let kept = event.details["ownLevel"]?.text {
      version.routeAnswer = Version.StepTaken(
        step: event.act.rawValue, account: event.account, post: event.post, time: event.time, reason: kept,
        sequence: event.sequence)
    }
    versions[digest] = version
    latest = digest
  }

  mutating func waive(_ event: Event) throws(LedgerFault) {
    guard let finding = event.details["finding"]?.text, let reason = event.details["reason"]?.text else {
      throw LedgerFault("豁免记录残缺")
    }
    try changePending(event) { version in
      version.waivers[finding] = Version.Waiver(
        finding: finding, account: event.account, post: event.post, time: event.time, reason: reason)
    }
  }

  mutating func applyPause(_ event: Event) throws(LedgerFault) {
    try changePending(event) { version throws(LedgerFault) in
      guard event.act == .pause else {
        guard version.pause != nil else { throw LedgerFault("没有待解除的搁置") }
        version.pause = nil
        return
      }
      guard let kind = event.details["kind"]?.text.flatMap(PauseKind.init(rawValue:)),
        let reason = event.details["reason"]?.text
      else { throw LedgerFault("搁置记录残缺") }
      version.pause = Version.Pause(
        kind: kind, account: event.account, time: event.time, reason: reason, sequence: event.sequence)
    }
  }

  mutating func keepRoute(_ event: Event) throws(LedgerFault) {
    guard let reason = event.details["reason"]?.text else { throw LedgerFault("去向说明残缺") }
    try changePending(event) { version in
      version.routeAnswer = Version.StepTaken(
        step: event.act.rawValue, account: event.account, post: event.post, time: event.time, reason: reason,
        sequence: event.sequence)
    }
  }

  /// 接收 changes nothing of what may go onto the site; the first one counts.
  mutating func accept(_ event: Event) throws(LedgerFault) {
    guard let digest = event.digest, versions[digest]?.approval?.disclosure == .proactive,
      let address = event.details["address"]?.text
    else { throw LedgerFault("接收记录残缺，或所指版本没有批准公开") }
    guard versions[digest]?.acceptance == nil else { return }
    versions[digest]?.acceptance = Version.StepTaken(
      step: event.act.rawValue, account: event.account, post: event.post, time: event.time, reason: address,
      sequence: event.sequence)
  }

  @discardableResult
  mutating func agree(_ event: Event, hash: Digest) throws(LedgerFault) -> Version {
    let taken = try step(event)
    let version = try changePending(event) { version throws(LedgerFault) in
      version.agreements.append(taken)
      guard taken.step == ReviewStep.approval else { return version }
      guard let disclosure = event.details["disclosure"]?.text.flatMap(Disclosure.init(rawValue:)),
        let listed = event.details["carriers"]?.elements
      else { throw LedgerFault("批准没有写明可否公开或公开载体") }
      let carriers = listed.compactMap { $0.text.flatMap(Carrier.init(rawValue:)) }
      version.approval = Version.Approval(
        disclosure: disclosure, carriers: carriers,
        withholding: event.details["withholding"]?.text,
        reassessOn: event.details["reassess"]?.text.flatMap { Day(iso: $0) }, by: taken, hash: hash)
      // What was decided not to publish can't go live by that decision.
      if disclosure == .proactive { version.approvals[hash] = carriers }
      return version
    }
    if taken.step == ReviewStep.approval { contributors = [] }
    return version
  }

  mutating func applyStep(_ event: Event) throws(LedgerFault) {
    let taken = try step(event)
    try changePending(event) { version in
      switch event.act {
      case .sendBack:
        version.returned = taken
        version.agreements = []
        version.approval = nil
        version.unsure = nil
      case .unsure: version.unsure = taken
      default: version.unsure = nil
      }
    }
  }

  mutating func revoke(_ event: Event) throws(LedgerFault) {
    let taken = try step(event)
    let isSubmission = taken.step == Act.submit.rawValue
    let contributed = try changePending(event) { version throws(LedgerFault) -> Set<String> in
      version.approval = nil
      guard !isSubmission else {
        version.isTakenBack = true
        return []
      }
      guard let at = version.agreements.firstIndex(where: { $0.step == taken.step }) else {
        throw LedgerFault("撤回的同意并不存在")
      }
      version.agreements.removeSubrange(at...)
      return version.contributors
    }
    contributors.formUnion(contributed)
    if isSubmission { latest = nil }
  }

  mutating func withdraw(_ event: Event) throws(LedgerFault) {
    if event.act == .confirmWithdrawal {
      guard withdrawal?.kind == .emergency else { throw LedgerFault("没有待确认的紧急撤下") }
      withdrawal?.confirmation = Withdrawal.Confirmation(account: event.account, time: event.time)
      return
    }
    guard let kind = event.details["kind"]?.text.flatMap(WithdrawalKind.init(rawValue:)),
      let reason = event.details["reason"]?.text
    else { throw LedgerFault("撤下决定残缺") }
    withdrawal = Withdrawal(
      kind: kind, reason: reason, target: event.details["target"]?.text.map(RecordID.init(rawValue:)),
      account: event.account, post: event.post, time: event.time, sequence: event.sequence, confirmation: nil)
    if kind == .emergency {
      leaked = Set(versions.keys).subtracting(expunged)
      expungeRequest = nil
    }
    // Nothing that was approved before a withdrawal may bring the record back.
    latest = nil
    contributors = []
    for digest in versions.keys {
      versions[digest]?.agreements = []
      versions[digest]?.approval = nil
      versions[digest]?.isTakenBack = true
    }
  }

  mutating func expunge(_ event: Event) throws(LedgerFault) {
    if event.act == .requestExpunge {
      expungeRequest = Version.StepTaken(
        step: event.act.rawValue, account: event.account, post: event.post, time: event.time,
        reason: event.details["reason"]?.text, sequence: event.sequence)
    } else {
      guard let request = expungeRequest, request.account != event.account else {
        throw LedgerFault("销毁须由两人作出")
      }
      // Events of earlier programs destroyed all that there was, and did not say so.
      let destroyed =
        event.details["versions"]?.elements.map { Set($0.compactMap { $0.text.flatMap { Digest(hex: $0) } }) }
        ?? Set(versions.keys)
      expunged.formUnion(destroyed)
      leaked.subtract(destroyed)
      expungeRequest = nil
      if let latest, destroyed.contains(latest) { self.latest = nil }
    }
  }

  mutating func goLive(_ event: Event) throws(LedgerFault) {
    guard let digest = event.digest, versions[digest] != nil,
      let index = event.details["index"]?.text, let address = event.details["address"]?.text,
      let first = event.details["first"]?.text.flatMap({ Moment($0) }),
      let since = event.details["since"]?.text.flatMap({ Moment($0) }),
      let approval = event.details["approval"]?.text.flatMap({ Digest(hex: $0) })
    else { throw LedgerFault("发布记录残缺") }
    guard versions[digest]?.approvals[approval] != nil else { throw LedgerFault("发布的版本没有经过所写的批准") }
    if let indexNumber, indexNumber != index { throw LedgerFault("索引号被更改") }
    if let known = self.address, known != address { throw LedgerFault("地址被更改") }
    indexNumber = index
    self.address = address
    firstPublished = firstPublished ?? first
    if let from = event.details["from"]?.text { originalURLs.insert(from) }
    live = Live(digest: digest, since: since, approval: approval)
    // What was approved again is no leak.
    leaked.remove(digest)
    // A withdrawal decided while this version was on its way out still stands.
    if let decided = withdrawal, let by = versions[digest]?.approval?.by, by.sequence > decided.sequence {
      withdrawal = nil
    }
    tombstone = nil
  }

  mutating func takeDown(_ event: Event) throws(LedgerFault) {
    guard live != nil || tombstone != nil,
      let kind = event.details["kind"]?.text.flatMap(WithdrawalKind.init(rawValue:)),
      let day = event.details["day"]?.text.flatMap({ Day(iso: $0) })
    else { throw LedgerFault("撤下记录残缺") }
    tombstone = Tombstone(
      kind: kind, day: day, target: event.details["target"]?.text.map(RecordID.init(rawValue:)),
      sequence: event.sequence)
    // A repealed document's text stays on the site, under a banner.
    if kind != .repealed { live = nil }
  }
}

extension RecordScreening {
  var json: JSON {
    [
      "rules": .string(rules),
      "findings": .array(
        findings.map {
          [
            "detector": .string($0.detector), "action": .string($0.action.rawValue), "file": .string($0.file),
            "place": .string($0.place), "masked": .string($0.masked),
          ]
        }),
    ]
  }

  init(json: JSON) throws(LedgerFault) {
    guard let rules = json["rules"]?.text, let listed = json["findings"]?.elements else {
      throw LedgerFault("筛查结果残缺")
    }
    var findings: [ScreenedFinding] = []
    for item in listed {
      guard let detector = item["detector"]?.text,
        let action = item["action"]?.text.flatMap(ScreeningAction.init(rawValue:)), let file = item["file"]?.text,
        let place = item["place"]?.text, let masked = item["masked"]?.text
      else { throw LedgerFault("筛查结果残缺") }
      findings.append(ScreenedFinding(detector: detector, action: action, file: file, place: place, masked: masked))
    }
    self.init(rules: rules, findings: findings)
  }
}

extension PartReference {
  var json: JSON {
    [
      "kind": .string(kind.rawValue), "path": .string(path), "size": JSON(size), "sha256": .string(digest.hex),
    ]
  }

  init(json: JSON) throws(LedgerFault) {
    guard let kind = json["kind"]?.text.flatMap(RecordPart.Kind.init(rawValue:)), let path = json["path"]?.text,
      let size = json["size"]?.integer, let digest = json["sha256"]?.text.flatMap({ Digest(hex: $0) })
    else { throw LedgerFault("提交的组成部分残缺") }
    self.init(kind: kind, path: path, size: Int(size), digest: digest)
  }
}
