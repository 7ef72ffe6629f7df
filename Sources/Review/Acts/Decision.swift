import Diagnostics
import Records
import Values

/// A decision on one step, for one record or many.
public struct Decision: Sendable {
  /// The step, by name.
  public let step: String
  public let choice: Choice
  /// Whether a reason not to publish was typed for this decision alone: one that decides 主动公开 is refused then. A form
  /// may send what its menu happens to show.
  public let isReasonMeant: Bool

  /// What was decided.
  public enum Choice: Sendable {
    /// 同意; at 批准 it fixes these, and nil takes the drafter's proposal.
    case agree(disclosure: Disclosure?, carriers: [Carrier]?, withholding: String?)
    /// 退回, with the reason.
    case sendBack(reason: String)
    /// 不能确定, at 保密审查.
    case unsure(reason: String)
    /// The answer of the 主管部门 to 不能确定.
    case answer(String)
  }

  /// One record, with the digest (or the beginning of it) that the person saw; nil takes what is submitted
  /// when the act begins.
  public struct Target: Sendable {
    public let record: RecordID
    public let seen: String?

    /// Makes a target.
    public init(_ record: RecordID, seen: String? = nil) {
      self.record = record
      self.seen = seen
    }
  }

  /// Makes a decision.
  public init(step: String, choice: Choice, isReasonMeant: Bool = false) {
    self.step = step
    self.choice = choice
    self.isReasonMeant = isReasonMeant
  }
}

extension Ledger {
  /// Takes one step on each of the records, in one transaction.
  ///
  /// - Parameter select: picks the targets from the state that the transaction sees; it may ask for a version's
  ///   record.
  /// - Throws: `ActRefusal` if there is no such step, the person may not take it, or the decision lacks its reason.
  public func decide(
    _ decision: Decision, by actor: Actor, founding: Founding, now: Moment = .now(),
    select: (LedgerState, (Version) -> Record?) -> [Decision.Target]
  ) throws(ActRefusal) -> [ActResult] {
    try act(by: actor, founding: founding, now: now) { context in
      guard let policy = context.state.policy, let step = policy.steps.first(where: { $0.name == decision.step }) else {
        throw ActRefusal([
          ReviewStep.unknown(decision.step, among: context.state.policy?.steps.map(\.name) ?? [])
        ])
      }
      let roles = if case .answer = decision.choice { [step.role, Role.disclosureOffice] } else { [step.role] }
      try context.require(roles, for: "办理「\(step.name)」")
      if let fault = decision.fault { throw ActRefusal([fault]) }
      let targets = select(context.state) { version in (try? context.record(version)) ?? nil }
      return try targets.map { try context.decide(decision, on: $0) }
    }
  }
}

extension Decision {
  /// Why a decision can't be taken on any record.
  fileprivate var fault: Diagnostic? {
    switch choice {
    case .agree: nil
    case .sendBack(let reason) where reason.allSatisfy(\.isWhitespace):
      Diagnostic("review.reason-missing", "退回没有写理由", remedy: "用 --return \"理由\" 写明")
    case .unsure, .answer:
      step == ReviewStep.secrecyReview
        ? nil
        : Diagnostic(
          "review.unsure", "只有「保密审查」可以作出不能确定", remedy: "其他步骤请同意或退回", source: "条例第十七条")
    default: nil
    }
  }
}

extension ReviewStep {
  /// The refusal of a name that no step in force has.
  static func unknown(_ name: String, among steps: [String]) -> Diagnostic {
    let near = Suggestion.nearest(to: name, among: steps).map { "，是否为「\($0)」？" } ?? ""
    return Diagnostic(
      "review.step-unknown", "没有步骤「\(name)」\(near)", remedy: "现行步骤是\(steps.joined(separator: " → "))")
  }
}

