import Markup
import Testing

@testable import Conversion

@Suite("Conversion: tables of Word files")
struct WordTableTests {
  private func cell(_ text: String, _ form: String = "") -> String {
    "<w:tc><w:tcPr>\(form)</w:tcPr>\(text.isEmpty ? "<w:p/>" : OfficeFixture.p(text))</w:tc>"
  }

  private func row(_ cells: String, _ form: String = "") -> String { "<w:tr><w:trPr>\(form)</w:trPr>\(cells)</w:tr>" }

  private let down = "<w:vMerge w:val=\"restart\"/>"
  private let on = "<w:vMerge/>"

  @Test("cells over several columns and rows, heads, and rows that begin further right")
  func merged() throws {
    let page = try OfficeFixture.html(
      "<w:tbl>"
        + row(cell("单位", down) + cell("年度", "<w:gridSpan w:val=\"2\"/>"), "<w:tblHeader/>")
        + row(cell("", on) + cell("2024") + cell("2025"), "<w:tblHeader/>") + row(cell("甲") + cell("1") + cell("2"))
        + row(cell("合计"), "<w:gridBefore w:val=\"1\"/>") + "</w:tbl>")
    #expect(
      page == """
        <table>
        <thead>
        <tr><th scope="col" rowspan="2">单位</th><th scope="col" colspan="2">年度</th></tr>
        <tr><th scope="col">2024</th><th scope="col">2025</th></tr>
        </thead>
        <tbody>
        <tr><td>甲</td><td>1</td><td>2</td></tr>
        <tr><td></td><td>合计</td></tr>
        </tbody>
        </table>

        """)
  }

  @Test("two cells that go down in one column are two, and words in a merged cell are kept")
  func twice() throws {
    let page = try OfficeFixture.html(
      "<w:tbl>" + row(cell("甲", down) + cell("1")) + row(cell("余", on) + cell("2")) + row(cell("乙", down) + cell("3"))
        + row(cell("", on) + cell("4")) + "</w:tbl>")
    #expect(page.contains("<tr><td rowspan=\"2\"><p>甲</p>\n<p>余</p>\n</td><td>1</td></tr>\n<tr><td>2</td></tr>"))
    #expect(page.contains("<tr><td rowspan=\"2\">乙</td><td>3</td></tr>\n<tr><td>4</td></tr>"))
  }

  @Test("a table in a cell, and rows within a content control")
  func nested() throws {
    let inner = "<w:tbl>" + row(cell("内")) + "</w:tbl>"
    let page = try OfficeFixture.html(
      "<w:tbl><w:sdt><w:sdtContent>\(row("<w:tc>\(OfficeFixture.p("外"))\(inner)<w:p/></w:tc>"))</w:sdtContent></w:sdt></w:tbl>"
    )
    #expect(page.contains("<td><p>外</p>\n<table>\n<tbody>\n<tr><td>内</td></tr>"))
    let safe = String(decoding: try HTMLSanitizer.html(Array(page.utf8)).html, as: UTF8.self)
    #expect(safe.contains("外") && safe.contains("内"))
  }

  @Test("headings in cells are words, and an empty table is nothing")
  func plain() throws {
    let page = try OfficeFixture.html(
      OfficeFixture.p("前") + "<w:tbl>" + row(cell("")) + "</w:tbl>" + "<w:tbl>"
        + row("<w:tc>\(OfficeFixture.p("格", "<w:outlineLvl w:val=\"0\"/><w:jc w:val=\"center\"/>"))</w:tc>")
        + "</w:tbl>")
    #expect(page == "<p>前</p>\n<table>\n<tbody>\n<tr><td class=\"center\">格</td></tr>\n</tbody>\n</table>\n")
  }

  @Test("absurd spans are bounded")
  func bounded() throws {
    let page = try OfficeFixture.html(
      "<w:tbl>" + row(cell("甲", "<w:gridSpan w:val=\"99999999\"/>"), "<w:gridBefore w:val=\"-5\"/>") + "</w:tbl>")
    #expect(page.contains("<td colspan=\"1000\">甲</td>"))
    let tall = row(cell("高", down)) + String(repeating: row(cell("", on)), count: 1200)
    let long = try OfficeFixture.html("<w:tbl>\(tall)</w:tbl>")
    #expect(long.contains("<td rowspan=\"1000\">高</td>"))
  }

  @Test("a head whose cell goes on below takes that row along, since a cell ends with the heads")
  func openHead() throws {
    let page = try OfficeFixture.html(
      "<w:tbl>" + row(cell("单位", down) + cell("年度"), "<w:tblHeader/>") + row(cell("", on) + cell("2024"))
        + row(cell("甲") + cell("1")) + "</w:tbl>")
    #expect(
      page.contains(
        """
        <tr><th scope="col" rowspan="2">单位</th><th scope="col">年度</th></tr>
        <tr><th scope="col">2024</th></tr>
        </thead>
        <tbody>
        <tr><td>甲</td><td>1</td></tr>
        """), "\(page)")
  }
}
