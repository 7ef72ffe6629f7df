import Documents
import Testing

@testable import Conversion

@Suite("Conversion: real files")
struct RealFileTests {
  private func text(_ name: String) throws -> String {
    let kind: OfficeBody.Kind = name.hasSuffix(".ofd") ? .ofd : .word
    return String(decoding: try OfficeBody.convert(OfficeFixture.named(name), kind).text, as: UTF8.self)
  }

  @Test("lists that begin anew, jump and go on are numbered as Word shows them")
  func lists() throws {
    let lines = try text("ComplexNumberedLists.docx").split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "This is a document with numbered lists", "1. Entry #1", "2. Entry #2, with children", "a. 2-a", "b. 2-b",
        "c. 2-c",
        "3. Entry #3", "4. Entry #4", "1. Restarted to 1 from 5", "2. Restarted @ 2", "3. Restarted @ 3",
        "10. Jump to new list at 10", "11. Now 11", "Normal text here", "12. Carrying on @ 12", "13. Carrying on @ 13",
        "All done!",
      ])
  }

  @Test("notes, boxes of forms and tracked changes")
  func word() throws {
    #expect(try text("footnotes.docx") == "Eto ochen prostoy[1] text so snoskoy\n————\n[1] snoska")
    let boxes = try text("checkboxes.docx")
    #expect(boxes.contains("unchecked: □\nOr checked: ☑"))
    #expect(boxes.contains("□ | ☑"))
    let changed = try text("delins.docx")
    #expect(changed.contains("A Nepalese name for Tilaka"))
    #expect(changed.contains("February 2009: Lucene at ApacheCon Europe 2009"))
  }

  @Test("an official document in OFD: its head, number, paragraphs and signature")
  func official() throws {
    let made = try OfficeBody.convert(OfficeFixture.named("n.ofd"), .ofd)
    let page = String(decoding: made.html, as: UTF8.self)
    #expect(page.hasPrefix("<p class=\"center\">测试符路桥区卫生局文件</p>\n<p class=\"center\">路卫发〔2011〕76号</p>\n"))
    #expect(page.contains("<p>区中医院：</p>\n"))
    #expect(page.contains("2001年9月参加工作，本科学历，主治医师，系区中医院职工。</p>"))
    #expect(page.contains("<p class=\"right\">测试符路桥区卫生局办公室</p>\n<p class=\"right\">2011年3月10日</p>"))
    #expect(made.warnings.map(\.message).contains("文件上的电子印章和签名不放到网页上"))
    let essay = try text("two-pages.ofd").split(separator: "\n")
    #expect(essay.prefix(2) == ["拿来主义", "鲁迅"])
    #expect(essay.count < 30)
  }

  @Test("a Word file that this program made comes back as the page that it was made of")
  func own() throws {
    let body = """
      <h2>一、总则</h2><p>第一段有<strong>重点</strong>。</p><p class="right">云川市人民政府</p>
      <table><tbody><tr><td rowspan="2">甲</td><td>乙</td></tr><tr><td>丙</td></tr></tbody></table>
      """
    let file = try WordDocument.bytes(of: DocumentText(title: "关于工作的通知", body: Array(body.utf8)))
    let page = String(decoding: try OfficeBody.convert(file, .word).html, as: UTF8.self)
    #expect(page.contains("关于工作的通知"))
    #expect(page.contains("一、总则</h"))
    #expect(page.contains("<strong>重点</strong>。"))
    #expect(page.contains("<p class=\"right\">云川市人民政府</p>"))
    #expect(page.contains("rowspan=\"2\">甲</td><td>乙</td></tr>\n<tr><td>丙</td></tr>") || page.contains("rowspan=\"2\""))
  }
}
