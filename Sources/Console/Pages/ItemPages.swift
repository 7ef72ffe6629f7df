import Catalogue
import Preview
import Publishing
import Records
import Review
import Templates
import Values

/// One item: what it would look like, what changed, what was found, and the form of the step that is due.
struct ItemPages: Sendable {
  let layout: Layout
  let desk: Desk
  let presence: Presence
  let frames: FrameShelf
  let store: AccountStore

  /// The address of an item's page.
  static func url(_ id: RecordID) -> String { "/item?id=\(FormFields.encode(id.rawValue))" }

  /// Whether this person may see the item at all: by role, or because it is of the own unit.
  func isOpen(_ id: RecordID, to visitor: Visitor) async -> Bool {
    if visitor.seesAll { return true }
    return (try? await look(id, visitor)) != nil
  }

  /// Reads the item, if this person may see it.
  func look(_ id: RecordID, _ visitor: Visitor, seen: Digest? = nil, wanted: Digest? = nil) async throws -> ItemLook? {
    let view = visitor.view
    guard visitor.seesAll || visitor.has(.drafter) else { return nil }
    let numbers = desk.numbers(of: id)
    let ledger = desk.session.ledger
    let look = try await desk.read {
      try ItemLook(id, ledger: ledger, state: view.state, numbers: numbers, asOf: view.asOf, seen: seen, wanted: wanted)
    }
    guard let look else { return nil }
    let isOwn =
      look.record?.unit == visitor.person.unit || look.version.contributors.contains(visitor.account)
    return visitor.seesAll || isOwn ? look : nil
  }

  /// The item's page; after a form was refused, with what was typed.
  func item(_ visitor: Visitor, _ request: WebRequest, status: Int = 200, notices: [Notice] = []) async -> WebAnswer {
    let id = RecordID(rawValue: request.query["id"].isEmpty ? request.form["id"] : request.query["id"])
    do {
      guard let look = try await look(id, visitor) else { return missing(id, visitor) }
      presence.look(visitor.account, at: id, look.version.digest, now: .now())
      let changes = try await desk.read { [desk] in desk.differences.changes(look) }
      let scope = ItemScope(
        look: look, changes: changes, visitor: visitor, presence: presence, publishing: desk.publishing.now,
        writers: try store.writers(of: look.version, id, look.history), typed: request.form)
      var fields = scope.fields
      fields["frameURL"] = .text(frame(look, visitor))
      var answer = layout.page(
        .item, look.title, for: visitor, at: "/queue", address: Self.url(id), status: status, notices: notices, fields)
      if scope.isLeaving { answer.headers.append(("Refresh", "2; url=\(Self.url(id))&refresh=1")) }
      return answer
    } catch {
      return layout.message(503, "暂时打不开", "台账现在不能读取:\(error.words)", for: visitor)
    }
  }

  func missing(_ id: RecordID, _ visitor: Visitor) -> WebAnswer {
    layout.message(
      404, "没有这一条", "台账中没有「\(id.rawValue.limited(120))」，或者它不属于您能看到的科室。", for: visitor)
  }

  // MARK: - The page as it would be

  /// The address of the version's frame; the page is rendered when the frame asks for it.
  private func frame(_ look: ItemLook, _ visitor: Visitor) -> String {
    guard let record = look.record else { return "" }
    let token = frames.token(
      .version(record, look.version, body: look.bytes), visitor.session.id,
      publication: visitor.view.state.lastPublication?.sequence ?? 0)
    return "/frame/\(token.text)/"
  }

  /// A file of a rendered version; the token in the address is the key.
  func frameFile(_ request: WebRequest) async -> WebAnswer {
    let parts = request.path.split(separator: "/", maxSplits: 2).map(String.init)
    guard parts.count >= 2, let token = SecretToken(parts[1]), let frame = frames.frame(token),
      layout.sessions.isAlive(frame.session, now: .now())
    else { return framed(.plain(404, "预览已经过期，请刷新页面。"), request) }
    let preview: VersionPreview
    do {
      preview = try await rendered(frame, token)
    } catch let refusal as PublicationRefusal {
      return framed(.plain(422, refusal.diagnostics.map(\.message).joined(separator: "\n")), request)
    } catch {
      return framed(.plain(503, "网页现在生成不了:\(error.words)"), request)
    }
    guard parts.count == 3 else { return framed(.see("/frame/\(token.text)/\(preview.address)"), request) }
    if let bytes = preview.files[parts[2]] {
      return framed(WebAnswer(status: 200, type: ContentType.of(parts[2]), bytes: bytes), request)
    }
    if let part = preview.attachments[parts[2]] {
      let ledger = desk.session.ledger
      let bytes = try? await desk.read {
        try ledger.withSnapshots { try $0.bytes(of: part, in: RecordID(rawValue: "")) }
      }
      if let bytes { return framed(WebAnswer(status: 200, type: ContentType.of(parts[2]), bytes: bytes), request) }
    }
    return framed(.plain(404, "预览只显示这一页，不能从这里打开网站的其他页面。"), request)
  }

  private func rendered(_ frame: FrameShelf.Frame, _ token: SecretToken) async throws -> VersionPreview {
    if let known = frame.preview { return known }
    let view = desk.view
    let preview = try await desk.read { [desk] in
      switch frame.source {
      case .version(let record, let version, let body):
        try desk.preview(record, version, body: body, view: view)
      case .draft(let working): try desk.preview(draft: working, view: view)
      }
    }
    frames.put(preview, token)
    return preview
  }

  /// No script, no form, nothing from elsewhere; shown only inside the console.
  private func framed(_ answer: WebAnswer, _ request: WebRequest) -> WebAnswer {
    var answer = answer
    let own = request.ownOrigin
    answer.policy =
      "sandbox; default-src 'none'; style-src \(own); img-src \(own) data:; font-src \(own); media-src \(own); "
      + "form-action 'none'; base-uri 'none'; frame-ancestors \(own)"
    answer.isFramed = true
    return answer
  }

