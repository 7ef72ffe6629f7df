import Catalogue
import Diagnostics
import Records
import Screening
import Values

/// The gate: a version goes live only if every check passes, and a refusal lists all its reasons (DESIGN §5).
struct Gate: Sendable {
  let state: LedgerState
  let catalogue: Catalogue
  let asOf: Day
  let layout: LayoutDigests?
  /// Names of the office's leaders: 姓名 of the records of 1.2 that are approved, or for drafts of all.
  let leaders: Set<String>

  /// Every reason that holds a submitted version, in the order of DESIGN §5's table.
  ///
  /// - Parameter exhibit: what the ledger keeps of the version.
  func holds(_ version: Version, record: Record?, id: RecordID, _ exhibit: Exhibit?) -> [Diagnostic] {
    guard let record else {
      return [
        Diagnostic(
          "record.invalid", "版本 \(version.digest.short) 的内容不在台账中，或与批准时的摘要不符",
          remedy: "放回原来的文件后运行 gongkai ledger restore，或重新提交")
      ] + reviewHolds(version)
    }
    let missing = (exhibit?.missing ?? version.parts).map {
      Diagnostic("attachment.missing", "「\($0.path)」的内容不在台账中", remedy: "重新提交")
    }
    let decided = version.approval
    let found = version.holding(exhibit?.screening).map { $0.hold(of: id) }
    let body = exhibit?.body(of: record)
    let content = Gate.unfound(
      contentHolds(record, decided: decided, body: body, accepted: version.acceptance), in: found)
    // What an earlier version of this program could read may have become too much for this one.
    let unread = body.flatMap { RecordBody.officeFault($0, of: record) }
    return [unread].compactMap(\.self) + content + NoteOption.without(found, told: content)
      + missing + sharedFileHolds(version, id: id) + reviewHolds(version) + timeHolds(record) + layoutHolds()
  }

  /// Reasons in the content without a mark that a finding tells of: it says where the mark stands. (What was screened by
  /// older rules is held by the gate's own search.)
  static func unfound(_ content: [Diagnostic], in found: [Diagnostic]) -> [Diagnostic] {
    guard found.contains(where: { $0.code == "secret.marked" }) else { return content }
    return content.filter { $0.code != "secret.marked" || $0.message != Gate.markFound }
  }

  /// Reasons in the content itself: these also hold a draft.
  ///
  /// - Parameters:
  ///   - decided: what 批准 fixed; nil takes the drafter's proposal.
  ///   - accepted: that the government took over what was handed up.
  func contentHolds(
    _ record: Record, decided: Version.Approval?, body: [UInt8]?, accepted: Version.StepTaken? = nil
  ) -> [Diagnostic] {
    var reasons = columnHolds(record)
    let flag = decided?.disclosure ?? record.proposal
    let said = decided == nil ? "拟" : "决定"
    switch flag {
    case nil: reasons.append(Diagnostic("flag.missing", "没有写明可否公开", remedy: "补写「可否公开」"))
    case .proactive?:
      reasons += [state.forwardingHold(record, decided: decided?.disclosure)].compactMap(\.self)
      let places = decided?.carriers ?? record.carriers
      if places.isEmpty {
        reasons.append(Diagnostic("carrier.missing", "没有写明公开载体", remedy: "补写「公开载体」", source: "条例第二十三条"))
      } else if !places.contains(.website) {
        let listed = places.map(\.rawValue).joined(separator: "、")
        reasons.append(
          Diagnostic(
            "carrier.not-website", "公开载体是\(listed)，不含政府网站", remedy: "要上网站须在公开载体中写明政府网站，重新审批", source: "条例第二十三条"))
      }
    case .onRequest?, .withheld?:
      let reason = decided?.withholding ?? record.text(.withholding) ?? ""
      let known = WithholdingReason(written: reason)
      reasons.append(
        Diagnostic(
          "flag.not-public", "\(said)\(flag?.rawValue ?? "")\(reason.isEmpty ? "" : ":\(reason)")",
          remedy: "列入不主动公开目录，定期复审", source: known.map(\.article) ?? "条例第十三条"))
      if reason.isEmpty {
        reasons.append(Diagnostic("flag.reason-missing", "没有写不公开的理由", remedy: "补写「不公开理由」", source: "条例第十四条至第十六条"))
      }
    }
    if let differing = NoteOption.hold(record, flag: flag) { reasons.append(differing) }
    if let secret = secretHold(record, body: body) { reasons.append(secret) }
    reasons += ExecutableAttachment.holds(record)
    if let kind = record.handover { reasons.append(Gate.handedUpHold(kind, accepted)) }
    return reasons
  }

