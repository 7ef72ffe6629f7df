import Preview
import Records
import Review
import Values

/// Leads each request to its page, after who asks and whether they may is settled.
struct ConsolePages: Sendable {
  let layout: Layout
  let desk: Desk
  let gatekeeper: Gatekeeper
  let presence: Presence
  let templates: ConsoleTemplates
  let signIns: SignInPages
  let queue: QueuePages
  let items: ItemPages
  let records: RecordsPages
  let forms: FormPages
  let publishing: PublishPages
  let ledger: LogPages
  let oversight: OversightPages
  let accounts: AccountPages
  let audit: AuditPages

  /// An answer instead of a page.
  struct Refusal: Error { let answer: WebAnswer }

  /// The most bytes of a plain form.
  private static let formLimit = 256 << 10
  /// The most bytes of a form that anybody may send.
  private static let openLimit = 16 << 10

  // MARK: - Who asks

  private func visitor(_ request: WebRequest, fresh: Bool) async -> Visitor? {
    guard let token = request.cookies[signIns.cookieName].flatMap({ SecretToken($0) }),
      let session = layout.sessions.session(token, now: .now(), isActive: !request.isByItself)
    else { return nil }
    let view = fresh ? await desk.freshView() : desk.view
    // Who was struck off is out at once.
    guard let person = view.people[session.account] else {
      layout.sessions.end(session.id)
      return nil
    }
    return Visitor(person: person, session: session, view: view)
  }

  private func forbidden(_ visitor: Visitor, _ request: WebRequest) -> WebAnswer {
    gatekeeper.store.log(.refused, account: visitor.account, address: request.address, "没有权限:\(request.loggedPath)")
    return layout.message(
      403, "没有权限", "您的角色(\(visitor.person.roles.map(\.rawValue).joined(separator: "、")))不能打开或办理这一项。", for: visitor)
  }

  // MARK: - GET

  func get(_ request: WebRequest) async -> WebAnswer {
    if request.path.hasPrefix("/assets/") { return asset(request) }
    if request.path.hasPrefix("/frame/") { return await items.frameFile(request) }
    if request.path.hasPrefix("/invite/") { return signIns.invitation(request, view: await desk.freshView()) }
    guard let visitor = await visitor(request, fresh: true) else {
      if request.path == "/signin" { return signIns.signIn(request) }
      if request.path == "/presence" { return .plain(401, "请先登录。") }
      return signIns.again(next: target(request), request)
    }
    switch request.path {
    case "/", "/signin": return .see(visitor.home)
    case "/password": return signIns.password(visitor)
    case "/queue" where visitor.isReviewer: return queue.queue(visitor, request)
    case "/item" where visitor.seesAll || visitor.has(.drafter): return await items.item(visitor, request)
    case "/part" where visitor.seesAll || visitor.has(.drafter): return await items.part(visitor, request)
    case "/presence" where visitor.seesAll || visitor.has(.drafter): return await watchers(visitor, request)
    case "/records" where visitor.has(.drafter): return await records.records(visitor, request)
    case "/records/new" where visitor.has(.drafter): return forms.new(visitor, request)
    case "/records/edit" where visitor.has(.drafter): return await forms.edit(visitor, request)
    case "/records/preview" where visitor.has(.drafter): return await records.preview(visitor, request)
    case "/publish" where visitor.publishes: return await publishing.publish(visitor, request)
    case "/oversight" where visitor.seesFigures: return await oversight.oversight(visitor, request)
    case "/log" where visitor.seesLedger: return await ledger.log(visitor, request)
    case "/log.csv" where visitor.seesLedger: return await ledger.csv(visitor, request)
    case "/log.jsonl" where visitor.seesLedger: return await ledger.lines(visitor)
    case "/accounts" where visitor.has(.administrator): return accounts.accounts(visitor)
    case "/audit" where visitor.seesSecurity: return audit.audit(visitor, request)
    case let path where ConsolePages.known.contains(path): return forbidden(visitor, request)
    default: return layout.message(404, "没有这个页面", "地址写错了，或者页面已经不在。", for: visitor)
    }
  }

