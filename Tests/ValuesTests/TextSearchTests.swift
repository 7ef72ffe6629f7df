import Testing
import Values

@Suite("A text") struct TextSearchTests {
  @Test func findsWhatStandsInAText() {
    let text = "关于印发《云川市突发事件应急预案》的通知"
    for start in text.indices {
      for end in text[start...].indices { #expect(text.holds(String(text[start..<end]))) }
    }
    for other in ["应急响应", "通知。", "关于印发《云川市突发事件应急预案》的通知书", "预预案"] { #expect(!text.holds(other)) }
    #expect("".holds("") && !"".holds("甲") && "aab".holds("ab") && !"aa".holds("ab"))
  }

  @Test("compares bytes, not characters that look alike")
  func bytes() {
    #expect("标题".hasSameBytes(as: "标题"))
    #expect("".hasSameBytes(as: ""))
    #expect(!"é".hasSameBytes(as: "e\u{301}"))
    #expect(!"标题".hasSameBytes(as: "标签"))
    #expect("3.2/甲".begins(with: "3.2/"))
    #expect("3.2".begins(with: ""))
    #expect(!"3.2".begins(with: "3.2/"))
    #expect(!"e\u{301}".begins(with: "é"))
  }

  @Test("tells how much of a path names its folder")
  func folders() {
    #expect("3.2/2026/一.html".folderLength == 8)
    #expect("业务/甲.html".folderLength == 6)
    #expect("/甲".folderLength == 0)
    #expect("index.html".folderLength == nil)
    #expect("".folderLength == nil)
  }
}
