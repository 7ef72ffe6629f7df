import Markup
import Testing

@Suite("Notes in the way of other dialects")
struct FootnoteTests {
  private func html(_ text: String) throws -> String {
    String(decoding: try Markdown.html(Array(text.utf8)).html, as: UTF8.self)
  }

  @Test("stand on the page as they are written, and are not lost")
  func kept() throws {
    let page = try html("正文[^1]，又[^注]。\n\n[^1]: 见附件\n[^注]: 第二条 说明\n\n> [^2]: 引文\n")
    for text in ["正文[^1]，又[^注]。", "[^1]: 见附件", "[^注]: 第二条 说明", "[^2]: 引文"] {
      #expect(page.contains(text), "\(text)")
    }
    #expect(try html("  [^1]: 无换行").contains("[^1]: 无换行"))
  }

  @Test("are found where they begin")
  func place() {
    #expect(Markdown.firstNote(in: Array("甲\n[^1]: 乙\n".utf8)) == 4)
    #expect(Markdown.firstNote(in: Array("[^1]: 乙".utf8)) == 0)
    #expect(Markdown.firstNote(in: Array("甲[^1]\n".utf8)) == nil)
  }

  @Test("in code, and links that look alike, stay what they are")
  func others() throws {
    #expect(try html("```\n[^1]: 代码\n```\n") == "<pre><code>[^1]: 代码\n</code></pre>\n")
    #expect(try html("    [^1]: 代码\n") == "<pre><code>[^1]: 代码\n</code></pre>\n")
    let link = try html("[甲]: https://www.example.gov.cn/\n\n[甲]，2^[甲]\n")
    #expect(link.contains("<a href=\"https://www.example.gov.cn/\""))
    #expect(try html("~~~\n[^1]: 甲\n```\n[^2]: 乙\n~~~\n[^3]: 丙\n").contains("[^3]: 丙"))
    #expect(try !html("~~~\n[^1]: 甲\n```\n[^2]: 乙\n~~~\n").contains("\\"))
  }
}
