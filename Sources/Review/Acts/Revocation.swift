import Diagnostics
import Records
import Values

extension Ledger {
  /// 撤回: takes back one's own agreement (with those after it), or one's own submission, before publication.
  ///
  /// - Parameter step: a step's name, or 提交.
  /// - Throws: `ActRefusal` if there is no reason, the person may not act at all, or the ledger fails.
  public func revoke(
    _ ids: [RecordID], step: String, reason: String, by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> [ActResult] {
    try act(by: actor, founding: founding, now: now) { context in
      guard !reason.allSatisfy(\.isWhitespace) else {
        throw ActRefusal([Diagnostic("review.reason-missing", "撤回没有写理由", remedy: "用 --reason 写明")])
      }
      let publishing = try context.transaction.intent().flatMap(PublicationIntent.init(bytes:))
      return try ids.map { id in
        try context.revoke(id, step: step, reason: reason, publishing: publishing)
      }
    }
  }
}

extension ActContext {
  fileprivate mutating func revoke(
    _ id: RecordID, step: String, reason: String, publishing: PublicationIntent?
  ) throws -> ActResult {
    func refuse(_ code: String, _ message: String, _ remedy: String) -> ActResult {
      ActResult(id, .refused([Diagnostic(code, message, remedy: remedy)]))
    }
    guard let history = state.records[id], let digest = history.latest, let version = history.versions[digest] else {
      return refuse("review.not-submitted", "「\(id)」没有在审的版本", "核对标识")
    }
    if history.live?.digest == digest {
      return refuse("review.step-taken", "「\(id)」的这一版本已经公开，不能撤回", "要撤下请用 gongkai review withdraw")
    }
    if publishing?.goingLive.contains(where: { $0.record == id }) == true {
      return refuse("review.step-taken", "「\(id)」正在发布，或上次发布中断，还不能确定是否已经公开", PublicationIntent.remedy)
    }
    let author: String?
    if step == Act.submit.rawValue {
      author = version.submittedBy
    } else {
      author = version.agreements.first { $0.step == step }?.account
    }
    guard let author else { return refuse("review.step-missing", "「\(id)」还没有「\(step)」可以撤回", "核对步骤") }
    guard author == person.account else {
      return refuse("person.role", "「\(step)」由「\(author)」作出，只能由其本人撤回", "请由「\(author)」办理")
    }
    try append(
      .revoke, record: id, digest: digest, details: ["step": .string(step), "reason": .string(reason)])
    return ActResult(id, .done(digest))
  }
}
