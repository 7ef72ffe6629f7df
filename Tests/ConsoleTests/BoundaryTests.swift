import Foundation
import Review
import Support
import Testing
import Values

@testable import Console

/// What strangers and clumsy browsers send.
@Suite("The console's boundaries", .serialized)
struct BoundaryTests {
  @Test("Guesses are slowed down: after five wrong ones even the right password waits")
  func throttle() async throws {
    try await TestConsole.run { console in
      let guest = console.stranger
      for _ in 0..<5 {
        let reply = try await guest.post("/signin", [("account", "head"), ("password", "错误的口令")])
        #expect(reply.status == 401 && reply.body.contains("账号或口令不对"))
      }
      let waiting = try await guest.post("/signin", [("account", "head"), ("password", TestConsole.password)])
      #expect(waiting.status == 429 && waiting.header("Retry-After").flatMap { Int($0) } ?? 0 > 0)
      #expect(waiting.header("Set-Cookie") == nil)
      // Another person at the same machine is not locked out by it.
      #expect(try await console.guest("signer").get("/queue").status == 200)
      // An unknown account gets the very same answer.
      let unknown = try await guest.post("/signin", [("account", "nobody"), ("password", "错误的口令")])
      #expect(unknown.status == 401 && unknown.body.contains("账号或口令不对"))
      #expect(try console.log(.throttled).count == 1)
      let text = try console.log(.wrongPassword).map { $0.account + $0.note }.joined()
      #expect(!text.contains("错误的口令") && !text.contains("nobody"))
    }
  }

  @Test("An address that guesses at many accounts is slowed down as a whole")
  func address() async throws {
    try await TestConsole.run { console in
      var statuses: [Int] = []
      for number in 0..<25 {
        statuses.append(
          try await console.stranger.post("/signin", [("account", "person\(number)"), ("password", "错误的口令")]).status)
      }
      #expect(statuses.prefix(19).allSatisfy { $0 == 401 } && statuses.last == 429)
    }
  }

  @Test("A cookie from before the sign-in is worth nothing; each sign-in has a new one, and signing out ends it")
  func fixation() async throws {
    try await TestConsole.run { console in
      let planted = "gongkai=\(SecretToken().text)"
      let victim = console.stranger
      victim.wear(planted)
      try await victim.signIn("head")
      #expect(victim.cookie != planted)
      let attacker = console.stranger
      attacker.wear(planted)
      #expect(try await attacker.get("/queue").status == 303)
      let again = try await console.guest("head")
      #expect(again.cookie != victim.cookie)
      let set = try await console.stranger.signIn("head").header("Set-Cookie") ?? ""
      for mark in ["HttpOnly", "SameSite=Strict", "Path=/"] { #expect(set.contains(mark)) }
      #expect(try await victim.post("/signout", []).status == 303)
      #expect(try await victim.get("/queue").status == 303)
      #expect(try await again.get("/queue").status == 200)
    }
  }

  @Test(
    "A sign-in leads only to pages of the console",
    arguments: [
      "//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/%0d%0aX: y", "evil",
      "/queue\r\nSet-Cookie: a=b",
    ])
  func openRedirect(target: String) async throws {
    try await TestConsole.run { console in
      let fields = [("account", "head"), ("password", TestConsole.password), ("next", target)]
      let reply = try await console.stranger.post("/signin", fields)
      let location = reply.header("Location") ?? ""
      #expect(reply.status == 303 && WebAnswer.isOwn(location) && !location.contains("evil"))
      #expect(
        try await !console.stranger.get("/signin?next=\(FormFields.encode(target))").body.contains("value=\"//evil"))
    }
  }

  @Test("Names that climb or hide, and types that are not taken, are refused, and nothing is written")
  func traversal() async throws {
    try await TestConsole.run { console in
      let drafter = try await console.guest("drafter")
      let fields = [
        ("column", "4.1.3"), ("field-标题", "上传"), ("field-可否公开", "主动公开"), ("field-公开载体", "政府网站"),
        ("field-生成日期", "2026-01-05"), ("field-内容概述", "概述"),
      ]
      for name in [
        "../../evil.txt", "..\\evil.txt", "/etc/passwd.txt", ".htaccess.txt", "a..txt", "evil.html", "evil.svg", "evil",
        "~$a.docx", "a\u{202E}txt.docx", "a:b.txt",
      ] {
        let reply = try await drafter.upload("/records/save", fields, name: name, Array("x".utf8))
        #expect(reply.status == 400, "\(name)")
      }
      #expect(!FileManager.default.fileExists(atPath: "\(console.site.path)/attachments"))
      #expect(!FileManager.default.fileExists(atPath: "\(console.site.path)/records"))
      #expect(try await drafter.upload("/records/save", fields, name: "表.txt", Array("内容\n".utf8)).status == 303)
      let year = Moment.now().day.year
      #expect(FileManager.default.fileExists(atPath: "\(console.site.path)/attachments/\(year)/表.txt"))
    }
  }

