import Diagnostics
import Records
import Values

extension Ledger {
  /// 撤下决定: decides that published records leave the site, or change their form there, at the next
  /// publication.
  ///
  /// - Throws: `ActRefusal` if the person may not decide it, there is no reason, or the ledger fails.
  public func withdraw(
    _ ids: [RecordID], kind: WithdrawalKind, reason: String, target: RecordID?, by actor: Actor, founding: Founding,
    now: Moment = .now()
  ) throws(ActRefusal) -> [ActResult] {
    try act(by: actor, founding: founding, now: now, isUrgent: kind == .emergency) { context in
      try context.require(kind.roles, for: "作出「\(kind.rawValue)」")
      guard !reason.allSatisfy(\.isWhitespace) else {
        throw ActRefusal([Diagnostic("review.reason-missing", "撤下没有写理由", remedy: "用 --reason 写明")])
      }
      let publishing = try context.transaction.intent().flatMap(PublicationIntent.init(bytes:))
      return try ids.map { id in
        let isOnItsWay = publishing?.goingLive.contains { $0.record == id } == true
        return try context.withdraw(id, kind: kind, reason: reason, target: target, isOnItsWay: isOnItsWay)
      }
    }
  }

  /// Whether an emergency withdrawal hangs on a publication that was not finished: it was to put one of these records on
  /// the site, and the person may withdraw it. An act that is refused anyway presumes nothing of that publication.
  public func hangsOnPublication(
    emergencyOf ids: [RecordID], reason: String, by actor: Actor
  ) throws(LedgerFault) -> Bool {
    guard let intent = try unfinishedIntent(), !reason.allSatisfy(\.isWhitespace) else { return false }
    let state = try state()
    let isProven = actor.authentication != .declared || state.policy?.requiresPassword != true
    guard isProven, state.people[actor.account]?.roles.contains(where: WithdrawalKind.emergency.roles.contains) == true
    else { return false }
    return ids.contains { id in
      state.records[id]?.live == nil && intent.goingLive.contains { $0.record == id }
    }
  }

