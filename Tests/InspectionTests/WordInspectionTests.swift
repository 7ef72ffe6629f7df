import Testing

@testable import Inspection

@Suite("Inspection: Word files")
struct WordInspectionTests {
  private func look(_ bytes: [UInt8], _ name: String = "a.docx") -> Inspection {
    FileInspector.inspect(bytes, name: name)
  }

  @Test("text comes by paragraph, and by row and column within a table")
  func text() throws {
    let file = try FileFixture.word(
      """
      <w:p><w:r><w:t>第一段</w:t></w:r></w:p><w:p><w:r><w:t>第</w:t></w:r><w:r><w:t>二段</w:t></w:r></w:p>
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>证号</w:t></w:r></w:p></w:tc></w:tr>
      <w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>合并</w:t></w:r></w:p></w:tc>
      <w:tc><w:p><w:r><w:t>后一格</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
      """)
    let found = look(file)
    #expect(found.kind == .docx)
    #expect(found.findings.isEmpty)
    #expect(found.part("第二段")?.place == "正文第2段")
    #expect(found.part("证号")?.row == TableCell(table: 1, row: 1, column: 2))
    #expect(found.part("后一格")?.row == TableCell(table: 1, row: 2, column: 3))
    #expect(found.part("后一格")?.place == "正文表格1第2行第3列")
    #expect(found.parts.allSatisfy { !$0.isHidden })
  }

  @Test("tracked changes block, and what was deleted is still searched")
  func revisions() throws {
    let found = look(
      try FileFixture.word(
        """
        <w:p><w:r><w:t>留下</w:t></w:r><w:del w:author="张三"><w:r><w:delText>删掉的话</w:delText></w:r></w:del>
        <w:ins w:author="张三"><w:r><w:t>加上的话</w:t></w:r></w:ins>
        <w:moveFrom><w:r><w:t>移走的话</w:t></w:r></w:moveFrom></w:p>
        """))
    #expect(found.codes == ["!revision"])
    #expect(Set(found.findings.map(\.masked)) == ["删除 1 处", "插入 1 处", "移出 1 处"])
    #expect(found.part("删掉的话")?.isHidden == true)
    #expect(found.part("移走的话")?.isHidden == true)
    #expect(found.part("加上的话")?.isHidden == false)
  }

  @Test(
    "vanished, white and tiny text is hidden",
    arguments: ["<w:vanish/>", "<w:color w:val=\"FFFFFF\"/>", "<w:sz w:val=\"2\"/>", "<w:rStyle w:val=\"Son\"/>"])
  func hidden(_ property: String) throws {
    let styles = """
      <w:styles \(FileFixture.w)><w:style w:styleId="Father"><w:rPr><w:vanish/></w:rPr></w:style>
      <w:style w:styleId="Son"><w:basedOn w:val="Father"/></w:style></w:styles>
      """
    let found = look(
      try FileFixture.word(
        "<w:p><w:r><w:rPr>\(property)</w:rPr><w:t>看不见</w:t></w:r><w:r><w:t>看得见</w:t></w:r></w:p>",
        [
          ("word/styles.xml", styles),
          ("word/_rels/document.xml.rels", FileFixture.relationships([("styles", "styles.xml")])),
        ]))
    #expect(found.codes == ["!hiddenText"])
    #expect(found.part("看不见")?.isHidden == true)
    #expect(found.part("看得见")?.isHidden == false)
  }

  @Test(
    "white on a ground shows, and so does text whose vanishing is switched off",
    arguments: [
      "<w:r><w:rPr><w:color w:val=\"FFFFFF\"/><w:shd w:fill=\"000080\"/></w:rPr><w:t>字</w:t></w:r>",
      "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>字</w:t></w:r>",
      "<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>字</w:t></w:r>",
    ])
  func shown(_ run: String) throws {
    #expect(look(try FileFixture.word("<w:p>\(run)</w:p>")).findings.isEmpty)
  }

