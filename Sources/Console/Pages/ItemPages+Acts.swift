import Publishing
import Records
import Review
import Values

extension ItemPages {
  /// 同意, 退回, 不能确定, 答复.
  func decide(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let form: DecisionForm
    switch DecisionForm.read(request.form) {
    case .success(let read): form = read
    case .failure(let fault):
      return await item(visitor, request, status: 422, notices: [Notice(.refused, fault.text)])
    }
    let step = request.form["step"]
    guard let seen = Digest(hex: request.form["digest"]) else {
      return await item(visitor, request, status: 422, notices: [Notice(.refused, "表单没有写明您看到的版本，请重新打开。")])
    }
    let word: String
    // Who wrote may pass on what the 主管部门 answered; it is no review.
    var isReview = true
    switch form.choice {
    case .agree: word = "同意"
    case .sendBack: word = "退回"
    case .unsure: word = "不能确定"
    case .answer: (word, isReview) = ("答复", false)
    }
    let next = visitor.view.rows.first { $0.isFor(visitor.person) && $0.id.rawValue != request.form["id"] }
    let (store, reviews) = (store, isReview)
    let answer = await act(
      visitor, request, note: "\(step) \(word)", refills: true,
      done: { Notice(.done, "\($0)的「\(step)」:\(word)，已记入台账。") }
    ) { session, actor, id in
      if reviews, let refused = try ItemPages.ownBytes(id, of: actor, session, store) { return refused }
      let results = try session.ledger.decide(
        Decision(step: step, choice: form.choice), by: actor, founding: session.founding,
        select: { _, _ in [Decision.Target(id, seen: seen.hex)] })
      return results.first ?? ActResult(id, .unchanged("没有可办理的"))
    }
    // The next item opens; the last one leads back to the queue.
    guard answer.status == 303, request.form["then"] == "next" else { return answer }
    return .see(next.map { ItemPages.url($0.id) } ?? "/queue")
  }

  /// 豁免 one finding.
  func waive(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let (finding, reason) = (request.form["finding"].limited(64), request.form["reason"].limited(1000))
    let seen = request.form["digest"]
    let store = store
    return await act(
      visitor, request, note: "豁免 \(finding)", done: { Notice(.done, "\($0)的这一处已豁免，记了您的名字和理由。") }
    ) { session, actor, id in
      if let refused = try ItemPages.ownBytes(id, of: actor, session, store) { return refused }
      return try session.ledger.waive(
        id, finding: finding, reason: reason, seen: seen, by: actor, founding: session.founding)
    }
  }

  /// 撤回 one's own agreement or submission.
  func revoke(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let (step, reason) = (request.form["step"].limited(64), request.form["reason"].limited(1000))
    let (seen, output) = (request.form["digest"], desk.output)
    return await act(
      visitor, request, note: "撤回 \(step)", done: { Notice(.done, "\($0)的「\(step)」已撤回。") }
    ) { session, actor, id in
      if let refused = try ItemPages.changed(id, since: seen, session) { return refused }
      _ = try UnfinishedPublication.settle(session, output: output)
      return try session.ledger.revoke([id], step: step, reason: reason, by: actor, founding: session.founding).first
        ?? ActResult(id, .unchanged("没有可撤回的"))
    }
  }

  /// 搁置 and 解除搁置.
  func pause(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let kind = PauseKind(rawValue: request.form["kind"])
    let reason = request.form["reason"].limited(1000)
    let seen = request.form["digest"]
    return await act(
      visitor, request, note: kind == nil ? "解除搁置" : "搁置",
      done: { Notice(.done, $0 + (kind == nil ? "已解除搁置。" : "已搁置，期限在此期间不计(征求第三方意见)或照计(会商)。")) }
    ) { session, actor, id in
      if let refused = try ItemPages.changed(id, since: seen, session) { return refused }
      return try session.ledger.pause(id, kind: kind, reason: reason, by: actor, founding: session.founding)
    }
  }

  /// 接收: the government took over what was handed up.
  func accept(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let address = request.form["address"].limited(500)
    let seen = request.form["digest"]
    return await act(
      visitor, request, note: "接收 \(address)", done: { Notice(.done, "已记录\($0)的接收，公开期限算到今天为止。") }
    ) { session, actor, id in
      if let refused = try ItemPages.changed(id, since: seen, session) { return refused }
      return try session.ledger.accept(id, address: address, by: actor, founding: session.founding)
    }
  }

  /// A refusal if the version is no longer the one that the form was made for. Acts of the console come one by one, so
  /// nothing of its own can come in between.
  static func changed(_ id: RecordID, since seen: String, _ session: SiteSession) throws -> ActResult? {
    guard let history = try session.ledger.state().records[id], history.latest?.hex != seen else { return nil }
    return ActResult(
      id, .refused([.init("review.content-changed", "「\(id)」提交的版本已变", remedy: "重新查看后再办理")]))
  }

  /// A refusal if the version on the site is no longer the one that the form was made for; one that left it meanwhile is
  /// no other version.
  static func changedLive(_ id: RecordID, since seen: String, _ session: SiteSession) throws -> ActResult? {
    guard let live = try session.ledger.state().records[id]?.live, live.digest.hex != seen else { return nil }
    return ActResult(
      id, .refused([.init("review.content-changed", "「\(id)」网站上的版本已变", remedy: "重新查看后再办理")]))
  }

  /// A refusal if this person wrote the bytes here, though the ledger was not told so: they were submitted from the
  /// command line.
  private static func ownBytes(
    _ id: RecordID, of actor: Actor, _ session: SiteSession, _ store: AccountStore
  ) throws -> ActResult? {
    guard let history = try session.ledger.state().records[id], let version = history.waiting,
      try store.writers(of: version, id, history).contains(actor.account)
    else { return nil }
    return ActResult(
      id,
      .refused([
        .init(
          "review.same-person", "「\(actor.account)」参与了这一版本的起草或修改，不能审查它", remedy: "请由没有参与起草的人办理",
          source: "拟稿、审查、批准分设")
      ]))
  }
}
