import Catalogue
import Records
import Review
import Templates
import Values

/// 待办: what waits, most urgent first, with filters; and agreeing to several at once.
struct QueuePages: Sendable {
  let layout: Layout
  let desk: Desk
  let presence: Presence
  let store: AccountStore

  static let row = Schema(
    "row",
    [
      .text("url"), .text("id"), .text("title"), .text("unit"), .text("column"), .text("step"), .text("kind"),
      .text("due"), .text("urgency"), .text("style"), .text("age"), .text("findings"), .flag("held"), .text("state"),
      .flag("canAgree"), .text("digest"), .flag("mine"), .text("watched"),
      .text("proposal"), .text("carriers"), .flag("proactive"),
    ])
  static let count = Schema("count", [.text("step"), .text("count"), .text("url"), .flag("current")])
  static let schema = Schema(
    "queue",
    Layout.common + [
      .list("rows", row), .flag("hasRows"), .list("counts", count), .list("columns", Layout.option),
      .list("units", Layout.option), .list("scopes", Layout.option), .text("words"), .text("total"), .text("shown"),
      .text("previousURL"), .text("nextURL"), .text("step"), .flag("canBulk"), .text("here"),
    ])
  static let bulkSchema = Schema(
    "bulk", Layout.common + [.list("rows", row), .text("step"), .text("count"), .text("backURL")])

  /// Rows on a page.
  private static let perPage = 50
  /// The most that one agreement takes in.
  private static let bulkLimit = 50

  // MARK: - Filters

  /// What a person asked to see.
  private struct Filter {
    var scope: String
    var column: String
    var unit: String
    var step: String
    var words: String
    var page: Int

    init(_ fields: FormFields) {
      scope = fields["scope"] == "all" ? "all" : "mine"
      column = fields["column"]
      unit = fields["unit"]
      step = fields["step"]
      words = fields["q"].limited(80).lowercased()
      page = min(max(Int(fields["page"]) ?? 1, 1), 100_000)
    }

    func takes(_ row: QueueRow, for person: Person) -> Bool {
      (scope == "all" || row.isFor(person)) && (step.isEmpty || row.step.name == step)
        && (column.isEmpty || row.columnCode == column || row.columnCode.hasPrefix(column + "."))
        && (unit.isEmpty || row.unit == unit) && (words.isEmpty || row.words.contains(words))
    }

    func url(page: Int, step: String? = nil) -> String {
      let fields = [
        ("scope", scope == "all" ? "all" : ""), ("step", step ?? self.step), ("column", column), ("unit", unit),
        ("q", words), ("page", page > 1 ? "\(page)" : ""),
      ].filter { !$0.1.isEmpty }.map { "\($0.0)=\(FormFields.encode($0.1))" }
      return fields.isEmpty ? "/queue" : "/queue?" + fields.joined(separator: "&")
    }
  }

  // MARK: - Page

  func queue(_ visitor: Visitor, _ request: WebRequest) -> WebAnswer {
    let filter = Filter(request.query)
    let view = visitor.view
    let found = view.rows.filter { filter.takes($0, for: visitor.person) }
    let pages = max(1, (found.count + QueuePages.perPage - 1) / QueuePages.perPage)
    let page = min(filter.page, pages)
    let first = (page - 1) * QueuePages.perPage
    let shown = found[first..<min(first + QueuePages.perPage, found.count)]
    let rows = shown.map { scope($0, visitor) }
    let canBulk = shown.contains { canAgree($0, visitor) }
    let columns = Set(view.rows.map { $0.columnCode }).compactMap { ColumnCode($0) }.sorted()
      .map { code in ("\(code)", "\(code) \(view.state.catalogue[code]?.name ?? "")") }
    let units = Set(view.rows.map(\.unit)).sorted().map { ($0, $0) }
    let steps = view.counts.map { item in
      Scope(
        QueuePages.count,
        [
          "step": .text(item.step), "count": .text("\(item.count)"),
          "url": .text(filter.url(page: 1, step: item.step == filter.step ? "" : item.step)),
          "current": .flag(item.step == filter.step),
        ])
    }
    return layout.page(
      .queue, "待办", for: visitor, at: "/queue",
      [
        "rows": .list(rows), "hasRows": .flag(!rows.isEmpty), "counts": .list(steps),
        "columns": Layout.options([("", "全部栏目")] + columns, selected: filter.column),
        "units": Layout.options([("", "全部科室")] + units, selected: filter.unit),
        "scopes": Layout.options([("mine", "等我办理的"), ("all", "全部在审的")], selected: filter.scope),
        "words": .text(filter.words), "total": .text("\(found.count)"),
        "shown": .text(found.isEmpty ? "" : "第 \(first + 1)—\(first + shown.count) 条"),
        "previousURL": .text(page > 1 ? filter.url(page: page - 1) : ""),
        "nextURL": .text(page < pages ? filter.url(page: page + 1) : ""), "step": .text(filter.step),
        "canBulk": .flag(canBulk), "here": .text(filter.url(page: page)),
      ])
  }

