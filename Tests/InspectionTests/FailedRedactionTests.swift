import Testing

@testable import Inspection

/// Words that somebody meant to black out, and that are there all the same.
@Suite("Inspection: failed redaction")
struct FailedRedactionTests {
  private func word(_ body: String, styles: String = "") throws -> Inspection {
    let file = try FileFixture.word(
      body,
      [
        ("word/styles.xml", "<w:styles \(FileFixture.w)>\(styles)</w:styles>"),
        ("word/_rels/document.xml.rels", FileFixture.relationships([("styles", "styles.xml")])),
      ])
    return FileInspector.inspect(file, name: "a.docx")
  }

  private func run(_ properties: String) -> String { "<w:r><w:rPr>\(properties)</w:rPr><w:t>张三曾受处分</w:t></w:r>" }

  @Test(
    "words of a document in the colour of their ground are hidden",
    arguments: [
      "<w:highlight w:val=\"black\"/>", "<w:color w:val=\"000000\"/><w:highlight w:val=\"black\"/>",
      "<w:color w:val=\"000000\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"000000\"/>",
      "<w:color w:val=\"111111\"/><w:shd w:val=\"solid\" w:color=\"auto\" w:fill=\"auto\"/>",
      "<w:color w:val=\"FF0000\"/><w:highlight w:val=\"red\"/>",
      "<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"white\"/>",
      "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FEFEFE\"/>",
      "<w:rStyle w:val=\"Mark\"/>",
    ])
  func likeGround(_ properties: String) throws {
    let found = try word(
      "<w:p>\(run(properties))</w:p>",
      styles: "<w:style w:styleId=\"Mark\"><w:rPr><w:highlight w:val=\"black\"/></w:rPr></w:style>")
    #expect(found.codes == ["!hiddenText"])
    #expect(found.part("张三曾受处分")?.isHidden == true)
  }

  @Test("black words on a black cell or paragraph, and rows and lines that do not show, are hidden")
  func surroundings() throws {
    let black = "<w:shd w:val=\"clear\" w:fill=\"000000\"/>"
    let words = run("<w:color w:val=\"000000\"/>")
    for body in [
      "<w:p><w:pPr>\(black)</w:pPr>\(words)</w:p>",
      "<w:tbl><w:tr><w:tc><w:tcPr>\(black)</w:tcPr><w:p>\(words)</w:p></w:tc></w:tr></w:tbl>",
      "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>\(words)</w:p></w:tc></w:tr></w:tbl>",
      "<w:tbl><w:tr><w:trPr><w:trHeight w:val=\"1\" w:hRule=\"exact\"/></w:trPr><w:tc><w:p>\(words)</w:p></w:tc></w:tr></w:tbl>",
      "<w:p><w:pPr><w:spacing w:line=\"1\" w:lineRule=\"exact\"/></w:pPr>\(words)</w:p>",
    ] {
      let found = try word(body)
      #expect(found.codes == ["!hiddenText"], "\(body)")
      #expect(found.part("张三曾受处分")?.isHidden == true)
    }
  }

  @Test(
    "words that are seen on their ground are not hidden",
    arguments: [
      "<w:highlight w:val=\"yellow\"/>", "<w:shd w:val=\"clear\" w:fill=\"000000\"/>",
      "<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"black\"/>",
      "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:themeFill=\"accent1\" w:fill=\"FFFFFF\"/>",
      "<w:color w:val=\"000000\"/><w:highlight w:val=\"none\"/>", "<w:color w:val=\"D9D9D9\"/>",
    ])
  func seen(_ properties: String) throws {
    #expect(try word("<w:p>\(run(properties))</w:p>").findings.isEmpty)
  }

  @Test(
    "white words in a table show only if its style gives a ground",
    arguments: [("Grid", true), ("Son", false), ("Part", false), ("None", false)])
  func tableStyle(_ style: String, isHidden: Bool) throws {
    let shade = "<w:tcPr><w:shd w:val=\"clear\" w:fill=\"4472C4\"/></w:tcPr>"
    let styles = """
      <w:style w:type="table" w:styleId="Grid"><w:tblPr><w:tblBorders/></w:tblPr></w:style>
      <w:style w:type="table" w:styleId="Father">\(shade)</w:style>
      <w:style w:type="table" w:styleId="Son"><w:basedOn w:val="Father"/></w:style>
      <w:style w:type="table" w:styleId="Part"><w:tblStylePr w:type="firstRow">\(shade)</w:tblStylePr></w:style>
      """
    let found = try word(
      """
      <w:tbl><w:tblPr><w:tblStyle w:val="\(style)"/></w:tblPr><w:tr><w:tc>
      <w:p>\(run("<w:color w:val=\"FFFFFF\"/>"))</w:p></w:tc></w:tr></w:tbl>
      """, styles: styles)
    #expect(found.part("张三曾受处分")?.isHidden == isHidden)
  }

  @Test("a row after one that does not show is seen")
  func nextRow() throws {
    let row = "<w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr>"
    let found = try word(
      "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>\(row)<w:tr>\(row.replacing("乙", with: "丙"))</w:tbl>")
    #expect(found.part("乙")?.isHidden == true)
    #expect(found.part("丙")?.isHidden == false)
  }

  // MARK: - Workbooks

