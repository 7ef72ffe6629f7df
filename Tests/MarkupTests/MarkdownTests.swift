import FoundationEssentials
import Markup
import Testing
import XML

@Suite struct MarkdownTests {
  private func result(_ text: String, _ options: MarkupOptions = MarkupOptions()) throws -> MarkupResult {
    try Markdown.html(Array(text.utf8), options)
  }

  @Test func theHighestHeadingTakesTheLevelAskedFor() throws {
    let options = MarkupOptions(topHeading: 2)
    #expect(try result("## 一\n\n### 二\n", options).headings.map(\.level) == [2, 3])
    #expect(try result("#### 一\n\n## 二\n", options).headings.map(\.level) == [4, 2])
    #expect(try result("# 一\n\n<b>粗</b>\n\n### 二\n", options).headings.map(\.level) == [2, 4])
    #expect(try HTMLSanitizer.html(Array("<h3>一</h3><h4>二</h4>".utf8), options).headings.map(\.level) == [2, 3])
    #expect(try result("没有标题\n", options).headings.isEmpty)
  }

  @Test func headingsAreShiftedNumberedAndCollected() throws {
    let text = "# 总则\n\n## 第三章 **管理**\n\n### 第十二条 职责\n\n第一百零二条\n---\n\n###### 第十二条 重复\n"
    let result = try result(text)
    #expect(
      result.headings == [
        MarkupHeading(level: 2, text: "总则", id: "s1"), MarkupHeading(level: 3, text: "第三章 管理", id: "zhang-3"),
        MarkupHeading(level: 4, text: "第十二条 职责", id: "tiao-12"),
        MarkupHeading(level: 3, text: "第一百零二条", id: "tiao-102"),
        MarkupHeading(level: 6, text: "第十二条 重复", id: "s5"),
      ])
    let html = String(decoding: result.html, as: UTF8.self)
    #expect(html.contains("<h3 id=\"zhang-3\">第三章 <strong>管理</strong></h3>\n"))
    // The same headings through the sanitizer.
    let mixed = try self.result(text + "\n<b>x</b>\n")
    #expect(mixed.headings == result.headings)
    #expect(String(decoding: mixed.html, as: UTF8.self).hasPrefix(html.prefix(60)))
    #expect(try self.result("# 甲", MarkupOptions(headingShift: 0)).headings.map(\.level) == [1])
  }

  @Test func tablesAreFramedAndAlignedByClass() throws {
    let table = "|甲|乙|丙|丁|\n|:-|:-:|-:|-|\n|1|2|3|4|\n"
    for text in [table, table + "\n<b>x</b>\n"] {
      let html = try html(text)
      #expect(
        html.hasPrefix(
          "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table>\n<thead>"))
      #expect(html.contains("<th class=\"left\">甲</th>"))
      #expect(html.contains("<td class=\"center\">2</td>\n<td class=\"right\">3</td>\n<td>4</td>"))
      #expect(html.contains("</tbody>\n</table></div>"))
      #expect(!html.contains("align=") && !html.contains("style="))
    }
  }

  @Test func relativeAddressesAreRewrittenOrDropped() throws {
    let options = MarkupOptions(headingIDs: false) { $0 == "附件.pdf" ? "/files/1.pdf" : nil }
    for tail in ["", "<i></i>"] {
      let text = "[甲](附件.pdf) [乙](无.pdf) ![丙](无.png) [丁](#s1) [戊](https://www.gov.cn/a)" + tail
      let html = try html(text, options)
      #expect(
        html
          == "<p><a href=\"/files/1.pdf\">甲</a> 乙 丙 <a href=\"#s1\">丁</a> <a href=\"https://www.gov.cn/a\">戊</a>\(tail)</p>\n"
      )
      #expect(
        try Markdown.html(Array(text.utf8), options).warnings.map(\.code) == ["markup.link", "markup.link"])
    }
    let evil = MarkupOptions(headingIDs: false) { _ in "javascript:alert(1)" }
    #expect(try html("[甲](a)", evil) == "<p>甲</p>\n")
  }

  @Test func outsideLinksAreMarked() throws {
    let ext = " class=\"ext\" rel=\"noopener noreferrer\""
    for (address, isOutside) in [
      ("https://example.com/", true), ("http://www.gov.cn/x", false), ("https://gov.cn", false),
      ("https://evilgov.cn/", true), ("https://www.gov.cn.evil.example/", true),
      // An address with an account is no link at all.
      ("https://www.gov.cn@evil.example/", false), ("//evil.example/", true), ("/%5Cx", false),
      ("https://WWW.GOV.CN:8080/", false), ("mailto:a@b.cn", false),
    ] {
      #expect(try html("[x](\(address))").contains(ext) == isOutside, "\(address)")
      #expect(try sanitized("<a href='\(address)'>x</a>").contains(ext) == isOutside, "\(address)")
    }
  }

  @Test func aBareAddressEndsWhereChineseBegins() throws {
    #expect(
      try html("见https://www.gov.cn/a，特此通知。")
        == "<p>见<a href=\"https://www.gov.cn/a\">https://www.gov.cn/a</a>，特此通知。</p>\n")
    #expect(
      try html("<https://www.gov.cn/政策>")
        == "<p><a href=\"https://www.gov.cn/%E6%94%BF%E7%AD%96\">https://www.gov.cn/政策</a></p>\n")
    #expect(
      try html("网址www.gov.cn。")
        == "<p>网址www.gov.cn。</p>\n" || html("网址 www.gov.cn。").contains(">www.gov.cn</a>。"))
  }

  private func fault<Result>(_ body: () throws -> Result) -> MarkupFault? {
    do {
      _ = try body()
      return nil
    } catch { return error as? MarkupFault }
  }

  @Test func unreadableInputIsRefusedWithItsPlace() {
    let bytes = Array("甲\n乙".utf8) + [0xFF]
    let small = MarkupOptions(maxBytes: 5)
    let bad = [
      fault { try Markdown.html(bytes) }, fault { try HTMLSanitizer.html(bytes) },
      fault { try PlainText.html(bytes) },
    ]
    for found in bad { #expect(found?.code == "markup.encoding" && found?.line == 2 && found?.column == 2) }
    let large = [
      fault { try Markdown.html(bytes, small) }, fault { try HTMLSanitizer.html(bytes, small) },
      fault { try PlainText.html(bytes, small) },
    ]
    for found in large { #expect(found?.code == "markup.too-large") }
  }

  /// What the check says without making HTML is what making it says.
  @Test(arguments: [
    "", "甲", "甲\u{0}乙", "# 一\n\n|a|b|\n|-|-|\n", "<b>甲</b>", "<script>", "a < b", "&lt;&#0;", "[a](<x>)",
    String(repeating: "<div>", count: 5000), String(repeating: ">", count: 20_000), String(repeating: "[", count: 5000),
  ])
  func theCheckAgreesWithTheHTML(_ text: String) {
    for bytes in [Array(text.utf8), Array(text.utf8) + [0xFF], [0xE4, 0xB8] + Array(text.utf8)] {
      for options in [MarkupOptions(), MarkupOptions(maxBytes: 8)] {
        let checked = fault { try Markdown.check(bytes, options) }
        #expect(checked == fault { try Markdown.html(bytes, options) })
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func hostileNestingCostsLittle() throws {
    let cases = [
      String(repeating: "[", count: 50_000), String(repeating: "*甲 ", count: 20_000),
      String(repeating: "**“", count: 20_000), String(repeating: "![", count: 20_000),
      String(repeating: "~~（", count: 20_000), String(repeating: "[a](", count: 20_000),
    ]
    for text in cases { _ = try result(text) }
    let quotes = try html(String(repeating: ">", count: 150) + "甲")
    #expect(quotes.components(of: "<blockquote>") == quotes.components(of: "</blockquote>"))
    #expect(quotes.components(of: "<blockquote>") <= 150)
    for deep in [
      String(repeating: "<div>", count: 5000), String(repeating: ">", count: 20_000) + "甲",
      String(repeating: "- ", count: 5000) + "甲", String(repeating: ">", count: 20_000) + " <b>甲",
    ] {
      #expect(throws: MarkupFault.self) { try result(deep) }
    }
  }

  @Test func outputIsTheSameEveryTimeAndOnTwoThreads() async throws {
    let text = "# 甲\n\n**《办法》**第三条\n\n|a|\n|-|\n|[b](c)|\n\n1. x\n2. y ~~“z”~~后 https://www.gov.cn/x\n"
    let first = try result(text)
    let same = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<2 {
        group.addTask {
          for _ in 0..<2000 where try Markdown.html(Array(text.utf8)) != first { return false }
          return true
        }
      }
      return try await group.allSatisfy { $0 }
    }
    // cmark-gfm as it comes fails here: see CommonMark.fixSpecialCharacters.
    #expect(same)
    #expect(String(decoding: first.html, as: UTF8.self).contains("<del>“z”</del>后 <a href"))
  }

  @Test func memoryDoesNotGrow() throws {
    let text = "# 甲\n\n**《办法》**第三条，见https://www.gov.cn/a，~~删~~ ![图](a.png) <b>x</b>\n\n|a|\n|-|\n|b|\n"
    func residentPages() throws -> Int {
      let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
      return Int(text.split(separator: " ")[1]) ?? 0
    }
    // Other suites run beside this one, so that a round may grow by what they take; with a leak every round does.
    var least = Int.max
    for _ in 0..<8 {
      let before = try residentPages()
      for _ in 0..<2000 { _ = try result(text) }
      least = min(least, try residentPages() - before)
    }
    #expect(least * 4096 < 1 << 20)
  }

  @Test func plainTextBecomesParagraphs() throws {
    func plain(_ text: String) throws -> String {
      String(decoding: try PlainText.html(Array(text.utf8)).html, as: UTF8.self)
    }
    #expect(
      try plain("\u{FEFF}　　第一段<1>。\r\n　　第二段 & “三”。\r\n\r\n　　第三段")
        == "<p>第一段&lt;1&gt;。</p>\n<p>第二段 &amp; “三”。</p>\n<p>第三段</p>\n")
    #expect(try plain("a\r\nb\n\n\nc\u{0}") == "<p>a\nb</p>\n<p>c</p>\n")
    #expect(try plain("  \n\n") == "")
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
