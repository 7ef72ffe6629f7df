import Foundation
import Testing

@testable import Screening

/// Every row of domain 7.2: what must be found, what must not, and what people do to hide it.
@Suite struct TextScreenTests {
  /// A resident's number made at run time, so that none of a living person stands in the source.
  static func id(region: String = "110105", born: String = "19000101", serial: String = "001") -> String {
    let body = region + born + serial
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
    return body + String(Array("10X98765432")[sum % 11])
  }

  /// Published samples of GB 11643.
  private static let sample = "11010519491231002X"

  private func codes(_ text: String, organisation: Bool = false) -> [String] {
    var context = TextContext()
    context.asOf = (2026, 11, 23)
    context.isOrganisationColumn = organisation
    return TextScreen.findings(in: text, context: context).map { "\($0.detector.rawValue) \($0.action.rawValue)" }
  }

  @Test(
    "finds what must not go out",
    arguments: [
      ("身份证\(id())。", "resident-id block"), ("(\(sample))", "resident-id block"),
      ("\(sample.lowercased())", "resident-id block"), ("证件号码110105900101001", "resident-id-15 block"),
      ("51330119800101****", "masked-id warn"), ("电话13800138000", "mobile warn"),
      ("电话：+86 138 0013 8000", "mobile warn"), ("联系138-0013-8000", "mobile warn"),
      ("姓名张某 手机13800138000", "mobile block"), ("卡号6222020000000000000", "bank-card block"),
      ("4111 1111 1111 1111", "bank-card block"), ("护照号码E12345678", "passport warn"),
      ("港澳通行证C12345678", "passport warn"), ("车牌京A12345", "plate warn"), ("新能源车京A·D12345", "plate warn"),
      ("身份证号：110105199003071230", "doubtful-id warn"), ("公民身份号码 11010519900307123", "doubtful-id warn"),
      ("手机（138）12345678", "mobile warn"), ("手机(138)1234-5678", "mobile warn"),
      ("证件号码：110105199003071230", "doubtful-id warn"), ("缴费账号4111111111111111", "bank-card block"),
      ("来信人：王小明", "letter-writer warn"), ("残疾人证\(id())42", "disability-card block"), ("邮箱someone@qq.com", "email warn"),
      ("出生日期：1980年1月1日", "birth-date warn"), ("家庭住址：某村3组12号", "home-address block"),
      ("患者：李某，尿毒症", "medical block"), ("姓名：小某，年龄：9岁", "minor block"), ("机密★10年", "secrecy-mark block"),
      ("密级：秘密", "secrecy-mark block"), ("标题\n绝密\n正文", "secrecy-mark block"), ("（此件不公开）", "internal-mark block"),
      ("内部资料 注意保存", "internal-mark block"), ("【征求意见稿】", "internal-mark block"), ("市长亲启", "addressee block"),
      ("见 http://10.1.2.3/a", "internal-channel warn"), ("file:///c:/x", "internal-channel warn"),
      ("在 \\\\server\\share 下", "internal-channel warn"), ("发密码电报", "internal-channel warn"),
      ("TODO 补数字", "draft-debris warn"), ("会议于×××召开", "draft-debris warn"), ("时间【待定】", "draft-debris warn"),
    ] as [(String, String)])
  func found(_ text: String, _ expected: String) {
    #expect(codes(text).contains(expected), "\(text) → \(codes(text))")
  }

