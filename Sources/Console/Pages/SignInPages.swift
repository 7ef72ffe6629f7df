import Records
import Templates
import Values

/// 登录, 邀请, 更改口令.
struct SignInPages: Sendable {
  let layout: Layout
  let desk: Desk
  let gatekeeper: Gatekeeper
  let cookieName: String
  let isSecure: Bool

  static let signInSchema = Schema(
    "signin", Layout.common + [.text("account"), .text("next"), .text("fault"), .text("note")])
  static let inviteSchema = Schema(
    "invite", Layout.common + [.text("name"), .text("account"), .text("action"), .text("fault"), .text("least")])
  static let passwordSchema = Schema("password", Layout.common + [.text("fault"), .text("least")])

  // MARK: - Sign in

  func signIn(_ request: WebRequest) -> WebAnswer {
    let note =
      switch request.query["why"] {
      case "over": "登录已过期(太久没有操作，或审查台重新启动过)，请重新登录。"
      case "unsent": "登录已过期，刚才提交的没有受理，请重新登录后再办理。"
      default: ""
      }
    return signIn(next: request.query["next"], note: note)
  }

  /// Leads to the sign-in: why, if somebody was signed in, and where to go on.
  func again(next: String, _ request: WebRequest) -> WebAnswer {
    let wasIn = request.cookies[cookieName].flatMap { SecretToken($0) } != nil
    let why = wasIn ? request.method == .post ? "unsent" : "over" : ""
    let query = [("next", next), ("why", why)].filter { !$0.1.isEmpty }
      .map { "\($0.0)=\(FormFields.encode($0.1))" }.joined(separator: "&")
    return .see(query.isEmpty ? "/signin" : "/signin?\(query)")
  }

  private func signIn(
    next: String, account: String = "", fault: String = "", note: String = "", status: Int = 200
  ) -> WebAnswer {
    layout.page(
      .signin, "登录", for: nil, status: status,
      [
        "account": .text(account), "next": .text(WebAnswer.isOwn(next) ? next : ""), "fault": .text(fault),
        "note": .text(note),
      ])
  }

  func signInPosted(_ request: WebRequest, view: DeskView) async -> WebAnswer {
    let account = request.form["account"].limited(64)
    let next = request.form["next"]
    let outcome = await gatekeeper.signIn(
      view.people[account], account: account, password: request.form.raw("password") ?? "", address: request.address,
      now: .now())
    switch outcome {
    case .done(let session, let token):
      let home = Visitor(person: view.people[session.account] ?? Self.nobody, session: session, view: view).home
      // A link to an item survives the sign-in; a form does not.
      var answer = WebAnswer.see(next.isEmpty || next == "/" ? home : next)
      answer.headers.append(("Set-Cookie", cookie(token.text)))
      return answer
    case .wrong: return signIn(next: next, account: account, fault: "账号或口令不对。口令区分大小写；忘记了请找管理员重新邀请。", status: 401)
    case .wait(let seconds):
      let text = seconds < 60 ? "\(seconds) 秒" : "\((seconds + 59) / 60) 分钟"
      var answer = signIn(next: next, account: account, fault: "尝试次数太多，请 \(text)后再试。", status: 429)
      answer.headers.append(("Retry-After", "\(seconds)"))
      return answer
    case .failed: return layout.message(503, "暂时不能登录", "账号库现在不能读写。", hint: "请管理员检查磁盘和 console.sqlite 的权限。")
    }
  }

  func signOut(_ visitor: Visitor, _ request: WebRequest) -> WebAnswer {
    gatekeeper.sessions.end(visitor.session.id)
    gatekeeper.store.log(.signOut, account: visitor.account, address: request.address, "")
    var answer = WebAnswer.see("/signin")
    answer.headers.append(("Set-Cookie", cookie("", age: 0)))
    return answer
  }

  private func cookie(_ value: String, age: Int? = nil) -> String {
    "\(cookieName)=\(value); Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
      + (age.map { "; Max-Age=\($0)" } ?? "")
  }

