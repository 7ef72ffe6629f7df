import Records
import Review
import Support
import Synchronization
import Testing
import Values

@testable import Console

/// Keys and doors: invitations, the outer address, connections that drip.
@Suite("Invitations, addresses and connections", .serialized)
struct KeysTests {
  @Test("A refused invitation leaves no key in the security log, nor does any other address with one")
  func noKeyInTheLog() async throws {
    try await TestConsole.run { console in
      let admin = try await console.guest("admin")
      let page = try await admin.post("/accounts/invite", [("account", "signer")]).body
      let token = try #require(page.firstMatch(of: /\/invite\/([\w-]{43})/)).output.1
      for path in ["/invite/\(token)", "/x/invite/\(token)", "//invite//\(token)", "/frame/\(token)/a", "/\(token)x"] {
        let reply = try await console.stranger.post(path, [("password", "x")], origin: .some("https://gk.example"))
        #expect(reply.status == 403)
      }
      let log = try console.log(.refused)
      #expect(log.count >= 5 && !log.contains { $0.note.contains(token) })
      #expect(log.contains { $0.note.contains("/invite/…") })
      // What an earlier release wrote is not shown either.
      let store = try AccountStore(path: "\(console.site.path)/\(AccountStore.fileName)")
      store.log(.refused, account: "", address: "", "来源不是审查台自己的页面:/invite/\(token)")
      #expect(try await !console.guest("auditor").get("/audit").body.contains(token))
    }
  }

  @Test("Behind a proxy forms come from the outer address, and invitations lead there")
  func outer() async throws {
    try await TestConsole.run(origin: "https://shencha.example.gov.cn/") { console in
      let outer = "https://shencha.example.gov.cn"
      let inner = "http://127.0.0.1:\(console.port)"
      let admin = try await console.guest("admin")
      #expect(admin.cookie.hasPrefix("__Host-gongkai="))
      func signIn(_ origin: String, host: String?) async throws -> Int {
        try await Wire(port: console.port).request(
          "POST", "/signin", headers: [("Origin", origin), ("Content-Type", "application/x-www-form-urlencoded")],
          host: host, body: Array("account=head&password=x".utf8)
        ).status
      }
      // A wrong password is another matter.
      #expect(try await signIn(outer, host: "shencha.example.gov.cn") == 401)
      #expect(try await signIn(outer, host: nil) == 401)
      #expect(try await signIn(inner, host: nil) == 401)
      #expect(try await signIn("http://shencha.example.gov.cn", host: "shencha.example.gov.cn") == 403)
      #expect(try await signIn("https://evil.example", host: nil) == 403)
      let page = try await admin.post("/accounts/invite", [("account", "signer")]).body
      #expect(page.contains("value=\"\(outer)/invite/"))
    }
  }

  @Test("An outer address is a scheme, a name and a port")
  func origins() {
    #expect(OuterOrigin("HTTPS://Shencha.Example.gov.cn:443/")?.text == "https://shencha.example.gov.cn")
    #expect(OuterOrigin("http://10.0.0.8:8081")?.host == "10.0.0.8:8081")
    #expect(OuterOrigin("http://10.0.0.8:8081")?.name == "10.0.0.8")
    for bad in ["", "shencha.example.gov.cn", "ftp://a", "https://", "https://a/b", "https://a b", "https://a@b"] {
      #expect(OuterOrigin(bad) == nil, "\(bad)")
    }
  }

  @Test("Who works on the machine gets a one-time link for an account, which is logged; it opens once")
  func invitation() async throws {
    try await TestConsole.run { console in
      let options = ConsoleOptions(
        site: console.site.path, output: console.site.output, templates: TestSite.templates, port: console.port)
      let server = ConsoleServer(options) { _ in }
      let (link, _) = try server.invitation(for: "admin")
      let path = try #require(link.firstMatch(of: /\/invite\/[\w-]{43}$/)).output
      #expect(link == "http://127.0.0.1:\(console.port)\(path)")
      #expect(try console.log(.invited).first?.note.contains("命令行") == true)
      let stranger = console.stranger
      let new = "另一句容易记住的话 2026"
      #expect(try await stranger.post(String(path), [("password", new), ("again", new)]).status == 200)
      #expect(try await stranger.post(String(path), [("password", new), ("again", new)]).status == 404)
      #expect(try await stranger.signIn("admin", password: new).status == 303)
      #expect(throws: ConsoleFault.self) { _ = try server.invitation(for: "nobody") }
    }
  }

  @Test("The machine's name stands in the link where it listens everywhere")
  func named() async throws {
    let site = try TestSite(people: TestConsole.people)
    let options = ConsoleOptions(
      site: site.path, output: site.output, templates: TestSite.templates, address: "0.0.0.0", port: 8080,
      names: ["shencha.local"])
    let (link, _) = try ConsoleServer(options) { _ in }.invitation(for: "admin")
    #expect(link.hasPrefix("http://shencha.local:8080/invite/"))
  }

  @Test("reviewers.yaml that can't be read is told with its line; a change of the steps is told, too")
  func faultyPeople() async throws {
    try await TestConsole.run(prepare: AttackTests.submitted) { console in
      let admin = try await console.guest("admin")
      #expect(try await !admin.get("/accounts").body.contains("没有生效"))
      try console.site.write("reviewers.yaml", TestConsole.people.replacing("拟稿人]", with: "拟搞人]"))
      let page = try await admin.get("/accounts").body
      #expect(page.contains("reviewers.yaml 不能采用") && page.contains("reviewers.yaml 第 1 行"))
      #expect(!page.contains("使人员变更生效"))
      try console.site.write("reviewers.yaml", TestConsole.people)
      try console.site.write(
        "site.yaml", TestSite.settings.replacing("[科室审核, 保密审查, 批准]", with: "[保密审查, 批准]"))
      try await Task.sleep(for: .milliseconds(300))
      #expect(try await admin.get("/accounts").body.contains("审查步骤现行是 科室审核、保密审查、批准"))
      #expect(try await console.guest("office").get("/publish").body.contains("审查步骤或目录的改动没有生效"))
    }
  }

  @Test("A head that comes in letter by letter is cut off; a slow line is given time by what it brings")
  func pace() async throws {
    try await TestConsole.run(headTime: .milliseconds(500)) { (console: TestConsole) async throws -> Void in
      let port = console.port
      let cut = Task.detached {
        try await Wire(port: port).exchange(Array("GET /signin HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nX".utf8))
      }
      // The server closes, though nothing was idle for half a minute.
      #expect(try await cut.value.isEmpty)
      #expect(try await console.stranger.get("/signin").status == 200)
    }
    for text in ["https://a:b", "https://a:", "https://a:0", "https://a:1:2"] { #expect(OuterOrigin(text) == nil) }
    for text in ["https://a:8443", "https://a", "http://[::1]:80"] { #expect(OuterOrigin(text) != nil) }
    let pace = BodyPace(base: .seconds(60))
    let before = pace.deadline
    pace.took(18 << 20)
    #expect(before.duration(to: pace.deadline) == .milliseconds((18 << 20) * 1000 / (20 << 10)))
  }
}
