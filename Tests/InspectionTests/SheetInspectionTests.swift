import Testing

@testable import Inspection

@Suite("Inspection: workbooks and presentations")
struct SheetInspectionTests {
  private func look(_ bytes: [UInt8], _ name: String = "a.xlsx") -> Inspection {
    FileInspector.inspect(bytes, name: name)
  }

  @Test("a hidden sheet blocks, and its cell C17 is named", arguments: ["hidden", "veryHidden"])
  func hiddenSheet(_ state: String) throws {
    let cell = "<sheetData><row r=\"17\"><c r=\"C17\" t=\"inlineStr\"><is><t>藏着的名字</t></is></c></row></sheetData>"
    let found = look(
      try FileFixture.book([("封面", "visible", FileFixture.rows([["公开的字"]])), ("名单", state, cell)]))
    #expect(found.codes == ["!hiddenSheet"])
    #expect(found.finding(.hiddenSheet)?.place == "工作表“名单”（隐藏）")
    #expect(found.part("藏着的名字")?.place == "工作表“名单”（隐藏）C17")
    #expect(found.part("藏着的名字")?.row == TableCell(table: 2, row: 17, column: 3))
    #expect(found.part("藏着的名字")?.isHidden == true)
    #expect(found.part("公开的字")?.isHidden == false)
  }

  @Test("a hidden sheet without content is told, but does not block")
  func emptySheet() throws {
    let found = look(
      try FileFixture.book([("a", "visible", FileFixture.rows([["字"]])), ("b", "hidden", "<sheetData/>")]))
    #expect(found.codes == ["hiddenSheet"])
  }

  @Test(
    "hidden rows and columns that hold something block",
    arguments: [
      "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\">",
      "<cols><col min=\"2\" max=\"16384\" width=\"0\"/></cols><sheetData><row r=\"1\">",
      "<sheetData><row r=\"1\" hidden=\"1\">", "<sheetData><row r=\"1\" ht=\"0\">",
      "<sheetFormatPr zeroHeight=\"1\"/><sheetData><row r=\"1\">",
    ])
  func hiddenCells(_ start: String) throws {
    let cells = "<c r=\"A2\"/><c r=\"B1\" t=\"str\"><v>身份证号</v></c></row></sheetData>"
    let found = look(try FileFixture.book([("表", "visible", start + cells)]))
    #expect(found.codes == ["!hiddenCells"])
    #expect(found.part("身份证号")?.isHidden == true)
    #expect(found.part("身份证号")?.place.hasPrefix("工作表“表”B1（隐藏") == true)
  }

  @Test("formats that show nothing hide a cell")
  func blind() throws {
    let styles = """
      <styleSheet \(FileFixture.x)><numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts>
      <fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts>
      <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"/></fill></fills>
      <cellXfs><xf/><xf numFmtId="164"/><xf fontId="1" fillId="0"/><xf fontId="1" fillId="1"/></cellXfs></styleSheet>
      """
    let cells = (0..<4).map { "<c s=\"\($0)\" t=\"str\"><v>格\($0)</v></c>" }.joined()
    let found = look(
      try FileFixture.book(
        [("表", "visible", "<sheetData><row>\(cells)</row></sheetData>")], [("xl/styles.xml", styles)],
        links: [("styles", "styles.xml")]))
    #expect(found.codes == ["!hiddenText"])
    #expect(found.parts.filter(\.isHidden).map(\.place) == ["工作表“表”B1（不显示）", "工作表“表”C1（不显示）"])
  }

  @Test("shared strings are read by number; those that no cell names are hidden text")
  func sharedStrings() throws {
    let strings = "<sst \(FileFixture.x)><si><t>用到的</t></si><si><r><t>没</t></r><r><t>用到</t></r></si></sst>"
    let found = look(
      try FileFixture.book(
        [("表", "visible", "<sheetData><row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c></row></sheetData>")],
        [("xl/sharedStrings.xml", strings)], links: [("sharedStrings", "sharedStrings.xml")]))
    #expect(found.codes == ["!hiddenText"])
    #expect(found.part("用到的")?.place == "工作表“表”B3")
    #expect(found.part("没用到")?.isHidden == true)
  }

  @Test("a number of 18 digits that was stored as a number is written out, and marked as rounded")
  func longNumbers() throws {
    let cells = "<c><v>1.10105199003071E+17</v></c><c><v>110105199003071234</v></c><c><v>12.5</v></c>"
    let found = look(try FileFixture.book([("表", "visible", "<sheetData><row>\(cells)</row></sheetData>")]))
    #expect(found.parts.map { String(decoding: $0.text, as: UTF8.self) }.contains("110105199003071000"))
    #expect(found.part("110105199003071000")?.isRounded == true)
    #expect(found.part("110105199003071234")?.isRounded == false)
    #expect(found.part("12.5")?.place == "工作表“表”C1")
  }

