import Foundation
import Records
import Review
import Support
import Testing

@testable import Console

/// Each attack against a running console, with the status it must fail with, and the ledger as it was.
@Suite("Attacks on the console", .serialized)
struct AttackTests {
  private static let pages = [
    "/queue", "/item?id=a", "/part?id=a", "/records", "/records/new", "/records/edit?id=a", "/records/preview?id=a",
    "/publish", "/oversight", "/log", "/log.csv", "/log.jsonl", "/accounts", "/audit", "/password", "/",
  ]
  private static let posts = [
    "/signout", "/password", "/queue/agree", "/item/decide", "/item/waive", "/item/revoke", "/item/pause",
    "/item/accept", "/records/submit", "/records/save", "/records/delete", "/publish/run", "/publish/withdraw",
    "/publish/confirm",
    "/publish/again", "/log/verify", "/accounts/invite", "/accounts/end", "/accounts/people",
  ]

  @Test("Without a session every page leads to the sign-in, and no form is taken")
  func noSession() async throws {
    try await TestConsole.run { console in
      for page in Self.pages {
        let reply = try await console.stranger.get(page)
        #expect(reply.status == 303 && reply.header("Location")?.hasPrefix("/signin") == true, "\(page)")
      }
      for post in Self.posts {
        let reply = try await console.stranger.post(post, [])
        #expect(reply.status == 303 && reply.header("Location") == "/signin", "\(post)")
      }
      #expect(try await console.stranger.get("/presence?id=a").status == 401)
      #expect(try await console.stranger.get("/frame/\(SecretToken().text)/index.html").status == 404)
      #expect(try console.events(.founding).isEmpty)
    }
  }

  @Test("Every page and every form refuses the roles that it is not for")
  func otherRole() async throws {
    let pages: [(String, [String])] = [
      ("/queue", ["drafter", "auditor", "admin"]),
      ("/records", ["head", "secrecy", "signer", "office", "auditor", "admin"]),
      ("/publish", ["drafter", "head", "secrecy", "signer", "auditor", "admin"]),
      ("/oversight", ["drafter", "secrecy", "admin"]), ("/log", ["drafter", "head", "secrecy", "signer", "admin"]),
      ("/accounts", ["drafter", "head", "secrecy", "signer", "office", "auditor"]),
      ("/audit", ["drafter", "head", "secrecy", "signer", "office"]), ("/item?id=a", ["admin"]),
    ]
    let posts: [(String, [String])] = [
      ("/item/decide", ["drafter", "auditor", "admin"]),
      ("/item/waive", ["drafter", "head", "signer", "office", "auditor", "admin"]),
      ("/item/accept", ["drafter", "head", "secrecy", "signer", "auditor", "admin"]),
      ("/queue/agree", ["drafter", "auditor", "admin"]), ("/item/revoke", ["auditor", "admin"]),
      ("/records/submit", ["head", "secrecy", "signer", "office", "auditor", "admin"]),
      ("/records/save", ["head", "auditor", "admin"]),
      ("/publish/run", ["drafter", "head", "secrecy", "signer", "auditor", "admin"]),
      ("/publish/withdraw", ["drafter", "auditor", "admin"]), ("/log/verify", ["drafter", "head", "admin"]),
      ("/accounts/invite", ["drafter", "head", "secrecy", "signer", "office", "auditor"]),
      ("/accounts/people", ["drafter", "head", "office", "auditor"]),
    ]
    try await TestConsole.run { console in
      var guests: [String: Guest] = [:]
      for account in ["drafter", "head", "secrecy", "signer", "office", "auditor", "admin"] {
        guests[account] = try await console.guest(account)
      }
      for (page, accounts) in pages {
        for account in accounts {
          #expect(try await guests[account]?.get(page).status == 403, "\(account) \(page)")
        }
      }
      for (post, accounts) in posts {
        for account in accounts {
          #expect(try await guests[account]?.post(post, []).status == 403, "\(account) \(post)")
        }
      }
      #expect(try console.log(.refused).count >= 60)
      #expect(try console.events(.founding).isEmpty)
    }
  }

  @Test("What comes from another site, with another token, or to another name is refused")
  func forgery() async throws {
    try await TestConsole.run(prepare: Self.submitted) { console in
      let head = try await console.guest("head")
      let form = try await head.form(of: "a") + [("choice", "agree")]
      let other = try await console.guest("head2")
      #expect(try await head.post("/item/decide", form, token: SecretToken().text).status == 403)
      #expect(try await head.post("/item/decide", form, token: other.token).status == 403)
      #expect(try await head.post("/item/decide", form, token: "").status == 403)
      #expect(try await head.post("/item/decide", form, origin: .some("http://evil.example")).status == 403)
      #expect(try await head.post("/item/decide", form, origin: .some("null")).status == 403)
      #expect(try await head.post("/item/decide", form, origin: .some(nil)).status == 403)
      #expect(try await head.wire.request("GET", "/signin", host: "evil.example").status == 421)
      #expect(try await head.wire.request("GET", "/signin", host: "127.0.0.1.evil.example:80").status == 421)
      #expect(try await head.get("/item/decide").status == 404)
      #expect(try console.events(.agree).isEmpty)
      #expect(try await head.post("/item/decide", form).status == 303)
      #expect(try console.events(.agree).count == 1)
    }
  }