  private func scope(_ row: QueueRow, _ visitor: Visitor) -> Scope {
    let (word, style) = row.urgency
    let days = Day(ordinal: row.submittedAt.day.ordinal).days(to: visitor.view.asOf)
    let state = row.isUnsure ? "等待答复" : row.pause.map { "搁置:\($0.rawValue)" } ?? ""
    let others = presence.others(than: visitor.account, at: row.id, now: .now())
    return Scope(
      QueuePages.row,
      [
        "url": .text(ItemPages.url(row.id)), "id": .text(row.id.rawValue),
        "title": .text(row.title), "unit": .text(row.unit), "column": .text("\(row.columnCode) \(row.columnName)"),
        "step": .text(row.step.name), "kind": .text(row.isChange ? "变更" : "新信息"),
        "due": .text(row.due?.text ?? "—"), "urgency": .text(word), "style": .text(style),
        "age": .text(days <= 0 ? "今天提交" : "\(days) 天前提交"),
        "findings": .text(
          row.findings == 0 ? "" : row.blocking > 0 ? "\(row.blocking) 处须处理" : "\(row.findings) 处提示"),
        "held": .flag(row.blocking > 0), "state": .text(state), "canAgree": .flag(canAgree(row, visitor)),
        "digest": .text(row.digest.hex), "mine": .flag(row.isFor(visitor.person)),
        "proposal": .text(row.proposal), "carriers": .text(row.carriers), "proactive": .flag(row.isProactive),
        "watched": .text(others.map { visitor.view.name($0.account) }.joined(separator: "、")),
      ])
  }

  /// Agreed to without another look may be only what this person opened in this very version, and what has no findings.
  private func canAgree(_ row: QueueRow, _ visitor: Visitor) -> Bool {
    row.isFor(visitor.person) && row.findings == 0 && !row.isUnsure && row.pause == nil
      && presence.opened(row.digest, by: visitor.account) != nil && !wrote(row, visitor)
  }

  /// Whether these bytes are of the visitor's own hand, though the ledger was not told so.
  private func wrote(_ row: QueueRow, _ visitor: Visitor) -> Bool {
    guard let history = visitor.view.state.records[row.id], let version = history.versions[row.digest] else {
      return false
    }
    return (try? store.writers(of: version, row.id, history).contains(visitor.account)) ?? true
  }

  // MARK: - Agreeing to several

