import Diagnostics
import Publishing
import Records
import Review
import Templates
import Values

/// 本科室信息: what a drafter's unit has, how each stands and why, in words.
struct RecordsPages: Sendable {
  let layout: Layout
  let desk: Desk
  let frames: FrameShelf
  let store: AccountStore

  private static let row = Schema(
    "row",
    [
      .text("id"), .text("title"), .text("column"), .text("url"), .text("state"), .text("style"), .text("live"),
      .list("reasons", ItemSchemas.hold), .flag("hasReasons"), .flag("canSubmit"), .flag("canEdit"),
      .flag("canPreview"), .text("digest"), .text("editURL"), .text("previewURL"), .text("note"), .flag("canDelete"),
    ])
  static let schema = Schema(
    "records",
    Layout.common + [
      .list("rows", row), .flag("hasRows"), .text("unit"), .text("words"), .list("states", Layout.option),
      .text("total"), .text("previousURL"), .text("nextURL"),
    ])

  private static let perPage = 50

  // MARK: - List

  func records(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let words = request.query["q"].limited(80).lowercased()
    let wanted = request.query["state"]
    let page = min(max(Int(request.query["page"]) ?? 1, 1), 100_000)
    do {
      let examination = try await desk.examination(visitor.view)
      let site = try await desk.workingSite()
      let working = Dictionary(site.records.map { ($0.record.id, $0) }, uniquingKeysWith: { first, _ in first })
      let faulty = Dictionary(
        site.faulty.map { ($0.id, RecordsPages.unit(of: $0)) }, uniquingKeysWith: { first, _ in first })
      let own = examination.assessments.filter { item in
        let unit = [working[item.id]?.record.unit, faulty[item.id], item.unit].lazy.compactMap(\.self)
          .first { !$0.isEmpty }
        // What nobody can be told to own, everybody is shown.
        return unit == nil || unit == visitor.person.unit
      }
      let found = own.filter { item in
        (wanted.isEmpty || RecordsPages.state(item).word == wanted)
          && (words.isEmpty || "\(item.title)\n\(item.id)".lowercased().contains(words))
      }.sorted { RecordsPages.order($0) < RecordsPages.order($1) }
      let first = min((page - 1) * RecordsPages.perPage, found.count)
      let shown = found[first..<min(first + RecordsPages.perPage, found.count)]
      func url(_ page: Int) -> String {
        "/records?state=\(FormFields.encode(wanted))&q=\(FormFields.encode(words))&page=\(page)"
      }
      let states = ["草稿", "有错误", "在审", "已退回", "已批准", "已公开", "已撤下"]
      return layout.page(
        .records, "本科室信息", for: visitor, at: "/records",
        [
          "rows": .list(shown.map { scope($0, working[$0.id], isFaulty: faulty[$0.id] != nil, visitor) }),
          "hasRows": .flag(!shown.isEmpty),
          "unit": .text(visitor.person.unit), "words": .text(words), "total": .text("\(found.count)"),
          "states": Layout.options([("", "全部状态")] + states.map { ($0, $0) }, selected: wanted),
          "previousURL": .text(page > 1 ? url(page - 1) : ""),
          "nextURL": .text(first + shown.count < found.count ? url(page + 1) : ""),
        ])
    } catch let refusal as SiteRefusal {
      return layout.refusal(refusal.diagnostics, for: visitor, back: (visitor.home, "返回"))
    } catch {
      return layout.message(503, "暂时打不开", "站点文件夹现在不能读取:\(error.words)", for: visitor)
    }
  }

  /// What asks for the drafter's hand first.
  private static func order(_ item: Assessment) -> (Int, String) {
    let rank = ["已退回", "有错误", "草稿", "在审", "已批准", "已公开", "已撤下"].firstIndex(of: state(item).word) ?? 9
    return (rank, item.id.rawValue)
  }

  static func state(_ item: Assessment) -> (word: String, style: String) {
    switch item.pending {
    case .returned: return ("已退回", "over")
    case .inReview: return ("在审", "soon")
    case .approved: return ("已批准", "calm")
    case .draft:
      let isFaulty = item.reasons.contains { $0.code == "record.invalid" || $0.code.hasPrefix("column.") }
      return isFaulty ? ("有错误", "over") : ("草稿", "none")
    case .none: break
    }
    return item.live == .published ? ("已公开", "calm") : item.live == .withdrawn ? ("已撤下", "none") : ("草稿", "none")
  }

  /// The unit that a faulty file states; empty where it states none that can be read.
  private static func unit(of record: FaultyRecord) -> String {
    if case .text(let unit)? = record.fields[.unit] { unit } else { "" }
  }