  @Test("A form sent twice decides once")
  func replay() async throws {
    try await TestConsole.run(prepare: Self.submitted) { console in
      let head = try await console.guest("head")
      let form = try await head.form(of: "a") + [("choice", "agree")]
      #expect(try await head.post("/item/decide", form).status == 303)
      let again = try await head.post("/item/decide", form)
      #expect([403, 409].contains(again.status) && again.body.contains("没有办理"))
      let other = try await console.guest("head2")
      #expect(try await other.post("/item/decide", form).status == 409)
      #expect(try console.events(.agree).count == 1)
    }
  }

  @Test("A decision on a version that changed is refused with the difference, and nothing is recorded")
  func changedDigest() async throws {
    try await TestConsole.run(prepare: Self.submitted) { console in
      let head = try await console.guest("head")
      let form = try await head.form(of: "a") + [("choice", "agree")]
      try console.site.record("a", body: "正文改了一处。\n")
      try console.site.submit()
      let reply = try await head.post("/item/decide", form)
      #expect(reply.status == 409 && reply.body.contains("版本已变") && reply.body.contains("<ins>改了一处</ins>"))
      var forged = form
      forged[1] = ("digest", "abc")
      #expect(try await head.post("/item/decide", forged).status == 422)
      #expect(try console.events(.agree).isEmpty)
    }
  }

  @Test("Who drafted can't review, and who took one step can't take another")
  func duties() async throws {
    try await TestConsole.run(prepare: { site in
      try site.record("a")
      try site.submit(as: "second")
    }) { console in
      let second = try await console.guest("second")
      let page = try await second.get("/item?id=a").body
      #expect(!page.contains("value=\"agree\"") && page.contains("拟稿、审查、批准分设"))
      let form = [
        ("id", "a"), ("digest", try second.value("digest", in: page)), ("step", "科室审核"), ("choice", "agree"),
      ]
      let reply = try await second.post("/item/decide", form)
      #expect(reply.status == 403 && reply.body.contains("参与了这一版本的起草"))
      // The step of another role, and a step before its time.
      let signer = try await console.guest("signer")
      #expect(try await signer.post("/item/decide", form).status == 403)
      var early = form
      early[2] = ("step", "批准")
      #expect(try await signer.post("/item/decide", early).status == 409)
      #expect(try console.events(.agree).isEmpty)
    }
  }

  @Test("Another unit's drafter neither pauses nor revokes what he may not open, and learns nothing of it")
  func otherUnit() async throws {
    try await TestConsole.run(prepare: Self.submitted) { console in
      let other = try await console.guest("other")
      #expect(try await other.get("/item?id=a").status == 404)
      let digest = try console.site.open(.reading).state().records[RecordID(rawValue: "a")]?.latest?.hex ?? ""
      let watchers = try await other.get("/presence?id=a")
      #expect(watchers.status == 404 && !watchers.body.contains(digest))
      let form = [("id", "a"), ("digest", digest), ("kind", "会商"), ("reason", "别科室的人"), ("step", "提交")]
      for path in ["/item/pause", "/item/revoke"] { #expect(try await other.post(path, form).status == 404, "\(path)") }
      #expect(try console.events(.pause).isEmpty && console.events(.revoke).isEmpty)
      let drafter = try await console.guest("drafter")
      #expect(try await drafter.get("/presence?id=a").body.contains(digest))
      #expect(try await drafter.post("/item/pause", form).status == 303)
    }
  }

  @Test("Two people who decide at once: one wins, the other is told")
  func race() async throws {
    try await TestConsole.run(prepare: Self.submitted) { console in
      let (one, other) = (try await console.guest("head"), try await console.guest("head2"))
      let form = try await one.form(of: "a") + [("choice", "agree")]
      let (cookies, tokens) = ([one.cookie, other.cookie], [one.token, other.token])
      let port = console.port
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for index in 0..<2 {
          group.addTask {
            let body = ([("token", tokens[index])] + form).map { "\($0.0)=\(FormFields.encode($0.1))" }
            return try await Wire(port: port).request(
              "POST", "/item/decide",
              headers: [
                ("Cookie", cookies[index]), ("Origin", "http://127.0.0.1:\(port)"),
                ("Content-Type", "application/x-www-form-urlencoded"),
              ], body: Array(body.joined(separator: "&").utf8)
            ).status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.sorted() == [303, 409])
      #expect(try console.events(.agree).count == 1)
    }
  }

  static func submitted(_ site: TestSite) throws {
    try site.record("a", body: "正文。\n")
    try site.submit()
  }
}
