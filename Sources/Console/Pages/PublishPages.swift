import Diagnostics
import Publishing
import Oversight
import Records
import Review
import Templates
import Values

/// 发布: what a publication would change, the act itself, withdrawals.
struct PublishPages: Sendable {
  let layout: Layout
  let desk: Desk
  let store: AccountStore
  let items: ItemPages

  private static let row = Schema(
    "row", [.text("title"), .text("id"), .text("url"), .text("column"), .text("unit"), .text("note")])
  private static let held = Schema(
    "held", [.text("title"), .text("id"), .text("url"), .list("reasons", ItemSchemas.hold)])
  static let schema = Schema(
    "publish",
    Layout.common + [
      .flag("running"), .text("stage"), .text("progress"), .text("finished"), .text("finishedAt"), .flag("failed"),
      .list("new", row), .list("changed", row), .list("leaving", row), .flag("hasNew"), .flag("hasChanged"),
      .flag("hasLeaving"), .list("held", held), .text("newCount"),
      .text("changedCount"), .text("leavingCount"), .text("heldCount"), .flag("hasChanges"), .text("heldMore"),
      .list("unconfirmed", row), .flag("hasUnconfirmed"), .text("head"), .text("manifest"), .text("pages"),
      .list("blocked", ItemSchemas.hold), .flag("isBlocked"), .list("notes", ItemSchemas.hold), .flag("hasNotes"),
    ])

  /// Held records that are listed; the rest are counted.
  private static let heldLimit = 100

  func publish(_ visitor: Visitor, _ request: WebRequest, status: Int = 200) async -> WebAnswer {
    var fields = standing(visitor)
    if case .running = desk.publishing.now {
      var answer = layout.page(.publish, "正在发布", for: visitor, at: "/publish", fields)
      answer.headers.append(("Refresh", "2; url=/publish?refresh=1"))
      return answer
    }
    do {
      let examination = try await desk.examination(visitor.view)
      fields.merge(changes(examination, visitor)) { $1 }
      return layout.page(.publish, "发布", for: visitor, at: "/publish", status: status, fields)
    } catch let refusal as SiteRefusal {
      return layout.refusal(refusal.diagnostics, for: visitor, back: (visitor.home, "返回"))
    } catch {
      return layout.message(503, "暂时打不开", error.words, for: visitor)
    }
  }

  private func standing(_ visitor: Visitor) -> [String: Value] {
    let last = visitor.view.state.lastPublication
    var fields: [String: Value] = [
      "head": .text(last.map { "\($0.head.count):\($0.head.hash.short)" } ?? ""),
      "manifest": .text(last?.manifest.hex ?? ""),
    ]
    switch desk.publishing.now {
    case .idle: break
    case .running(let stage, let done, let total, _):
      fields["running"] = .flag(true)
      fields["stage"] = .text(stage)
      fields["progress"] = .text(total > 0 ? "\(done) / \(total)" : "")
    case .finished(let text, let at, _):
      fields["finished"] = .text(text)
      fields["finishedAt"] = .text(at.toMinute)
    case .refused(let reasons, let at):
      fields["failed"] = .flag(true)
      fields["finishedAt"] = .text(at.toMinute)
      fields["blocked"] = .list(reasons.map(PublishPages.hold))
      fields["isBlocked"] = .flag(true)
    }
    return fields
  }

  private static func hold(_ reason: Diagnostic) -> Scope {
    let notice = Notice(placed: reason)
    return Scope(
      ItemSchemas.hold, ["text": .text(notice.text), "hint": .text(notice.hint), "code": .text(reason.code)])
  }

