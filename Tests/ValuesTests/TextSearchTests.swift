import Testing
import Values

@Suite struct TextSearchTests {
  @Test func findsWhatStandsInAText() {
    let text = "关于印发《云川市突发事件应急预案》的通知"
    for start in text.indices {
      for end in text[start...].indices { #expect(text.holds(String(text[start..<end]))) }
    }
    for other in ["应急响应", "通知。", "关于印发《云川市突发事件应急预案》的通知书", "预预案"] { #expect(!text.holds(other)) }
    #expect("".holds("") && !"".holds("甲") && "aab".holds("ab") && !"aa".holds("ab"))
  }
}
