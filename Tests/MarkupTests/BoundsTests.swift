import Markup
import Testing

/// cmark's time grows with the square of some texts; a body that would take minutes is refused, and no other.
@Suite("What a body may cost") struct BoundsTests {
  /// A text that no report of a test is to show whole.
  struct Sample: CustomTestStringConvertible, Sendable {
    let text: String
    var testDescription: String { String(text.prefix(24)).debugDescription }
  }

  private static func text(_ piece: String, _ count: Int = 100_000) -> String { String(repeating: piece, count: count) }

  private static func samples(_ texts: [String]) -> [Sample] { texts.map(Sample.init) }

  private func outcome(_ text: String) -> (code: String?, time: Duration) {
    let bytes = Array(text.utf8)
    var code: String?
    let time = ContinuousClock().measure {
      do throws(MarkupFault) {
        try Markdown.check(bytes)
        _ = try Markdown.html(bytes)
      } catch {
        code = error.code
      }
    }
    return (code, time)
  }

  @Test(
    "quotations and lists nested too deep are refused",
    arguments: samples([
      text(">") + "a\n" + text("[") + "\n" + text("*a "), text("- ") + "a\n", text("1. ") + "a\n", text(">- ") + "a\n",
      (0..<400).map { String(repeating: " ", count: 2 * $0) + "- a\n" }.joined(),
      (0..<400).map { String(repeating: " ", count: 2 * $0) + "- a\n\n" }.joined(),
    ]))
  func deep(sample: Sample) throws {
    let text = sample.text
    #expect(throws: MarkupFault.self) { try Markdown.check(Array(text.utf8)) }
    #expect(outcome(text).code == "markup.too-deep")
  }

  @Test(
    "what would take minutes or gigabytes ends within seconds or is refused",
    arguments: samples([
      text("["), text("*a "), text("[") + "\n" + text("*a "), text("|a") + "\n" + text("|-") + "\n" + text("|x\n"),
      text("a|\n-|-|\n"), text("|a") + "\n|-\n", text("a\n") + "|a|\n|-|\n", "|a|\n|-|\n" + text("|") + "\n",
      text("![[]()"),
      text("a<!A "), text("a@"), text("a.b@"), text("a@b.c"), text("a\n|-|-|"), text("![") + "a" + text("](x)"),
      text("**a ") + text("b** "), text("<a b='"), text("~~a "), text("_a"), text("`a"), text("[a](b"),
      text("[a]: u\n"),
    ]))
  func costly(sample: Sample) {
    let text = sample.text
    let (code, time) = outcome(text)
    #expect(code == nil || code == "markup.too-costly", "\(sample.testDescription)")
    // A debug build on a busy machine; minutes before.
    #expect(time < .seconds(20), "\(sample.testDescription) \(time)")
  }

  @Test(
    "no document that people write is refused",
    arguments: samples([
      text("> 引用\n"), text("- 甲\n  - 乙\n    1. 丙\n", 10_000), text("正文，没有空行。\n", 50_000),
      text("* * *\n\n", 10_000), text("- ", 1_000) + "\n" + text("a", 5_000),
      "|甲|乙|丙|\n|---|:-:|--:|\n" + text("|一|-|三|\n| - | - | - |\n|只有一格|\n", 10_000),
      text("|" + text("甲|", 60) + "\n|" + text("-|", 60) + "\n" + text("|" + text("1|", 60) + "\n", 40) + "\n", 10),
      text("联系人某某，邮箱office@yunchuan.gov.cn；", 2_000), text("![图](图.png)见[表](表.xlsx)。\n", 5_000),
      text("标题\n---\n正文|竖线\n\n", 5_000), text("    缩进的代码 > > > - - -\n", 5_000), text(text("　", 400) + "居中\n", 100),
      "```\n" + text(text(" ", 300) + "- a\n", 200) + "```\n", text("<!-- 注释 -->\n\n正文\n\n", 2_000),
    ]))
  func legitimate(sample: Sample) {
    #expect(outcome(sample.text).code == nil)
  }
}
