import Search
import Testing

@Suite("Lines within a paragraph")
struct SoftBreakTests {
  private func text(_ html: String) -> String {
    String(decoding: VisibleText.of(html: Array(html.utf8)), as: UTF8.self)
  }

  @Test("goes on where a line ends within a paragraph: after a space, or without one between two Chinese characters")
  func softBreaks() {
    #expect(text("<p>为进一步做好政务公\n开工作</p>") == "\n为进一步做好政务公开工作\n")
    #expect(text("<p>政务公 \r\n <b>开</b>工作</p>") == "\n政务公开工作\n")
    #expect(text("<p>王𠮷\n𠮷田说：\n“好的”\n——然后…\n‘走’</p>") == "\n王𠮷𠮷田说：“好的”——然后…‘走’\n")
    #expect(text("<p>a “b”\nc – d\n– e 😀\nf</p>") == "\na “b” c – d – e 😀 f\n")
    #expect(text("<p>A\nB股\n2026 年</p>") == "\nA B股 2026 年\n")
    #expect(text("<p>甲</p>\n<p>乙</p>").split(separator: "\n") == ["甲", "乙"])
    #expect(text("<p>甲<br>\n乙</p>").split(separator: "\n") == ["甲", "乙"])
    #expect(text("<pre>甲\n乙</pre>").split(separator: "\n") == ["甲", "乙"])
    #expect(text("<p>甲\n&lt;乙</p>") == "\n甲 <乙\n")
  }
}
