import Testing
import XML

@Suite struct WriterTests {
  @Test func writtenXMLIsEscapedIndentedAndReadBack() throws {
    var xml = XMLWriter(indent: 2)
    xml.start("rss", ["version": "2.0", "说明": "a\"<>&\n\t"])
    xml.start("channel")
    xml.element("title", text: "《办法》<1> & \u{1}\r]]>")
    xml.element("link")
    xml.start("p")
    xml.text("前")
    xml.element("b", text: "中")
    xml.text("后")
    xml.end()
    let bytes = xml.finish()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(
      text.contains(
        "\n  <channel>\n    <title>《办法》&lt;1&gt; &amp; \u{FFFD}&#13;]]&gt;</title>\n    <link/>\n"))
    #expect(text.contains("<p>前<b>中</b>后</p>\n  </channel>\n</rss>\n"))
    let root = try XMLDocument(parsing: bytes).root
    #expect(root.attribute("说明") == "a\"<>&\n\t")
    #expect(root.first("channel")?.first("title")?.text == "《办法》<1> & \u{FFFD}\r]]>")
  }

  @Test func anUnsafeNameCannotBreakOut() throws {
    var xml = XMLWriter(indent: nil)
    xml.element("a b='1'><c", ["1x": "y"])
    #expect(try XMLDocument(parsing: xml.finish()).root.elements.isEmpty)
  }

  @Test func htmlIsReadAndWritten() throws {
    let document = try HTMLDocument(
      parsing: Array("<p class=x>甲&lt;<br>乙 <b>丙<section>丁</section><!--注-->".utf8))
    var html = HTMLWriter()
    for node in document.root?.first("body")?.children ?? [] { html.node(node) }
    #expect(
      String(decoding: html.bytes, as: UTF8.self)
        == "<p class=\"x\">甲&lt;<br>乙 <b>丙<section>丁</section><!--注--></b></p>")
    #expect(try HTMLDocument(parsing: []).root == nil)
  }

  @Test func htmlFaultsAreCollectedAndUnreadableHTMLIsRefused() throws {
    let document = try HTMLDocument(parsing: Array("<p>\n<b></i>&nosuch; <a b='1' b='2'>".utf8))
    #expect(!document.faults.isEmpty)
    #expect(document.faults.allSatisfy { $0.code == "html.syntax" })
    #expect(throws: XMLFaults.self) { try HTMLDocument(parsing: Array("<p>甲".utf8) + [0xFF]) }
    #expect(throws: XMLFaults.self) {
      try HTMLDocument(parsing: Array(String(repeating: "<div>", count: 5000).utf8))
    }
    let nul = try HTMLDocument(parsing: Array("<p>a\0b</p><p>c</p>".utf8))
    #expect(nul.root?.text == "a\u{FFFD}bc")
  }

  @Test func invalidUTF8HasItsPlace() {
    let bytes = Array("甲\n乙".utf8) + [0xE4, 0xB8, 0x20]
    bytes.withUnsafeBytes { raw in
      #expect(UTF8Text.firstInvalidOffset(in: raw) == 7)
      #expect(UTF8Text.position(of: 7, in: raw) == (2, 2))
    }
  }
}