  private static let known: Set<String> = [
    "/queue", "/item", "/part", "/presence", "/records", "/records/new", "/records/edit", "/records/preview",
    "/publish", "/oversight", "/log", "/log.csv", "/log.jsonl", "/accounts", "/audit",
  ]

  /// Where to go on after a sign-in: pages that only show, and forms, empty.
  private func target(_ request: WebRequest) -> String { ConsolePages.target(request.path, request.query) }

  private static let targets: Set<String> = [
    "/queue", "/item", "/records", "/records/new", "/records/edit", "/publish", "/oversight", "/log", "/accounts",
    "/audit",
  ]

  private static func target(_ path: String, _ query: FormFields) -> String {
    guard targets.contains(path) else { return "" }
    let name = path == "/records/new" ? "column" : "id"
    let value = query[name]
    return path + (value.isEmpty ? "" : "?\(name)=\(FormFields.encode(value))")
  }

  /// The page that a form came from, which a sign-in leads back to.
  private func origin(of request: WebRequest) -> String {
    let parts = request.from.utf8.split(separator: UInt8(ascii: "?"), maxSplits: 1)
    guard let first = parts.first, let path = FormFields.decode(first) else { return "" }
    return ConsolePages.target(path, parts.count > 1 ? FormFields(urlEncoded: parts[1]) : FormFields())
  }

  private func asset(_ request: WebRequest) -> WebAnswer {
    let name = String(request.path.dropFirst("/assets/".count))
    guard let bytes = templates.assets[name] else { return .plain(404, "没有这个文件。") }
    var answer = WebAnswer(status: 200, type: ContentType.of(name), bytes: bytes)
    answer.isPublic = true
    return answer
  }

  /// Who else looks at an item, for the page's script.
  private func watchers(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let id = RecordID(rawValue: request.query["id"])
    guard let history = visitor.view.state.records[id], await items.isOpen(id, to: visitor) else {
      return .plain(404, "没有这一条。")
    }
    presence.look(visitor.account, at: id, nil, now: .now())
    let names = presence.others(than: visitor.account, at: id, now: .now()).map { visitor.view.name($0.account) }
    let current = history.latest?.hex ?? ""
    let json: JSON = ["others": JSON(names), "digest": .string(current)]
    return WebAnswer(status: 200, type: "application/json; charset=utf-8", bytes: json.bytes)
  }

  // MARK: - POST

  /// What may be sent here, settled before the body is read.
  func bodyLimit(of request: WebRequest) async -> Result<Int, Refusal> {
    guard request.isFromHere else {
      gatekeeper.store.log(.refused, account: "", address: request.address, "来源不是审查台自己的页面:\(request.loggedPath)")
      return .failure(Refusal(answer: .plain(403, "这个请求不是从审查台自己的页面发出的，没有受理。")))
    }
    if request.path == "/signin" || request.path.hasPrefix("/invite/") { return .success(ConsolePages.openLimit) }
    guard let visitor = await visitor(request, fresh: false) else {
      return .failure(Refusal(answer: signIns.again(next: origin(of: request), request)))
    }
    guard ConsolePages.mayPost(visitor, request.path) else {
      let isKnown = ConsolePages.posts.contains(request.path)
      return .failure(
        Refusal(
          answer: isKnown
            ? forbidden(visitor, request) : layout.message(404, "没有这个页面", "地址写错了。", for: visitor)))
    }
    return .success(request.path == "/records/save" ? UploadRule.formLimit : ConsolePages.formLimit)
  }

  private static let posts: Set<String> = [
    "/signout", "/password", "/queue/agree", "/item/decide", "/item/waive", "/item/revoke", "/item/pause",
    "/item/accept",
    "/records/submit", "/records/save", "/records/delete", "/publish/run", "/publish/withdraw", "/publish/confirm",
    "/publish/again",
    "/log/verify", "/accounts/invite", "/accounts/end", "/accounts/people",
  ]