  private func book(font: String = "<font/>", fill: String = "<fill/>", code: String = "General") throws -> Inspection {
    let styles = """
      <styleSheet \(FileFixture.x)><numFmts><numFmt numFmtId="164" formatCode="\(code)"/></numFmts>
      <fonts><font/>\(font)</fonts><fills><fill><patternFill patternType="none"/></fill>\(fill)</fills>
      <cellXfs><xf/><xf numFmtId="164" fontId="1" fillId="1"/></cellXfs></styleSheet>
      """
    let file = try FileFixture.book(
      [("表", "visible", "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\" t=\"str\"><v>张三</v></c></row></sheetData>")],
      [("xl/styles.xml", styles)], links: [("styles", "styles.xml")])
    return FileInspector.inspect(file, name: "a.xlsx")
  }

  private static func solid(_ colour: String) -> String {
    "<fill><patternFill patternType=\"solid\"><fgColor \(colour)/></patternFill></fill>"
  }

  @Test(
    "letters of a cell in the colour of their ground are hidden",
    arguments: [
      ("<font><color indexed=\"9\"/></font>", "<fill/>"),
      ("<font><color rgb=\"FFFFFFFF\"/></font>", solid("rgb=\"FFFFFFFF\"")),
      ("<font><color theme=\"0\"/></font>", solid("rgb=\"FFFEFEFE\"")),
      ("<font><color rgb=\"FF000000\"/></font>", solid("rgb=\"FF000000\"")), ("<font/>", solid("theme=\"1\"")),
      ("<font><color theme=\"4\" tint=\"0.4\"/></font>", solid("theme=\"4\" tint=\"0.4\"")),
    ])
  func cellLikeGround(font: String, fill: String) throws {
    #expect(try book(font: font, fill: fill).codes == ["!hiddenText"])
  }

  @Test(
    "letters of a cell that are seen on their ground are not hidden",
    arguments: [
      ("<font><color indexed=\"9\"/></font>", solid("rgb=\"FF000080\"")), ("<font/>", solid("indexed=\"64\"")),
      ("<font><color theme=\"0\"/></font>", solid("theme=\"4\"")), ("<font><color theme=\"1\"/></font>", "<fill/>"),
    ])
  func cellSeen(font: String, fill: String) throws {
    #expect(try book(font: font, fill: fill).findings.isEmpty)
  }

  @Test(
    "number formats that show nothing are known",
    arguments: [";;;", "&quot;&quot;;&quot;&quot;;&quot;&quot;;&quot;&quot;", "[Red]; ;_ ;* "])
  func emptyFormat(_ code: String) throws { #expect(try book(code: code).codes == ["!hiddenText"]) }

  @Test("formats hide numbers and texts apart")
  func formats() {
    #expect(NumberFormat(";;;@").hides(isNumber: true) && !NumberFormat(";;;@").hides(isNumber: false))
    #expect(!NumberFormat("0;;;").hides(isNumber: true) && NumberFormat("0;;;").hides(isNumber: false))
    for code in [
      "General", "0.00;-0.00;;@", "#,##0\"元\"", "\"免费\"", "[h]", "[$-804]yyyy\"年\";@", "[=1]\"男\";\"女\"", "",
    ] {
      #expect(!NumberFormat(code).hides(isNumber: true) && !NumberFormat(code).hides(isNumber: false), "\(code)")
    }
  }

  @Test("a condition that always holds and hides is found; one that hides errors is not")
  func conditions() throws {
    let styles = """
      <styleSheet \(FileFixture.x)><dxfs><dxf><font><color rgb="FFFFFFFF"/></font></dxf>
      <dxf><font><color theme="0"/></font><fill><patternFill><bgColor rgb="FF000080"/></patternFill></fill></dxf>
      <dxf><numFmt numFmtId="164" formatCode=";;;"/></dxf></dxfs></styleSheet>
      """
    func codes(_ style: Int, _ formula: String) throws -> [String] {
      let rule = """
        <sheetData/><conditionalFormatting sqref="B2"><cfRule type="expression" dxfId="\(style)"><formula>\(formula)</formula>
        </cfRule></conditionalFormatting>
        """
      let file = try FileFixture.book(
        [("表", "visible", rule)], [("xl/styles.xml", styles)], links: [("styles", "styles.xml")])
      return FileInspector.inspect(file, name: "a.xlsx").codes
    }
    #expect(try codes(0, "TRUE") == ["!hiddenText"] && codes(2, "1") == ["!hiddenText"])
    #expect(try codes(0, "ISERROR(B2)").isEmpty && codes(1, "TRUE").isEmpty && codes(9, "TRUE").isEmpty)
  }

  @Test(
    "rows and columns too small to show anything are hidden",
    arguments: [
      "<cols><col min=\"1\" max=\"1\" width=\"0.05\" customWidth=\"1\"/></cols><sheetData><row r=\"1\">",
      "<sheetData><row r=\"1\" ht=\"0.1\" customHeight=\"1\">",
    ])
  func tooSmall(_ start: String) throws {
    let content = start + "<c r=\"A1\" t=\"str\"><v>张三</v></c></row></sheetData>"
    #expect(
      FileInspector.inspect(try FileFixture.book([("表", "visible", content)]), name: "a.xlsx").codes
        == ["!hiddenCells"])
  }
}
