import Catalogue
import Oversight
import Records
import Review
import Screening
import Templates
import Values

/// The fields of an item's page.
struct ItemScope {
  let look: ItemLook
  /// Against the look's base.
  let changes: [ItemLook.Change]
  let visitor: Visitor
  let presence: Presence
  let publishing: PublishJob.Standing
  /// Who wrote these bytes in the console; the ledger may not have been told.
  let writers: Set<String>
  /// The form that was refused, if one was.
  let typed: FormFields

  private var view: DeskView { visitor.view }
  private var version: Version { look.version }
  private var row: QueueRow? { view.row(look.id) }
  private var isLive: Bool { look.history.live?.digest == version.digest }
  private var waits: Bool { look.history.waiting?.digest == version.digest }

  var fields: [String: Value] {
    var fields = head
    fields.merge(content) { $1 }
    fields.merge(review) { $1 }
    fields.merge(withdrawal) { $1 }
    fields.merge(handover) { $1 }
    return fields
  }

  // MARK: - Head

  private var head: [String: Value] {
    let (word, style) = row?.urgency ?? ("", "none")
    let column = ColumnCode(version.columnCode)
    let mine = view.rows.filter { $0.isFor(visitor.person) }
    let at = mine.firstIndex { $0.id == look.id }
    let before = at.flatMap { $0 > 0 ? mine[$0 - 1] : nil }
    let after = at.flatMap { $0 + 1 < mine.count ? mine[$0 + 1] : nil } ?? (at == nil ? mine.first : nil)
    let others = presence.others(than: visitor.account, at: look.id, now: .now())
    return [
      "id": .text(look.id.rawValue), "title": .text(look.title), "digest": .text(version.digest.hex),
      "short": .text(version.digest.short), "url": .text(ItemPages.url(look.id)),
      "address": .text(look.history.address ?? ""), "kind": .text(look.history.live == nil ? "新信息" : "变更"),
      "column": .text(
        column.map { "\($0) \(view.state.catalogue.path(of: $0))" } ?? version.columnCode),
      "unit": .text(look.record?.unit ?? ""),
      "submitted": .text("\(version.submittedAt.toMinute) 由\(view.name(version.submittedBy))提交"),
      "due": .text(row?.due?.text ?? ""), "urgency": .text(word), "style": .text(style),
      "dueRule": .text(Law.article26.text),
      "liveSince": .text(look.history.live.map { $0.since.toMinute } ?? ""),
      "indexNumber": .text(look.history.indexNumber ?? ""), "isLive": .flag(isLive), "waits": .flag(waits),
      "previousURL": .text(before.map { ItemPages.url($0.id) } ?? ""),
      "nextURL": .text(after.map { ItemPages.url($0.id) } ?? ""),
      "position": .text(at.map { "待办第 \($0 + 1) 条，共 \(mine.count) 条" } ?? ""),
      "backURL": .text(visitor.isReviewer ? "/queue" : visitor.home),
      "others": .list(
        others.map { ItemScope.field(view.name($0.account), "自 \(String($0.since.toMinute.suffix(5))) 起") }),
      "hasOthers": .flag(!others.isEmpty),
    ]
  }

  static func field(_ name: String, _ value: String) -> Scope {
    Scope(ItemSchemas.field, ["name": .text(name), "value": .text(value)])
  }

  // MARK: - Content

  private var content: [String: Value] {
    let changes = ItemScope.changes(changes)
    let record = look.record
    let shown = Field.allCases.compactMap { field -> Scope? in
      guard field != .body, let text = record?.text(field), !text.isEmpty else { return nil }
      return ItemScope.field(field.rawValue, text)
    }
    let parts = ItemScope.parts(look)
    return [
      "fields": .list(shown), "changes": .list(changes.scopes), "hasChanges": .flag(!changes.scopes.isEmpty),
      "changedCount": .text("\(changes.count)"), "hasBase": .flag(look.base != nil),
      "compared": .text(ItemScope.compared(look)), "baseNote": .text(baseNote), "parts": .list(parts),
      "hasParts": .flag(!parts.isEmpty),
    ]
  }

  /// What became of the version that was put forward before.
  private var baseNote: String {
    guard let base = look.base, !base.isLive else { return "" }
    let back =
      base.version.returned.map { "，\(view.name($0.account))于 \($0.time.toMinute) 退回:\($0.reason ?? "")" } ?? ""
    return "上次提交的是 \(base.version.submittedAt.toMinute) 的版本 \(base.version.digest.short)\(back)"
  }