  /// Which pages a role may post to; what it may do there, Review says.
  private static func mayPost(_ visitor: Visitor, _ path: String) -> Bool {
    switch path {
    case "/signout", "/password": true
    case "/queue/agree", "/item/decide", "/publish/withdraw", "/publish/confirm", "/publish/again": visitor.isReviewer
    case "/item/waive": visitor.has(.secrecyReviewer)
    case "/item/revoke", "/item/pause": visitor.isReviewer || visitor.has(.drafter)
    case "/item/accept": visitor.has(.disclosureOffice)
    case "/records/submit", "/records/save", "/records/delete": visitor.has(.drafter)
    case "/publish/run": visitor.publishes
    case "/log/verify": visitor.seesLedger
    case "/accounts/invite", "/accounts/end", "/accounts/people": visitor.has(.administrator)
    default: false
    }
  }

  func tooLarge(_ request: WebRequest, limit: Int) -> WebAnswer {
    layout.message(413, "内容太大", "一次提交最多 \(ItemScope.size(limit))。", hint: "文件请分几次上传。")
  }

  func post(_ request: WebRequest) async -> WebAnswer {
    if request.path == "/signin" { return await signIns.signInPosted(request, view: await desk.freshView()) }
    if request.path.hasPrefix("/invite/") {
      return await signIns.invitationPosted(request, view: await desk.freshView())
    }
    // What it may be was settled by the view that there was; whether it still may be, by the ledger as it is.
    guard let visitor = await visitor(request, fresh: true) else {
      return signIns.again(next: origin(of: request), request)
    }
    guard ConsolePages.mayPost(visitor, request.path) else { return forbidden(visitor, request) }
    let token = request.form.raw("token") ?? ""
    guard SecretToken.equal(token.utf8, visitor.session.formToken.text.utf8) else {
      gatekeeper.store.log(.refused, account: visitor.account, address: request.address, "表单令牌不符:\(request.loggedPath)")
      return await stale(visitor, request)
    }
    return await posted(visitor, request)
  }

  /// A form of an earlier sign-in: nothing is done, but what was typed is not lost.
  private func stale(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let (text, hint) = ("这张表单不是这次登录时打开的，没有受理", "下面是您填写的内容，请核对后再办理一次")
    if request.path == "/records/save", let form = forms.again(visitor, request, status: 403, text, remedy: hint) {
      return form
    }
    if request.path == "/item/decide" {
      return await items.item(visitor, request, status: 403, notices: [Notice(.refused, text + "。", hint: hint)])
    }
    return layout.message(
      403, "表单已失效", text + "。", hint: "回到页面重新办理。", for: visitor,
      back: request.from.isEmpty ? nil : (request.from, "回到表单"))
  }

  private func posted(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    switch request.path {
    case "/signout": signIns.signOut(visitor, request)
    case "/password": await signIns.passwordPosted(visitor, request)
    case "/queue/agree": await queue.bulk(visitor, request)
    case "/item/decide": await items.decide(visitor, request)
    case "/item/waive": await items.waive(visitor, request)
    case "/item/revoke": await items.revoke(visitor, request)
    case "/item/pause": await items.pause(visitor, request)
    case "/item/accept": await items.accept(visitor, request)
    case "/records/submit": await records.submit(visitor, request)
    case "/records/delete": await records.delete(visitor, request)
    case "/records/save": await forms.save(visitor, request)
    case "/publish/run": publishing.run(visitor, request)
    case "/publish/withdraw": await publishing.withdraw(visitor, request)
    case "/publish/confirm": await publishing.confirm(visitor, request)
    case "/publish/again": await publishing.again(visitor, request)
    case "/log/verify": await ledger.verify(visitor, request)
    case "/accounts/invite": accounts.invite(visitor, request)
    case "/accounts/end": accounts.endSessions(visitor, request)
    case "/accounts/people": await accounts.applyPeople(visitor, request)
    default: layout.message(404, "没有这个页面", "地址写错了。", for: visitor)
    }
  }
}
