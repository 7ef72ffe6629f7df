import Diagnostics
import Records
import Templates
import Values

/// What every page of the console has around its own content.
struct Layout: Sendable {
  /// The office's name as the settings have it now.
  let name: @Sendable () -> String
  let templates: ConsoleTemplates
  let sessions: Sessions

  var siteName: String { name() }

  static let nav = Schema("nav", [.text("name"), .text("url"), .flag("current"), .text("count")])
  static let person = Schema("person", [.text("name"), .text("post"), .text("account"), .text("roles")])
  static let page = Schema(
    "page", [.text("title"), .text("site"), .text("token"), .flag("signedIn"), .text("day"), .text("kind")])
  static let common: [Schema.Field] = [
    .object("page", page), .object("me", person), .list("nav", nav), .list("notices", Notice.schema),
  ]
  static let option = Schema("option", [.text("value"), .text("name"), .flag("selected")])

  static let messageSchema = Schema(
    "message", common + [.text("heading"), .text("text"), .text("hint"), .text("backURL"), .text("backName")])

  /// Renders a page for a visitor.
  ///
  /// - Parameters:
  ///   - path: the entry of the navigation that it belongs to.
  ///   - address: its own address, where what is told may speak of it.
  func page(
    _ page: ConsolePage, _ title: String, for visitor: Visitor?, at path: String = "", address: String = "",
    status: Int = 200, notices: [Notice] = [], _ fields: [String: Value]
  ) -> WebAnswer {
    var all = fields
    let told = visitor.map { sessions.takeNotices($0.session.id) } ?? []
    all["page"] = .object(
      Scope(
        Layout.page,
        [
          "title": .text(title), "site": .text(siteName), "token": .text(visitor?.session.formToken.text ?? ""),
          "signedIn": .flag(visitor != nil), "day": .text(Moment.now().day.chinese), "kind": .text(page.rawValue),
        ]))
    if let visitor {
      all["me"] = .object(
        Scope(
          Layout.person,
          [
            "name": .text(visitor.person.name), "post": .text(visitor.person.post), "account": .text(visitor.account),
            "roles": .text(visitor.person.roles.map(\.rawValue).joined(separator: "、")),
          ]))
      all["nav"] = .list(navigation(visitor, at: path))
    }
    all["notices"] = .list((told + notices).map { $0.scope(on: address) })
    return .page(templates.render(page, Scope(page.schema, all)), status: status)
  }

  /// A page with one sentence: what is wrong, what to do.
  func message(
    _ status: Int, _ heading: String, _ text: String, hint: String = "", for visitor: Visitor? = nil,
    back: (url: String, name: String)? = nil
  ) -> WebAnswer {
    page(
      .message, heading, for: visitor, status: status,
      [
        "heading": .text(heading), "text": .text(text), "hint": .text(hint),
        "backURL": .text(back?.url ?? visitor?.home ?? "/"), "backName": .text(back?.name ?? "返回"),
      ])
  }

  /// A page that says why an act was refused: every reason at once.
  func refusal(_ reasons: [Diagnostic], for visitor: Visitor, back: (url: String, name: String)) -> WebAnswer {
    page(
      .message, "没有办理", for: visitor, status: reasons.status, notices: reasons.map(Notice.init(refusing:)),
      [
        "heading": .text("没有办理"), "text": .text("台账没有改动。原因:"), "backURL": .text(back.url),
        "backName": .text(back.name),
      ])
  }

  private func navigation(_ visitor: Visitor, at path: String) -> [Scope] {
    let waiting = visitor.isReviewer ? visitor.view.rows.count { $0.isFor(visitor.person) } : 0
    let all: [(Bool, String, String, String)] = [
      (visitor.isReviewer, "待办", "/queue", waiting > 0 ? "\(waiting)" : ""),
      (visitor.has(.drafter), "本科室信息", "/records", ""), (visitor.publishes, "发布", "/publish", ""),
      (visitor.seesFigures, "监督", "/oversight", ""), (visitor.seesLedger, "台账", "/log", ""),
      (visitor.has(.administrator), "账号", "/accounts", ""), (visitor.seesSecurity, "安全日志", "/audit", ""),
    ]
    return all.filter(\.0).map { _, name, url, count in
      Scope(
        Layout.nav,
        ["name": .text(name), "url": .text(url), "current": .flag(path == url), "count": .text(count)])
    }
  }

  /// Choices of a list, one of them selected.
  static func options(_ choices: [(value: String, name: String)], selected: String) -> Value {
    .list(
      choices.map {
        Scope(
          option, ["value": .text($0.value), "name": .text($0.name), "selected": .flag($0.value == selected)])
      })
  }
}
