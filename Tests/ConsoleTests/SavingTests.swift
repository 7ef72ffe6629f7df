import Files
import Foundation
import Records
import Review
import Support
import Testing

@testable import Console

/// What a form writes, and whose hand it is.
@Suite("Records saved in the console", .serialized)
struct SavingTests {
  private static func fields(title: String) -> [(String, String)] {
    [
      ("column", "4.1.3"), ("field-标题", title), ("field-可否公开", "主动公开"), ("field-公开载体", "政府网站"),
      ("field-生成日期", "2026-11-02"), ("field-内容概述", "概述"), ("body", "正文一段。\r\n"),
    ]
  }

  private static func text(_ path: String, _ console: TestConsole) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(console.site.path)/\(path)")), as: UTF8.self)
  }

  /// Edits a record through its form.
  private static func edit(_ id: String, title: String, _ guest: Guest) async throws -> Wire.Reply {
    let page = try await guest.get("/records/edit?id=\(FormFields.encode(id))").body
    let form = fields(title: title) + [("id", id), ("digest", try guest.value("digest", in: page))]
    return try await guest.upload("/records/save", form, name: "", [])
  }

  @Test("A record that states its 标识 keeps it; one that states none gets none")
  func identifier() async throws {
    try await TestConsole.run(prepare: { site in
      try site.record("甲", ["标识": "固定-甲"])
      try site.record("乙", ["标识": "\"012\""])
      try site.record("丙")
    }) { console in
      let drafter = try await console.guest("drafter")
      for id in ["固定-甲", "012", "丙"] { #expect(try await Self.edit(id, title: "新题", drafter).status == 303) }
      let ids = try console.site.open(.reading).workingSite().records.map(\.record.id.rawValue).sorted()
      #expect(ids == ["012", "丙", "固定-甲"])
      #expect(try Self.text("records/乙.md", console).contains("标识: \"012\"\n"))
      #expect(try !Self.text("records/丙.md", console).contains("标识"))
    }
  }

  @Test("Who wrote the bytes in the console reviews none of them, whoever submits them")
  func writers() async throws {
    try await TestConsole.run(prepare: { site in
      for id in ["a", "b"] { try site.record(id) }
    }) { console in
      let (drafter, second) = (try await console.guest("drafter"), try await console.guest("second"))
      for id in ["a", "b"] { #expect(try await Self.edit(id, title: "庚某写的", second).status == 303) }
      // Somebody else's hand over it takes nothing away from the first one's.
      #expect(try await Self.edit("a", title: "庚某写的，甲某改过", drafter).status == 303)
      let working = try console.site.open(.reading).workingSite().records
      let a = try #require(working.first { $0.record.id.rawValue == "a" })
      #expect(try await drafter.post("/records/submit", [("id", "a"), ("digest", a.digest.hex)]).status == 303)
      #expect(try console.events(.submit).last?.details["writers"]?.elements?.map(\.text) == ["second"])
      // The ledger never heard of the second one's hand where it is put forward from the command line.
      try console.site.submit(only: ["b"])
      for id in ["a", "b"] {
        let page = try await second.get("/item?id=\(id)").body
        #expect(!page.contains("value=\"agree\"") && page.contains("拟稿、审查、批准分设"))
        let form = [
          ("id", id), ("digest", try second.value("digest", in: page)), ("step", "科室审核"), ("choice", "agree"),
        ]
        let reply = try await second.post("/item/decide", form)
        #expect(reply.status == 403 && reply.body.contains("参与了这一版本的起草"), "\(id)")
      }
      #expect(try console.events(.agree).isEmpty)
      #expect(try await console.guest("head").decide("a").status == 303)
      let log = try console.log(.saved)
      #expect(log.map(\.account) == ["drafter", "second", "second"] && log.allSatisfy { $0.note.contains("records/") })
    }
  }

  @Test("What somebody wrote before the last approval bars nobody from what others wrote after it")
  func writersBefore() async throws {
    try await TestConsole.run(prepare: { try $0.record("a") }) { console in
      let (drafter, second) = (try await console.guest("drafter"), try await console.guest("second"))
      #expect(try await Self.edit("a", title: "庚某写的", second).status == 303)
      // What falls into the very second of the approval is taken for written after it.
      try await Task.sleep(for: .milliseconds(1100))
      try console.site.approve()
      #expect(try await Self.edit("a", title: "甲某改的", drafter).status == 303)
      let working = try #require(try console.site.open(.reading).workingSite().records.first)
      #expect(try await drafter.post("/records/submit", [("id", "a"), ("digest", working.digest.hex)]).status == 303)
      #expect(try console.events(.submit).last?.details["writers"] == nil)
      #expect(try await second.decide("a").status == 303)
    }
  }

  @Test("Six who save at once under one title, with files of one name, each keep their own")
  func sixAtOnce() async throws {
    try await TestConsole.run { console in
      let drafter = try await console.guest("drafter")
      let (cookie, token, port) = (drafter.cookie, drafter.token, console.port)
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<6 {
          group.addTask {
            var body = ""
            for (name, value) in [("token", token)] + Self.fields(title: "同题") {
              body += "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
            }
            body += "--XX\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"同名.txt\"\r\n\r\n"
            body += "第\(number)份\r\n--XX--\r\n"
            return try await Wire(port: port).request(
              "POST", "/records/save",
              headers: [
                ("Cookie", cookie), ("Origin", "http://127.0.0.1:\(port)"),
                ("Content-Type", "multipart/form-data; boundary=XX"),
              ], body: Array(body.utf8)
            ).status
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == [303, 303, 303, 303, 303, 303])
      let working = try console.site.open(.reading).workingSite().records
      #expect(working.count == 6 && Set(working.flatMap(\.record.attachments)).count == 6)
      let files = working.flatMap(\.parts).filter { $0.kind == .attachment }.map {
        String(decoding: $0.bytes, as: UTF8.self)
      }
      #expect(Set(files) == Set((0..<6).map { "第\($0)份" }))
    }
  }

  @Test("A save that fails leaves no file behind, and says why in words")
  func failed() async throws {
    try await TestConsole.run { console in
      // A file stands where the record's folder would be.
      try console.site.write("records/4.1.3", "不是文件夹\n")
      let drafter = try await console.guest("drafter")
      let reply = try await drafter.upload("/records/save", Self.fields(title: "培训"), name: "表.txt", Array("甲\n".utf8))
      #expect(reply.status == 503 && reply.body.contains("没有保存") && !reply.body.contains("FileFault"))
      let records = try FileManager.default.contentsOfDirectory(atPath: "\(console.site.path)/records")
      #expect(records == ["4.1.3"])
      let uploads = FileManager.default.enumerator(atPath: "\(console.site.path)/attachments")?.allObjects as? [String]
      #expect(uploads?.filter { $0.contains("表") } ?? [] == [])
    }
  }

  @Test("Faults are told in their own words")
  func words() {
    #expect((FileFault("写入", "a.md", "磁盘已满") as any Error).words == "写入「a.md」失败:磁盘已满")
    #expect((LedgerFault("链断了") as any Error).words == "链断了")
  }
}
