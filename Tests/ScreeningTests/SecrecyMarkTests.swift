import Screening
import Testing

/// Secrecy marks, and texts that only speak of secrets.
@Suite("A secrecy mark")
struct SecrecyMarkTests {
  @Test("is found", arguments: ["机密★1年", "秘密 ★", "绝密☆长期", "文首 机密\u{3000}★6个月", "密级:秘密", "密级：绝密"])
  func found(_ text: String) { #expect(SecrecyMark.firstOffset(in: Array(text.utf8)) != nil) }

  @Test("is not seen where there is none", arguments: ["国家秘密的密级分为绝密、机密、秘密三级", "保密", "★", "", "机密性", "密级分为", "商业秘密"])
  func absent(_ text: String) { #expect(SecrecyMark.firstOffset(in: Array(text.utf8)) == nil) }

  @Test("is found at its own offset")
  func offset() { #expect(SecrecyMark.firstOffset(in: Array("ab机密★".utf8)) == 2) }
}
