import Foundation
import Records
import Review
import Support
import Testing

@testable import Console

/// What somebody typed is not lost, and nothing of it is there twice.
@Suite("Forms that come late or twice", .serialized)
struct KeepingTests {
  private static func fields(title: String, body: String = "正文一段。") -> [(String, String)] {
    [
      ("column", "4.1.3"), ("field-标题", title), ("field-可否公开", "主动公开"), ("field-公开载体", "政府网站"),
      ("field-生成日期", "2026-11-02"), ("field-内容概述", "概述"), ("body", body),
    ]
  }

  private static func records(_ console: TestConsole) throws -> [WorkingRecord] {
    try console.site.open(.reading).workingSite().records
  }

  @Test("After a session is over the sign-in says why and leads back to the page, the form's too")
  func over() async throws {
    try await TestConsole.run(prepare: AttackTests.submitted) { console in
      let head = try await console.guest("head")
      let admin = try await console.guest("admin")
      #expect(try await admin.post("/accounts/end", [("account", "head")]).status == 303)
      let seen = try #require(try await head.get("/item?id=a").header("Location"))
      #expect(seen == "/signin?next=%2Fitem%3Fid%3Da&why=over")
      #expect(try await console.stranger.get(seen).body.contains("登录已过期"))
      let sent = try await head.post("/item/decide", [("id", "a")], from: "/item?id=a")
      #expect(sent.header("Location") == "/signin?next=%2Fitem%3Fid%3Da&why=unsent")
      #expect(try await console.stranger.get("/signin?why=unsent").body.contains("刚才提交的没有受理"))
      let form = try await head.post("/records/save", [], from: "/records/new?column=4.1.3")
      #expect(form.header("Location") == "/signin?next=%2Frecords%2Fnew%3Fcolumn%3D4.1.3&why=unsent")
      // Nobody is led elsewhere.
      let other = try await head.post("/item/decide", [], from: "//evil.example/item?id=a")
      #expect(other.header("Location") == "/signin?why=unsent")
      #expect(try await console.stranger.post("/item/decide", []).header("Location") == "/signin")
    }
  }

  @Test("A form of an earlier sign-in does nothing, and comes back with what was typed")
  func stale() async throws {
    try await TestConsole.run(prepare: AttackTests.submitted) { console in
      let drafter = try await console.guest("drafter")
      let fields = Self.fields(title: "写了很久的标题", body: "写了很久的正文") + [("once", SecretToken().text)]
      let reply = try await drafter.post("/records/save", fields, token: SecretToken().text)
      #expect(reply.status == 403 && reply.body.contains("写了很久的标题") && reply.body.contains("写了很久的正文"))
      #expect(try drafter.value("token", in: reply.body) == drafter.token)
      #expect(try Self.records(console).count == 1)
      let head = try await console.guest("head")
      let form = try await head.form(of: "a") + [("choice", "return"), ("code", "格式"), ("reason", "写了很久的理由")]
      let refused = try await head.post("/item/decide", form, token: SecretToken().text)
      #expect(refused.status == 403 && refused.body.contains("写了很久的理由"))
      #expect(try console.events(.sendBack).isEmpty)
    }
  }

  @Test("A form whose file is gone meanwhile comes back with what was typed")
  func gone() async throws {
    try await TestConsole.run(prepare: { try $0.record("a") }) { console in
      let drafter = try await console.guest("drafter")
      let digest = try drafter.value("digest", in: try await drafter.get("/records/edit?id=a").body)
      try console.site.remove("records/a.md")
      let form = Self.fields(title: "改过的标题", body: "改过的正文") + [("id", "a"), ("digest", digest)]
      let reply = try await drafter.post("/records/save", form)
      #expect(reply.status == 404 && reply.body.contains("改过的标题") && reply.body.contains("改过的正文"))
      #expect(reply.body.contains("被删去、移走或改坏"))
    }
  }

