import Testing

@testable import Inspection

@Suite("Inspection: text, tables, pages and XML")
struct TextInspectionTests {
  private func look(_ text: String, _ name: String) -> Inspection {
    FileInspector.inspect(Array(text.utf8), name: name)
  }

  @Test("text comes by line, in UTF-8, UTF-16 and GBK")
  func text() {
    let found = look("第一行\r\n\r\n第三行", "a.txt")
    #expect(found.kind == .text)
    #expect(found.parts.map(\.place) == ["第1行", "第3行"])
    #expect(found.part("第三行")?.text == Array("第三行".utf8))
    let gbk: [UInt8] = [0xD6, 0xD0, 0xCE, 0xC4]
    #expect(FileInspector.inspect(gbk, name: "a.txt").part("中文") != nil)
    #expect(FileInspector.inspect([0xFF, 0xFE, 0x2D, 0x4E, 0x87, 0x65], name: "a.txt").part("中文") != nil)
    #expect(FileInspector.inspect([0x61, 0xFF, 0xFF, 0x61], name: "a.txt").codes == ["!unreadable"])
  }

  @Test(
    "mail and saved pages are held: what they pack as letters nobody finds", arguments: ["eml", "EML", "mbox", "mht"])
  func mail(ending: String) {
    let head = (0..<40).map { "Received: from a\($0).example by b.example; Mon, 5 Jan 2026 09:00:00 +0800\n" }.joined()
    let text = "\(head)MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n5ZGo\n"
    #expect(look(text, "来信.\(ending)").codes == ["!unreadable"])
    #expect(look("简单的信", "来信.\(ending)").codes == ["!unreadable"])
    #expect(look("简单的信", "eml.txt").codes == [])
  }

