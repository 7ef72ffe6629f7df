import Screening
import Testing

/// Secrecy marks, and texts that only speak of secrets.
@Suite("A secrecy mark")
struct SecrecyMarkTests {
  @Test("is found", arguments: ["机密★1年", "秘密 ★", "绝密☆长期", "文首 机密\u{3000}★6个月", "密级:秘密", "密级：绝密"])
  func found(_ text: String) { #expect(SecrecyMark.firstOffset(in: Array(text.utf8)) != nil) }

  @Test("is not seen where there is none", arguments: ["国家秘密的密级分为绝密、机密、秘密三级", "保密", "★", "", "机密性", "密级分为", "商业秘密"])
  func absent(_ text: String) { #expect(SecrecyMark.firstOffset(in: Array(text.utf8)) == nil) }

  @Test(
    "stands alone in the head of a document, and is no mark for certain further down or beside other levels",
    arguments: [
      ("机密\n某市人民政府文件", true), ("000001\n秘密（10年）\n特急", true), ("【机密】关于某事的通知", true), ("机\u{3164}密\n文件", true),
      ("关于某事的请示（秘密）", true), ("秘密\n机密\n绝密", false), ("- 绝密\n- 机密", false),
      ("\(String(repeating: "一行文字。\n", count: 9))机密\n", false), ("《秘密》", false), ("密级 秘密 的文件保管多久？", false),
      ("密级：　绝密、机密、秘密（勾选）", false), ("密级\t秘密", true), ("密级：机密", true),
    ] as [(String, Bool)])
  func alone(_ text: String, _ isMark: Bool) {
    #expect((SecrecyMark.firstOffset(in: Array(text.utf8)) != nil) == isMark, "\(text)")
  }

  @Test("is found at its own offset")
  func offset() { #expect(SecrecyMark.firstOffset(in: Array("ab机密★".utf8)) == 2) }
}
