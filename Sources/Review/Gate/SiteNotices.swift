import Diagnostics
import Records
import Values

/// What an examination tells that belongs to no single record, and what is due.
struct SiteNotices: Sendable {
  let state: LedgerState
  let proposals: Founding
  let layout: LayoutDigests?
  let asOf: Day

  /// All of them; what differs from what is in force first.
  var all: [Diagnostic] {
    guard state.head != nil else { return [] }
    var notices = unread
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
    let found = Found(in: state, asOf)
    return notices + droppedColumns(found) + reassessments(found) + unconfirmed + state.sharedWithheldFiles
      + sharedWithOthers() + sameNames() + (state.policy?.untakable(by: state.people.values) ?? [])
  }

  /// Faults of files that only propose: what is in force goes on.
  private var unread: [Diagnostic] {
    var notices = proposals.peopleFaults + proposals.policyFaults
    if !proposals.peopleFaults.isEmpty {
      notices.append(
        Diagnostic(
          "people.pending", .warning, "reviewers.yaml 有错误，没有采用；人员和角色仍以台账为准",
          remedy: "改正后由管理员执行 gongkai people apply"))
    }
    if !proposals.policyFaults.isEmpty {
      notices.append(
        Diagnostic(
          "policy.pending", .warning, "catalogue.yaml 有错误，没有采用；栏目仍以台账为准",
          remedy: "改正后由管理员执行 gongkai policy apply"))
    }
    return notices
  }

  /// What is looked for in every record, in one walk over them.
  private struct Found {
    /// Live records of columns that the catalogue no longer has, by column.
    var dropped: [String: [RecordID]] = [:]
    /// Decisions not to publish that are due to be looked at again.
    var due = 0

    init(in state: LedgerState, _ asOf: Day) {
      let codes = Set(state.catalogue.columns.map { "\($0.code)" })
      let months = state.reassessmentMonths
      for (id, history) in state.records {
        if let live = history.live, history.tombstone == nil, let code = history.versions[live.digest]?.columnCode,
          !codes.contains(code)
        {
          dropped[code, default: []].append(id)
        }
        if history.nonDisclosure(cycle: months)?.isDue(on: asOf) == true { due += 1 }
      }
    }
  }

  /// Live records of columns that the catalogue no longer has: the site shows them under the column above.
  private func droppedColumns(_ found: Found) -> [Diagnostic] {
    found.dropped.sorted { $0.key < $1.key }.map { code, ids in
      let named = ids.sorted().prefix(5).map { "「\($0)」" }.joined(separator: "、") + (ids.count > 5 ? " 等" : "")
      return Diagnostic(
        "column.dropped", .warning, "栏目 \(code) 已从目录中删去，其中仍有 \(ids.count) 条已公开的信息，在上一级栏目中显示:\(named)",
        remedy: "改「栏目」后重新提交审批，或在 catalogue.yaml 中保留这个栏目")
    }
  }

  /// Accounts that may be one person: one person holds at most one step of a version.
  private func sameNames() -> [Diagnostic] {
    Dictionary(grouping: state.people.values.filter { !$0.isUnfilled }, by: \.name).filter { $0.value.count > 1 }.sorted
    { $0.key < $1.key }.map {
      let accounts = $0.value.map(\.account).sorted().joined(separator: "、")
      return Diagnostic(
        "people.same-name", .warning, "账号 \(accounts) 都是「\($0.key)」",
        remedy: "一人只用一个账号；确是同名的两人，把姓名写得有区别(如 王伟（文书科）)，否则不能办理同一版本的不同步骤")
    }
  }

  /// Decisions not to publish that are due to be looked at again.
  private func reassessments(_ found: Found) -> [Diagnostic] {
    guard found.due > 0 else { return [] }
    return [
      Diagnostic(
        "register.due", .warning, "不主动公开目录中有 \(found.due) 条到期应复核", remedy: "执行 gongkai review register --due 查看",
        source: "条例第十八条")
    ]
  }

  /// Without their last day, which the working calendar tells (`TakenDown.dated`).
  private var unconfirmed: [Diagnostic] {
    state.unconfirmedWithdrawals.map { id, day in
      Diagnostic(
        LedgerState.unconfirmedCode, .warning, "「\(id)」于 \(day) 紧急撤下，还没有第二人确认",
        remedy: "两个工作日内由另一人执行 gongkai review withdraw --confirm")
    }
  }
}