  @Test("A new record's form that is sent twice makes one record; what was changed goes into it")
  func once() async throws {
    try await TestConsole.run { console in
      let drafter = try await console.guest("drafter")
      let page = try await drafter.get("/records/new?column=4.1.3").body
      let key = [("once", try drafter.value("once", in: page))]
      let form = Self.fields(title: "只存一次") + key
      #expect(try await drafter.post("/records/save", form).status == 303)
      #expect(try await drafter.post("/records/save", form).status == 303)
      #expect(try await drafter.get("/records").body.contains("没有再存一份"))
      #expect(try Self.records(console).count == 1)
      let changed = try await drafter.post("/records/save", Self.fields(title: "只存一次", body: "又改了正文") + key)
      #expect(changed.status == 409 && changed.body.contains("又改了正文"))
      let again =
        Self.fields(title: "只存一次", body: "又改了正文")
        + [
          ("id", try drafter.value("id", in: changed.body)), ("digest", try drafter.value("digest", in: changed.body)),
        ]
      #expect(try await drafter.post("/records/save", again).status == 303)
      let working = try Self.records(console)
      #expect(working.count == 1)
      #expect(working.first.map { String(decoding: $0.parts[0].bytes, as: UTF8.self).contains("又改了正文") } == true)
    }
  }

  @Test("A form sent again with a file is another one; one whose draft was deleted is saved anew")
  func onceAgain() async throws {
    try await TestConsole.run { console in
      let drafter = try await console.guest("drafter")
      let page = try await drafter.get("/records/new?column=4.1.3").body
      let form = Self.fields(title: "再存一次") + [("once", try drafter.value("once", in: page))]
      #expect(try await drafter.post("/records/save", form).status == 303)
      let more = try await drafter.upload("/records/save", form, name: "表.txt", Array("甲\n".utf8))
      #expect(more.status == 409 && more.body.contains("上传的 1 个文件没有保存"))
      let working = try #require(try Self.records(console).first)
      let draft = [("id", working.record.id.rawValue), ("digest", working.digest.hex)]
      #expect(try await drafter.post("/records/delete", draft).status == 303)
      #expect(try Self.records(console).isEmpty)
      #expect(try await drafter.post("/records/save", form).status == 303)
      #expect(try Self.records(console).count == 1)
    }
  }

  @Test("A changed version shows what was typed; each form of an item is kept")
  func changedTyped() async throws {
    try await TestConsole.run(prepare: AttackTests.submitted) { console in
      let head = try await console.guest("head")
      let page = try await head.get("/item?id=a").body
      #expect(page.components(separatedBy: "data-keep=").count > 2)
      let form = [("id", "a"), ("digest", String(repeating: "0", count: 64)), ("kind", "会商"), ("reason", "写了很久的情况")]
      let reply = try await head.post("/item/pause", form)
      #expect(reply.status == 409 && reply.body.contains("写了很久的情况"))
    }
  }

  @Test("A faulty draft stands in the list of its own unit alone")
  func faultyUnit() async throws {
    try await TestConsole.run(prepare: { try $0.record("坏", ["生成日期": "不是日期"]) }) { console in
      let list = try await console.guest("drafter").get("/records").body
      #expect(list.contains("改正后才能在这里编辑") && list.contains("坏.md 第"))
      #expect(try await !console.guest("other").get("/records").body.contains("改正后才能在这里编辑"))
    }
  }

