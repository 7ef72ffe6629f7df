import Foundation
import Records
import Review
import Support
import Testing

@testable import Console

/// A document whose body is a Word file, in the console.
@Suite("A Word file in the console", .serialized)
struct OfficeBodyTests {
  @Test("Its words are shown, its page is previewed, the file is handed out as it is, and no form touches it")
  func word() async throws {
    let bytes = try OfficeSample.word()
    try await TestConsole.run(prepare: { try $0.document("通知", body: "通知.docx", bytes) }) { console in
      let id = "documents/通知"
      let drafter = try await console.guest("drafter")
      let draft = try await drafter.get("/records/preview?id=\(FormFields.encode(id))")
      let address = try #require(draft.header("Location"))
      let page = try #require(try await console.stranger.get(address).header("Location"))
      #expect(try await console.stranger.get(page).body.contains("（二）严守时限"))
      // Neither opened nor saved as if it were text.
      #expect(try await drafter.get("/records/edit?id=\(FormFields.encode(id))").status == 404)
      let working = try #require(try console.site.open(.reading).workingSite().records.first)
      let fields = [
        ("id", id), ("digest", working.digest.hex), ("column", "4.1.3"), ("field-标题", "别的"), ("body", "别的正文"),
      ]
      #expect(try await drafter.upload("/records/save", fields, name: "表.txt", Array("甲\n".utf8)).status == 404)
      let now = try #require(try console.site.open(.reading).workingSite().records.first)
      #expect(now.digest == working.digest && now.parts.contains { $0.bytes == bytes })
      #expect(try await drafter.post("/records/submit", [("id", id), ("digest", working.digest.hex)]).status == 303)
      let head = try await console.guest("head")
      let item = try await head.get("/item?id=\(FormFields.encode(id))").body
      #expect(!item.contains("PK\u{3}") && item.contains("documents/通知.docx"))
      let frame = try #require(item.firstMatch(of: /src="(\/frame\/[^"]+)"/)).output.1
      let shown = try #require(try await console.stranger.get(String(frame)).header("Location"))
      #expect(try await console.stranger.get(shown).body.contains("<td rowspan=\"2\">公文处理</td>"))
    }
  }

  @Test("The next version is compared with the one on the site by its words")
  func compared() async throws {
    try await TestConsole.run(prepare: { site in
      try site.document("通知", body: "通知.docx", OfficeSample.word())
      try site.approve()
      try site.publish()
      try site.document(
        "通知", body: "通知.docx", OfficeSample.word(more: "<w:p><w:r><w:t>又及此事</w:t></w:r></w:p>"))
      try site.submit()
    }) { console in
      let item = try await console.guest("head").get("/item?id=\(FormFields.encode("documents/通知"))").body
      #expect(item.contains("又及此事") && !item.contains("PK\u{3}") && item.contains("内容已变"))
    }
  }
}