extension RecordHistory {
  /// The day of an emergency withdrawal that nobody confirmed; nil where there is none.
  public var unconfirmedOn: Day? {
    guard let withdrawal, withdrawal.kind == .emergency, withdrawal.confirmation == nil else { return nil }
    return withdrawal.time.day
  }
}

extension LedgerState {
  /// The code of the notice of an emergency withdrawal that nobody confirmed.
  public static let unconfirmedCode = "withdrawn.unconfirmed"

  /// Emergency withdrawals that nobody confirmed, in the order in which they are told.
  public var unconfirmedWithdrawals: [(id: RecordID, day: Day)] {
    records.compactMap { id, history in history.unconfirmedOn.map { (id, $0) } }.sorted { $0.0 < $1.0 }
  }
}

extension SiteNotices {
  /// Live records whose next version was decided not to be public, or bears a secrecy mark: nothing but a withdrawal takes
  /// the version before off the site.
  static func contradictions(_ assessments: [Assessment]) -> [Diagnostic] {
    assessments.compactMap { item in
      guard item.live == .published, item.pending != .none,
        let hold = item.holds.first(where: { hold in
          hold.code == "secret.marked" || (item.pending == .approved && contradicting.contains(hold.code))
        })
      else { return nil }
      let id = CommandWord.quoted(item.id.rawValue)
      return Diagnostic(
        "live.contradicted", at: hold.place, "「\(item.id)」的旧版仍在网站上，而新版\(hold.message)",
        remedy: "旧版也不应公开的，立即执行 gongkai review withdraw \(id) --kind 紧急撤下 --reason 理由 --as 账号",
        source: hold.source)
    }
  }

  private static let contradicting: Set<String> = [
    "flag.not-public", "carrier.not-website", "route.handed-up", "schedule.expired",
  ]

  /// Live records that carry a file of a record that is not public by decision.
  private func sharedWithOthers() -> [Diagnostic] {
    guard !state.withheldFiles.isEmpty else { return [] }
    return state.inOrder { id, history in
      guard let live = history.live, history.withdrawal == nil, let version = history.versions[live.digest] else {
        return nil
      }
      for part in version.parts {
        let others = state.withheldFiles[part.digest, default: []].subtracting([id])
          .filter { state.records[$0]?.withdrawal?.kind != .emergency }
        guard let other = others.min() else { continue }
        return Diagnostic(
          "attachment.not-public", .warning, "「\(id)」仍在网站上，它的文件「\(part.path)」与「\(other)」的文件相同，而后者不公开",
          remedy: "核对「\(id)」是否也应撤下，或换掉文件后重新审批发布")
      }
      return nil
    }
  }
}

extension LedgerState {
  /// Live records that carry a file of a record withdrawn in an emergency: the same bytes are still out.
  public var sharedWithheldFiles: [Diagnostic] {
    guard !withheldFiles.isEmpty else { return [] }
    return inOrder { id, history in
      guard let live = history.live, history.withdrawal == nil, let version = history.versions[live.digest],
        let part = version.parts.first(where: { part in
          withheldFiles[part.digest]?.contains { records[$0]?.withdrawal?.kind == .emergency } == true
        })
      else { return nil }
      return Diagnostic(
        LedgerState.sharedFile, "「\(id)」仍在网站上，它的文件「\(part.path)」与紧急撤下的信息的文件相同",
        remedy: "把「\(id)」也紧急撤下，或换掉文件后重新审批发布")
    }
  }

  private static let sharedFile = "attachment.not-public"
}

extension Examination {
  /// The same once a publication was recorded: what it took off the site is no longer there.
  public func settled(by state: LedgerState) -> Examination {
    let shared = Set(self.state.sharedWithheldFiles)
    guard !shared.isEmpty else { return self }
    return Examination(
      asOf: asOf, state: self.state, assessments: assessments, refusals: refusals,
      notices: notices.filter { !shared.contains($0) } + state.sharedWithheldFiles, records: records,
      standing: standing)
  }
}