  @Test(
    "leaves alone what may go out",
    arguments: [
      "统一社会信用代码91350100M000100Y43", "统一社会信用代码113417020032563511", "机构代码11441700007280420Y",
      "索引号11519900100000008K/2026-00001", "云府办发〔2024〕12号", "办公电话0830-5550000", "号码110105199002301239",
      "sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0", "金额12345678901234567.89元",
      "https://www.gov.cn/content_6222020000000000000.htm", "经1234567890123456万次", "公网8.8.8.8", "版本10.2.3",
      "保守国家秘密，绝密、机密、秘密三级", "涉及工作秘密的不予公开", "513301********1234", "尿毒症患者的医疗救助标准为每年一万元",
      "办公室office@yunchuan.gov.cn", "姓名、身份证号码等个人信息应当保密", "本办法自2024年1月1日起施行", "京津冀协同发展",
      "家庭住址应当保密", "年龄不满十四周岁的", "6222021234567890123", "0e1a11010519491231002Xc0", "a1b11010519491231002X",
      "abcdefabcdef11010519491231002X", "11010519491231002Xf0f0", "tel13800138000", "K6222020000000000000",
      "一般公共服务4532015112830366元", "身份证号：见附件", "身份证号码110105********1234",
    ])
  func left(_ text: String) {
    #expect(codes(text).isEmpty, "\(text) → \(codes(text))")
  }

  @Test("marks are told after any number of other findings")
  func afterMany() {
    let text = String(repeating: "TODO\n", count: 10_050) + "机密★10年\n内部资料\n"
    #expect(codes(text).contains("secrecy-mark block"))
    #expect(codes(text).contains("internal-mark block"))
  }