  private func changes(_ examination: Examination, _ visitor: Visitor) -> [String: Value] {
    let state = examination.state
    func row(_ item: Assessment, _ note: String) -> Scope {
      Scope(
        PublishPages.row,
        [
          "title": .text(item.title), "id": .text(item.id.rawValue), "url": .text(ItemPages.url(item.id)),
          "column": .text(item.columnCode), "unit": .text(item.unit), "note": .text(note),
        ])
    }
    let coming = examination.assessments.filter { $0.outgoing?.isNew == true }
    let new = coming.filter { state.records[$0.id]?.live == nil }
    let changed = coming.filter { state.records[$0.id]?.live != nil }
    let kinds = Dictionary(
      PublicationPlan.takingDown(examination).map { ($0.record, $0.kind) }, uniquingKeysWith: { first, _ in first })
    let leaving = kinds.isEmpty ? [] : examination.assessments.filter { kinds[$0.id] != nil }
    let held = examination.assessments.filter(\.isHeld)
    let unconfirmed = examination.assessments.filter { item in
      state.records[item.id]?.withdrawal.map { $0.kind == .emergency && $0.confirmation == nil } ?? false
    }
    let notes = TakenDown.dated(
      examination.notices, in: state, asOf: examination.asOf,
      (try? desk.session.configuration.oversight.calendar()) ?? .national)
    var fields: [String: Value] = [
      "hasNew": .flag(!new.isEmpty), "hasChanged": .flag(!changed.isEmpty), "hasLeaving": .flag(!leaving.isEmpty),
      "new": .list(new.prefix(200).map { row($0, "") }), "changed": .list(changed.prefix(200).map { row($0, "") }),
      "leaving": .list(
        leaving.prefix(200).map { row($0, kinds[$0.id]?.rawValue ?? "") }),
      "newCount": .text("\(new.count)"), "changedCount": .text("\(changed.count)"),
      "leavingCount": .text("\(leaving.count)"), "heldCount": .text("\(held.count)"),
      "hasChanges": .flag(!coming.isEmpty || !leaving.isEmpty),
      "pages": .text("\(examination.assessments.count { $0.outgoing != nil })"),
      "heldMore": .text(held.count > PublishPages.heldLimit ? "\(held.count - PublishPages.heldLimit)" : ""),
      "held": .list(
        held.prefix(PublishPages.heldLimit).map { item in
          Scope(
            PublishPages.held,
            [
              "title": .text(item.title.isEmpty ? "(标题读不出)" : item.title), "id": .text(item.id.rawValue),
              "url": .text(state.records[item.id] == nil ? "" : ItemPages.url(item.id)),
              "reasons": .list(item.reasons.prefix(6).map(PublishPages.hold)),
            ])
        }),
      "unconfirmed": .list(unconfirmed.map { row($0, state.records[$0.id]?.withdrawal?.reason ?? "") }),
      "hasUnconfirmed": .flag(!unconfirmed.isEmpty),
      "notes": .list(notes.prefix(20).map(PublishPages.hold)),
      "hasNotes": .flag(!notes.isEmpty),
    ]
    // What a publication would be refused for: it reads the settings as they are now, too.
    let refusals = desk.inForce.faults + examination.refusals
    if !refusals.isEmpty {
      fields["blocked"] = .list(refusals.map(PublishPages.hold))
      fields["isBlocked"] = .flag(true)
    }
    return fields
  }

  // MARK: - Acts

  func run(_ visitor: Visitor, _ request: WebRequest) -> WebAnswer {
    guard desk.publishing.begin(desk, by: visitor.account) else {
      layout.sessions.tell(visitor.session.id, [Notice(.warning, "另一个发布正在进行，没有再开始。")])
      return .see("/publish")
    }
    store.log(.decided, account: visitor.account, address: request.address, "发布")
    return .see("/publish")
  }

  /// Decides that a record leaves the site; in an emergency the site is made anew before the answer goes out, or right
  /// after the publication that is under way.
  func withdraw(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let id = RecordID(rawValue: request.form["id"])
    guard let kind = WithdrawalKind(rawValue: request.form["kind"]) else {
      return layout.message(
        422, "没有选择种类", "撤下要写明种类。", for: visitor, back: (ItemPages.url(id), "回到这一条"))
    }
    let (reason, target) = (request.form["reason"].limited(1000), request.form["target"].limited(200))
    let (seen, output) = (request.form["digest"], desk.output)
    guard kind == .emergency || Digest(hex: seen) != nil else {
      return await items.item(
        visitor, request, status: 422, notices: [Notice(.refused, "表单没有写明您看到的版本，请重新打开。")])
    }
    let (sessions, own) = (layout.sessions, visitor.session.id)
    return await items.act(
      visitor, request, note: kind.rawValue, isLive: true,
      done: { title in
        kind == .emergency
          ? await removed(id, title, visitor) : Notice(.done, "\(title)的\(kind.rawValue)已记入台账，下次发布时生效。")
      }
    ) { session, actor, id in
      let told = try PublishPages.settle(session, output: output, kind, [id], reason: reason, by: actor)
      sessions.tell(own, told.map { Notice(.warning, $0.message, about: ItemPages.url(id)) })
      if kind == .emergency, let published = Manifest.read(in: output),
        let fault = try session.ledger.rollback(from: published, in: output, of: session.path)
      {
        throw ActRefusal([WithdrawalKind.onOldLedger, fault])
      }
      // What leaks goes, whichever version of it.
      if kind != .emergency, let refused = try ItemPages.changedLive(id, since: seen, session) { return refused }
      return try session.ledger.withdraw(
        [id], kind: kind, reason: reason, target: target.isEmpty ? nil : RecordID(rawValue: target), by: actor,
        founding: session.founding
      ).first ?? ActResult(id, .unchanged("没有可撤下的"))
    }
  }

