import Documents
import Testing
import XML

@Suite("Documents as Word files")
struct WordDocumentTests {
  @Test("the same document gives the same bytes, in two threads too")
  func sameBytes() async throws {
    let document = DocumentFixture.document(try DocumentFixture.file("notice.html"))
    async let one = WordDocument.bytes(of: document)
    async let two = WordDocument.bytes(of: document)
    let both = try await (one, two)
    #expect(both.0 == both.1)
    #expect(try WordDocument.bytes(of: document) == both.0)
  }

  @Test("every part is well-formed and the text holds all visible text in order", arguments: ["notice", "law"])
  func wholeText(_ name: String) throws {
    let body = try DocumentFixture.file("\(name).html")
    for entry in try ArchiveFixture.entries(of: WordDocument.bytes(of: DocumentFixture.document(body))) {
      #expect(throws: Never.self) { try XMLDocument(parsing: entry.content) }
    }
    let text = try DocumentFixture.part("word/document.xml", of: body).descendants("t").map(\.text).joined()
    let marks: Set<Character> = ["•", "［", "］"]
    let visible = try HTMLDocument(parsing: body).root?.text ?? ""
    var rest = text.filter { !$0.isWhitespace && !marks.contains($0) }[...]
    for character in visible where !character.isWhitespace {
      guard let index = rest.firstIndex(of: character) else {
        Issue.record("“\(character)” is missing.")
        return
      }
      rest = rest[rest.index(after: index)...]
    }
  }

  @Test("markup in text is escaped and characters that XML cannot hold are left out")
  func escaping() throws {
    let root = try DocumentFixture.part(html: "<p>a&amp;b&lt;c&gt;\"d\"\u{1}\u{FFFF}&#1;e&#x4E2D;</p>")
    #expect(root.descendants("t").map(\.text).joined() == "题a&b<c>\"d\"e中")
    var bytes = Array("<p>甲".utf8)
    bytes += [0xFF, 0xFE]
    #expect(try DocumentFixture.part("word/document.xml", of: bytes).text == "题甲\u{FFFD}\u{FFFD}")
  }

  @Test("headings take Word's heading styles")
  func headings() throws {
    let root = try DocumentFixture.part(html: "<h2>一</h2><h3>二</h3><h4>三</h4><p>四</p>")
    let styles = root.descendants("pStyle").compactMap { $0.attributes.first?.value }
    #expect(styles == ["Title", "Heading1", "Heading2", "Heading3", "BodyText"])
  }

  @Test("nested lists keep their marks and levels")
  func lists() throws {
    let root = try DocumentFixture.part(html: "<ol start=\"3\"><li>甲<ul><li>乙</li></ul></li><li><p>丙</p></li></ol>")
    #expect(root.text == "题3.甲•乙4.丙")
    let styles = root.descendants("pStyle").compactMap { $0.attributes.first?.value }
    #expect(styles == ["Title", "Item1", "Item2", "Item1"])
  }

  @Test("cells over several columns and rows are merged and every row is full")
  func tables() throws {
    let root = try DocumentFixture.part(
      html: "<table><tr><td rowspan=\"2\">甲</td><td colspan=\"2\">乙</td></tr><tr><td>丙</td></tr></table>")
    #expect(root.descendants("gridCol").count == 3)
    let rows = root.descendants("tr").map { row in row.all("tc") }
    #expect(rows.map { $0.map(\.text) } == [["甲", "乙"], ["", "丙", ""]])
    #expect(root.descendants("vMerge").count == 2)
    #expect(rows.joined().allSatisfy { $0.last("p") })
  }

  @Test("only web addresses become links, each a relationship")
  func links() throws {
    let html = "<p><a href=\"https://a.cn/?x=1&amp;y=%zz中\">甲</a><a href=\"javascript:x\">乙</a><a href=\"/c\">丙</a></p>"
    let part = try DocumentFixture.part("word/_rels/document.xml.rels", html: html)
    let targets = part.elements.filter { $0.attribute("TargetMode") == "External" }.map { $0.attribute("Target") }
    #expect(targets == ["https://a.cn/?x=1&y=%25zz%E4%B8%AD"])
    #expect(try DocumentFixture.part(html: html).descendants("hyperlink").map(\.text) == ["甲"])
  }

  @Test(
    "an empty body and bodies nested a thousand deep are no trouble",
    arguments: ["", "div", "ul><li", "table><tr><td", "blockquote", "strong"])
  func depth(_ tag: String) throws {
    let html = tag.isEmpty ? "" : String(repeating: "<\(tag)>", count: 1000) + "甲"
    #expect(try DocumentFixture.part(html: html).text.hasSuffix(tag.isEmpty ? "题" : "甲"))
  }
}

extension XMLElement {
  fileprivate func last(_ name: String) -> Bool { elements.last?.name == name }
}
