import Documents
import Testing

@Suite("Documents as plain text")
struct PlainDocumentTests {
  @Test("a notice reads as its golden text")
  func golden() throws {
    let document = DocumentFixture.document(try DocumentFixture.file("notice.html"))
    #expect(try PlainDocument.bytes(of: document) == DocumentFixture.file("notice.txt"))
  }

  @Test("an empty body leaves title and byte order mark, lines ending in CRLF")
  func empty() {
    #expect(PlainDocument.bytes(of: DocumentText(title: "题", body: [])) == Array("\u{FEFF}题\r\n\r\n".utf8))
  }
}