  func bulk(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let wanted = Set(request.form.all("item").compactMap { Digest(hex: $0) })
    let view = visitor.view
    let rows = view.rows.filter { wanted.contains($0.digest) }
    let back = WebAnswer.isOwn(request.form["here"]) ? request.form["here"] : "/queue"
    guard !wanted.isEmpty else {
      layout.sessions.tell(visitor.session.id, [Notice(.warning, "没有选中任何一条。")])
      return .see(back)
    }
    if request.form["confirmed"] == "yes", isAgreed(wanted, rows, visitor) {
      layout.sessions.tell(visitor.session.id, [Notice(.done, "这 \(wanted.count) 条您已经同意过，没有重复办理。")])
      return .see(back)
    }
    guard rows.count == wanted.count, rows.count <= QueuePages.bulkLimit else {
      return layout.message(
        409, "选中的内容有变化", "选中的有 \(wanted.count) 条，其中 \(rows.count) 条仍在等待；一次最多 \(QueuePages.bulkLimit) 条。",
        hint: "回到待办重新选择。", for: visitor, back: (back, "回到待办"))
    }
    guard let step = rows.first?.step, rows.allSatisfy({ $0.step == step }) else {
      return layout.message(409, "步骤不同", "成批同意只能用于同一个步骤。", for: visitor, back: (back, "回到待办"))
    }
    if let barred = rows.first(where: { !canAgree($0, visitor) }) {
      return layout.message(
        403, "有的不能成批同意", "「\(barred.title)」不能成批同意:须没有筛查结果，而且您已打开看过这一版本。",
        for: visitor, back: (back, "回到待办"))
    }
    guard request.form["confirmed"] == "yes" else {
      return layout.page(
        .bulk, "确认同意", for: visitor,
        [
          "rows": .list(rows.map { scope($0, visitor) }), "step": .text(step.name), "count": .text("\(rows.count)"),
          "backURL": .text(back),
        ])
    }
    return await agree(to: rows, step: step, visitor, request, back: back)
  }

  /// Whether this person agreed to all of these versions already, and none of them waits for the same hand again.
  private func isAgreed(_ wanted: Set<Digest>, _ rows: [QueueRow], _ visitor: Visitor) -> Bool {
    guard !rows.contains(where: { $0.isFor(visitor.person) }) else { return false }
    let agreed = visitor.view.state.records.values.flatMap { history in
      history.versions.keys.filter { digest in
        wanted.contains(digest)
          && history.versions[digest]?.agreements.contains { $0.account == visitor.account } == true
      }
    }
    return Set(agreed) == wanted
  }

  private func agree(
    to rows: [QueueRow], step: ReviewStep, _ visitor: Visitor, _ request: WebRequest, back: String
  ) async -> WebAnswer {
    let targets = rows.map { Decision.Target($0.id, seen: $0.digest.hex) }
    let actor = Actor(account: visitor.account, authentication: .password)
    do {
      let (results, twice) = try await desk.act { session in
        // The same confirmation may have come in just before this one.
        var twice = 0
        let results = try session.ledger.decide(
          Decision(step: step.name, choice: .agree(disclosure: nil, carriers: nil, withholding: nil)), by: actor,
          founding: session.founding,
          select: { state, _ in
            let open = targets.filter { target in
              guard let history = state.records[target.record], let latest = history.latest, latest.hex == target.seen,
                let version = history.versions[latest]
              else { return true }
              return !version.agreements.contains { $0.step == step.name && $0.account == visitor.account }
            }
            twice = targets.count - open.count
            return open
          })
        return (results, twice)
      }
      let done = results.count { if case .done = $0.outcome { true } else { false } }
      var notices = [Notice(.done, "「\(step.name)」:已同意 \(done) 条。")]
      if twice > 0 { notices = (done > 0 ? notices : []) + [Notice(.done, "有 \(twice) 条您已经同意过，没有重复办理。")] }
      for result in results {
        if case .refused(let reasons) = result.outcome { notices += reasons.map(Notice.init(refusing:)) }
      }
      store.log(
        .decided, account: visitor.account, address: request.address, "成批同意 \(done) 条，步骤 \(step.name)")
      layout.sessions.tell(visitor.session.id, notices)
      return .see(back)
    } catch let refusal as ActRefusal {
      return layout.refusal(refusal.diagnostics, for: visitor, back: (back, "回到待办"))
    } catch {
      return layout.message(503, "没有办理", "台账现在不能写入:\(error.words)", for: visitor)
    }
  }
}
