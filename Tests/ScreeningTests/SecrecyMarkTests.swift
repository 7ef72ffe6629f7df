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

  @Test(
    "is found in the forms that offices fill in",
    arguments: [
      "特急  机密  20年\n\n通知", "|密级|机密|\n|-|-|\n|保密期限|10年|", "保密级别 | 机密", "密级：□绝密 ☑机密 □秘密",
      "密级：□公开 ■秘密", "文件密级  机密 保密期限 10年", "（机密级，20年）\n\n通知", "密级,机密\n", "标题\n密级\t机密\n",
    ])
  func forms(_ text: String) { #expect(SecrecyMark.firstOffset(in: Array(text.utf8)) != nil, "\(text)") }

  @Test(
    "that a text quotes, gives as an example or tells to be lifted is asked of, not certain",
    arguments: [
      "国家秘密标志形式为“密级★保密期限”，如“机密★1年”。", "示例：机密★1年", "原文件密级为“秘密★10年”，已于2025年12月解密。", "密级：机密（已解密）",
      "绝密★启用前", "绝 密 ★ 启 用 前", "密级：机密（已按规定于2020年3月解密）", "密级：“机密”", "机密-10年", "绝密 ／ 长期", "机密文件\n\n关于某事的通知",
    ])
  func mentions(_ text: String) {
    #expect(SecrecyMark.firstOffset(in: Array(text.utf8)) == nil, "\(text)")
    let found = TextScreen.findings(in: text).map { "\($0.detector.rawValue) \($0.action.rawValue)" }
    #expect(found == ["internal-mark block"], "\(text)")
  }

  @Test("is asked of as an entry of a list, or an answer to choose; alone it is certain, whatever its number")
  func numbered() {
    func found(_ text: String) -> Set<String> { Set(TextScreen.findings(in: text).map(\.detector.rawValue)) }
    #expect(found("1. 秘密★5年\n2. 机密★10年\n") == ["internal-mark"])
    #expect(found("下列正确的是：\nA. 秘密★5年 B. 机密★10年\n").contains("internal-mark"))
    #expect(found("1. 机密★10年\n某市人民政府文件\n") == ["secrecy-mark"])
  }

  @Test(
    "stays certain where it is not lifted yet",
    arguments: [
      "机密★10年（已登记归档，到期解密）", "机密★10年，已知晓范围内传达，未解密前不得外传。", "密级：机密（已阅，解密时间另定）",
      "机密★5年 已于2020年归档，2030年解密", "机密★5年（已定于2030年解密）",
    ])
  func notLifted(_ text: String) { #expect(SecrecyMark.firstOffset(in: Array(text.utf8)) != nil, "\(text)") }

  @Test(
    "is found with other stars, and after a label with a star or in quotation marks",
    arguments: ["机密⭑10年", "机密✱长期", "密级：★机密", "（机密）关于某事的通知"])
  func otherForms(_ text: String) { #expect(SecrecyMark.firstOffset(in: Array(text.utf8)) != nil, "\(text)") }

  @Test(
    "stays certain where nothing says that it is quoted",
    arguments: ["“机密★1年”\n通知", "机密★1年\n关于“某事”的通知", "- 机密★20年", "密级：机密\n解密后方可使用", "如期完成。\n机密★1年"])
  func certain(_ text: String) { #expect(SecrecyMark.firstOffset(in: Array(text.utf8)) != nil, "\(text)") }

  @Test("in a column of levels is asked of, and a table of all levels is left alone")
  func columns() {
    func found(_ text: String) -> [String] { TextScreen.findings(in: text).map(\.detector.rawValue) }
    #expect(found("标题,密级\n关于某事的通知,机密\n") == ["internal-mark"])
    #expect(found("|标题|密级|\n|-|-|\n|关于某事的通知|秘密★10年|\n").contains("internal-mark"))
    #expect(found("| 密级 | 最长期限 |\n| --- | --- |\n| 绝密 | 30年 |\n| 机密 | 20年 |\n| 秘密 | 10年 |\n").isEmpty)
    #expect(found("标题,密级\n关于某事的通知,公开\n").isEmpty)
  }

  @Test("is found at its own offset")
  func offset() { #expect(SecrecyMark.firstOffset(in: Array("ab机密★".utf8)) == 2) }
}