  /// 确认撤下: a second person confirms an emergency withdrawal (within 2 working days). A clock that ran ahead keeps it up
  /// no more than the withdrawal.
  ///
  /// - Throws: `ActRefusal` if the person may not confirm at all, or the ledger fails.
  public func confirmWithdrawal(
    _ ids: [RecordID], by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> [ActResult] {
    try act(by: actor, founding: founding, now: now, isUrgent: true) { context in
      try context.require([.secrecyReviewer, .signer, .disclosureOffice], for: "确认紧急撤下")
      return try ids.map { try context.confirm($0) }
    }
  }

  /// 销毁: asks to destroy the snapshots of a record withdrawn in an emergency, or, as the second person,
  /// destroys them. Their hashes stay, and so does every version that was put forward after the withdrawal.
  ///
  /// - Returns: what became of the request or of the destruction; which of them it was, the history's `leaked` tells: it is
  ///   empty once all is destroyed.
  /// - Throws: `ActRefusal` if the person may not ask for it at all.
  public func expunge(
    _ id: RecordID, reason: String, by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> ActResult {
    // What an earlier run kept may hold the record's fields.
    forget()
    let result = try act(by: actor, founding: founding, now: now) { context in
      try context.require([.secrecyReviewer, .signer, .disclosureOffice], for: "销毁快照")
      return try context.expunge(id, reason: reason)
    }
    _ = store.emptyLog()
    return result
  }

  /// Empties the database's log, where what was destroyed still lies while another process has the ledger open.
  ///
  /// - Returns: whether nothing is left there.
  public func emptyLog() -> Bool { store.emptyLog() }
}

extension ActContext {
  fileprivate mutating func withdraw(
    _ id: RecordID, kind: WithdrawalKind, reason: String, target: RecordID?, isOnItsWay: Bool
  ) throws -> ActResult {
    func refuse(_ message: String, _ remedy: String) -> ActResult {
      ActResult(id, .refused([Diagnostic("withdrawn", message, remedy: remedy)]))
    }
    guard let history = state.records[id], let live = history.live else {
      if isOnItsWay { return refuse("「\(id)」正在发布，或上次发布中断，还不能确定是否已经公开", PublicationIntent.remedy) }
      return refuse("「\(id)」不在网站上", "未公开的版本可由提交人用 review revoke --step 提交 撤回")
    }
    if let earlier = history.withdrawal, earlier.kind == kind { return ActResult(id, .unchanged("已经作出这一决定")) }
    if let earlier = history.withdrawal, kind != .emergency, earlier.kind != .repealed {
      return refuse("「\(id)」已于 \(earlier.time.day) 决定\(earlier.kind.rawValue)", "无需再次办理")
    }
    if kind == .merged {
      guard let target else { return refuse("并入替代没有写明替代它的记录", "用 --target 标识 写明") }
      guard target != id else { return refuse("「\(id)」不能替代它自己", "用 --target 写另一条记录的标识") }
      guard let other = state.records[target], other.live != nil, other.withdrawal == nil else {
        return refuse("替代它的记录「\(target)」不在网站上", "先发布替代的记录")
      }
    }
    try append(
      .withdraw, record: id, digest: live.digest,
      details: [
        "kind": .string(kind.rawValue), "reason": .string(reason),
        "target": kind == .merged ? JSON(target?.rawValue) : .null,
      ])
    return ActResult(id, .done(live.digest))
  }

  fileprivate mutating func confirm(_ id: RecordID) throws -> ActResult {
    func refuse(_ code: String, _ message: String, _ remedy: String) -> ActResult {
      ActResult(id, .refused([Diagnostic(code, message, remedy: remedy)]))
    }
    guard let withdrawal = state.records[id]?.withdrawal, withdrawal.kind == .emergency else {
      return refuse("withdrawn", "「\(id)」没有待确认的紧急撤下", "用 gongkai review log 核对标识和撤下的种类；只有紧急撤下须另一人确认")
    }
    guard withdrawal.confirmation == nil else { return ActResult(id, .unchanged("已经确认")) }
    guard withdrawal.account != person.account else {
      return refuse("review.same-person", "紧急撤下由「\(person.account)」作出，须由另一人确认", "请由另一人执行同一命令")
    }
    try append(.confirmWithdrawal, record: id)
    return ActResult(id, .done(state.head?.hash ?? Digest(of: "")))
  }

  fileprivate mutating func expunge(_ id: RecordID, reason: String) throws -> ActResult {
    func refuse(_ code: String, _ message: String, _ remedy: String) -> ActResult {
      ActResult(id, .refused([Diagnostic(code, message, remedy: remedy)]))
    }
    let history = state.records[id] ?? RecordHistory()
    if history.leaked.isEmpty, !history.expunged.isEmpty { return ActResult(id, .unchanged("快照已经销毁")) }
    // A corrected version may be on the site meanwhile.
    guard !history.leaked.isEmpty, !history.leaked.contains(where: { $0 == history.live?.digest }) else {
      return refuse("withdrawn", "只有紧急撤下、并已从网站撤除的记录才能销毁快照", "先办理紧急撤下并发布")
    }
    guard let request = history.expungeRequest else {
      try append(.requestExpunge, record: id, details: ["reason": .string(reason)])
      return ActResult(id, .done(state.head?.hash ?? Digest(of: "")))
    }
    guard request.account != person.account else {
      return refuse("review.same-person", "销毁由「\(person.account)」申请，须由另一人执行", "请由另一人执行同一命令")
    }
    // A file that any other version has, of this record or another, stays: a corrected version may be on the site.
    var doomed: Set<Digest> = []
    var kept: Set<Digest> = []
    for (other, history) in state.records {
      for version in history.versions.values where !history.expunged.contains(version.digest) {
        let parts = version.parts.map(\.digest)
        if other == id, history.leaked.contains(version.digest) {
          doomed.formUnion(parts)
        } else {
          kept.formUnion(parts)
        }
      }
    }
    let sequence = (state.head?.count ?? 0) + 1
    for digest in doomed.subtracting(kept).union(history.leaked).sorted() {
      try transaction.expunge(digest, sequence: sequence)
    }
    try append(
      .expunge, record: id,
      details: ["reason": .string(reason), "versions": .array(history.leaked.sorted().map { .string($0.hex) })])
    return ActResult(id, .done(state.head?.hash ?? Digest(of: "")))
  }
}
