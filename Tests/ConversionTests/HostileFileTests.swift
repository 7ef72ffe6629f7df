import Inspection
import Testing
import Zip

@testable import Conversion

@Suite("Conversion: files that are not what they say")
struct HostileFileTests {
  private let sound = OfficeFixture.p("正文")

  @Test("a file of another kind is named for what it is")
  func kinds() throws {
    let word = try OfficeFixture.word(sound)
    let ofd = try OfficeFixture.ofd([OfficeFixture.page(OfficeFixture.line("字", y: 30))])
    #expect(OfficeFixture.fault(ofd)?.message == "文件内容不是Word 文档(.docx)，而是OFD 版式文件")
    #expect(OfficeFixture.fault(word, .ofd)?.message == "文件内容不是OFD 版式文件(.ofd)，而是Word 文档")
    #expect(OfficeFixture.fault(Array("%PDF-1.7".utf8))?.message == "文件内容不是Word 文档(.docx)，而是PDF 文件")
    #expect(OfficeFixture.fault(Array("<html>".utf8))?.message == "文件内容不是Word 文档(.docx)")
    #expect(OfficeFixture.fault([])?.message == "文件内容不是Word 文档(.docx)")
    #expect(OfficeFixture.fault(try OfficeFixture.zip([("a.txt", "字")]))?.message == "文件内容不是Word 文档(.docx)")
    let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)
    let told = OfficeFixture.fault(old)
    #expect(told?.message == "文件内容不是Word 文档(.docx)，而是旧版 Office 或 WPS 文件")
    #expect(told?.remedy == "在 Word 或 WPS 里打开，另存为 .docx")
  }

  @Test("a file behind a password says so")
  func password() throws {
    let fault = OfficeFixture.fault(try OfficeFixture.named("bug53475-password-is-pass.docx"))
    #expect(fault == ConversionFault("文件设了打开密码，不能读取", remedy: "在 Word 或 WPS 里去掉密码，另存为 .docx"))
  }

  @Test("a file that was cut anywhere is refused, never half a page")
  func cut() throws {
    let files: [(bytes: [UInt8], kind: OfficeBody.Kind)] = [
      (try OfficeFixture.named("footnotes.docx"), .word), (try OfficeFixture.named("two-pages.ofd"), .ofd),
    ]
    for file in files {
      for length in stride(from: 0, to: file.bytes.count - 1, by: 97) {
        let fault = OfficeFixture.fault(Array(file.bytes.prefix(length)), file.kind)
        #expect(fault != nil, "\(length) bytes")
        #expect(fault?.remedy.isEmpty == false)
      }
    }
  }

  @Test("a file with one changed byte gives a page or a fault, never a crash")
  func flipped() throws {
    let files: [(bytes: [UInt8], kind: OfficeBody.Kind)] = [
      (try OfficeFixture.named("footnotes.docx"), .word), (try OfficeFixture.named("two-pages.ofd"), .ofd),
      (try OfficeFixture.word(sound), .word),
    ]
    for file in files {
      for at in stride(from: 0, to: file.bytes.count, by: 61) {
        var bytes = file.bytes
        bytes[at] ^= 0x55
        _ = OfficeFixture.fault(bytes, file.kind)
      }
    }
  }

  @Test("entities are refused")
  func entities() throws {
    #expect(
      OfficeFixture.fault(try OfficeFixture.named("ExternalEntityInText.docx"))?.message.contains("实体，已拒绝读取") == true)
    let bomb = """
      <!DOCTYPE a [<!ENTITY b "哈哈哈哈"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
      """
    let page = try OfficeFixture.ofd([OfficeFixture.page(OfficeFixture.line("字", y: 30))])
    let files: [([UInt8], OfficeBody.Kind)] = [
      (
        try OfficeFixture.zip([
          ("OFD.xml", "<OFD/>"),
          ("Doc_0/Document.xml", "\(bomb)<Document><Pages><Page ID=\"1\" BaseLoc=\"P.xml\"/></Pages></Document>"),
          ("Doc_0/P.xml", "<Page/>"),
        ]), .ofd
      ),
      (try OfficeFixture.word(sound, [("styles", "\(bomb)<w:styles \(OfficeFixture.names)/>")]), .word),
      (try OfficeFixture.word(sound, [("numbering", "\(bomb)<w:numbering \(OfficeFixture.names)/>")]), .word),
    ]
    for file in files { #expect(OfficeFixture.fault(file.0, file.1)?.message.contains("实体") == true) }
    #expect(OfficeFixture.fault(page, .ofd) == nil)
  }

  @Test("bombs and deep nesting are refused within limits")
  func bombs() throws {
    let zeros = [UInt8](repeating: UInt8(ascii: " "), count: 30 << 20)
    let bomb = try ZipArchive.bytes(
      of: [ZipEntry("word/media/x.xml", zeros)], after: try OfficeFixture.word(sound))
    // What no page needs is not unpacked.
    #expect(OfficeFixture.fault(bomb) == nil)
    let main = try ZipArchive.bytes(of: [
      ZipEntry("[Content_Types].xml", Array("wordprocessingml".utf8)),
      ZipEntry("_rels/.rels", Array("<R><Relationship Type=\"x/officeDocument\" Target=\"d.xml\"/></R>".utf8)),
      ZipEntry("d.xml", Array("<w:document \(OfficeFixture.names)><w:body>".utf8) + zeros),
    ])
    #expect(OfficeFixture.fault(main)?.message.hasPrefix("文件解开后太大") == true)
    let deep = String(repeating: "<w:sdt><w:sdtContent>", count: 5000)
    #expect(OfficeFixture.fault(try OfficeFixture.word(deep))?.message == "文件的 XML 太大或嵌套太深，没有读取")
    let open = String(repeating: "<w:tbl><w:tr><w:tc>", count: 55)
    let close = String(repeating: "</w:tc></w:tr></w:tbl>", count: 55)
    #expect(OfficeFixture.fault(try OfficeFixture.word("\(open)\(sound)\(close)")) == nil)
  }

  @Test("a small budget is kept to")
  func budget() throws {
    let file = try OfficeFixture.word(String(repeating: sound, count: 1000))
    var limits = InspectionLimits()
    limits.maxUnpackedBytes = 10_000
    #expect(throws: ConversionFault.self) { try OfficeBody.convert(file, .word, limits: limits) }
    limits = InspectionLimits()
    limits.maxFileBytes = 100
    #expect(throws: ConversionFault.self) { try OfficeBody.convert(file, .word, limits: limits) }
  }

  @Test("two parts of one name are refused: other programs may show the other one")
  func doubles() throws {
    let first = try OfficeFixture.word(sound)
    var second = try ZipArchive.bytes(of: [ZipEntry("word/documenx.xml", Array("<a/>".utf8))], after: first)
    let (old, new) = (Array("word/documenx.xml".utf8), Array("word/document.xml".utf8))
    for at in 0..<(second.count - old.count) where second[at..<(at + old.count)].elementsEqual(old) {
      second.replaceSubrange(at..<(at + old.count), with: new)
    }
    #expect(OfficeFixture.fault(second)?.message.contains("同名文件") == true)
  }

  @Test("styles in a ring, lists that lead nowhere and numbers beyond all counting do no harm")
  func rings() throws {
    let styles = OfficeFixture.styles(
      """
      <w:style w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:name w:val="b"/><w:basedOn w:val="a"/></w:style>
      """)
    let numbering = OfficeFixture.numbering(
      """
      <w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum>
      <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="9223372036854775807"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1%9%0%"/></w:lvl></w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
      """)
    func item(_ list: String) -> String {
      OfficeFixture.p(
        "甲", "<w:pStyle w:val=\"a\"/><w:numPr><w:ilvl w:val=\"-7\"/><w:numId w:val=\"\(list)\"/></w:numPr>")
    }
    let text = try OfficeBody.convert(
      OfficeFixture.word(item("1") + item("2") + item("2") + item("3"), [styles, numbering]), .word
    ).text
    #expect(String(decoding: text, as: UTF8.self).split(separator: "\n").count == 4)
  }

  @Test(
    "fields in one another and blank pieces beyond counting cost no more than what they are", .timeLimit(.minutes(1)))
  func steady() throws {
    let count = 200_000
    var fields = WordFields()
    for _ in 0..<count {
      fields.begin(shown: nil)
      fields.separate()
    }
    for _ in 0..<count where fields.isShown && fields.link == nil { fields.see() }
    for _ in 0..<count { #expect(try fields.end() == nil) }
    let blank = (0..<count).map { Span(text: " ", look: $0.isMultiple(of: 2) ? .bold : []) }
    #expect(Paragraph(spans: blank + [Span(text: " 甲 ")] + blank).trimmed == Paragraph(spans: [Span(text: "甲")]))
  }

  @Test("numbers that write more than the file holds are refused", .timeLimit(.minutes(1)))
  func numbers() throws {
    func file(_ text: String, _ count: Int) throws -> [UInt8] {
      try OfficeFixture.word(
        String(
          repeating: OfficeFixture.p("甲", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"),
          count: count),
        [
          OfficeFixture.numbering(
            "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3888\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"\(text)\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
          )
        ])
    }
    #expect(OfficeFixture.fault(try file(String(repeating: "%1", count: 100_000), 20))?.message == "自动编号的文字太长，没有转换")
    var limits = InspectionLimits()
    limits.maxRatio = 100_000
    let many = try file(String(repeating: "%1", count: 500), 20_000)
    #expect(throws: OfficeBody.tooLong) { try OfficeBody.convert(many, .word, limits: limits) }
  }

  @Test("notes of notes are shown, also those that name themselves")
  func notes() throws {
    func note(_ id: Int, _ text: String, to next: Int) -> String {
      "<w:footnote w:id=\"\(id)\"><w:p><w:r><w:t>\(text)</w:t></w:r><w:r><w:footnoteReference w:id=\"\(next)\"/></w:r></w:p></w:footnote>"
    }
    let notes = "<w:footnotes \(OfficeFixture.names)>\(note(1, "注一", to: 2))\(note(2, "注二", to: 1))</w:footnotes>"
    let text = try OfficeBody.convert(
      OfficeFixture.word("<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id=\"1\"/></w:r></w:p>", [("footnotes", notes)]),
      .word
    ).text
    #expect(String(decoding: text, as: UTF8.self) == "甲[1]\n————\n[1] 注一[2]\n[2] 注二[1]")
  }
}