  @Test(
    "finds what a page shows together and its source cuts apart",
    arguments: [
      "110105     19491231     002X", "| 甲 | 乙 | 丙 |\n|--|--|--|\n|   110105   |   19491231   |   002X   |",
      "> 号码110105\n> 19491231\n> 002X", "号码110105\n      19491231\n      002X", "1. 110105\n2. 19491231\n3. 002X",
      "[某](http://a.cn/ \"&#49;&#49;0105&#49;949&#49;23&#49;002X\")", "![11010519491231&#48;02X](a.png)",
    ])
  func shown(_ text: String) {
    var context = TextContext()
    context.asOf = (2026, 11, 23)
    let bytes = Array("通知如下。\n\n\(text)\n".utf8)
    let written = TextScreen.findings(in: bytes, context: context)
    let all = written + ShownText.findings(in: bytes, name: "a.md", besides: written, context: context)
    #expect(
      all.contains { $0.detector == .residentID }, "\(String(decoding: ShownText.markdown(bytes) ?? [], as: UTF8.self))"
    )
  }

  @Test(
    "asks of a level that stands alone, and leaves alone what a text lists or names",
    arguments: [
      ("\(String(repeating: "一行文字。\n", count: 9))机密\n", ["internal-mark block"]),
      ("绝密\n机密\n", ["internal-mark block", "internal-mark block"]), ("（三）不予公开", []), ("### 3. 不予公开", []),
      ("| （三）不予公开 | 0 | 0 |", []), ("关于公开征求《某某办法（征求意见稿）》意见的公告", []), ("不予公开", ["internal-mark block"]),
      ("某某办法（征求意见稿）", ["internal-mark block"]), ("一、内部资料", ["internal-mark block"]),
    ] as [(String, [String])])
  func mentions(_ text: String, _ expected: [String]) { #expect(codes(text) == expected, "\(text)") }

  @Test(
    "is not deceived by the way a number is written",
    arguments: [
      "１１０１０５１９４９１２３１００２Ｘ", "110105 19491231 002X", "110105-19491231-002X", "110105\u{200B}1949\u{FEFF}1231002X",
      "1101051949\n1231002X", "110105\u{3000}19491231\u{A0}002x", "11010519491231002×", "11010519491231002Ⅹ",
      "一一零一零五一九四九一二三一零零二X", "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", "110105\u{AD}19491231002X",
      "证件：11010519491231002X13800138000", "110105\u{E0100}19491231\u{E0041}002X", "110105\u{3164}19491231\u{FFA0}002X",
      "110105\u{180B}19491231\u{7F}002X", "110105\u{2800}19491231\u{2028}002X", "110105／19491231／002X",
      "110105\u{85}19491231\u{1}002X", "①①⓪①⓪⑤①⑨④⑨①②③①⓪⓪②X", "\u{1FBF1}\u{1FBF1}0105\u{1FBF1}9491231002X",
      "壹壹零壹零伍壹玖肆玖壹貳叁壹零零貳X", "壹壹零壹零伍壹玖肆玖壹贰參壹零零贰X", "SFZ11010519491231002X",
      "ＩＤ１１０１０５１９４９１２３１００２Ｘ", "id11010519491231002Xcn",
    ])
  func evasions(_ text: String) {
    #expect(codes(text).contains("resident-id block"), "\(text.debugDescription) → \(codes(text))")
  }

  @Test("wants telephones and addresses where offices introduce themselves")
  func organisation() {
    #expect(codes("负责人手机13800138000，邮箱a@qq.com", organisation: true).isEmpty)
    #expect(codes("负责人\(TextScreenTests.sample)", organisation: true) == ["resident-id block"])
  }

  @Test("tells line and column, and never the whole of what it found")
  func places() {
    let text = "第一行\n第二行有号\(TextScreenTests.sample)在内\n"
    let found = TextScreen.findings(in: text)
    #expect(found.map(\.place) == ["第2行第6字"])
    #expect(found.map(\.masked) == ["110105************"])
    for finding in TextScreen.findings(in: "卡6222020000000000000 手机13800138000 车京A12345 护照E12345678 a@qq.com") {
      #expect(
        !finding.masked.contains("20000000") && !finding.masked.contains("138001") && !finding.masked.contains("12345"))
    }
  }

  @Test(
    "finds tables of persons in Markdown, CSV and text",
    arguments: [
      "|姓名|身份证号|\n|---|---|\n|张某|1101051980|\n", "姓名,手机号码\n张某,1\n", "序号\t姓名\t住址\n1\t张某\t某村\n", "姓名,诊断\n\"张某\",\"感冒\"\n",
      "|姓 名|病种|\n|-|-|\n|张某|感冒|\n", "姓　名\t病种\n张某\t感冒\n", "患者,诊断\n张三,感冒\n", "|户主|家庭住址|\n|-|-|\n|张三|某村|\n",
      "|救助对象|家庭住址|\n|-|-|\n|张三|某村|\n", "承租人,房号\n张三,3栋501\n", "|残疾人|残疾等级|\n|-|-|\n|张三|一级|\n",
      "|姓名|地址|\n|-|-|\n|张某|某村三组|\n", "姓名,宗教信仰\n张某,某教\n", "学生,准考证号\n张三,2026\n", "姓名,存折号\n张某,1\n",
      // Names with a point, and other words for those whom a list is of.
      "低保户,电话\n阿依古丽·买买提,0833-5550000\n", "业主,房号\n张三,1-2-301\n", "权利人,坐落\n张三,某小区1-2-301\n",
      "优抚对象,残疾等级\n张三,六级\n", "参保人,病种\n张三,高血压\n", "孕妇,住址\n张三,东村\n", "被执行人,住址\n张三,东村3组12号\n",
      "申请家庭,家庭住址\n张三,东村3组\n", "农户,银行账号\n张三,6210000000000001\n",
      "企业,法定代表人姓名,法定代表人住址\n某公司,张三,人民路1号2单元301\n", "姓名,社会保障号码\n张三,110105198001010019\n",
      // What officials are reached by is wanted, their mobile telephones and homes are not.
      "学校,校长姓名,联系电话\n一小,张三,13800138000\n", "学校,校长姓名,住址\n一小,张三,东村3组12号\n", "当事人,地址\n张三,东村3组12号\n",
      "当事人,地址\n杨某,东村3组12号\n", "姓名,职务,出生日期\n张三,科员,1980-01-01\n", "姓名,住址\n张*三,东村3组12号\n",
      "|姓名|病种|\n|-|-|\n|张三|**尿毒症**|\n",
      // Cards, with their words on the left.
      "|姓名|张三|\n|-|-|\n|病种|尿毒症|\n", "|姓名|张三|李四|\n|-|-|-|\n|年龄|70|71|\n|病种|无|肺癌|\n",
      "姓名,张三,性别,男\n家庭住址,东村,病种,尿毒症\n",
    ])
  func tables(_ text: String) {
    #expect(codes(text).contains("personal-table block"), "\(codes(text))")
  }

  @Test(
    "leaves masked, empty and harmless tables alone",
    arguments: [
      "|姓名|身份证号|\n|---|---|\n|张*|110105********|\n", "姓名,手机号码\n,\n", "姓名,村\n张某,某村\n", "姓名、身份证号应当保密\n",
      "|姓名|性别|出生年月|现任职务|\n|-|-|-|-|\n|张某|男|1980.03|科长|\n", "医疗机构名称,法定代表人姓名,地址,电话\n市医院,张某,人民路,1\n",
      "标题,领衔代表姓名,电话\n关于某事,张某,1\n", "姓名,准考证号,成绩\n张某,2026,80\n", "学校,学生,监护人满意率\n一小,320,98%\n",
      "文书号,当事人,地址\n1号,某某有限公司,工业园1号\n", "项目,申请人,联系电话\n环评,市水利局,0833-5550000\n",
      "项目,受益人,银行卡\n路灯,全村群众,农商行\n", "养老机构,负责人姓名,地址,联系电话\n某院,张三,人民路1号,0833-5550000\n",
      "学校,校长姓名,地址,办公电话\n一中,张三,人民路1号,0833-5550000\n", "宗教活动场所名称,负责人姓名,场所地址\n某寺,张三,人民路1号\n",
      "姓名,健康证办理机构\n张三,疾控中心\n", "学校,学生,家长满意度\n一小,张三,98%\n", "姓名,病虫害防治面积\n张三,20\n", "姓名,病床数\n张三,2\n",
      "经办人姓名,经办银行,值班电话\n张三,某行,0833-5550000\n", "姓名,身份证号后四位\n张三,1234\n", "姓名,身份证号\n张三,1234\n",
      "姓名,证件号\n张三,130402xxxxxxxx1234\n", "姓名,证件号\n张三,130402……1234\n", "姓名,证件号\n张三,130402____\n",
      "姓名,住址\n张*三,东村\n", "病人,电话\n门诊,0833-5550000\n", "残疾人,电话\n肢体残疾,0833-5550000\n",
      "姓名,房号\n张三,**1234**\n", "姓名,张*三,性别,男\n身份证号,110105********,住址,东村\n", "姓名,\n身份证号,\n住址,\n",
      "|当事人|某某商贸有限公司|\n|-|-|\n|地址|工业园1号|\n|联系电话|0833-5550000|\n", "姓名,张三,出生年月,1980.03\n现任职务,科长,民族,汉族\n",
    ])
  func harmlessTables(_ text: String) {
    #expect(!codes(text).contains("personal-table block"), "\(codes(text))")
  }

  @Test("reads an age as the number that it begins with")
  func ages() {
    #expect(codes("姓名,年龄\n张某,9岁3个月\n") == ["minor block"])
    #expect(codes("姓名,年龄\n张某,93岁\n").isEmpty)
  }

  @Test("a number of a resident in the cell beside its word is told without a right check digit")
  func besideItsWord() {
    #expect(codes("|身份证号|110105198001010019|\n") == ["doubtful-id warn"])
    #expect(codes("身份证号码\t110105198001010019\n") == ["doubtful-id warn"])
  }

  @Test("numbers that read the same when masked are told apart, and what tells them apart says nothing")
  func numbersApart() {
    let (first, second) = (Self.id(serial: "001"), Self.id(serial: "003"))
    let found = TextScreen.findings(in: "甲\(first)，乙\(second)，又\(first)。")
    #expect(Set(found.map(\.masked)).count == 1)
    #expect(found.map(\.number) == [found[0].number, found[1].number, found[0].number])
    #expect(found[0].number != found[1].number && found[0].number.map { "\($0)" } == "…")
    let bytes = Array("甲\(first)\n\n乙\(second.prefix(9))**\(second.dropFirst(9))**\n".utf8)
    let written = TextScreen.findings(in: bytes)
    let shown = ShownText.findings(in: bytes, name: "a.md", besides: written, context: TextContext())
    #expect(shown.map(\.number).contains(found[1].number) || written.map(\.number).contains(found[1].number))
    #expect(Set((written + shown).map(\.number)).count == 2)
  }

  @Test("in a piece cut out of texts, what the cut made or two texts make together is no number")
  func pieces() {
    func found(_ text: String) -> Int {
      var text = text
      return text.withUTF8 { TextScreen.findings(inPiece: $0, context: TextContext()).count }
    }
    #expect(found("号码\(Self.sample)。") == 1)
    #expect(found("\(Self.sample)。") == 0 && found("号码\(Self.sample)") == 0)
    #expect(found("6222020000000000000号，公告") == 0 && found("号码 \(Self.sample) ，号") == 1)
    #expect(found("甲1101051949\n1231002X乙") == 0)
  }

  @Test("survives any bytes and long runs in time that grows with the length")
  func anyBytes() {
    var dice = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let pieces: [[UInt8]] = [
        [0xFF], [0xE4], [0xEF, 0xBC], Array("1".utf8), Array("姓名".utf8), Array("|".utf8), Array("\n".utf8),
        Array("秘密★".utf8),
        Array("京A1".utf8), Array("@".utf8), [0xC3, 0x97], [0], Array("×".utf8), Array("10.1".utf8), Array("一".utf8),
      ]
      let bytes = (0..<200).flatMap { _ in pieces[Int.random(in: 0..<pieces.count, using: &dice)] }
      _ = TextScreen.findings(in: bytes)
    }
    #expect(TextScreen.findings(in: [UInt8](repeating: 0x31, count: 1_000_000)).isEmpty)
    #expect(TextScreen.findings(in: Array(String(repeating: "姓名", count: 50_000).utf8)).isEmpty)
  }

  @Test("masks a table's columns and the numbers in the text, and nothing else")
  func masking() {
    let text = "标题\n姓名,身份证号,手机,补助\n张三,\(TextScreenTests.sample),13800138000,100\n李小四,,,200\n"
    let masked = Masking.maskedCopy(of: text, kind: .csv)
    #expect(masked.text == "标题\n姓名,身份证号,手机,补助\n张*,110105************,138****8000,100\n李*四,,,200\n")
    #expect(masked.replaced == 4)
    let line = Masking.maskedCopy(of: "号码\(TextScreenTests.sample)。", kind: .text)
    #expect(line.text == "号码110105************。" && line.replaced == 1)
    #expect(Masking.maskName("欧阳修文") == "欧**文" && Masking.maskAddress("云川县某镇某村3组12号") == "云川县某镇某村***")
  }
}

/// A hostile table costs no more than its length.
@Suite struct MaskedTableTests {
  @Test("quotes after blanks: a masked copy of 160,000 bytes takes no quadratic time")
  func blanksAndQuotes() {
    let text = "姓名,手机\n" + String(repeating: " ", count: 80_000) + "a" + String(repeating: "\"", count: 80_000)
    let begun = ContinuousClock.now
    #expect(Masking.maskedCopy(of: text, kind: .csv).text == text)
    #expect(ContinuousClock.now - begun < .seconds(1))
  }

  @Test("a quoted cell after blanks keeps its commas")
  func quotedAfterBlanks() {
    let text = "姓名,手机\n  \"张三\",\"1380013,8000\"\n"
    #expect(
      Masking.maskedCopy(of: text, kind: .csv).text == "姓名,手机\n  \"张*\",\"\(Masking.maskMobile("1380013,8000"))\"\n")
  }
}