  @Test("A draft that nobody put forward can be deleted by its unit; what the ledger names can't")
  func deletion() async throws {
    try await TestConsole.run(prepare: { site in
      for id in ["a", "b"] { try site.record(id) }
      try site.submit(only: ["b"])
    }) { console in
      let drafter = try await console.guest("drafter")
      let list = try await drafter.get("/records").body
      #expect(list.components(separatedBy: "/records/delete").count == 2)
      let digests = Dictionary(
        uniqueKeysWithValues: try Self.records(console).map { ($0.record.id.rawValue, $0.digest.hex) })
      func delete(_ id: String, _ guest: Guest) async throws -> Int {
        try await guest.post("/records/delete", [("id", id), ("digest", digests[id] ?? "")]).status
      }
      #expect(try await delete("a", console.guest("other")) == 404)
      #expect(try await delete("b", drafter) == 409)
      #expect(try await drafter.post("/records/delete", [("id", "a"), ("digest", "0")]).status == 409)
      #expect(try Self.records(console).count == 2)
      #expect(try await delete("a", drafter) == 303)
      #expect(try Self.records(console).map(\.record.id.rawValue) == ["b"])
      let bin = try FileManager.default.contentsOfDirectory(atPath: "\(console.site.path)/deleted")
      #expect(bin.count == 1 && bin[0].hasSuffix("-a.md"))
      #expect(try console.log(.saved).contains { $0.note.contains("删除草稿 a") })
    }
  }

  @Test("What a form shows is saved as it was: lines in a field, and an item with a separator in it")
  func untouched() async throws {
    try await TestConsole.run(prepare: { site in
      try site.record("a", ["发文机关": "\"甲局\\n乙局\"", "关键词": "[\"甲;乙\", 丙]"])
    }) { console in
      let drafter = try await console.guest("drafter")
      let page = try await drafter.get("/records/edit?id=a").body
      #expect(page.contains("name=\"field-发文机关\" rows"))
      let form =
        Self.fields(title: "新题") + [
          ("id", "a"), ("digest", try drafter.value("digest", in: page)), ("field-发文机关", "甲局\r\n乙局"),
          ("field-关键词", "甲;乙；丙"),
        ]
      #expect(try await drafter.post("/records/save", form).status == 303)
      let record = try #require(try Self.records(console).first).record
      #expect(record.text(.issuer) == "甲局\n乙局" && record.list(.keywords) == ["甲;乙", "丙"])
    }
  }

  @Test("A title of sixty pictures is saved under a name that a file can have")
  func longName() async throws {
    let title = String(repeating: "👨‍👩‍👧‍👦", count: 60)
    #expect(RecordFile.name(from: title).utf8.count <= 180 && !RecordFile.name(from: title).isEmpty)
    #expect(RecordFile.name(from: "关于印发的通知") == "关于印发的通知")
  }

  @Test("The lines of a reason stay lines")
  func lines() async throws {
    try await TestConsole.run(prepare: AttackTests.submitted) { console in
      let head = try await console.guest("head")
      #expect(try await head.decide("a", "return", [("code", ""), ("reason", "一、缺日期\r\n二、缺附件")]).status == 303)
      #expect(try console.events(.sendBack).first?.details["reason"]?.text == "一、缺日期\n二、缺附件")
      #expect(try await console.guest("drafter").get("/records").body.contains("一、缺日期\n二、缺附件"))
    }
  }

  @Test("A record whose file got another name is not put forward a second time")
  func renamed() async throws {
    try await TestConsole.run { console in
      let drafter = try await console.guest("drafter")
      #expect(try await drafter.post("/records/save", Self.fields(title: "关于培训的通知")).status == 303)
      let first = try #require(try Self.records(console).first)
      let file = "\(console.site.path)/\(first.parts[0].path)"
      func submit(_ working: WorkingRecord) async throws -> Wire.Reply {
        let form = [("id", working.record.id.rawValue), ("digest", working.digest.hex)]
        return try await drafter.post("/records/submit", form)
      }
      #expect(try await submit(first).status == 303)
      let folder = (file as NSString).deletingLastPathComponent
      try FileManager.default.moveItem(atPath: file, toPath: "\(folder)/另一个名称.md")
      let second = try #require(try Self.records(console).first)
      #expect(second.record.id != first.record.id)
      let refused = try await submit(second)
      #expect(refused.status == 409 && refused.body.contains("「\(first.record.id)」"), "\(refused.body.suffix(900))")
      #expect(try console.events(.submit).count == 1)
    }
  }
}