  /// What an earlier publication put on the site and did not record can be withdrawn only once that is settled. An
  /// emergency goes on without where that fails, and presumes nothing where it does not hang on that publication.
  ///
  /// - Returns: what is to be told of it.
  private static func settle(
    _ session: SiteSession, output: String, _ kind: WithdrawalKind, _ ids: [RecordID], reason: String, by actor: Actor
  ) throws -> [Diagnostic] {
    var told: [Diagnostic] = []
    do {
      let isUrgent =
        try kind == .emergency && session.ledger.hangsOnPublication(emergencyOf: ids, reason: reason, by: actor)
      _ = try UnfinishedPublication.settle(session, output: output, isUrgent: isUrgent) { told.append($0) }
    } catch  where kind == .emergency {}
    return told
  }

  /// Makes the site anew without what an emergency withdrawal was decided for, and tells what came of it.
  private func removed(_ id: RecordID, _ title: String, _ visitor: Visitor) async -> Notice {
    let follow = "两个工作日内须由另一人确认；镜像、缓存和搜索引擎里的副本须另行清除。"
    guard await desk.publishing.runNow(desk, by: visitor.account) else {
      return Notice(.warning, "\(title)的紧急撤下已记入台账。一个发布正在进行，它一结束就撤下；在那之前网页仍在网站上。", hint: follow)
    }
    let standing = desk.publishing.now
    // Whether it is off the site, the ledger says, which the page that comes next shows as well.
    try? await desk.act { _ in }
    guard desk.view.state.records[id]?.isStillUp == true else {
      var besides = desk.view.state.sharedWithheldFiles
      if case .finished(_, _, let aftermath) = standing { besides += aftermath }
      return Notice(
        besides.isEmpty ? .done : .warning, "\(title)已紧急撤下，网站已更新。\(Notice.sentences(besides))", hint: follow)
    }
    var why = "。"
    if case .refused(let reasons, _) = standing { why = ":" + reasons.map(\.message).joined(separator: "；") }
    return Notice(.warning, "\(title)的紧急撤下已记入台账，但网站没有更新\(why)", hint: "排除原因后立即再撤。" + follow)
  }

  /// Takes off the site what an emergency withdrawal was decided for and did not reach yet.
  func again(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let id = RecordID(rawValue: request.form["id"])
    let url = ItemPages.url(id)
    guard let look = try? await items.look(id, visitor) else { return items.missing(id, visitor) }
    guard look.history.isStillUp else {
      layout.sessions.tell(
        visitor.session.id, [Notice(.warning, "《\(look.title)》没有等待紧急撤下的网页。", about: url)])
      return .see(url)
    }
    store.log(.decided, account: visitor.account, address: request.address, "再次紧急撤下 \(id.rawValue)")
    var notice = await removed(id, "《\(look.title)》", visitor)
    notice.about = url
    layout.sessions.tell(visitor.session.id, [notice])
    return .see(url)
  }

  /// A second person confirms an emergency withdrawal.
  func confirm(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let seen = request.form["digest"]
    return await items.act(
      visitor, request, note: "确认撤下", isLive: true, done: { Notice(.done, "\($0):已确认紧急撤下。") }
    ) { session, actor, id in
      if let refused = try ItemPages.changedLive(id, since: seen, session) { return refused }
      return try session.ledger.confirmWithdrawal([id], by: actor, founding: session.founding).first
        ?? ActResult(id, .unchanged("没有待确认的"))
    }
  }
}