  @Test("rows that a pivot table keeps block, and come as a table under the names of their fields")
  func pivotCache() throws {
    let definition = """
      <pivotCacheDefinition \(FileFixture.x)><cacheFields><cacheField name="姓名"><sharedItems><s v="甲某"/><s v="乙某"/>
      </sharedItems></cacheField><cacheField name="金额"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>
      """
    let records = """
      <pivotCacheRecords \(FileFixture.x)><r><x v="1"/><n v="500"/></r><r><x v="0"/><n v="700"/></r></pivotCacheRecords>
      """
    let path = "xl/pivotCache/"
    let found = look(
      try FileFixture.book(
        [("表", "visible", FileFixture.rows([["合计"]]))],
        [
          (path + "pivotCacheRecords1.xml", records), (path + "pivotCacheDefinition1.xml", definition),
          (
            path + "_rels/pivotCacheDefinition1.xml.rels",
            FileFixture.relationships([("pivotCacheRecords", "pivotCacheRecords1.xml")])
          ),
        ]))
    #expect(found.codes == ["!pivotCache"])
    #expect(found.finding(.pivotCache)?.masked == "缓存了 2 行来源数据")
    let table = found.parts.filter(\.isHidden).map { (String(decoding: $0.text, as: UTF8.self), $0.row) }
    #expect(table.map(\.0) == ["姓名", "金额", "乙某", "500", "甲某", "700"])
    #expect(table.map { $0.1?.row } == [1, 1, 2, 2, 3, 3])
  }

  @Test("comments, links to other books, connections and macro sheets block")
  func parts() throws {
    let comments = """
      <comments \(FileFixture.x)><authors><author>赵某</author></authors><commentList><comment ref="B2"><text><r><t>批注的话</t></r>
      </text></comment></commentList></comments>
      """
    let link = """
      <externalLink \(FileFixture.x)><externalBook><sheetNames><sheetName val="工资"/></sheetNames><sheetDataSet><sheetData>
      <row><cell><v>8000</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>
      """
    let found = look(
      try FileFixture.book(
        [("表", "visible", FileFixture.rows([["字"]]))],
        [
          ("xl/comments1.xml", comments), ("xl/externalLinks/externalLink1.xml", link),
          ("xl/connections.xml", "<connections \(FileFixture.x)><connection name=\"内网库\"/></connections>"),
          ("xl/macrosheets/sheet1.xml", "<xm:macrosheet xmlns:xm=\"m\"/>"),
          ("xl/worksheets/_rels/sheet1.xml.rels", FileFixture.relationships([("comments", "../comments1.xml")])),
        ]))
    #expect(found.codes == ["!comment", "!externalLink", "!macro"])
    #expect(found.part("批注的话")?.place == "工作表“表”B2的批注")
    #expect(found.part("8000")?.isHidden == true)
    #expect(found.part("内网库")?.isHidden == true)
  }

  @Test("addresses outside of any sheet, and cells without one, harm nothing")
  func addresses() throws {
    #expect(CellAddress("XFD1048576")?.column == 16_384)
    #expect(CellAddress("A0") == nil)
    #expect(CellAddress("99999999999999999999") == nil)
    #expect(CellAddress("ZZZZZZZZZZZZZZ1") == nil)
    #expect(CellAddress(column: 703, row: 1).text == "AAA1")
    let rows = "<row r=\"99999999999999999999\"><c r=\"??\"><v>1</v></c></row><row r=\"-5\"><c><v>2</v></c></row>"
    let found = look(try FileFixture.book([("表", "visible", "<sheetData>\(rows)</sheetData>")]))
    #expect(found.parts.filter { $0.row != nil }.count == 2)
  }

  @Test("notes, comments and hidden slides of a presentation are told, not blocked")
  func slides() throws {
    let p =
      "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    let line = { (text: String) in "<a:p><a:r><a:t>\(text)</a:t></a:r></a:p>" }
    let file = try FileFixture.zip([
      ("[Content_Types].xml", "<Types>presentationml</Types>"),
      ("_rels/.rels", FileFixture.relationships([("officeDocument", "ppt/presentation.xml")])),
      (
        "ppt/presentation.xml",
        "<p:presentation \(p) \(FileFixture.r)><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId2\"/><p:sldId id=\"257\" r:id=\"rId1\"/></p:sldIdLst></p:presentation>"
      ),
      (
        "ppt/_rels/presentation.xml.rels",
        FileFixture.relationships([("slide", "slides/slide1.xml"), ("slide", "slides/slide2.xml")])
      ),
      ("ppt/slides/slide1.xml", "<p:sld \(p) show=\"0\">\(line("藏起的一张"))</p:sld>"),
      ("ppt/slides/slide2.xml", "<p:sld \(p)>\(line("第一张"))</p:sld>"),
      ("ppt/notesSlides/notesSlide1.xml", "<p:notes \(p)>\(line("备注的话"))</p:notes>"),
      ("ppt/notesSlides/_rels/notesSlide1.xml.rels", FileFixture.relationships([("slide", "../slides/slide2.xml")])),
      ("ppt/comments/comment1.xml", "<p:cmLst \(p)><p:cm><p:text>批注</p:text></p:cm></p:cmLst>"),
    ])
    let found = look(file, "a.pptx")
    #expect(found.kind == .pptx)
    #expect(found.codes == ["annotation", "comment", "hiddenSheet"])
    #expect(found.part("藏起的一张")?.place == "第2张幻灯片第1段")
    #expect(found.part("备注的话")?.place == "第1张幻灯片的备注第1段")
    #expect(found.part("备注的话")?.isHidden == true)
  }
}
