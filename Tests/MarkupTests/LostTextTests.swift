import Markup
import Testing

@Suite("Text that markup would take away")
struct LostTextTests {
  private func warnings(_ text: String) throws -> [MarkupWarning] { try Markdown.html(Array(text.utf8)).warnings }

  @Test("in lines that look like a link's address stays")
  func references() throws {
    let page = try html("正文一。\n\n[说明]: 本表为初步统计数\n\n[1]: 国家统计局\n\n[2]:数据截至2025年底\n\n- [3]: 列表里\n\n正文二。")
    for text in ["[说明]: 本表为初步统计数", "[1]: 国家统计局", "[2]:数据截至2025年底", "[3]: 列表里"] {
      #expect(page.contains(text), "\(text)")
    }
    #expect(try html("见[说明]\n\n[说明]: 本表为初步统计数").contains("[说明]: 本表为初步统计数"))
    #expect(
      try html("见[表]\n\n[表]: /一\n[表]: /二")
        == "<p>见<a href=\"/一\">表</a></p>\n<p>[表]: /二</p>\n".replacing("/一\"", with: "/%E4%B8%80\""))
    #expect(Markdown.firstNote(in: Array("甲\n\n[说明]: 乙\n".utf8)) == 5)
  }

  @Test("in cells beyond a table's head is told, with its line")
  func cells() throws {
    let found = try warnings("|项目|金额|\n|---|---|\n|甲|1|\n|甲|1|2|3|\n|a\\|b|c|\n")
    #expect(found.map(\.code) == ["markup.lost"])
    #expect(found.first?.line == 4)
  }

  @Test("between angle brackets that are no tag stays")
  func angles() throws {
    #expect(try html("<Dept>应当报送材料。若a<b and c>d则停。") == "<p>&lt;Dept&gt;应当报送材料。若a&lt;b and c&gt;d则停。</p>\n")
    #expect(try html("<b>粗</b>，<Dept>甲") == "<p><b>粗</b>，&lt;Dept&gt;甲</p>\n")
    #expect(try html("<font color=red>甲</font><br>乙") == "<p>甲<br>乙</p>\n")
  }

  @Test("in elements that no page shows is told as lost; what holds no text of a page is only told")
  func elements() throws {
    func codes(_ text: String) throws -> [String] { try HTMLSanitizer.html(Array(text.utf8)).warnings.map(\.code) }
    #expect(try codes("<p>甲<math><mi>x</mi></math></p>") == ["markup.lost"])
    #expect(try codes("<svg><text>图</text></svg>") == ["markup.lost"])
    #expect(try codes("<select><option>甲</select>") == ["markup.lost"])
    #expect(try codes("<svg><path d=\"M0 0\"/></svg><script>x</script>") == ["markup.html", "markup.html"])
    #expect(try codes("<dept>甲</dept>") == ["markup.html"])
    #expect(try codes("<center><font>甲</font></center>").isEmpty)
  }

  @Test("that is struck out is shown as struck out, and lists keep their numbers")
  func forms() throws {
    #expect(try sanitized("<p><strike>甲</strike>乙</p>") == "<p><s>甲</s>乙</p>")
    #expect(try sanitized("<p><span style=\"text-decoration: line-through\">甲</span></p>") == "<p><s>甲</s></p>")
    #expect(
      try sanitized("<ol reversed><li>甲</li><li value=\"9\">乙</li></ol>")
        == "<ol reversed=\"\" start=\"2\"><li>甲</li><li value=\"9\">乙</li></ol>")
    #expect(
      try sanitized("<ol style=\"list-style-type:none\"><li>（一）甲</li></ol>")
        == "<ol class=\"unmarked\"><li>（一）甲</li></ol>")
    #expect(try sanitized("<p dir=\"rtl\">甲</p><p dir=\"x\">乙</p>") == "<p dir=\"rtl\">甲</p><p>乙</p>")
    #expect(try warnings("10. 甲\n9. 乙\n8. 丙").map(\.code) == ["markup.number"])
    #expect(try warnings("10. 甲\n9. 乙").first?.line == 2)
    #expect(try warnings("1. 甲\n1. 乙\n\n中\n\n3. 丙\n4. 丁\n   1. 戊\n   2. 己\n5. 庚").isEmpty)
  }

  @Test("on lines of one Chinese paragraph goes on without a space")
  func lines() throws {
    #expect(try html("政务公\n开工作\n**现将**\nA股\n情况") == "<p>政务公开工作<strong>现将</strong>\nA股情况</p>\n")
  }

  @Test("of an address with an account is refused, of one within the office told; no link is without a word")
  func addresses() throws {
    #expect(try warnings("[甲](https://user:secret@www.gov.cn/)").map(\.code) == ["markup.link"])
    #expect(try html("见https://user:secret@www.gov.cn/a").contains("href=\"https://user") == false)
    for host in ["localhost:8080", "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.20.0.1"] {
      #expect(try warnings("[甲](http://\(host)/a)").map(\.code) == ["markup.address"], "\(host)")
    }
    #expect(try warnings("[甲](http://8.8.8.8/)[乙](http://www.gov.cn/)").isEmpty)
    let named = try html("[  ](/a)[空]()")
    #expect(named.hasPrefix("<p><a href=\"/a\">/a") && named.hasSuffix("</a>空</p>\n"))
  }
}
