import Testing
import Zip

@testable import Inspection

/// What stands in a file where no reader of it looks.
@Suite("Inspection: content that nothing lists")
struct UnlistedContentTests {
  @Test("an entry struck from the directory of an archive is found and read")
  func struckEntry() throws {
    let archive = try ZipArchive.bytes(of: [
      ZipEntry("a.txt", Array("甲".utf8), .stored), ZipEntry("b.txt", Array("不给人看的一段话".utf8), .stored),
    ])
    // The directory without its second entry: it ends where that began.
    let entries = archive.indices.filter { archive[$0...].starts(with: [0x50, 0x4B, 1, 2]) }
    let end = try #require(archive.indices.last { archive[$0...].starts(with: [0x50, 0x4B, 5, 6]) })
    var record = Array(archive[end...])
    record[8] = 1
    record[10] = 1
    let size = entries[1] - entries[0]
    record.replaceSubrange(12..<16, with: ZipFixture.bytes(UInt32(size)))
    let cut = Array(archive[..<entries[1]]) + record
    let found = FileInspector.inspect(cut, name: "a.zip")
    #expect(found.codes.contains("!embedded"))
    #expect(FileInspector.inspect(archive, name: "a.zip").codes.isEmpty)
  }

  @Test("words behind the end of an archive, and a few behind a picture, are found")
  func behindTheEnd() throws {
    let archive = try FileFixture.zip([("a.txt", "甲")])
    let found = FileInspector.inspect(archive + Array("藏在结尾之后的话".utf8), name: "a.zip")
    #expect(found.codes == ["!embedded"] && found.part("藏在结尾之后的话") != nil)
    #expect(FileInspector.inspect(archive + [0, 0, 10], name: "a.zip").codes == [])
    let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xD9]
    #expect(FileInspector.inspect(picture + Array("短短的话".utf8), name: "a.jpg").part("短短的话")?.isHidden == true)
    #expect(FileInspector.inspect(picture + [0, 0, 0x41, 0], name: "a.jpg").parts.isEmpty)
  }

  @Test("a picture of a PDF is read behind further filters", arguments: ["ASCIIHexDecode", "ASCII85Decode"])
  func filteredPicture(_ filter: String) throws {
    // FF D8 FF E1 and the beginning of a segment that is cut off.
    let text = filter == "ASCIIHexDecode" ? "FFD8FFE1 0010>" : "s4IA0!(`~>"
    let file = PDFFixture.file(
      "hello",
      objects: [
        "<</Type/XObject/Subtype/Image/Filter[/\(filter)/DCTDecode]/Length \(text.utf8.count)>>stream\n\(text)\nendstream"
      ])
    let found = FileInspector.inspect(file, name: "a.pdf")
    #expect(found.findings.contains { $0.place.contains("图片") }, "\(found.findings)")
  }

  @Test("an archive behind a picture is opened")
  func behindPicture() throws {
    let picture: [UInt8] = [0xFF, 0xD8, 0xFF, 0xD9]
    let file = try picture + FileFixture.zip([("名单.txt", "藏在后面的话")])
    let found = FileInspector.inspect(file, name: "a.jpg")
    #expect(found.finding(.embedded) != nil)
    #expect(found.part("藏在后面的话") != nil)
  }

  @Test("words of a PDF that only some readers are told are searched: bookmarks, descriptions, what follows its end")
  func wordsOfPDF() {
    let file = PDFFixture.file(
      "hello", objects: ["<</Title(bookmark words)/Parent 1 0 R>>", "<</S/Figure/Alt(told to the blind)>>"])
    let found = FileInspector.inspect(file + Array("\nwords behind the end\n".utf8), name: "a.pdf")
    for words in ["bookmark words", "told to the blind", "words behind the end"] { #expect(found.part(words) != nil) }
  }

  @Test("the pieces of a drawing's text belong together")
  func drawing() {
    let file = Array(
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><text><tspan>前半</tspan><tspan>后半</tspan></text></svg>".utf8)
    let found = FileInspector.inspect(file, name: "a.svg")
    #expect(found.kind == .xml && found.codes.isEmpty)
    #expect(found.part("前半后半") != nil)
  }

  @Test("mail and saved pages whose parts are packed as letters are held as unreadable")
  func packedMail() {
    let file = Array("MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n5rC35rC3\n".utf8)
    #expect(FileInspector.inspect(file, name: "a.mht").codes == ["!unreadable"])
  }

  @Test("words in formulas, names of sheets, filters and tips of a workbook are searched")
  func workbook() throws {
    let content = """
      <sheetData><row r="1"><c r="A1" t="str"><f>IF(1=1,"公式里的话","")</f><v>值</v></c></row></sheetData>
      <autoFilter ref="A1"><filterColumn><filters><filter val="筛选的话"/></filters></filterColumn></autoFilter>
      <hyperlinks><hyperlink ref="A1" tooltip="提示的话"/></hyperlinks>
      """
    let found = FileInspector.inspect(try FileFixture.book([("表名的话", "visible", content)]), name: "a.xlsx")
    for words in ["公式里的话", "筛选的话", "提示的话", "表名的话"] {
      #expect(found.parts.contains { String(decoding: $0.text, as: UTF8.self).contains(words) }, "\(words)")
    }
  }

  @Test("nearly white words of a document are hidden, and names of its controls and simple fields are searched")
  func document() throws {
    let file = try FileFixture.word(
      """
      <w:p><w:r><w:rPr><w:color w:val="FEFEFE"/></w:rPr><w:t>近白的话</w:t></w:r></w:p>
      <w:p><w:fldSimple w:instr="QUOTE 域里的话"><w:r><w:t>字</w:t></w:r></w:fldSimple></w:p>
      <w:sdt><w:sdtPr><w:alias w:val="控件的话"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>
      """)
    let found = FileInspector.inspect(file, name: "a.docx")
    #expect(found.codes == ["!hiddenText"])
    #expect(found.part("近白的话")?.isHidden == true)
    for words in ["QUOTE 域里的话", "控件的话"] { #expect(found.part(words) != nil, "\(words)") }
  }

  @Test("a page that a document takes in whole is read")
  func takenIn() throws {
    let file = try FileFixture.word(
      "<w:p><w:r><w:t>字</w:t></w:r></w:p>", [("word/chunk.html", "<html><body><p>另一页的话</p></body></html>")])
    let found = FileInspector.inspect(file, name: "a.docx")
    #expect(found.codes.contains("!embedded"))
    #expect(found.part("另一页的话") != nil)
  }
}