  private func scope(
    _ item: Assessment, _ working: WorkingRecord?, isFaulty: Bool, _ visitor: Visitor
  ) -> Scope {
    let (word, style) = RecordsPages.state(item)
    let history = visitor.view.state.records[item.id]
    let isNew = working.map { !visitor.view.state.holds($0) } ?? false
    let isMarkdown = working?.parts.first.map { $0.kind == .record } ?? false
    let reasons = item.reasons.filter { $0.code != "review.not-submitted" }
    return Scope(
      RecordsPages.row,
      [
        "id": .text(item.id.rawValue), "title": .text(item.title.isEmpty ? "(标题读不出)" : item.title),
        "column": .text(item.columnCode), "url": .text(history == nil ? "" : ItemPages.url(item.id)),
        "state": .text(word), "style": .text(style),
        "live": .text(item.live == .published && item.pending != .none ? "网站上是以前的版本" : ""),
        "reasons": .list(
          reasons.prefix(8).map { reason in
            let notice = Notice(placed: reason)
            return Scope(
              ItemSchemas.hold,
              ["text": .text(notice.text), "hint": .text(notice.hint), "code": .text(reason.code)])
          }),
        "hasReasons": .flag(!reasons.isEmpty), "canSubmit": .flag(working != nil && isNew),
        "canEdit": .flag(isMarkdown), "canPreview": .flag(working != nil),
        "digest": .text(working?.digest.hex ?? ""),
        "canDelete": .flag(isMarkdown && history == nil && desk.numbers(of: item.id).isEmpty),
        "editURL": .text("/records/edit?id=\(FormFields.encode(item.id.rawValue))"),
        "previewURL": .text("/records/preview?id=\(FormFields.encode(item.id.rawValue))"),
        "note": .text(
          isFaulty
            ? "文件有错误，改正后才能在这里编辑"
            : working == nil ? "工作文件已不在" : isMarkdown ? "" : "在表格或 XML 文件里，请直接修改文件"),
      ])
  }

  // MARK: - Submission

  /// The working record that a form names, if it is of the visitor's unit.
  func own(_ id: String, _ visitor: Visitor) async throws -> WorkingRecord? {
    own(id, visitor, in: try await desk.workingSite())
  }

  private func own(_ id: String, _ visitor: Visitor, in site: WorkingSite) -> WorkingRecord? {
    site.records.first { $0.record.id.rawValue == id && $0.record.unit == visitor.person.unit }
  }

  func submit(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let back = (url: "/records", name: "回到本科室信息")
    let actor = Actor(account: visitor.account, authentication: .password)
    do {
      let site = try await desk.workingSite()
      guard let working = own(request.form["id"], visitor, in: site) else {
        return layout.message(404, "没有这一条", "本科室没有这一条，或者它的文件有错误。", for: visitor, back: back)
      }
      guard working.digest.hex == request.form["digest"] else {
        return layout.message(
          409, "内容已变", "「\(working.record.title)」的文件在您打开列表之后有改动，没有提交。", hint: "回到列表查看后再提交。",
          for: visitor, back: back)
      }
      let results = try await desk.act { [store] session in
        let id = working.record.id
        let state = try session.ledger.state()
        let history = state.records[id]
        let twice = try session.renamedFiles(site, in: state).told(of: working, in: state)
        // The ledger keeps who wrote the bytes, whoever puts them forward.
        let file = working.parts.first { $0.kind == .record }?.digest
        let writers = try file.map { try store.writers(of: $0, record: id, history: history) } ?? []
        return try session.ledger.submit(
          [working], renamed: twice.flatMap { $0.severity == .error ? [id: $0] : nil } ?? [:],
          writers: [id: writers], by: actor, founding: session.founding)
      }
      switch results.first?.outcome {
      case .refused(let reasons)?: return layout.refusal(reasons, for: visitor, back: back)
      case .unchanged(let why)?: layout.sessions.tell(visitor.session.id, [Notice(.warning, why)])
      default:
        let row = desk.view.row(working.record.id)
        let found = row.map { $0.findings > 0 ? "筛查发现 \($0.findings) 处，见这一条的页面。" : "" } ?? ""
        layout.sessions.tell(
          visitor.session.id, [Notice(.done, "「\(working.record.title)」已提交，下一步:\(row?.step.name ?? "")。\(found)")])
      }
      return .see("/records")
    } catch let refusal as ActRefusal {
      return layout.refusal(refusal.diagnostics, for: visitor, back: back)
    } catch {
      return layout.message(503, "没有提交", "站点文件夹或台账现在不能读写:\(error.words)", for: visitor, back: back)
    }
  }

  /// The working file as its page would look, marked 草稿.
  func preview(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    do {
      guard let working = try await own(request.query["id"], visitor) else {
        return layout.message(404, "没有这一条", "本科室没有这一条，或者它的文件有错误。", for: visitor)
      }
      let token = frames.token(.draft(working), visitor.session.id, publication: -1)
      return .see("/frame/\(token.text)/")
    } catch {
      return layout.message(503, "预览不了", error.words, for: visitor)
    }
  }
}