  /// A file of a version, to be saved.
  func part(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let id = RecordID(rawValue: request.query["id"])
    guard let look = try? await look(id, visitor), let wanted = Digest(hex: request.query["file"]),
      let part = (look.version.parts + (look.base?.version.parts ?? [])).first(where: { $0.digest == wanted })
    else { return missing(id, visitor) }
    let ledger = desk.session.ledger
    guard let bytes = try? await desk.read({ try ledger.withSnapshots { try $0.bytes(of: part, in: id) } }) else {
      return layout.message(410, "文件已不在", "这个文件的内容已不在台账中。", for: visitor, back: (Self.url(id), "回到这一条"))
    }
    let name = part.path.split(separator: "/").last.map(String.init) ?? "附件"
    return .download(bytes, name: name)
  }

  // MARK: - Acts

  /// Runs an act on one item and shows what came of it.
  ///
  /// - Parameters:
  ///   - isLive: it is about the version on the site, not about the one that is put forward.
  ///   - refills: a refusal shows the item's page again, with what was typed.
  ///   - done: what is told afterwards, from the item's title.
  func act(
    _ visitor: Visitor, _ request: WebRequest, note: String, isLive: Bool = false, refills: Bool = false,
    done: (_ title: String) async -> Notice,
    _ body: @escaping @Sendable (SiteSession, Actor, RecordID) throws -> ActResult
  ) async -> WebAnswer {
    let id = RecordID(rawValue: request.form["id"])
    let actor = Actor(account: visitor.account, authentication: .password)
    let back = (Self.url(id), "回到这一条")
    guard await isOpen(id, to: visitor) else {
      store.log(.refused, account: visitor.account, address: request.address, "\(note) \(id.rawValue):不属于本科室")
      return missing(id, visitor)
    }
    let opened = Digest(hex: request.form["digest"]).flatMap { presence.opened($0, by: visitor.account) }
    do {
      let result = try await desk.act { session in try body(session, actor, id) }
      switch result.outcome {
      case .done:
        let took = opened.map { "，打开后 \(max(0, Moment.now().seconds - $0.seconds)) 秒" } ?? ""
        store.log(.decided, account: visitor.account, address: request.address, "\(note) \(id.rawValue)\(took)")
        var notice = await done(await title(id, visitor))
        notice.about = Self.url(id)
        layout.sessions.tell(visitor.session.id, [notice])
        return .see(Self.url(id))
      case .unchanged(let why):
        layout.sessions.tell(
          visitor.session.id, [Notice(.warning, "\(await title(id, visitor)):\(why)", about: Self.url(id))])
        return .see(Self.url(id))
      case .refused(let reasons):
        if reasons.contains(where: { $0.code == "review.content-changed" }) {
          return await changed(visitor, request, id, isLive: isLive)
        }
        store.log(
          .refused, account: visitor.account, address: request.address,
          "\(note) \(id.rawValue):\(reasons.map(\.code).joined(separator: " "))")
        if refills {
          let now = Visitor(person: visitor.person, session: visitor.session, view: desk.view)
          return await item(now, request, status: reasons.status, notices: reasons.map(Notice.init(refusing:)))
        }
        return layout.refusal(reasons, for: visitor, back: back)
      }
    } catch let refusal as ActRefusal {
      store.log(
        .refused, account: visitor.account, address: request.address,
        "\(note) \(id.rawValue):\(refusal.diagnostics.map(\.code).joined(separator: " "))")
      return layout.refusal(refusal.diagnostics, for: visitor, back: back)
    } catch {
      return layout.message(503, "没有办理", "台账现在不能写入:\(error.words)", for: visitor, back: back)
    }
  }

  /// The item's title as messages name it: 《关于…的通知》.
  private func title(_ id: RecordID, _ visitor: Visitor) async -> String {
    if let row = visitor.view.row(id) { return "《\(row.title)》" }
    return "《\((try? await look(id, visitor))?.title ?? id.rawValue)》"
  }

  /// The version changed meanwhile: what the person saw against what stands now.
  private func changed(_ visitor: Visitor, _ request: WebRequest, _ id: RecordID, isLive: Bool) async -> WebAnswer {
    let seen = Digest(hex: request.form["digest"])
    let now = Visitor(person: visitor.person, session: visitor.session, view: desk.view)
    store.log(.refused, account: visitor.account, address: request.address, "版本已变 \(id.rawValue)")
    let wanted = isLive ? now.view.state.records[id]?.live?.digest : nil
    guard let look = try? await look(id, now, seen: seen, wanted: wanted) else { return missing(id, visitor) }
    let found = (try? await desk.read { [desk] in desk.differences.changes(look) }) ?? []
    let changes = ItemScope.changes(found)
    return layout.page(
      .changed, "版本已变", for: now, status: 409,
      [
        "title": .text(look.title), "url": .text(Self.url(id)), "seen": .text(seen?.short ?? ""),
        "now": .text(look.version.digest.short),
        "submitted": .text("\(look.version.submittedAt.toMinute) 由\(now.view.name(look.version.submittedBy))提交"),
        "changes": .list(changes.scopes), "hasChanges": .flag(!changes.scopes.isEmpty),
        "changedCount": .text("\(changes.count)"), "parts": .list(ItemScope.parts(look)),
        "compared": .text("与您看到的相比"),
        "typed": .text(
          ["reason", "note", "address", "target"].map { request.form[$0].limitedLines(2000) }.filter { !$0.isEmpty }
            .joined(separator: "\n")),
      ])
  }
}
