import Templates
import Values

/// 安全日志: sign-ins, refusals, passwords and invitations.
struct AuditPages: Sendable {
  let layout: Layout
  let store: AccountStore

  private static let row = Schema(
    "row", [.text("number"), .text("time"), .text("kind"), .text("account"), .text("address"), .text("note")])
  static let schema = Schema(
    "audit",
    Layout.common + [
      .list("rows", row), .list("kinds", Layout.option), .text("account"), .text("olderURL"), .text("newerURL"),
    ])
  private static let perPage = 100

  func audit(_ visitor: Visitor, _ request: WebRequest) -> WebAnswer {
    let kind = SecurityEntry.Kind(rawValue: request.query["kind"])
    let account = request.query["account"].limited(64)
    let page = min(max(Int(request.query["page"]) ?? 1, 1), 1_000_000)
    guard
      let found = try? store.entries(
        kind: kind, account: account, limit: AuditPages.perPage + 1, offset: (page - 1) * AuditPages.perPage)
    else { return layout.message(503, "安全日志读不出来", "账号库现在不能读取。", for: visitor) }
    func url(_ page: Int) -> String {
      "/audit?kind=\(FormFields.encode(kind?.rawValue ?? ""))&account=\(FormFields.encode(account))&page=\(page)"
    }
    let rows = found.prefix(AuditPages.perPage).map { entry in
      Scope(
        AuditPages.row,
        [
          "number": .text("\(entry.number)"),
          "time": .text(entry.time.description.replacing("T", with: " ").prefix(19).description),
          "kind": .text(entry.kind.rawValue), "account": .text(entry.account), "address": .text(entry.address),
          "note": .text(entry.note),
        ])
    }
    return layout.page(
      .audit, "安全日志", for: visitor, at: "/audit",
      [
        "rows": .list(rows),
        "kinds": Layout.options(
          [("", "全部")] + SecurityEntry.Kind.allCases.map { ($0.rawValue, $0.rawValue) }, selected: kind?.rawValue ?? ""),
        "account": .text(account), "olderURL": .text(found.count > AuditPages.perPage ? url(page + 1) : ""),
        "newerURL": .text(page > 1 ? url(page - 1) : ""),
      ])
  }
}