extension LedgerState {
  /// The refusal of a record of which no version waits: one that was taken back, or that no event speaks of, be it for a
  /// slip of the pen.
  func notSubmitted(_ id: RecordID) -> Diagnostic {
    guard records[id] == nil else {
      return Diagnostic("review.not-submitted", "「\(id)」没有提交待审的版本", remedy: "由拟稿人先提交")
    }
    let near = Suggestion.nearest(to: id.rawValue, among: records.keys.map(\.rawValue).sorted())
    return Diagnostic(
      "review.not-submitted", "台账中没有记录「\(id)」\(near.map { "，是否为「\($0)」？" } ?? "")",
      remedy: "用 gongkai check 核对标识；标识没有写错的，由拟稿人先提交")
  }
}

extension ActContext {
  fileprivate mutating func decide(_ decision: Decision, on target: Decision.Target) throws -> ActResult {
    let id = target.record
    guard let history = state.records[id], let digest = history.latest, let version = history.versions[digest] else {
      return ActResult(id, .refused([state.notSubmitted(id)]))
    }
    if let seen = target.seen, seen.utf8.count < 8 || !digest.hex.hasPrefix(seen.lowercased()) {
      return ActResult(
        id,
        .refused([
          Diagnostic(
            "review.content-changed", "「\(id)」当前提交的版本是 \(digest.short)，不是您看到的 \(seen)",
            remedy: "用 gongkai review show 重新查看后再决定")
        ]))
    }
    let record = try record(version)
    let reasons = refusals(of: decision, history: history, version: version, record: record)
    guard reasons.isEmpty, let record else { return ActResult(id, .refused(reasons)) }
    var details: [JSON.Member] = [.init("step", .string(decision.step))]
    let act: Act
    switch decision.choice {
    case .agree(let disclosure, let carriers, let withholding):
      act = .agree
      if decision.step == ReviewStep.approval {
        switch approval(of: record, disclosure, carriers, withholding, isReasonMeant: decision.isReasonMeant) {
        case .success(let fixed): details += fixed
        case .failure(let refusal): return ActResult(id, .refused(refusal.diagnostics))
        }
      }
    case .sendBack(let reason): (act, details) = (.sendBack, details + [.init("reason", .string(reason))])
    case .unsure(let reason): (act, details) = (.unsure, details + [.init("reason", .string(reason))])
    case .answer(let text): (act, details) = (.answer, details + [.init("reason", .string(text))])
    }
    try append(act, record: id, digest: digest, details: .object(details))
    return ActResult(id, .done(digest))
  }

  /// What 批准 fixes, or why it can't.
  private func approval(
    of record: Record, _ disclosure: Disclosure?, _ carriers: [Carrier]?, _ withholding: String?, isReasonMeant: Bool
  ) -> Result<[JSON.Member], ActRefusal> {
    guard let decided = disclosure ?? record.proposal else {
      return .failure(ActRefusal([Diagnostic("flag.missing", "没有写明可否公开", remedy: "用 --disclosure 写明")]))
    }
    if let inherited = state.forwardingHold(record, decided: decided) {
      return .failure(ActRefusal([inherited]))
    }
    let places = carriers ?? record.carriers
    if decided == .proactive, withholding != nil, isReasonMeant {
      return .failure(
        ActRefusal([
          Diagnostic(
            "flag.reason-unused", "决定主动公开，却写了不公开的理由", remedy: "主动公开的去掉 --reason；不公开的用 --disclosure 写明")
        ]))
    }
    let reason = withholding ?? record.text(.withholding)
    if let fault = WithholdingReason.fault(of: reason, for: decided) {
      return .failure(
        ActRefusal([
          Diagnostic(
            fault.code, "决定\(decided.rawValue)：\(fault.message)", remedy: "用 --reason 写明。\(fault.remedy ?? "")",
            source: fault.source)
        ]))
    }
    if decided == .proactive, places.isEmpty {
      return .failure(ActRefusal([Diagnostic("carrier.missing", "没有写明公开载体", remedy: "用 --carriers 写明")]))
    }
    var fixed: [JSON.Member] = [
      .init("disclosure", .string(decided.rawValue)), .init("carriers", JSON(places.map(\.rawValue))),
      .init("withholding", decided == .proactive ? .null : JSON(reason)),
    ]
    // The day is written down when it is decided: a later change of the cycle moves nothing that was promised.
    if decided != .proactive { fixed.append(.init("reassess", .string("\(reassessmentDay)"))) }
    return .success(fixed)
  }