  private static func handedUpHold(_ kind: HandoverKind, _ accepted: Version.StepTaken?) -> Diagnostic {
    let what = "属于应上交政府层级公开的「\(kind.rawValue)」"
    guard let accepted else {
      return Diagnostic("route.handed-up", what, remedy: "移交本级政府公开，并记录接收情况", source: "篇3 二(一)")
    }
    return Diagnostic(
      "route.handed-up", "\(what)，已于 \(accepted.time.day) 由上级接收公开:\(accepted.reason ?? "")",
      remedy: "已经办结，不需再办", source: "篇3 二(一)")
  }

  private func columnHolds(_ record: Record) -> [Diagnostic] {
    guard let column = catalogue[record.column] else {
      return [
        Diagnostic("column.unknown", "现行目录没有栏目 \(record.column)", remedy: "改到现有的栏目，或由管理员执行 policy apply 使目录改动生效")
      ]
    }
    guard column.isLeaf else {
      return [Diagnostic("column.not-leaf", "「\(column.name)」不能直接放信息", remedy: "放到它的下级栏目")]
    }
    if column.rule == .leaderSpeech, let speaker = record.text(.speaker), !leaders.contains(speaker) {
      return [
        Diagnostic(
          "column.rule", "讲话人「\(speaker)」不在「领导班子成员和工作分工」所列领导之中", remedy: "只放本机关领导的讲话；先公开其分工信息", source: "篇3 二(二)3(3)")
      ]
    }
    return []
  }

  private static let markFound = "内容中有国家秘密标志"
  /// How a reason begins that speaks of the field 密级.
  static let levelled = "标有密级"

  private func secretHold(_ record: Record, body: [UInt8]?) -> Diagnostic? {
    let source = "保密法第三十五条；条例第十四条"
    if let level = record.secrecyLevel {
      return Diagnostic(
        "secret.marked", "\(Gate.levelled)「\(level)」", remedy: "涉密信息不得公开；已解密的先办理解密手续并去掉密级", source: source)
    }
    let isMarked = record.fields.values.contains { value in
      switch value {
      case .text(let text): SecrecyMark.firstOffset(in: text.utf8) != nil
      case .list(let items): SecrecyMark.firstOffset(in: items.joined(separator: "、").utf8) != nil
      case .day: false
      }
    }
    let words = body.flatMap { RecordBody.words($0, of: record) }
    guard isMarked || words.map({ SecrecyMark.firstOffset(in: $0) != nil }) == true else { return nil }
    return Diagnostic("secret.marked", Gate.markFound, remedy: "涉密信息不得公开；不是涉密信息的去掉标志", source: source)
  }

  private func sharedFileHolds(_ version: Version, id: RecordID) -> [Diagnostic] {
    guard !state.withheldFiles.isEmpty else { return [] }
    return version.parts.filter(\.isFile).compactMap { part in
      guard let others = state.withheldFiles[part.digest]?.subtracting([id]), let other = others.min() else {
        return nil
      }
      return Diagnostic(
        "attachment.not-public", "\(part.kind == .body ? "正文文件" : "附件")「\(part.path)」与「\(other)」的文件相同，而后者不公开",
        remedy: "去掉这个文件，或先重新审批「\(other)」")
    }
  }

