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

  private func body(_ html: String) -> String {
    let bytes = PlainDocument.bytes(of: DocumentText(title: "题", body: Array(html.utf8)))
    return String(decoding: bytes.dropFirst("\u{FEFF}题\r\n\r\n".utf8.count), as: UTF8.self)
  }

  @Test("raised and lowered numbers keep their sense, and what is struck out is told")
  func scripts() {
    #expect(
      body("<p>面积10<sup>4</sup>平方米，x<sup>n</sup>，2<sup>10a</sup>，H<sub>2</sub>O，注<sup>[1]</sup></p>")
        == "　　面积10⁴平方米，x^n，2^(10a)，H₂O，注[1]\r\n")
    #expect(body("<p><del>旧条款</del>新条款</p><p>甲<s>乙</s></p><p>丙</p>") == "　　〔删去：旧条款〕新条款\r\n　　甲〔删去：乙〕\r\n　　丙\r\n")
  }

  @Test("items have the numbers that the page shows")
  func numbers() {
    #expect(body("<ol><li>甲</li><li value=\"9\">乙</li><li>丙</li></ol>") == "　　1. 甲\r\n　　9. 乙\r\n　　10. 丙\r\n")
    #expect(body("<ol reversed=\"\" start=\"2\"><li>甲</li><li>乙</li></ol>") == "　　2. 甲\r\n　　1. 乙\r\n")
    #expect(body("<ol class=\"unmarked\"><li>（一）甲</li></ol>") == "　　（一）甲\r\n")
  }
}
