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
    ])

  /// How long an invitation is good, in seconds.
  static let invitationTime: Int64 = 72 * 3600

  func accounts(_ visitor: Visitor, _ request: WebRequest, link: (url: String, name: String)? = nil) -> WebAnswer {
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
    let proposed = (try? desk.session.reader.configuration().people) ?? []
    let pending =
      !proposed.isEmpty
      && Dictionary(proposed.map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first }) != visitor.view.people
    return layout.page(
      .accounts, "账号", for: visitor, at: "/accounts",
      [
        "rows": .list(rows), "link": .text(link?.url ?? ""), "linkFor": .text(link?.name ?? ""),
        "linkUntil": .text(Moment(seconds: now.seconds + AccountPages.invitationTime).toMinute),
        "peoplePending": .flag(pending),
      ])
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
      visitor, request,
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
