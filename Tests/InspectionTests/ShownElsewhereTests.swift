import Testing
import Zip

@testable import Inspection

/// Words that a reader is shown from where the text of a document does not stand, or that only a program reads.
@Suite("Inspection: words shown from elsewhere")
struct ShownElsewhereTests {
  private static let a = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""

  private func word(_ body: String, _ parts: [(String, String)] = []) throws -> Inspection {
    FileInspector.inspect(try FileFixture.word(body, parts), name: "a.docx")
  }

  private func book(_ content: String, _ parts: [(String, String)] = [], links: [(String, String)] = []) throws
    -> Inspection
  {
    FileInspector.inspect(try FileFixture.book([("表", "visible", content)], parts, links: links), name: "a.xlsx")
  }

  @Test("numbers of lists, signs by their codes, tips of links and choices of a document are read")
  func document() throws {
    let signs = "5133".unicodeScalars.map { "<w:sym w:font=\"宋体\" w:char=\"00\(String($0.value, radix: 16))\"/>" }
    let numbering = """
      <w:numbering \(FileFixture.w)><w:abstractNum><w:lvl><w:lvlText w:val="编号的话（%1）"/></w:lvl></w:abstractNum></w:numbering>
      """
    let found = try word(
      """
      <w:p><w:r><w:t>号码</w:t>\(signs.joined())<w:sym w:font="Wingdings" w:char="F0FE"/><w:t>完</w:t></w:r></w:p>
      <w:p><w:hyperlink w:anchor="x" w:tooltip="提示的话"><w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p>
      <w:sdt><w:sdtPr><w:comboBox><w:listItem w:displayText="甲" w:value="选项的值"/></w:comboBox></w:sdtPr></w:sdt>
      """, [("word/numbering.xml", numbering)])
    #expect(found.findings.isEmpty)
    #expect(found.part("号码5133完")?.isHidden == false)
    #expect(found.part("编号的话")?.isHidden == false)
    for words in ["提示的话", "选项的值"] { #expect(found.part(words)?.isHidden == true, "\(words)") }
  }

  @Test("runs of a drawing's paragraph belong together, whatever stands between them")
  func drawing() throws {
    let run = { (text: String) in "\n<a:r><a:rPr lang=\"zh\"><a:latin typeface=\"x\"/></a:rPr><a:t>\(text)</a:t></a:r>"
    }
    let text = "<a:p>\(run("前半"))\(run("后半"))</a:p>\n<a:p>\(run("另一"))<a:br/>\(run("段"))</a:p>"
    for (name, part) in [
      ("xl/drawings/drawing1.xml", "<d:wsDr xmlns:d=\"d\" \(Self.a)><d:txBody>\(text)</d:txBody></d:wsDr>"),
      (
        "xl/charts/chart1.xml",
        "<c:chart xmlns:c=\"c\" \(Self.a)><c:rich>\(text)</c:rich><c:v>值</c:v><c:v>另</c:v></c:chart>"
      ),
      ("xl/diagrams/data1.xml", "<g:t xmlns:g=\"g\" \(Self.a)>\(text)</g:t>"),
    ] {
      let found = try book("<sheetData/>", [(name, part)])
      let texts = found.parts.filter { $0.place.contains(name) }.map { String(decoding: $0.text, as: UTF8.self) }
      #expect(texts.prefix(2) == ["前半后半", "另一\n段"], "\(name)")
      #expect(name.contains("chart") ? texts.suffix(2) == ["值", "另"] : texts.count == 2)
    }
  }

  @Test("words of number formats are read, and numbers with the words before them")
  func formats() throws {
    let styles = """
      <styleSheet \(FileFixture.x)><numFmts><numFmt numFmtId="164" formatCode="&quot;机密★长期&quot;"/>
      <numFmt numFmtId="165" formatCode="\\5&quot;13301&quot;000000&quot;号&quot;"/>
      <numFmt numFmtId="166" formatCode="_ &quot;¥&quot;* #,##0.00_ "/></numFmts>
      <cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>
      """
    let cells = (1...3).map { "<c s=\"\($0)\"><v>19800\($0)</v></c>" }.joined()
    let found = try book(
      "<sheetData><row>\(cells)</row></sheetData>", [("xl/styles.xml", styles)], links: [("styles", "styles.xml")])
    #expect(found.findings.isEmpty)
    #expect(found.part("机密★长期")?.isHidden == false)
    #expect(found.part("513301198002号")?.place == "工作表“表”B1按格式显示的内容")
    #expect(found.part("198001")?.row != nil)
    #expect(found.part("¥") == nil)
  }

  @Test("readings above letters and scenarios of a workbook are read")
  func workbook() throws {
    let strings = "<sst \(FileFixture.x)><si><t>甲</t><rPh sb=\"0\" eb=\"1\"><t>读音的话</t></rPh></si></sst>"
    let content = """
      <sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>乙</t><rPh><t>另一读音</t></rPh></is></c></row></sheetData>
      <scenarios><scenario name="方案" comment="方案的话"><inputCells r="A1" val="方案的值"/></scenario></scenarios>
      """
    let found = try book(content, [("xl/sharedStrings.xml", strings)], links: [("sharedStrings", "sharedStrings.xml")])
    #expect(found.findings.isEmpty)
    for words in ["读音的话", "另一读音", "方案的话", "方案的值"] { #expect(found.part(words)?.isHidden == true, "\(words)") }
    #expect(found.part("乙").map { String(decoding: $0.text, as: UTF8.self) } == "乙")
  }

  @Test("comments and instructions in the XML of a package are read, and do not block")
  func asides() throws {
    let document = try word("<w:p><!-- 注释的话 --><w:r><w:t>字</w:t></w:r></w:p><?x 指令的话?>")
    #expect(document.findings.isEmpty)
    for words in ["注释的话", "指令的话"] { #expect(document.part(words)?.isHidden == true, "\(words)") }
    let styles = "<styleSheet \(FileFixture.x)><!-- 样式的话 --></styleSheet>"
    let found = try book("<sheetData/>", [("xl/styles.xml", styles)], links: [("styles", "styles.xml")])
    #expect(found.part("样式的话")?.isHidden == true)
    let page = try ZipFixture.adding(
      "Doc_0/Res.xml", Array("<Res><!-- 资源的话 --></Res>".utf8), to: try FileFixture.named("helloworld.ofd"))
    #expect(FileInspector.inspect(page, name: "a.ofd").part("资源的话")?.isHidden == true)
  }

  @Test("the comment of an entry of an archive is read and told")
  func entryComment() throws {
    let archive = try FileFixture.zip([("a.txt", "字")])
    let comment = Array("条目的话".utf8)
    let start = try #require(archive.indices.first { archive[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
    let end = try #require(archive.indices.last { archive[$0...].starts(with: [0x50, 0x4B, 5, 6]) })
    var file = Array(archive[..<end]) + comment + archive[end...]
    file[start + 32] = UInt8(comment.count)
    let size = UInt32(end - start + comment.count)
    file.replaceSubrange((end + comment.count + 12)..<(end + comment.count + 16), with: ZipFixture.bytes(size))
    let found = FileInspector.inspect(file, name: "a.zip")
    #expect(found.codes == ["metadata"])
    #expect(found.part("条目的话")?.place == "“a.txt”的注释")
  }
}
