import Markup
import Testing

@Suite struct EmphasisTests {
  @Test(arguments: [
    ("**“重点”**内容", "<strong>“重点”</strong>内容"),
    ("**《办法》**第三条", "<strong>《办法》</strong>第三条"),
    ("内容**“重点”**", "内容<strong>“重点”</strong>"),
    ("内容**“重点”**内容", "内容<strong>“重点”</strong>内容"),
    ("**行政许可。**以上", "<strong>行政许可。</strong>以上"),
    ("**行政许可**。以上", "<strong>行政许可</strong>。以上"),
    ("**100%**增长", "<strong>100%</strong>增长"),
    ("增长**100%**左右", "增长<strong>100%</strong>左右"),
    ("*（一）*总则", "<em>（一）</em>总则"),
    ("~~“删”~~后", "<del>“删”</del>后"),
    ("前~~（删）~~后", "前<del>（删）</del>后"),
    ("***“重”***内容", "<em><strong>“重”</strong></em>内容"),
    (
      "**“重点”**内容；**《办法》**第三条；**行政许可。**以上",
      "<strong>“重点”</strong>内容；<strong>《办法》</strong>第三条；<strong>行政许可。</strong>以上"
    ),
    (
      "依据**《条例》**、**《办法》**和**《规定》**办理",
      "依据<strong>《条例》</strong>、<strong>《办法》</strong>和<strong>《规定》</strong>办理"
    ),
    ("**许可。**2024年", "<strong>许可。</strong>2024年"),
    ("**“APP”**app", "<strong>“APP”</strong>app"),
    ("甲**乙**丙", "甲<strong>乙</strong>丙"),
    ("*甲（*乙*）丙*", "<em>甲（<em>乙</em>）丙</em>"),
    ("**甲（*乙*）丙**丁", "<strong>甲（<em>乙</em>）丙</strong>丁"),
    ("**[附件](a.pdf)**见后", "<strong><a href=\"a.pdf\">附件</a></strong>见后"),
    ("见**`代码`**处", "见<strong><code>代码</code></strong>处"),
    ("**甲：**乙。**丙：**丁", "<strong>甲：</strong>乙。<strong>丙：</strong>丁"),
    ("3*（4+5）*6", "3*（4+5）*6"),
    ("工期3~5天，费用10~20元", "工期3~5天，费用10~20元"),
    ("\\**“甲”**乙", "**“甲”**乙"),
    ("\\*\\*“甲”\\*\\*乙", "**“甲”**乙"),
    ("`**“重点”**内容`", "<code>**“重点”**内容</code>"),
    ("[甲](**《办》**第.pdf)", "<a href=\"**%E3%80%8A%E5%8A%9E%E3%80%8B**%E7%AC%AC.pdf\">甲</a>"),
    ("甲⌁乙**“丙”**丁", "甲乙<strong>“丙”</strong>丁"),
    ("甲⌁乙", "甲乙"),
    ("[**“甲”**乙]\n\n[**“甲”**乙]: /x", "<a href=\"/x\"><strong>“甲”</strong>乙</a>"),
  ])
  func emphasisIsWhatAChineseWriterMeans(_ text: String, _ expected: String) throws {
    // The noncharacter that the room uses cannot stand in a Swift literal.
    let text = text.replacing("⌁", with: String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self))
    #expect(try html(text) == "<p>\(expected)</p>\n")
  }

  @Test func blocksKeepTheirMeaning() throws {
    #expect(try html("* “甲”\n* **“乙”**丙") == "<ul>\n<li>“甲”</li>\n<li><strong>“乙”</strong>丙</li>\n</ul>\n")
    #expect(try html("***\n甲") == "<hr>\n<p>甲</p>\n")
    #expect(try html("    **“重点”**内容") == "<pre><code>**“重点”**内容\n</code></pre>\n")
    #expect(
      try html("~~~“x”\n**“重点”**内容\n~~~") == "<pre><code class=\"language-“x”\">**“重点”**内容\n</code></pre>\n")
    #expect(try html("|**《甲》**乙|\n|-|").contains("<th><strong>《甲》</strong>乙</th>"))
    #expect(try html("**<b>“甲”</b>**乙").contains("<strong><b>“甲”</b></strong>乙"))
  }

  @Test func leftoverMarksAreTold() throws {
    let found = try Markdown.html(Array("一\n\n**《甲》**乙，丙**，丁".utf8)).warnings
    #expect(found.map(\.code) == ["markup.emphasis"])
    #expect(found.first?.line == 3)
    #expect(found.first?.column == 11)
    #expect(try Markdown.html(Array("**“重点”**内容".utf8)).warnings.isEmpty)
    #expect(try Markdown.html(Array("\\*\\*甲".utf8)).warnings.isEmpty)
  }
}