  /// Every reason why this person may not take this step on this version now.
  private func refusals(
    of decision: Decision, history: RecordHistory, version: Version, record: Record?
  ) -> [Diagnostic] {
    var reasons: [Diagnostic] = []
    if record == nil {
      reasons.append(
        Diagnostic(
          "record.invalid", "提交的内容已不在台账中，或与其摘要不符", remedy: "由拟稿人重新提交"))
    }
    reasons += orderRefusals(of: decision, version: version, history: history)
    if case .answer = decision.choice { return reasons }
    let names = state.people.values.filter { $0.name == record?.text(.drafter) }.map(\.account)
    let writers = version.contributors.union(history.contributors).union(names)
    if writers.contains(person.account) {
      reasons.append(
        Diagnostic(
          "review.same-person", "「\(person.account)」参与了这一版本的起草或修改，不能审查它", remedy: "请由没有参与起草的人办理",
          source: "拟稿、审查、批准分设"))
    }
    if let taken = version.agreements.first(where: { $0.account == person.account }) {
      reasons.append(
        Diagnostic(
          "review.same-person", "「\(person.account)」已办理这一版本的「\(taken.step)」，一人在同一版本上只能办一步",
          remedy: "请由另一人办理"))
    }
    if reasons.allSatisfy({ $0.code != "review.same-person" }),
      let namesake = namesake(among: writers, version.agreements)
    {
      reasons.append(
        Diagnostic(
          "review.same-person", "「\(person.account)」与参与了这一版本的「\(namesake)」同名(\(person.name))，像是同一人的两个账号",
          remedy: KnownNames.remedy, source: "拟稿、审查、批准分设"))
    }
    return reasons
  }

  /// An account of the person's name that wrote the version, or took a step on it under that name.
  private func namesake(among writers: Set<String>, _ agreements: [Version.StepTaken]) -> String? {
    guard state.names.shared.contains(person.name) else { return nil }
    let reviewers = agreements.filter { state.names.name(of: $0.account, at: $0.sequence) == person.name }
    return state.names.namesake(
      of: person.account, called: person.name, among: writers.union(reviewers.map(\.account)))
  }

  /// Reasons that come from the order of the steps.
  private func orderRefusals(of decision: Decision, version: Version, history: RecordHistory) -> [Diagnostic] {
    let steps = state.policy?.steps ?? []
    if let returned = version.returned {
      return [
        Diagnostic(
          "review.returned", "这一版本已在「\(returned.step)」退回:\(returned.reason ?? "")", remedy: "由拟稿人修改后重新提交")
      ]
    }
    let done = Set(version.agreements.map(\.step))
    var reasons: [Diagnostic] = []
    if done.contains(decision.step) {
      reasons.append(Diagnostic("review.step-taken", "「\(decision.step)」已经办理", remedy: "无需再次办理"))
    }
    if history.live?.digest == version.digest {
      reasons.append(Diagnostic("review.step-taken", "这一版本已经公开", remedy: "要撤下请用 gongkai review withdraw"))
    }
    let before = steps.prefix { $0.name != decision.step }.map(\.name).filter { !done.contains($0) }
    if !before.isEmpty {
      reasons.append(
        Diagnostic(
          "review.step-missing", "在「\(decision.step)」之前还缺「\(before.joined(separator: "」「"))」", remedy: "按步骤依次办理"))
    }
    if case .answer = decision.choice {
      if version.unsure == nil {
        reasons.append(
          Diagnostic(
            "review.step-taken", "没有等待答复的「不能确定」",
            remedy: "--answer 只记录主管部门对「不能确定」的答复；办理这一步用 --agree、--return 或 --unsure"))
      }
    } else if let unsure = version.unsure {
      reasons.append(
        Diagnostic(
          "review.unsure", "保密审查于 \(unsure.time.day) 不能确定，正等待主管部门答复", remedy: "收到答复后用 --answer 记录",
          source: "条例第十七条"))
    }
    return reasons
  }
}
