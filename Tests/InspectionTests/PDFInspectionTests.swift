import Testing

@testable import Inspection

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("Inspection: PDF files")
struct PDFInspectionTests {
  private static let hasTool = PDFTools.installed() != nil

  /// The structure alone; that the text is missing is left out.
  private func structure(_ bytes: [UInt8]) -> Inspection {
    var found = FileInspector.inspect(bytes, name: "a.pdf")
    found.findings.removeAll { $0.masked.contains("pdftotext") }
    return found
  }

  @Test("without the tool a file is held")
  func noTool() {
    #expect(FileInspector.inspect(PDFFixture.file("text"), name: "a.pdf").codes == ["!unreadable"])
  }

  @Test("a tool that is not there, that fails or that never ends holds the file", .timeLimit(.minutes(1)))
  func badTool() {
    for path in ["/nonexistent", "/bin/false", "/bin/true"] {
      let found = FileInspector.inspect(PDFFixture.file("text"), name: "a.pdf", pdf: PDFTools(pdftotext: path))
      #expect(found.codes == ["!unreadable"], "\(path)")
    }
    #expect(!ChildProcess.run("/bin/sleep", ["600"], seconds: 1, maxFileBytes: 1 << 20))
  }

  @Test("text comes by page", .enabled(if: hasTool))
  func text() {
    let found = FileInspector.inspect(PDFFixture.file("Hello page"), name: "a.pdf", pdf: .installed())
    #expect(found.findings.isEmpty)
    #expect(found.part("Hello page")?.place == "第1页")
  }

  @Test("a file without text is taken for scanned", .enabled(if: hasTool))
  func scanned() {
    #expect(FileInspector.inspect(PDFFixture.file(""), name: "a.pdf", pdf: .installed()).codes == ["!scanned"])
  }

  @Test("what was there before a change blocks, and is searched", .enabled(if: hasTool))
  func revision() {
    let file = PDFFixture.update(PDFFixture.file("Zhang San 123"), text: "blackened")
    let found = FileInspector.inspect(file, name: "a.pdf", pdf: .installed())
    #expect(found.codes == ["!earlierRevision"])
    #expect(found.part("blackened")?.isHidden == false)
    #expect(found.part("Zhang San 123")?.place == "旧版本1第1页")
    #expect(found.part("Zhang San 123")?.isHidden == true)
  }

  @Test("a second table without objects, as Word writes it, is no revision")
  func emptyUpdate() {
    let file = PDFFixture.file("text") + Array("xref\n0 0\ntrailer<</Size 5/Root 1 0 R>>\nstartxref\n400\n%%EOF\n".utf8)
    #expect(structure(file).findings.isEmpty)
  }

  @Test(
    "what runs, hides or comes along is told",
    arguments: [
      ("<</S/JavaScript/JS(app.alert\\(1\\))>>", "!script"), ("<</S/J#61vaScript/JS 9 0 R>>", "!script"),
      ("<</S/Launch/F(cmd.exe)>>", "!script"),
      ("<</Type/Filespec/F(a.txt)/EF<</F 6 0 R>>>>", "!attachedFile"),
      ("<</Type/EmbeddedFile/Length 2>>stream\nab\nendstream", "!attachedFile"),
      ("<</Type/Annot/Subtype/FileAttachment/Rect[0 0 1 1]>>", "!attachedFile"),
      ("<</Type/Annot/Subtype/Text/Rect[0 0 1 1]/Contents(note)>>", "annotation"),
      ("<</Type/Annot/Subtype/Redact/Rect[0 0 1 1]>>", "!hiddenText"),
      ("<</Type/Annot/Subtype/RichMedia/Rect[0 0 1 1]>>", "!embedded"),
      ("<</D<</OFF[7 0 R]>>>>", "!hiddenText"),
    ])
  func objects(_ object: String, _ code: String) {
    #expect(structure(PDFFixture.file("t", objects: [object])).codes == [code])
  }

  @Test("links and boxes to fill in are no annotations")
  func quiet() {
    let object = "<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI(http://x/)>>>>"
    let found = structure(PDFFixture.file("t", objects: [object]))
    #expect(found.findings.isEmpty)
    #expect(found.part("http://x/")?.place == "链接地址")
  }

  @Test("values of a form are text")
  func form() {
    #expect(structure(PDFFixture.file("t", objects: ["<</FT/Tx/T(n)/V<FEFF5F204E09>>>"])).part("张三") != nil)
  }

  @Test("properties are told by whom, not by what")
  func properties() {
    let info = "<</Author<FEFF5F204E09>/Producer(Tool)/CreationDate(D:2026)>>"
    let found = structure(PDFFixture.file("t", objects: [info], trailer: "/Info 5 0 R"))
    #expect(found.codes == ["metadata"])
    #expect(found.findings.map(\.masked) == ["作者：张…（共 2 字）"])
    #expect(found.part("Tool")?.isHidden == true)
  }

  @Test("a key in the trailer means encryption, and nothing inside is believed")
  func encrypted() {
    let file = PDFFixture.file("t", objects: ["<</S/JavaScript/JS(x)>>"], trailer: "/Encrypt 6 0 R")
    #expect(structure(file).codes == ["!encrypted"])
  }

  @Test("bytes behind the end and before the start are told")
  func around() {
    let file = PDFFixture.file("t")
    #expect(structure(file + Array("PK and more".utf8)).codes == ["!embedded"])
    #expect(structure(Array("something before ".utf8) + file).codes == ["!embedded"])
  }

  @Test("real files: attachment, script in an object stream, encryption", .enabled(if: hasTool))
  func realFiles() throws {
    func look(_ name: String) throws -> Inspection {
      FileInspector.inspect(try FileFixture.named(name), name: name, pdf: .installed())
    }
    let attached = try look("attachment.pdf")
    #expect(attached.codes == ["!attachedFile", "!earlierRevision"])
    #expect(attached.parts.contains { $0.place.hasPrefix("附件“foo.txt”：") })
    #expect(try look("autoprint.pdf").codes.contains("!script"))
    #expect(try look("encrypted-attachment.pdf").codes == ["!encrypted"])
    #expect(try look("helloworld.pdf").codes.isEmpty)
  }

  @Test("values nest to a depth, and broken ones end the reading")
  func lexer() {
    var deep = PDFLexer(Array(repeating: UInt8(ascii: "["), count: 100_000), at: 0)
    #expect(deep.value() != nil)
    for text in ["(", "<", "<<", "<</", "<</A", "[", "/", "<</A<</B", "(\\", "(\\1", "<4", "- -", "1 0", "\u{0}"] {
      var lexer = PDFLexer(Array(text.utf8), at: 0)
      _ = lexer.value()
      #expect(lexer.at <= text.utf8.count)
    }
    var name = PDFLexer(Array("/J#61va#53cript".utf8), at: 0)
    #expect(name.value()?.name == "JavaScript")
    var string = PDFLexer(Array("(a\\(b\\)\\101\\n(c))".utf8), at: 0)
    #expect(string.value()?.string == Array("a(b)A\n(c)".utf8))
  }
}