  static func parts(_ look: ItemLook) -> [Scope] {
    look.parts.map { part, state, isChanged in
      Scope(
        ItemSchemas.part,
        [
          "path": .text(part.path), "isBody": .flag(part.kind == .body), "size": .text(size(part.size)),
          "digest": .text(part.digest.hex),
          "url": .text("/part?id=\(FormFields.encode(look.id.rawValue))&file=\(part.digest.hex)"),
          "state": .text(state), "changed": .flag(isChanged),
        ])
    }
  }

  static func size(_ bytes: Int) -> String {
    if bytes < 1024 { return "\(bytes) 字节" }
    let tenths = bytes < 1 << 20 ? bytes * 10 / 1024 : bytes * 10 / (1 << 20)
    return "\(tenths / 10).\(tenths % 10) \(bytes < 1 << 20 ? "KB" : "MB")"
  }

  // MARK: - Review

  private var review: [String: Value] {
    let step = waits ? view.state.nextStep(of: version) : nil
    let barred = view.state.barred(from: version, of: look.history, drafter: look.record?.text(.drafter)).union(writers)
    let isMine = step.map { visitor.person.roles.contains($0.role) && !barred.contains(visitor.account) } ?? false
    let canWaive =
      visitor.has(.secrecyReviewer) && !isLive && version.returned == nil
      && !version.contributors.union(writers).contains(visitor.account)
    let decision = step.flatMap { step in
      isMine && version.unsure == nil ? DecisionScope(look: look, step: step, view: view, typed: typed).scope : nil
    }
    let answers = version.unsure != nil && (isMine || visitor.has(.disclosureOffice, .secrecyReviewer))
    return [
      "decision": decision.map(Value.object) ?? .empty, "barred": .text(why(step, barred, isMine)),
      "canAnswer": .flag(answers), "answerTyped": .text(typed["choice"] == "answer" ? typed["reason"] : ""),
      "unsureReason": .text(version.unsure?.reason ?? ""),
      "canPause": .flag(
        waits && visitor.has(.drafter, .unitHead, .secrecyReviewer, .signer, .disclosureOffice)),
      "pauseKind": .text(version.pause?.kind.rawValue ?? ""), "pauseReason": .text(version.pause?.reason ?? ""),
      "pauseKinds": Layout.options(
        PauseKind.allCases.map { ($0.rawValue, "\($0.rawValue)(\($0.article))") }, selected: ""),
      "returned": .text(
        version.returned.map { "「\($0.step)」\(view.name($0.account))于 \($0.time.toMinute) 退回:\($0.reason ?? "")" }
          ?? ""),
      "steps": .list(steps(step)), "findings": .list(findings(canWaive)),
      "hasFindings": .flag(look.screening?.findings.isEmpty == false), "events": .list(events),
      "revocable": .list(revocable.map { ItemScope.field($0, "") }), "canRevoke": .flag(!revocable.isEmpty),
    ]
  }

  /// Why the form is not there.
  private func why(_ step: ReviewStep?, _ barred: Set<String>, _ isMine: Bool) -> String {
    guard let step else {
      if isLive { return "这一版本已在网站上。" }
      guard let approval = version.approval else { return "" }
      let isUp = look.record?.handover != nil && approval.disclosure == .proactive
      guard !isUp else { return "这一版本已经批准，由上级政府公开，本网站不发布(篇3 二(一))。" }
      return approval.disclosure == .proactive && approval.carriers.contains(.website)
        ? "这一版本已经批准，等待发布。" : "这一版本已经批准，不在本网站发布。"
    }
    if version.unsure != nil { return "保密审查不能确定，正等待主管部门答复(条例第十七条)。" }
    if isMine { return "" }
    guard visitor.person.roles.contains(step.role) else { return "现在是「\(step.name)」，由\(step.role.rawValue)办理。" }
    return "您参与了这一版本的起草，或已办理它的另一步，按「拟稿、审查、批准分设」不能再办理「\(step.name)」。"
  }

  private func steps(_ next: ReviewStep?) -> [Scope] {
    view.steps.map { step in
      let taken = version.agreements.first { $0.step == step.name }
      let state = taken != nil ? "已同意" : version.returned?.step == step.name ? "已退回" : step == next ? "待办理" : "未到"
      let who = taken.map { "\(view.name($0.account)) \($0.time.toMinute)" } ?? step.role.rawValue
      return Scope(
        ItemSchemas.step,
        [
          "name": .text(step.name), "state": .text(state), "who": .text(who), "done": .flag(taken != nil),
          "current": .flag(step == next),
        ])
    }
  }