  /// Reasons in the review steps.
  private func reviewHolds(_ version: Version) -> [Diagnostic] {
    if let returned = version.returned {
      return [
        Diagnostic(
          "review.returned", "\(returned.time.day)「\(returned.step)」退回:\(returned.reason ?? "")", remedy: "修改后重新提交")
      ]
    }
    var reasons: [Diagnostic] = []
    if let unsure = version.unsure {
      reasons.append(
        Diagnostic(
          "review.unsure", "\(unsure.time.day) 保密审查不能确定:\(unsure.reason ?? "")", remedy: "报主管部门或保密行政管理部门确定，收到答复后记录",
          source: "条例第十七条"))
    }
    if let pause = version.pause {
      reasons.append(
        Diagnostic(
          "review.on-hold", "\(pause.time.day) 起\(pause.kind.rawValue):\(pause.reason)",
          remedy: "有结果后执行 gongkai review resume",
          source: pause.kind.article))
    }
    let steps = state.policy?.steps ?? ReviewStep.known
    let done = Set(version.agreements.map(\.step))
    let missing = steps.map(\.name).filter { !done.contains($0) }
    if !missing.isEmpty {
      let who = steps.first { $0.name == missing[0] }?.role.rawValue ?? ""
      reasons.append(
        Diagnostic("review.step-missing", "还缺「\(missing.joined(separator: "」「"))」", remedy: "等待\(who)办理「\(missing[0])」")
      )
    }
    for agreement in version.agreements where version.contributors.contains(agreement.account) {
      reasons.append(
        Diagnostic(
          "review.same-person", "「\(agreement.account)」既参与起草，又办理了「\(agreement.step)」", remedy: "由其撤回后，请没有参与起草的人重新办理"))
    }
    let accounts = version.agreements.map(\.account)
    for account in Set(accounts).sorted() where accounts.filter({ $0 == account }).count > 1 {
      reasons.append(Diagnostic("review.same-person", "「\(account)」办理了不止一步", remedy: "撤回其中一步，请另一人办理"))
    }
    return reasons + namesakeHolds(version)
  }

  /// A person who wrote the version, or took a step on it, and then another step under another account.
  private func namesakeHolds(_ version: Version) -> [Diagnostic] {
    guard !state.names.shared.isEmpty else { return [] }
    return version.agreements.indices.compactMap { index in
      let agreement = version.agreements[index]
      guard let name = state.names.name(of: agreement.account, at: agreement.sequence) else { return nil }
      let earlier = version.agreements[..<index].filter { state.names.name(of: $0.account, at: $0.sequence) == name }
      let others = version.contributors.union(earlier.map(\.account))
      guard let namesake = state.names.namesake(of: agreement.account, called: name, among: others) else { return nil }
      return Diagnostic(
        "review.same-person",
        "办理「\(agreement.step)」的「\(agreement.account)」与参与了这一版本的「\(namesake)」同名(\(name))，像是同一人的两个账号",
        remedy: "由其撤回这一步。\(KnownNames.remedy)", source: "拟稿、审查、批准分设")
    }
  }

  private func timeHolds(_ record: Record) -> [Diagnostic] {
    var reasons: [Diagnostic] = []
    if let from = record.day(.publishFrom), asOf < from {
      reasons.append(Diagnostic("schedule.not-due", "定于 \(from) 发布", remedy: "到期后运行 gongkai publish"))
    }
    if let ends = record.day(.noticeEnds), ends < asOf {
      reasons.append(Diagnostic("schedule.expired", "公示已于 \(ends) 截止", remedy: "无需再公开；确需公开的改「公示截止」后重新审批"))
    }
    return reasons
  }

  /// Holds everything while templates or settings differ from what was agreed.
  func layoutHolds() -> [Diagnostic] {
    guard state.policy?.reviewsLayout == true, let layout, layout != state.agreedLayout else { return [] }
    return [
      Diagnostic(
        "policy.layout-changed", "模板或站点设置在上次同意之后有改动", remedy: "核对改动后由管理员执行 gongkai policy apply",
        source: "site.yaml 版式审查")
    ]
  }
}
