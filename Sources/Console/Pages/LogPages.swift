import Diagnostics
import Publishing
import Records
import Review
import Templates
import Values

/// 台账: the events, filtered, exported, verified.
struct LogPages: Sendable {
  let layout: Layout
  let desk: Desk

  static let schema = Schema(
    "log",
    Layout.common + [
      .list("rows", row), .list("acts", Layout.option), .text("account"), .text("record"), .text("from"), .text("to"),
      .text("total"), .text("olderURL"), .text("newerURL"), .text("head"), .text("count"),
      .list("faults", Notice.schema),
      .flag("verified"), .text("csvURL"),
    ])
  private static let row = Schema(
    "row",
    [
      .text("number"), .text("time"), .text("who"), .text("known"), .text("act"), .text("record"), .text("url"),
      .text("what"), .text("reason"), .text("hash"),
    ])

  private static let perPage = 100

  private struct Filter: Sendable {
    let act: Act?
    let account: String
    let record: String
    let from: Day?
    let to: Day?
    let page: Int

    init(_ fields: FormFields) {
      act = Act(rawValue: fields["act"])
      account = fields["account"].limited(64)
      record = fields["record"].limited(200)
      from = Day(iso: fields["from"])
      to = Day(iso: fields["to"])
      page = min(max(Int(fields["page"]) ?? 1, 1), 1_000_000)
    }

    func takes(_ event: Event) -> Bool {
      (act == nil || event.act == act) && (account.isEmpty || event.account == account)
        && (record.isEmpty || event.record?.rawValue.contains(record) == true)
        && (from.map { event.time.day >= $0 } ?? true) && (to.map { event.time.day <= $0 } ?? true)
    }

    func url(_ path: String, page: Int) -> String {
      let fields = [
        ("act", act?.rawValue ?? ""), ("account", account), ("record", record), ("from", from.map { "\($0)" } ?? ""),
        ("to", to.map { "\($0)" } ?? ""), ("page", page > 1 ? "\(page)" : ""),
      ].filter { !$0.1.isEmpty }.map { "\($0.0)=\(FormFields.encode($0.1))" }
      return fields.isEmpty ? path : path + "?" + fields.joined(separator: "&")
    }
  }

  private func events(_ filter: Filter) async throws -> [Event] {
    let ledger = desk.session.ledger
    return try await desk.read { try ledger.events(after: 0).filter(filter.takes) }
  }

  func log(_ visitor: Visitor, _ request: WebRequest, faults: [LedgerFault]? = nil) async -> WebAnswer {
    let filter = Filter(request.query)
    guard let found = try? await events(filter) else {
      return layout.message(503, "台账读不出来", "台账现在不能读取。", hint: Ledger.brokenRemedy, for: visitor)
    }
    let newest = Array(found.reversed())
    let first = min((filter.page - 1) * LogPages.perPage, newest.count)
    let shown = newest[first..<min(first + LogPages.perPage, newest.count)]
    let head = visitor.view.state.head
    let people = visitor.view
    return layout.page(
      .log, "台账", for: visitor, at: "/log",
      [
        "rows": .list(shown.map { scope($0, people) }),
        "acts": Layout.options(
          [("", "全部")] + Act.allCases.map { ($0.rawValue, $0.rawValue) }, selected: filter.act?.rawValue ?? ""),
        "account": .text(filter.account), "record": .text(filter.record),
        "from": .text(filter.from.map { "\($0)" } ?? ""),
        "to": .text(filter.to.map { "\($0)" } ?? ""), "total": .text("\(found.count)"),
        "olderURL": .text(first + shown.count < newest.count ? filter.url("/log", page: filter.page + 1) : ""),
        "newerURL": .text(filter.page > 1 ? filter.url("/log", page: filter.page - 1) : ""),
        "head": .text(head?.hash.hex ?? ""), "count": .text("\(head?.count ?? 0)"),
        "verified": .flag(faults?.isEmpty == true), "csvURL": .text(filter.url("/log.csv", page: 1)),
        "faults": .list((faults ?? []).prefix(50).map { Notice(.warning, $0.message).scope(on: "") }),
      ])
  }

  private func scope(_ event: Event, _ view: DeskView) -> Scope {
    Scope(
      LogPages.row,
      [
        "number": .text("\(event.sequence)"), "time": .text(event.time.toMinute),
        "who": .text(event.authentication == .program ? "发布程序" : view.name(event.account)),
        "known": .text(event.authentication.rawValue), "act": .text(event.act.rawValue),
        "record": .text(event.record?.rawValue ?? ""), "url": .text(event.record.map(ItemPages.url) ?? ""),
        "what": .text(LogPages.what(event)), "reason": .text(event.details["reason"]?.text ?? ""),
        "hash": .text(event.digest?.short ?? ""),
      ])
  }

  private static func what(_ event: Event) -> String {
    (["step", "kind", "disclosure", "index"] + (event.act == .accept ? ["address"] : []))
      .compactMap { event.details[$0]?.text }.joined(separator: " ")
  }

  /// Checks the file with code of its own.
  func verify(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    let database = "\(desk.path)/\(Ledger.fileName)"
    let head = Manifest.read(in: desk.output)?.head
    let faults = (try? await desk.read { LedgerVerifier.verify(database: database, head: head) }) ?? []
    return await log(visitor, request, faults: faults)
  }

  /// The events as a table that a spreadsheet opens; a cell never begins a formula.
  func csv(_ visitor: Visitor, _ request: WebRequest) async -> WebAnswer {
    guard let found = try? await events(Filter(request.query)) else {
      return layout.message(503, "台账读不出来", "台账现在不能读取。", for: visitor)
    }
    var lines = ["序号,时间,账号,岗位,身份确认,动作,标识,版本,说明,理由"]
    lines += found.map { event in
      [
        "\(event.sequence)", "\(event.time)", event.account, event.post, event.authentication.rawValue,
        event.act.rawValue, event.record?.rawValue ?? "", event.digest?.hex ?? "", LogPages.what(event),
        event.details["reason"]?.text ?? "",
      ].map(LogPages.cell).joined(separator: ",")
    }
    let text = "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n"
    return .download(Array(text.utf8), name: "台账-\(visitor.view.asOf).csv", type: "text/csv; charset=utf-8")
  }

  static func cell(_ text: String) -> String {
    let first = text.unicodeScalars.first
    let isFormula = first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }

  /// The whole ledger as JSON Lines, as `ledger export` writes it.
  func lines(_ visitor: Visitor) async -> WebAnswer {
    let ledger = desk.session.ledger
    guard let bytes = try? await desk.read({ try ledger.export(holding: []) }) else {
      return layout.message(503, "台账读不出来", "台账现在不能读取。", for: visitor)
    }
    return .download(bytes, name: "ledger-\(visitor.view.asOf).jsonl", type: "application/x-ndjson")
  }
}
