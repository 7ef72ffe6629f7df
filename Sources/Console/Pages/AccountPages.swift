import Files
import Records
import Review
import Templates
import Values

/// 账号: who has a password, invitations, sessions; and the people of reviewers.yaml. No decision of the review is here.
struct AccountPages: Sendable {
  let layout: Layout
  let desk: Desk
  let gatekeeper: Gatekeeper

  private static let row = Schema(
    "row",
    [
      .text("account"), .text("name"), .text("post"), .text("unit"), .text("roles"), .text("state"), .text("sessions"),
      .flag("hasSessions"), .text("action"),
    ])
  static let schema = Schema(
    "accounts",
    Layout.common + [
      .list("rows", row), .text("link"), .text("linkFor"), .text("linkUntil"), .flag("peoplePending"),
      .list("peopleChanges", ItemSchemas.hold), .text("peopleDigest"),
      .list("peopleFaults", ItemSchemas.hold), .flag("isFaulty"), .text("faultyFiles"), .text("policyPending"),
    ])

  /// How long an invitation is good, in seconds.
  static let invitationTime: Int64 = 72 * 3600

  func accounts(_ visitor: Visitor, link: (url: String, name: String)? = nil) -> WebAnswer {
    let now = Moment.now()
    let set = (try? gatekeeper.store.accountsWithPassword()) ?? [:]
    let open = (try? gatekeeper.store.openInvitations(now: now)) ?? [:]
    let sessions = gatekeeper.sessions.counts(now: now)
    let rows = visitor.view.people.values.sorted { $0.account < $1.account }.map { person in
      let count = sessions[person.account] ?? 0
      let state =
        open[person.account].map { "已邀请，\($0.toMinute) 前有效" }
        ?? set[person.account].map { "口令设于 \($0.day)" } ?? "没有口令"
      return Scope(
        AccountPages.row,
        [
          "account": .text(person.account), "name": .text(person.name), "post": .text(person.post),
          "unit": .text(person.unit), "roles": .text(person.roles.map(\.rawValue).joined(separator: "、")),
          "state": .text(state), "sessions": .text("\(count)"), "hasSessions": .flag(count > 0),
          "action": .text(set[person.account] == nil ? "邀请" : "重新邀请"),
        ])
    }
    let proposal = PeopleProposal(desk.session.reader, inForce: visitor.view.people)
    return layout.page(
      .accounts, "账号", for: visitor, at: "/accounts",
      [
        "rows": .list(rows), "link": .text(link?.url ?? ""), "linkFor": .text(link?.name ?? ""),
        "linkUntil": .text(Moment(seconds: now.seconds + AccountPages.invitationTime).toMinute),
        "peoplePending": .flag(!proposal.changes.isEmpty), "peopleDigest": .text(proposal.digest.hex),
        "peopleChanges": .list(proposal.changes.map { AccountPages.line($0) }),
        "faultyFiles": .text(
          Set(proposal.faults.map { $0.place.map { OutputFiles.name(of: $0.file) } ?? "reviewers.yaml" }).sorted()
            .joined(separator: "、")),
        "isFaulty": .flag(!proposal.faults.isEmpty),
        "peopleFaults": .list(
          proposal.faults.map { fault in
            let notice = Notice(placed: fault)
            return AccountPages.line(notice.text, notice.hint)
          }),
        "policyPending": .text(AccountPages.policyPending(desk.session, visitor.view.state)),
      ])
  }

  private static func line(_ text: String, _ hint: String = "") -> Scope {
    Scope(ItemSchemas.hold, ["text": .text(text), "hint": .text(hint), "code": .text("")])
  }

  /// What of the review's steps and of the catalogue was changed in the files and is not in force; empty if nothing.
  private static func policyPending(_ session: SiteSession, _ state: LedgerState) -> String {
    guard let policy = state.policy, session.founding.policy != policy else { return "" }
    let (now, then) = (policy.steps.map(\.name), session.founding.policy.steps.map(\.name))
    return now == then
      ? "目录(catalogue.yaml)或其他审查规则有改动，没有生效。"
      : "审查步骤现行是 \(now.joined(separator: "、"))，文件里改成了 \(then.joined(separator: "、"))，没有生效。"
  }

  func invite(_ visitor: Visitor, _ request: WebRequest) -> WebAnswer {
    guard let person = visitor.view.people[request.form["account"]] else {
      return layout.message(404, "没有这个账号", "账号来自 reviewers.yaml，须先由管理员使其生效。", for: visitor)
    }
    let until = Moment(seconds: Moment.now().seconds + AccountPages.invitationTime)
    guard let token = try? gatekeeper.store.invite(person.account, by: visitor.account, until: until) else {
      return layout.message(503, "没有发出邀请", "账号库现在不能写入。", for: visitor)
    }
    gatekeeper.store.log(.invited, account: visitor.account, address: request.address, "邀请 \(person.account)")
    return accounts(
      visitor,
      link: ("\(request.ownOrigin)/invite/\(token.text)", "\(person.name)(\(person.account))"))
  }

  func endSessions(_ visitor: Visitor, _ request: WebRequest) -> WebAnswer {
    let account = request.form["account"].limited(64)
    gatekeeper.sessions.endAll(of: account, but: visitor.session.id)
    gatekeeper.store.log(.sessionsEnded, account: visitor.account, address: request.address, "结束 \(account) 的会话")
    layout.sessions.tell(visitor.session.id, [Notice(.done, "「\(account)」的登录已全部退出。")])
    return .see("/accounts")
  }

  /// 人员变更: reviewers.yaml as it is now takes effect.
  func applyPeople(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let actor = Actor(account: visitor.account, authentication: .password)
    do {
      let configuration = try desk.session.reader.configuration()
      guard PeopleProposal.digest(configuration.people).hex == request.form["digest"] else {
        return layout.message(
          409, "文件又有改动", "reviewers.yaml 在您打开这一页之后有改动，人员没有变更。", hint: "回到账号，核对现在的改动后再使其生效。",
          for: visitor, back: ("/accounts", "回到账号"))
      }
      let isChanged = try await desk.act { session in
        try session.ledger.applyPeople(
          by: actor, founding: Founding(configuration, layout: session.founding.layout))
      }
      layout.sessions.tell(
        visitor.session.id, [Notice(.done, isChanged ? "人员变更已生效，记入台账。" : "人员与台账一致，没有变更。")])
      return .see("/accounts")
    } catch let refusal as ActRefusal {
      return layout.refusal(refusal.diagnostics, for: visitor, back: ("/accounts", "回到账号"))
    } catch let refusal as SiteRefusal {
      return layout.refusal(refusal.diagnostics, for: visitor, back: ("/accounts", "回到账号"))
    } catch {
      return layout.message(503, "没有办理", "台账现在不能写入:\(error.words)", for: visitor)
    }
  }
}