  private static let nobody = Person(account: "", name: "", post: "", unit: "", roles: [])

  // MARK: - Invitations

  func invitation(_ request: WebRequest, view: DeskView) -> WebAnswer {
    guard let (person, _) = invited(request, view) else { return spent }
    return invitePage(person, request, fault: "", status: 200)
  }

  func invitationPosted(_ request: WebRequest, view: DeskView) async -> WebAnswer {
    guard let (person, token) = invited(request, view) else { return spent }
    let password = request.form.raw("password") ?? ""
    if let fault = fault(password, request.form.raw("again") ?? "", account: person.account) {
      return invitePage(person, request, fault: fault, status: 422)
    }
    let isDone = try? await gatekeeper.setPassword(
      password, of: person.account, invitation: token, address: request.address, now: .now())
    guard let isDone else { return layout.message(503, "没有设置", "账号库现在不能写入。", hint: "请管理员检查磁盘。") }
    guard isDone else { return spent }
    gatekeeper.sessions.endAll(of: person.account)
    return layout.message(200, "口令已设置", "「\(person.account)」现在可以登录。", back: ("/signin", "去登录"))
  }

  private func invited(_ request: WebRequest, _ view: DeskView) -> (Person, SecretToken)? {
    guard let token = SecretToken(String(request.path.dropFirst("/invite/".count))),
      let account = try? gatekeeper.store.account(invitedBy: token, now: .now()), let person = view.people[account]
    else { return nil }
    return (person, token)
  }

  private var spent: WebAnswer {
    layout.message(
      404, "邀请链接无效", "这个链接用过了、过期了，或者写得不全。", hint: "请管理员重新邀请。", back: ("/signin", "去登录"))
  }

  private func invitePage(_ person: Person, _ request: WebRequest, fault: String, status: Int) -> WebAnswer {
    layout.page(
      .invite, "设置口令", for: nil, status: status,
      [
        "name": .text("\(person.name)(\(person.post))"), "account": .text(person.account),
        "action": .text(request.path), "fault": .text(fault), "least": .text("\(PasswordRule.least)"),
      ])
  }

  private func fault(_ password: String, _ again: String, account: String) -> String? {
    password == again
      ? PasswordRule.fault(password, account: account, office: layout.siteName) : "两次输入的口令不一样"
  }

  // MARK: - One's own password

  func password(_ visitor: Visitor, fault: String = "", status: Int = 200) -> WebAnswer {
    layout.page(
      .password, "更改口令", for: visitor, status: status,
      ["fault": .text(fault), "least": .text("\(PasswordRule.least)")])
  }

  func passwordPosted(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let tried = try? await gatekeeper.check(
      request.form.raw("old") ?? "", of: visitor.person, named: visitor.account, address: request.address)
    switch tried {
    case .right: break
    case .wait(let wait): return password(visitor, fault: "尝试次数太多，请 \(wait) 秒后再试。", status: 429)
    case .wrong:
      gatekeeper.store.log(.wrongPassword, account: visitor.account, address: request.address, "更改口令时")
      return password(visitor, fault: "现在的口令不对。", status: 422)
    case nil: return password(visitor, fault: "账号库现在不能读写，口令没有更改。", status: 503)
    }
    let new = request.form.raw("password") ?? ""
    if let fault = fault(new, request.form.raw("again") ?? "", account: visitor.account) {
      return password(visitor, fault: fault, status: 422)
    }
    let isDone = try? await gatekeeper.setPassword(
      new, of: visitor.account, invitation: nil, address: request.address, now: .now())
    guard isDone == true else { return password(visitor, fault: "账号库现在不能写入，口令没有更改。", status: 503) }
    gatekeeper.sessions.endAll(of: visitor.account, but: visitor.session.id)
    gatekeeper.sessions.tell(visitor.session.id, [Notice(.done, "口令已更改；其他地方的登录都已退出。")])
    return .see("/password")
  }
}
