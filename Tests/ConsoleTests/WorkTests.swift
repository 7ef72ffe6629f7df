import Foundation
import Records
import Review
import Support
import Testing

@testable import Console

/// People at work: what they do in the console stands in the ledger, in the site's files, on the site.
@Suite("Work in the console", .serialized)
struct WorkTests {
  private static let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"

  private static func fields(title: String) -> [(String, String)] {
    [
      ("column", "4.1.3"), ("field-标题", title), ("field-可否公开", "主动公开"), ("field-公开载体", "政府网站"),
      ("field-公开载体", "政府公报"), ("field-生成日期", "2026-11-02"), ("field-内容概述", "概述：含\"引号\"和: 冒号"),
      ("field-关键词", "公文；培训"), ("body", "各科室：\r\n\r\n正文一段。\r\n"),
    ]
  }

  @Test("From the form to the site: a record is written, submitted, agreed to, approved, published, withdrawn")
  func life() async throws {
    try await TestConsole.run { console in
      let drafter = try await console.guest("drafter")
      #expect(
        try await drafter.upload("/records/save", Self.fields(title: "关于培训的通知"), name: "表.txt", Array("甲\n".utf8))
          .status == 303)
      let list = try await drafter.get("/records").body
      #expect(list.contains("关于培训的通知") && list.contains("草稿"))
      let working = try #require(try console.site.open(.reading).workingSite().records.first)
      #expect(working.record.title == "关于培训的通知" && working.record.list(.keywords) == ["公文", "培训"])
      #expect(working.record.text(.summary) == "概述：含\"引号\"和: 冒号" && working.record.unit == "文书科")
      #expect(working.record.carriers.map(\.rawValue) == ["政府网站", "政府公报"] && working.record.attachments.count == 1)
      let id = working.record.id.rawValue
      let preview = try await drafter.get("/records/preview?id=\(FormFields.encode(id))")
      let address = try #require(preview.header("Location"))
      let page = try #require(try await console.stranger.get(address).header("Location"))
      #expect(try await console.stranger.get(page).body.contains("草稿预览"))
      #expect(try await drafter.post("/records/submit", [("id", id), ("digest", "0")]).status == 409)
      #expect(try await drafter.post("/records/submit", [("id", id), ("digest", working.digest.hex)]).status == 303)
      try await Self.approve(id, console)
      let approval = try #require(try console.events(.agree).last)
      #expect(approval.authentication == .password && approval.details["disclosure"]?.text == "主动公开")
      let office = try await console.guest("office")
      #expect(try await office.get("/publish").body.contains("<b>1</b><span>新公开</span>"))
      #expect(try await office.post("/publish/run", []).status == 303)
      try await Self.until { try await office.get("/publish").body.contains("发布完成") }
      #expect(try console.site.page(of: id)?.contains("关于培训的通知") == true)
      let emergency = [("id", id), ("kind", "紧急撤下"), ("reason", "含有不应公开的内容")]
      #expect(
        try await office.post("/publish/withdraw", [("id", id), ("kind", "紧急撤下"), ("reason", " ")]).status == 409)
      #expect(try await office.post("/publish/withdraw", emergency).status == 303)
      #expect(try console.site.places(of: "关于培训的通知").isEmpty)
      #expect(try await office.post("/publish/confirm", [("id", id)]).status == 403)
      #expect(try await console.guest("signer").post("/publish/confirm", [("id", id)]).status == 303)
      #expect(LedgerVerifier.verify(database: "\(console.site.path)/ledger.sqlite").isEmpty)
    }
  }

  @Test("What is handed up waits for the address that the disclosure office records, and for nobody else's")
  func handover() async throws {
    try await TestConsole.run { console in
      let drafter = try await console.guest("drafter")
      let fields = Self.fields(title: "关于印发应急预案的通知") + [("field-上交", "应急管理")]
      #expect(try await drafter.upload("/records/save", fields, name: "表.txt", Array("甲\n".utf8)).status == 303)
      let working = try #require(try console.site.open(.reading).workingSite().records.first)
      let id = working.record.id.rawValue
      #expect(try await drafter.post("/records/submit", [("id", id), ("digest", working.digest.hex)]).status == 303)
      let office = try await console.guest("office")
      let item = "/item?id=\(FormFields.encode(id))"
      #expect(try await !office.get(item).body.contains("记录上级政府的接收"))
      try await Self.approve(id, console)
      #expect(try await office.get(item).body.contains("记录上级政府的接收"))
      #expect(try await !console.guest("signer").get(item).body.contains("记录上级政府的接收"))
      func accept(_ guest: Guest, _ address: String) async throws -> Int {
        try await guest.post("/item/accept", [("id", id), ("digest", working.digest.hex), ("address", address)]).status
      }
      #expect(try await accept(console.guest("signer"), "https://www.example.gov.cn/1.html") == 403)
      #expect(try await accept(office, "javascript:alert(1)") == 409)
      #expect(try console.events(.accept).isEmpty)
      #expect(try await accept(office, "https://www.example.gov.cn/1.html") == 303)
      #expect(try console.events(.accept).map { $0.details["address"]?.text } == ["https://www.example.gov.cn/1.html"])
      let after = try await office.get(item).body
      #expect(after.contains("上级政府已接收") && !after.contains("记录上级政府的接收"))
    }
  }

  @Test("What somebody writes into a field is text wherever it is shown")
  func storedMarkup() async throws {
    try await TestConsole.run { console in
      let drafter = try await console.guest("drafter")
      var form = Self.fields(title: Self.hostile).filter { $0.0 != "body" && $0.0 != "field-内容概述" }
      for field in ["内容概述", "主题分类", "发文字号", "发文机关", "来源", "拟稿人"] { form.append(("field-\(field)", Self.hostile)) }
      form.append(("body", "正文 \(Self.hostile)\n"))
      #expect(try await drafter.upload("/records/save", form, name: "表.txt", Array(Self.hostile.utf8)).status == 303)
      let working = try #require(try console.site.open(.reading).workingSite().records.first)
      let id = working.record.id.rawValue
      var pages = [
        try await drafter.get("/records").body, try await drafter.get("/records/edit?id=\(FormFields.encode(id))").body,
      ]
      #expect(try await drafter.post("/records/submit", [("id", id), ("digest", working.digest.hex)]).status == 303)
      pages.append(try await drafter.get("/records").body)
      let head = try await console.guest("head")
      pages += [try await head.get("/queue").body, try await head.get("/item?id=\(FormFields.encode(id))").body]
      let frame = try #require(pages.last?.firstMatch(of: /src="(\/frame\/[^"]+)"/)).output.1
      let page = try #require(try await console.stranger.get(String(frame)).header("Location"))
      let shown = try await console.stranger.get(page)
      pages.append(shown.body)
      #expect(shown.header("Content-Security-Policy")?.hasPrefix("sandbox; default-src 'none'") == true)
      pages.append(try await head.decide(id, "return", [("reason", Self.hostile)]).body)
      pages.append(try await drafter.get("/records").body)
      pages.append(try await console.guest("auditor").get("/log").body)
      pages.append(
        try await head.get("/queue?q=\(FormFields.encode(Self.hostile))&unit=\(FormFields.encode(Self.hostile))").body)
      for shown in pages { #expect(!shown.contains("<script>alert") && !shown.contains("<img src=x")) }
    }
  }

  @Test("A return needs a reason, and the drafter reads it; the next version shows what changed")
  func returned() async throws {
    try await TestConsole.run(prepare: AttackTests.submitted) { console in
      let head = try await console.guest("head")
      let refused = try await head.decide("a", "return", [("code", "其他"), ("then", "next")])
      #expect(refused.status == 422 && refused.body.contains("退回要写明理由"))
      #expect(refused.body.contains("<details data-key=\"r\" open>") && refused.body.contains("value=\"其他\" selected"))
      #expect(try await head.decide("a", "return", [("code", "格式"), ("reason", "缺成文日期")]).status == 303)
      let list = try await console.guest("drafter").get("/records").body
      #expect(list.contains("已退回") && list.contains("格式：缺成文日期"))
    }
  }

  @Test("What is told after an act names the record, once, and leads back to it from another page")
  func notices() async throws {
    try await TestConsole.run(prepare: { site in
      for id in ["a", "b"] { try site.record(id) }
      try site.submit()
    }) { console in
      let head = try await console.guest("head")
      let next = try #require(try await head.decide("a", "agree", [("then", "next")]).header("Location"))
      #expect(next == "/item?id=b")
      let told = "《关于a的通知》的「科室审核」:同意，已记入台账。"
      let page = try await head.get(next).body
      #expect(page.contains(told) && page.contains("<a href=\"/item?id=a\">看这一条</a>"))
      #expect(try await !head.get(next).body.contains(told))
      _ = try await head.decide("b")
      let own = try await head.get("/item?id=b").body
      #expect(own.contains("《关于b的通知》的「科室审核」:同意") && !own.contains("看这一条"))
    }
  }

  @Test("A decision that the ledger refuses shows the form again, with what was chosen")
  func refilled() async throws {
    try await TestConsole.run(prepare: { site in
      try site.record("a")
      try site.submit()
      try site.decide("科室审核", as: "head")
      try site.decide("保密审查", as: "secrecy")
    }) { console in
      let signer = try await console.guest("signer")
      let reply = try await signer.decide("a", "agree", [("disclosure", "不予公开"), ("note", "具体情况")])
      #expect(reply.status == 409 && reply.body.contains("没有写「不公开理由」") && reply.body.contains("没有办理"))
      #expect(reply.body.contains("value=\"不予公开\" selected") && reply.body.contains("value=\"具体情况\""))
      #expect(reply.body.contains("<details open><summary>依申请公开或不予公开"))
    }
  }

  @Test("A form that was opened before somebody else changed the file saves nothing")
  func staleEdit() async throws {
    try await TestConsole.run(prepare: { try $0.record("a") }) { console in
      let drafter = try await console.guest("drafter")
      let page = try await drafter.get("/records/edit?id=a").body
      let digest = try drafter.value("digest", in: page)
      var form = Self.fields(title: "新标题") + [("id", "a"), ("digest", digest)]
      try console.site.record("a", body: "别人改过。\n")
      #expect(try await drafter.upload("/records/save", form, name: "", []).status == 409)
      #expect(String(decoding: try Self.bytes("records/a.md", console), as: UTF8.self).contains("别人改过"))
      form[form.count - 1].1 = try drafter.value("digest", in: try await drafter.get("/records/edit?id=a").body)
      #expect(try await drafter.upload("/records/save", form, name: "", []).status == 303)
      #expect(String(decoding: try Self.bytes("records/a.md", console), as: UTF8.self).contains("新标题"))
      // Another unit's drafter does not even see it.
      let other = try await console.guest("other")
      #expect(try await other.get("/records/edit?id=a").status == 404)
      #expect(try await other.upload("/records/save", form, name: "", []).status == 404)
      #expect(try await !other.get("/records").body.contains("新标题"))
    }
  }

  @Test("Of two who save one record at the same time one is told that the other was first; nothing is lost")
  func savesAtOnce() async throws {
    try await TestConsole.run(prepare: { try $0.record("a") }) { console in
      let guests = [try await console.guest("drafter"), try await console.guest("drafter")]
      let (cookies, tokens, port) = (guests.map(\.cookie), guests.map(\.token), console.port)
      for round in 0..<8 {
        let digest = try guests[0].value("digest", in: try await guests[0].get("/records/edit?id=a").body)
        let statuses = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
          for index in 0..<2 {
            group.addTask {
              let form = Self.fields(title: "第\(index)人改第\(round)回") + [("id", "a"), ("digest", digest)]
              let body = ([("token", tokens[index])] + form).map {
                "\(FormFields.encode($0.0))=\(FormFields.encode($0.1))"
              }
              let reply = try await Wire(port: port).request(
                "POST", "/records/save",
                headers: [
                  ("Cookie", cookies[index]), ("Origin", "http://127.0.0.1:\(port)"),
                  ("Content-Type", "application/x-www-form-urlencoded"),
                ], body: Array(body.joined(separator: "&").utf8))
              return (index, reply.status)
            }
          }
          return try await group.reduce(into: [0, 0]) { $0[$1.0] = $1.1 }
        }
        #expect(statuses.sorted() == [303, 409])
        let saved = String(decoding: try Self.bytes("records/a.md", console), as: UTF8.self)
        #expect(saved.contains("第\(statuses[0] == 303 ? 0 : 1)人改第\(round)回"))
      }
    }
  }

  @Test("Who was struck off from the command line does nothing more, though no page was opened since")
  func struckOffElsewhere() async throws {
    try await TestConsole.run(prepare: { site in
      for id in ["a", "b"] { try site.record(id) }
      try site.submit(only: ["b"])
    }) { console in
      let drafter = try await console.guest("drafter")
      let digest = try drafter.value("digest", in: try await drafter.get("/records/edit?id=a").body)
      let kept = TestConsole.people.split(separator: "\n").filter { !$0.contains("账号: drafter,") }
      try console.site.write("reviewers.yaml", kept.joined(separator: "\n") + "\n")
      let session = try console.site.open()
      #expect(try session.ledger.applyPeople(by: TestSite.actor("admin"), founding: session.founding))
      try await Task.sleep(for: .milliseconds(300))
      let form = Self.fields(title: "不该写下的标题") + [("id", "a"), ("digest", digest)]
      let answer = try await drafter.upload("/records/save", form, name: "", [])
      #expect(answer.status == 303 && answer.header("Location") == "/signin?why=unsent")
      let saved = String(decoding: try Self.bytes("records/a.md", console), as: UTF8.self)
      #expect(!saved.contains("不该写下的标题"))
    }
  }

  @Test("Several are agreed to at once only if each was opened and nothing was found in it")
  func bulk() async throws {
    try await TestConsole.run(prepare: { site in
      for id in ["a", "b", "c"] { try site.record(id) }
      try site.record("d", body: "身份证 11010519491231\("002X")。\n")
      try site.submit()
    }) { console in
      let head = try await console.guest("head")
      let digests = try console.site.open(.reading).state().records.mapValues { $0.latest?.hex ?? "" }
      func items(_ ids: [String]) -> [(String, String)] {
        ids.map { ("item", digests[RecordID(rawValue: $0)] ?? "") } + [("confirmed", "yes"), ("here", "/queue")]
      }
      #expect(try await head.post("/queue/agree", items(["a"])).status == 403)
      for id in ["a", "b", "d"] { _ = try await head.get("/item?id=\(id)") }
      #expect(try await head.post("/queue/agree", items(["a", "d"])).status == 403)
      #expect(try await head.post("/queue/agree", items(["a", "c"])).status == 403)
      #expect(
        try await head.post("/queue/agree", items(["a", "b"]).filter { $0.0 != "confirmed" }).body.contains("同意这 2 条"))
      #expect(try console.events(.agree).isEmpty)
      #expect(try await head.post("/queue/agree", items(["a", "b"])).status == 303)
      #expect(try console.events(.agree).count == 2)
    }
  }

  @Test("Who is struck off the list is out at once; who is added may come in")
  func people() async throws {
    try await TestConsole.run(prepare: AttackTests.submitted) { console in
      let head = try await console.guest("head")
      #expect(try await head.get("/queue").status == 200)
      let kept = TestConsole.people.split(separator: "\n").filter { !$0.contains("账号: head,") }.joined(separator: "\n")
      try console.site.write("reviewers.yaml", kept + "\n")
      #expect(try await head.get("/queue").status == 200)
      let admin = try await console.guest("admin")
      let page = try await admin.get("/accounts").body
      #expect(page.contains("reviewers.yaml 有改动没有生效") && page.contains("(head)，文书科"))
      #expect(page.contains("失去角色:科室负责人"))
      // Who agrees agrees to what was shown.
      let shown = try admin.value("digest", in: page)
      try console.site.write("reviewers.yaml", TestConsole.people)
      #expect(try await admin.post("/accounts/people", [("digest", shown)]).status == 409)
      #expect(try console.events(.people).isEmpty)
      try console.site.write("reviewers.yaml", kept + "\n")
      #expect(try await admin.post("/accounts/people", [("digest", shown)]).status == 303)
      #expect(try await head.get("/queue").status == 303)
      #expect(try await console.stranger.signIn("head").status == 401)
    }
  }

  @Test("The queue filters by words, step, unit and column, and the ledger's table begins no formula")
  func filters() async throws {
    try await TestConsole.run(prepare: { site in
      try site.record("a", ["标题": "关于防汛的通知"])
      try site.record("b", ["标题": "\"=1+1\"", "承办科室": "综合科"])
      try site.submit()
    }) { console in
      let head = try await console.guest("head")
      #expect(try await head.get("/queue?q=%E9%98%B2%E6%B1%9B").body.contains("关于防汛的通知"))
      #expect(try await !head.get("/queue?unit=%E7%BB%BC%E5%90%88%E7%A7%91").body.contains("关于防汛的通知"))
      #expect(try await !head.get("/queue?step=%E6%89%B9%E5%87%86").body.contains("关于防汛的通知"))
      #expect(try await !head.get("/queue?column=2").body.contains("关于防汛的通知"))
      _ = try await head.decide("b", "return", [("reason", "=HYPERLINK(1)")])
      let auditor = try await console.guest("auditor")
      #expect(try await auditor.get("/log.csv").body.contains("\"'=HYPERLINK(1)\""))
      #expect(try await auditor.post("/log/verify", []).body.contains("校验通过"))
      #expect(try await auditor.get("/log?act=%E9%80%80%E5%9B%9E").body.contains("共 4 个事件"))
      #expect(try await auditor.get("/oversight").status == 200)
      #expect(try await auditor.get("/audit").body.contains("登录"))
    }
  }

  // MARK: - Helpers

  private static func approve(_ id: String, _ console: TestConsole) async throws {
    for account in ["head", "secrecy", "signer"] {
      let guest = try await console.guest(account)
      let more = account == "signer" ? [("disclosure", "主动公开"), ("carrier", "政府网站")] : []
      #expect(try await guest.decide(id, "agree", more).status == 303, "\(account)")
    }
  }

  private static func until(_ isTrue: () async throws -> Bool) async throws {
    for _ in 0..<600 {
      if try await isTrue() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("it never came")
  }

  private static func bytes(_ path: String, _ console: TestConsole) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(console.site.path)/\(path)")))
  }
}