  @Test(
    "pages and drawings that run something where they are opened block",
    arguments: [
      ("<html><body><img src=\"x\" onerror=\"alert(1)\"></body></html>", "a.html"),
      ("<html><body><table><tr><td><script>alert(1)</script></td></tr></table></body></html>", "a.html"),
      ("<html><body><a href=\" java\tscript:alert(1)\">甲</a></body></html>", "a.htm"),
      ("<html><body><iframe src=\"https://example.com/\"></iframe></body></html>", "a.html"),
      ("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"><text>甲</text></svg>", "a.svg"),
      ("<svg xmlns=\"http://www.w3.org/2000/svg\"><a href=\"javascript:alert(1)\"><text>甲</text></a></svg>", "a.svg"),
    ])
  func running(text: String, name: String) {
    #expect(look(text, name).codes.contains("!script"), "\(look(text, name).codes)")
  }

  @Test("tables come by field, with quotes and line breaks within")
  func csv() {
    let found = look("\u{FEFF}姓名,备注\r\n甲,\"一,\"\"二\"\"\n三\"\r\n", "a.csv")
    #expect(found.kind == .csv)
    #expect(found.parts.map { String(decoding: $0.text, as: UTF8.self) } == ["姓名", "备注", "甲", "一,\"二\"\n三"])
    #expect(found.parts.last?.row == TableCell(table: 1, row: 2, column: 2))
    #expect(found.parts.last?.place == "第2行第2列")
    #expect(look("a\tb\n1\t2", "a.csv").parts.count == 4)
  }

  @Test("pages: comments and hidden elements are hidden parts, scripts block")
  func html() {
    let found = look(
      """
      <!DOCTYPE html><html><head><meta name="author" content="李某"></head><body><p>看得见</p><!-- 注释的话 -->
      <div style="display: none">看不见</div><input type="hidden" value="暗值"><table><tr><th>姓名</th></tr><tr><td>甲</td></tr></table>
      <script>var a = "脚本的话"</script></body></html>
      """, "a.html")
    #expect(found.kind == .html)
    #expect(found.codes == ["!hiddenText", "!script", "hiddenText"])
    for text in ["注释的话", "看不见", "暗值", "李某", "脚本的话"] { #expect(found.part(text)?.isHidden == true, "\(text)") }
    #expect(found.part("看得见")?.isHidden == false)
    #expect(found.part("甲")?.row == TableCell(table: 1, row: 2, column: 1))
  }

  @Test(
    "pages: text that a style sheet hides, or that is white on white, is hidden",
    arguments: [
      "<style>p.a, .b { display: none }</style><p class=\"x b\">暗处</p>",
      "<style>#c{visibility:hidden}</style><p id=c>暗处</p>",
      "<style>@media screen { .b { display:none } }</style><p class=b>暗处</p>", "<p style=\"color: #FFF\">暗处</p>",
      "<p><font color=white>暗处</font></p>", "<table><tr><td>甲<span style=\"display:none\">暗处</span></td></tr></table>",
      "<p style=\"opacity:0\">暗处</p>", "<style>.w { color: #fff }</style><p class=w>暗处</p>",
      "<style>span{display:none}</style><p>甲<span>暗处</span></p>", "<p style=\"color:#fff;background:#FFF\">暗处</p>",
      "<p style=\"font-size:0px !important\">暗处</p>",
      "<style>.a{font-size:0}.a{display:block}</style><p class=a>暗处</p>",
      "<table bgcolor=white><tr><td style=\"color:#fff\">暗处</td></tr></table>",
    ])
  func styled(_ page: String) {
    #expect(look("<html><body>\(page)</body></html>", "a.html").codes == ["!hiddenText"])
    #expect(!FileInspector.hiddenText(inPage: Array(page.utf8)).isEmpty)
  }

  @Test(
    "pages: what only paper or a pointer hides, and white text on a ground, is seen",
    arguments: [
      "<style>@media print { .b { display:none } .c { display:none } }</style><p class=b>明处</p>",
      "<style>.b:hover { display:none } .c .d { color: red }</style><p class=b>明处</p>",
      "<table style=\"background:#006\"><tr><th style=\"color:#fff\">明处</th></tr></table>",
      "<div style=\"background-color:#006\"><b style=\"color:white\">明处</b></div>", "<p style=\"color:#fff000\">明处</p>",
      "<p style=\"font-size:0.9em\">明<b style=\"font-size:.5rem\">处</b></p>",
      "<style>.hd{background:#c00}</style><table><tr class=hd><th style=\"color:#fff\">明处</th></tr></table>",
      "<style>thead{background:#036}th{color:#fff}</style><table><thead><tr><th>明处</th></tr></thead></table>",
      "<style>@media (max-width:600px){.b{display:none}}</style><p class=b>明处</p>",
      "<style>.a{display:none}.a{display:block}</style><p class=a>明处</p>",
    ])
  func seen(_ page: String) {
    #expect(look("<html><body>\(page)</body></html>", "a.html").codes == [])
  }

  @Test("a comment that never ends hides the rest of a page")
  func unfinishedComment() {
    let found = look("<html><body><p>看得见</p><!-- 暗处", "a.html")
    #expect(found.codes == ["!hiddenText"])
    #expect(found.part("暗处")?.isHidden == true)
  }

  @Test("a page in GBK is read by its own word")
  func gbkPage() {
    let page = Array("<html><meta charset=\"gb2312\"><p>".utf8) + [0xD6, 0xD0, 0xCE, 0xC4] + Array("</p></html>".utf8)
    #expect(FileInspector.inspect(page, name: "a.htm").part("中文")?.isHidden == false)
  }

  @Test("XML: text, attributes and comments; entities are refused")
  func xml() {
    let found = look("<?xml version=\"1.0\"?><a b=\"值\">\n字<!-- 话 --></a>", "a.xml")
    #expect(found.kind == .xml)
    #expect(found.codes == ["hiddenText"])
    #expect(found.part("值")?.place == "第1行 a@b")
    #expect(found.part("话")?.isHidden == true)
    let entity = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"
    #expect(look(entity, "a.xml").codes == ["!externalEntity"])
  }
}