  @Test("headers, footnotes, text boxes, watermarks, variables and custom XML are searched")
  func elsewhere() throws {
    let v = "xmlns:v=\"urn:schemas-microsoft-com:vml\""
    let found = look(
      try FileFixture.word(
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
        [
          (
            "word/header1.xml",
            "<w:hdr \(FileFixture.w)><w:p><w:r><v:textpath \(v) string=\"机密\"/><w:t>眉</w:t></w:r></w:p></w:hdr>"
          ),
          ("word/footnotes.xml", "<w:footnotes \(FileFixture.w)><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnotes>"),
          (
            "word/settings.xml",
            "<w:settings \(FileFixture.w)><w:docVars><w:docVar w:name=\"n\" w:val=\"变量值\"/></w:docVars></w:settings>"
          ),
          ("customXml/item1.xml", "<a><b>自定义数据</b></a>"),
        ]))
    #expect(found.part("框内")?.place == "正文文本框")
    #expect(found.part("机密")?.place == "页眉水印或艺术字")
    #expect(found.part("眉")?.isHidden == false)
    #expect(found.part("注")?.place == "脚注第1段")
    #expect(found.part("变量值")?.isHidden == true)
    #expect(found.part("自定义数据")?.isHidden == true)
    #expect(found.codes == ["metadata"])
  }

  @Test("properties are told without being given away, and do not block")
  func properties() throws {
    let core = """
      <cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>欧阳某某</dc:creator><cp:lastModifiedBy>李某</cp:lastModifiedBy>
      </cp:coreProperties>
      """
    let app = "<Properties><Company>某某科技有限公司</Company><Template>C:\\Users\\zhang\\a.dotm</Template></Properties>"
    let found = look(
      try FileFixture.word("<w:p/>", [("docProps/core.xml", core), ("docProps/app.xml", app)]))
    #expect(found.codes == ["metadata"])
    #expect(!found.isBlocked)
    #expect(found.findings.map(\.masked).contains("作者：欧…（共 4 字）"))
    #expect(found.findings.allSatisfy { !$0.masked.contains("欧阳") && !$0.masked.contains("zhang") })
    #expect(found.part("欧阳某某")?.isHidden == true)
  }

  @Test("comments, macros, templates from elsewhere and embedded workbooks block")
  func parts() throws {
    let comments =
      "<w:comments \(FileFixture.w)><w:comment w:author=\"王五\"><w:p><w:r><w:t>这里不宜公开</w:t></w:r></w:p></w:comment></w:comments>"
    let template = """
      <Relationships><Relationship Id="r" Type="http://x/attachedTemplate" Target="http://x/a.dotm" TargetMode="External"/>
      </Relationships>
      """
    let inner = try FileFixture.book([("名单", "visible", FileFixture.rows([["某人"]]))])
    let outer = try FileFixture.word(
      "<w:p/>",
      [("word/comments.xml", comments), ("word/vbaProject.bin", "x"), ("word/_rels/settings.xml.rels", template)])
    let file = try ZipFixture.adding("word/embeddings/a.xlsx", inner, to: outer)
    let found = look(file)
    #expect(found.codes == ["!comment", "!embedded", "!externalLink", "!macro"])
    #expect(found.part("这里不宜公开")?.place == "批注1")
    #expect(found.part("某人")?.place == "嵌入的文件“word/embeddings/a.xlsx”：工作表“名单”A1")
  }

  @Test("a document type or an entity is refused, and the file is held")
  func entities() throws {
    let file = try FileFixture.zip([
      ("[Content_Types].xml", "<Types>wordprocessingml</Types>"),
      ("_rels/.rels", FileFixture.relationships([("officeDocument", "word/document.xml")])),
      (
        "word/document.xml",
        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><w:document \(FileFixture.w)><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>"
      ),
    ])
    let found = look(file)
    #expect(found.codes == ["!externalEntity"])
    #expect(found.part("root:") == nil)
  }

  @Test("a file without its document, or one of pictures alone, is held")
  func nothingToRead() throws {
    let empty = try FileFixture.zip([("[Content_Types].xml", "<Types>wordprocessingml</Types>")])
    #expect(look(empty).codes == ["!unreadable"])
    let scanned = try FileFixture.word("<w:p/>", [("word/media/image1.emf", FileFixture.metafile)])
    #expect(look(scanned).codes == ["!scanned"])
  }
}