  @Test("Bodies that are too large are refused before they are read, or as soon as they are")
  func oversized() async throws {
    try await TestConsole.run { console in
      let drafter = try await console.guest("drafter")
      let stated = try await drafter.post(
        "/records/save", body: [], type: "multipart/form-data; boundary=XX", statedLength: 100 << 20)
      #expect(stated.status == 413)
      let large = [UInt8](repeating: UInt8(ascii: "a"), count: 300_000)
      #expect(
        try await drafter.post("/records/submit", body: large, type: "application/x-www-form-urlencoded").status == 413)
      let stranger = try await console.stranger.post(
        "/signin", body: Array(large.prefix(20_000)), type: "application/x-www-form-urlencoded")
      #expect(stranger.status == 413)
      // Chunked, so that nothing is stated beforehand.
      let head =
        "POST /signin HTTP/1.1\r\nHost: 127.0.0.1:\(console.port)\r\nConnection: close\r\n"
        + "Origin: \(drafter.origin)\r\nTransfer-Encoding: chunked\r\n\r\n"
      let chunk = "4000\r\n" + String(repeating: "a", count: 0x4000) + "\r\n"
      let reply = try await drafter.wire.exchange(Array((head + chunk + chunk + "0\r\n\r\n").utf8))
      #expect(Wire.reply(reply).status == 413)
      #expect(
        try await console.stranger.wire.request(
          "GET", "/signin", headers: [("X", String(repeating: "x", count: 40_000))]
        ).status != 200)
    }
  }

  @Test("A body that drips is cut off, and the others are served meanwhile")
  func slowBody() async throws {
    try await TestConsole.run(bodyTime: .milliseconds(400)) { (console: TestConsole) async throws -> Void in
      let stranger = console.stranger
      let port = console.port
      let slow = Task.detached { () throws -> Int in
        let head =
          "POST /signin HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
          + "Origin: http://127.0.0.1:\(port)\r\nContent-Length: 1000\r\n\r\naccount=head"
        return Wire.reply(try await Wire(port: port).exchange(Array(head.utf8))).status
      }
      #expect(try await stranger.get("/signin").status == 200)
      #expect(try await slow.value == 408)
    }
  }

  @Test("An invitation sets one password, once; a weak one is refused and the invitation stays good")
  func invitation() async throws {
    try await TestConsole.run { console in
      let admin = try await console.guest("admin")
      let page = try await admin.post("/accounts/invite", [("account", "drafter")]).body
      let link = try #require(page.firstMatch(of: /\/invite\/[A-Za-z0-9_-]{43}/)).output
      let path = String(link)
      #expect(!(try console.log(.invited).map(\.note).joined()).contains(path.dropFirst(8)))
      func set(_ password: String) async throws -> Int {
        try await console.stranger.post(path, [("password", password), ("again", password)]).status
      }
      for weak in ["short", "password123", "aaaaaaaaaaaa", "drafter 的口令很长", "abcdefghijkl"] {
        #expect(try await set(weak) == 422)
      }
      let old = try await console.guest("drafter")
      #expect(try await set("清风徐来 水波不兴 月出") == 200)
      #expect(try await set("清风徐来 水波不兴 月出") == 404)
      #expect(try await old.get("/records").status == 303)
      #expect(try await console.stranger.signIn("drafter").status == 401)
      #expect(try await console.stranger.signIn("drafter", password: "清风徐来 水波不兴 月出").status == 303)
      #expect(try await console.stranger.get("/invite/\(SecretToken().text)").status == 404)
      #expect(try await console.stranger.get("/invite/../accounts").status == 404)
    }
  }

  @Test("Every page carries the strict headers")
  func headers() async throws {
    try await TestConsole.run { console in
      for reply in [try await console.stranger.get("/signin"), try await console.guest("head").get("/queue")] {
        let policy = reply.header("Content-Security-Policy") ?? ""
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"] {
          #expect(policy.contains(rule))
        }
        #expect(!policy.contains("unsafe"))
        #expect(reply.header("X-Content-Type-Options") == "nosniff" && reply.header("Cache-Control") == "no-store")
        #expect(!reply.body.contains("style=\"") && !reply.body.contains("onclick"))
      }
    }
  }
}
