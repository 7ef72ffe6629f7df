import Testing

@testable import XML

@Suite struct DocumentTests {
  @Test func aDocumentBecomesAValueTreeWithNamesNamespacesTextAndLines() throws {
    let root = try XMLDocument(parsing: fixture("公文元数据.xml")).root
    #expect(root.name == "公文")
    #expect(root.namespace == "urn:gongkai:test")
    #expect(root.line == 2 && root.column == 1)
    #expect(root.attribute("密级") == "无")
    let title = root.first("title", namespace: "http://purl.org/dc/elements/1.1/")
    #expect(title?.text == "云川市人民政府办公室关于印发《办法》的通知")
    #expect(title?.line == 4 && title?.column == 3)
    #expect(root.all("主题").map(\.text) == ["综合政务", "市场监管 & 安全"])
    #expect(root.all("主题").map { $0.attribute("码") } == ["01", "02"])
  }

  @Test func commentsInstructionsAndCDATAAreKept() throws {
    let root = try XMLDocument(parsing: Array("<a><!-- 注 --><?p q?>甲<![CDATA[<乙>]]></a>".utf8)).root
    #expect(
      root.children == [.comment(" 注 "), .instruction(target: "p", data: "q"), .text("甲<乙>")])
  }

  @Test func malformedInputIsRefusedWithLineAndColumnAndAllFaults() {
    let found = faults("<甲>\n  <乙 x=1></乙>\n  <丙></丁>\n</甲>")
    #expect(found.count >= 2)
    #expect(found.first?.code == "xml.malformed")
    #expect(found.first?.line == 2)
    #expect(found.first?.column == 8)
    let mismatch = faults("<甲>\n<丙>\n</丁></甲>").first
    #expect(mismatch?.message == "开始标签“丙”（第 2 行）与结束标签“丁”不一致。")
    #expect(mismatch?.line == 3)
    #expect(mismatch?.detail.isEmpty == false)
  }

  @Test(arguments: [
    "", "   ", "文字", "<a>", "<a/><b/>", "<a b='1' b='2'/>", "<a>&nbsp;</a>", "<a>&</a>", "<p:a/>",
  ])
  func badInputIsRefused(_ text: String) { #expect(!faults(text).isEmpty) }

  @Test func invalidUTF8IsRefused() {
    let found = faults(Array("<a>\n".utf8) + [0xC3, 0x28] + Array("</a>".utf8))
    #expect(found.contains { $0.code == "xml.encoding" && $0.line == 2 }, "\(found.map { ($0, $0.detail) })")
  }

  @Test func aDeclaredGB18030IsRead() throws {
    let bytes =
      Array("<?xml version=\"1.0\" encoding=\"GB18030\"?><a>".utf8) + [0xB9, 0xAB, 0xBF, 0xAA]
      + Array("</a>".utf8)
    #expect(try XMLDocument(parsing: bytes).root.text == "公开")
  }

  @Test func anUnknownEncodingIsRefused() {
    #expect(faults("<?xml version=\"1.0\" encoding=\"x-no\"?><a/>").first?.code == "xml.encoding")
  }

  @Test func linesBeyond65535AreExact() throws {
    let text = "<a>" + String(repeating: "\n", count: 70_000) + "<b/>\n<c\n x='1'/></a>"
    let root = try XMLDocument(parsing: Array(text.utf8)).root
    #expect(root.elements.map(\.line) == [70_001, 70_002])
    #expect(faults(String(text.dropLast(4)) + "</b>").contains { $0.line == 70_003 })
    #expect(
      events(Array(text.utf8)).events.filter { if case .start = $0.kind { true } else { false } }.map(\.line)
        == [1, 70_001, 70_002])
  }

  @Test func limitsAreKept() {
    let deep = Array((String(repeating: "<a>", count: 5000) + String(repeating: "</a>", count: 5000)).utf8)
    #expect(faults(deep).map(\.code) == ["xml.too-deep"])
    #expect(faults(deep, limits: XMLLimits(maxDepth: 10_000)).first?.code == "xml.too-deep")
    #expect(events(deep).faults.map(\.code) == ["xml.too-deep"])
    let large = [UInt8](repeating: 0x20, count: 65 << 20)
    #expect(faults(large).map(\.code) == ["xml.too-large"])
    #expect(events(large).faults.map(\.code) == ["xml.too-large"])
    let many = Array(("<a>" + String(repeating: "<b c='1'/>", count: 100) + "</a>").utf8)
    #expect(faults(many, limits: XMLLimits(maxNodes: 200)).map(\.code) == ["xml.too-many"])
    #expect(faults(many, limits: XMLLimits(maxNodes: 201)).isEmpty)
  }

  @Test func memoryDoesNotGrowOver20000Documents() throws {
    let bytes = fixture("公文元数据.xml")
    let broken = Array(bytes.dropLast(5))
    let bomb = Array("<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>".utf8)
    func round(_ count: Int) throws {
      for index in 0..<count {
        _ = try XMLDocument(parsing: bytes).root
        if index % 4 == 0 {
          _ = faults(broken)
          _ = faults(bomb)
          _ = faults(bomb, doctype: .ignore)
          _ = try HTMLDocument(parsing: Array("<p>甲<b>乙".utf8))
          let stream = try XMLStream(bytes)
          _ = try stream.next()
          _ = try XMLDocument(parsing: bytes).evaluate(XPath("//*[1]"))
        }
      }
    }
    try round(2000)
    let before = residentBytes()
    try round(20_000)
    #expect(residentBytes() - before < 160 << 20)
  }
}