  private func findings(_ canWaive: Bool) -> [Scope] {
    (look.screening?.findings ?? []).map { finding in
      let waiver = version.waivers[finding.id]
      return Scope(
        ItemSchemas.finding,
        [
          "item": .text(look.id.rawValue), "id": .text(finding.id), "title": .text(finding.title),
          "file": .text(finding.file),
          "place": .text(finding.place), "masked": .text(finding.masked),
          "remedy": .text(finding.known?.remedy ?? ""), "basis": .text(finding.known?.basis ?? ""),
          "blocks": .flag(finding.action == .block && waiver == nil), "waivable": .flag(finding.isWaivable),
          "waived": .text(
            waiver.map { "\(view.name($0.account))于 \($0.time.toMinute) 豁免:\($0.reason)" } ?? ""),
          "canWaive": .flag(canWaive && finding.action == .block && finding.isWaivable && waiver == nil),
        ])
    }
  }

  private var events: [Scope] {
    look.events.reversed().map { event in
      let what = [event.details["step"]?.text, event.details["kind"]?.text, event.details["disclosure"]?.text]
        .compactMap(\.self).joined(separator: " ")
      let writers = event.details["writers"]?.elements?.compactMap(\.text).map(view.name) ?? []
      return Scope(
        ItemSchemas.event,
        [
          "number": .text("\(event.sequence)"), "time": .text(event.time.toMinute),
          "who": .text(event.authentication == .program ? "发布程序" : view.name(event.account)),
          "act": .text(event.act.rawValue),
          "what": .text([what, event.digest?.short ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")),
          "reason": .text(
            event.details["reason"]?.text ?? (writers.isEmpty ? "" : "执笔:\(writers.joined(separator: "、"))")),
          "known": .text(event.authentication.rawValue),
        ])
    }
  }

  /// One's own acts that can still be taken back.
  private var revocable: [String] {
    guard !isLive, look.history.latest == version.digest else { return [] }
    let own = version.agreements.filter { $0.account == visitor.account }.map(\.step)
    return own + (version.submittedBy == visitor.account && version.returned == nil ? [Act.submit.rawValue] : [])
  }

  // MARK: - Handover

  /// 上交 and 接收 (篇3 二(一)).
  private var handover: [String: Value] {
    let accepted = look.events.first { $0.act == .accept }
    let isUp = look.record?.handover != nil && version.approval?.disclosure == .proactive
    return [
      "canAccept": .flag(isUp && accepted == nil && visitor.has(.disclosureOffice)),
      "accepted": .text(
        accepted.map { "\($0.time.toMinute) \(view.name($0.account))记录:\($0.details["address"]?.text ?? "")" } ?? ""),
    ]
  }

  // MARK: - Withdrawal

  /// An emergency was decided, and a publication is under way that will take the page off.
  var isLeaving: Bool { look.history.isStillUp && publishing.isRunning }

  /// What keeps a page on the site that should be off it; empty once it is off.
  private var stillUp: String {
    guard look.history.isStillUp, let decided = look.history.withdrawal else { return "" }
    switch publishing {
    case .running: return "紧急撤下已记入台账，网页还没有撤下:一个发布正在进行，它一结束就撤下。本页每两秒刷新。"
    case .refused(let reasons, let at) where at >= decided.time:
      return "紧急撤下已记入台账，但网页还没有撤下:\(reasons.map(\.message).joined(separator: "；"))"
    case .idle, .finished, .refused: return "紧急撤下已记入台账，但网页还没有撤下。"
    }
  }

  private var withdrawal: [String: Value] {
    let decided = look.history.withdrawal
    let isOut = look.history.live != nil && decided == nil
    let plain = WithdrawalKind.allCases.filter { kind in
      kind != .emergency && kind != .expired && visitor.person.roles.contains(where: kind.roles.contains)
    }
    let mayConfirm =
      decided?.kind == .emergency && decided?.confirmation == nil && decided?.account != visitor.account
      && visitor.has(.secrecyReviewer, .signer, .disclosureOffice)
    return [
      "liveDigest": .text((look.history.live?.digest ?? version.digest).hex), "stillUp": .text(stillUp),
      "canRetry": .flag(
        look.history.isStillUp && !publishing.isRunning
          && visitor.person.roles.contains(where: WithdrawalKind.emergency.roles.contains)),
      "canWithdraw": .flag(isOut && !plain.isEmpty),
      "withdrawals": Layout.options(plain.map { ($0.rawValue, $0.rawValue) }, selected: ""),
      "canEmergency": .flag(
        look.history.live != nil && decided?.kind != .emergency
          && visitor.person.roles.contains(where: WithdrawalKind.emergency.roles.contains)),
      "canConfirm": .flag(mayConfirm),
      "withdrawal": .text(
        decided.map { "\(view.name($0.account))于 \($0.time.toMinute) 决定\($0.kind.rawValue):\($0.reason)" } ?? ""),
    ]
  }
}
