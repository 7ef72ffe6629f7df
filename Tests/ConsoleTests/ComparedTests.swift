import Records
import Review
import Support
import Testing
import Values

@testable import Console

/// What a reviewer is shown of a change.
@Suite("Versions compared", .serialized)
struct ComparedTests {
  private static func marked(_ difference: TextDifference) -> String {
    difference.runs.map { run in
      switch run.kind {
      case .same: ""
      case .removed: "[-\(run.text)-]"
      case .added: "[+\(run.text)+]"
      }
    }.joined()
  }

  @Test("One word changed in a table of thousands of rows is marked alone, at both ends too")
  func longTable() {
    var rows = (0..<6000).map { "| \($0) | 某单位\($0) | \($0 * 7) 万元 |\n" }
    let old = rows.joined()
    for at in [1, 3000, 5998] { rows[at] = rows[at].replacing("万元", with: "亿元") }
    let difference = TextDifference(from: old, to: rows.joined())
    #expect(!difference.isCoarse && difference.changed == 6)
    #expect(Self.marked(difference) == "[-万-][+亿+][-万-][+亿+][-万-][+亿+]")
  }

  @Test("A text rewritten from end to end is listed paragraph by paragraph once it gets too much, and says so")
  func rewritten() {
    func text(_ seed: Int) -> String {
      (0..<1500).map { paragraph in
        (0..<200).map {
          String(UnicodeScalar(UInt32(0x4E00 + ($0 * seed + paragraph * 31 + seed * seed) % 3000)) ?? "一")
        }
        .joined() + "\n\n"
      }.joined()
    }
    let (old, new) = (text(7), text(11))
    let difference = TextDifference(from: old, to: new)
    #expect(difference.isCoarse)
    #expect(difference.runs.filter { $0.kind != .added }.map(\.text).joined() == old)
    #expect(difference.runs.filter { $0.kind != .removed }.map(\.text).joined() == new)
  }

  @Test("Moved, doubled and dropped lines of long texts can be put together again from what is marked")
  func alignment() {
    var lines = (0..<2500).map { "第\($0 % 900)行\n" }
    let old = lines.joined()
    lines.swapAt(100, 2000)
    lines.insert(contentsOf: lines[5..<50], at: 1200)
    lines.removeSubrange(1700..<1790)
    let new = lines.joined()
    let runs = TextDifference(from: old, to: new).runs
    #expect(runs.filter { $0.kind != .added }.map(\.text).joined() == old)
    #expect(runs.filter { $0.kind != .removed }.map(\.text).joined() == new)
  }

  @Test("What came back is compared with the version that was returned, and says why it was")
  func returned() async throws {
    try await TestConsole.run(prepare: { site in
      try site.record("a", body: "第一段。\n")
      try site.submit()
      try site.decide("科室审核", as: "head", .sendBack(reason: "缺第二段"))
      try site.record("a", body: "第一段。\n另外加的一句。\n")
      try site.submit()
    }) { console in
      let page = try await console.guest("head").get("/item?id=a").body
      #expect(page.contains("与上次提交的版本相比") && page.contains("<ins>另外加的一句。"))
      #expect(page.contains("退回:缺第二段") && !page.contains("与网站上"))
    }
  }

  @Test("Another address behind the same words of a Word body is told; so is another setting")
  func links() async throws {
    func word(_ address: String, bold: Bool = false) throws -> [UInt8] {
      let text = bold ? "<w:rPr><w:b/></w:rPr><w:t>要点</w:t>" : "<w:t>要点</w:t>"
      let more =
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"\(address)\" </w:instrText></w:r>"
        + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>缴费</w:t></w:r>"
        + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p><w:p><w:r>\(text)</w:r><w:r><w:t>如下</w:t></w:r></w:p>"
      return try OfficeSample.word(more: more)
    }
    let id = FormFields.encode("documents/通知")
    try await TestConsole.run(prepare: { site in
      try site.document("通知", body: "通知.docx", word("https://pay.example.gov.cn/"))
      try site.approve()
      try site.publish()
      try site.document("通知", body: "通知.docx", word("https://pay.example.com/"))
      try site.submit()
    }) { console in
      let head = try await console.guest("head")
      let page = try await head.get("/item?id=\(id)").body
      #expect(page.contains("正文中链接和图片的地址") && !page.contains("字段和正文没有改动"))
      #expect(page.contains("<del>https://pay.example.gov.cn/") && page.contains("<ins>https://pay.example.com/"))
      try console.site.document("通知", body: "通知.docx", word("https://pay.example.gov.cn/", bold: true))
      try console.site.submit()
      try await Task.sleep(for: .milliseconds(300))
      let other = try await head.get("/item?id=\(id)").body
      #expect(other.contains("正文的排版") && !other.contains("字段和正文没有改动"))
    }
  }

  @Test("Addresses are read out of a page's source as they stand there")
  func addresses() {
    let html =
      "<p title=\"href=x\"><a href=\"https://a.example/\">甲</a><img alt=\"\" src=\"data:image/png;base64,AA\"></p><a href=\"b"
    let found = PageLinks.addresses(in: Array(html.utf8))
    #expect(found.count == 3 && found.first == "https://a.example/" && found[1].hasPrefix("内嵌图片") && found[2] == "b")
  }
}
