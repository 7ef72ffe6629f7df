import Catalogue
import Records
import Testing
import Values

@testable import Screening

/// 市长信箱、人民来信办理 and 市长公开电话办理: nobody who wrote or called may be known by what is told (DESIGN §4).
@Suite struct LetterTests {
  private func codes(_ text: String, letters: Bool = true) -> [String] {
    var context = TextContext()
    context.asOf = (2026, 11, 23)
    context.isLetterColumn = letters
    return TextScreen.findings(in: text, context: context).map { "\($0.detector.rawValue) \($0.action.rawValue)" }
  }

  @Test(
    "names, telephones and addresses of those who wrote hold the record",
    arguments: [
      ("来信人王小明，电话13812345678，反映道路问题。", "mobile block"), ("来信人王小明，反映道路问题。", "letter-writer block"),
      ("来信人王小明反映道路问题。", "letter-writer block"), ("投诉人：李四", "letter-writer block"),
      ("举报人（赵六六）称，", "letter-writer block"), ("姓名：欧阳小明", "letter-writer block"), ("信访人 张三 来访。", "letter-writer block"),
      ("来访人姓名为陈小二，", "letter-writer block"), ("市民刘小丽来电咨询", "letter-writer block"),
      ("李四（男，46岁，住青石镇大河村3组）来信反映问题。", "letter-writer block"),
      ("李四（男，46岁，住青石镇大河村3组）来信反映问题。", "home-address block"), ("李四，男，46岁，反映", "letter-writer block"),
      ("李四(女, 1980年出生)", "letter-writer block"), ("其住在人民路旁", "home-address block"),
      ("答复：王小明来信反映噪声。", "letter-writer block"), ("家住大河村", "home-address block"),
      ("居住在大河村的", "home-address block"), ("联系电话：0830-5551234", "landline block"), ("电话 5551234。", "landline block"),
      ("|来信人|内容|\n|---|---|\n|王小明|道路|\n", "letter-writer block"),
      ("姓名,反映事项\n王小明,道路\n", "letter-writer block"), ("（０８３０）５５５１２３４", "landline block"),
      ("网友“张丽”反映路灯不亮。", "letter-writer block"), ("李建国老人来电反映", "letter-writer block"),
      ("退休教师陈国华反映噪声问题", "letter-writer block"),
      ("08305551234", "landline block"), ("邮箱someone@qq.com", "email block"),
    ] as [(String, String)])
  func held(_ text: String, _ expected: String) {
    #expect(codes(text).contains(expected), "\(text) → \(codes(text))")
  }

  @Test(
    "a summary that names nobody passes",
    arguments: [
      "来信人反映人民路路灯不亮。", "来信人王某反映人民路路灯不亮。", "来信人：李某某", "投诉人王先生称，某小区夜间施工。", "来信人：匿名", "举报人高度关注此事。",
      "信访人马上得到答复。", "市民可拨打12345热线。", "来信人要求尽快修复道路，住房城乡建设局已安排施工。", "有车辆堵住道路，影响居民出行。", "居住环境得到改善，共修路3条。",
      "2026年共收到来信120件，办结118件，按期办结率98.3%。", "一名群众（男，46岁）来访。", "李某（男，46岁）来信。", "投诉人：部分业主", "来信人表示满意。", "全村常住人口最多的村。",
      "群众住上了新房，村里修了路。", "人民来信办理情况", "江苏来电",
      "住户反映噪声问题，请示号20260105。",
      "业主王*明", "|来信人|内容|\n|---|---|\n|王某|道路|\n|李先生|路灯|\n",
      "|序号|内容|办理情况|\n|---|---|---|\n|1|道路|已修好|\n", "文号云府办发〔2026〕12号，2026-01-05办结", "网民留言：请公开办理结果",
    ])
  func passes(_ text: String) { #expect(codes(text).isEmpty, "\(text) → \(codes(text))") }

  @Test("elsewhere the same words are judged as before")
  func elsewhere() {
    #expect(codes("来信人王小明，电话13812345678，反映道路问题。", letters: false) == ["letter-writer warn", "mobile warn"])
    #expect(codes("李四（男，46岁）联系电话：0830-5551234", letters: false).isEmpty)
  }

  @Test("a record of these columns is screened so, and of columns below them", arguments: ["3.6", "3.7", "3.6.1"])
  func columns(code: String) throws {
    func findings(_ code: String) throws -> [String] {
      let record = Record(
        id: RecordID(rawValue: "a"), column: try #require(ColumnCode(code)), fields: [.title: .text("来信办理")],
        body: .inline("来信人王小明，电话13812345678"))
      let day = try #require(Day(iso: "2026-11-23"))
      return RecordScreen(asOf: day).screen(record, []).blocking.map(\.detector)
    }
    #expect(Set(try findings(code)) == ["mobile", "letter-writer"])
    #expect(try findings("3.5.4") == [])
  }

  @Test(
    "a column that an office calls by what it answers there is one of letters",
    arguments: ["区长信箱", "人民来信办理", "12345热线"])
  func named(_ name: String) throws {
    let code = try #require(ColumnCode("3.9"))
    let record = Record(
      id: RecordID(rawValue: "a"), column: code, fields: [.title: .text("办理情况")], body: .inline("来信人王小明"))
    let day = try #require(Day(iso: "2026-11-23"))
    let change = CatalogueChange(code: code, action: .add(name: name), reason: "本机关的栏目")
    let catalogue = Catalogue.standard.applying([change]).catalogue
    #expect(catalogue[code]?.name == name)
    let found = RecordScreen(asOf: day, catalogue: catalogue).screen(record, [])
    #expect(found.blocking.map(\.detector) == ["letter-writer"])
    #expect(RecordScreen(asOf: day).screen(record, []).blocking.isEmpty)
  }

  @Test("goes through a long text in time that grows with its length, whatever its bytes")
  func long() {
    for piece in ["住", "来信人", "（男，", "0", "电话", "王", "0830", "住村", "\u{FFFD}"] {
      _ = codes(String(repeating: piece, count: 30_000))
    }
    var context = TextContext()
    context.isLetterColumn = true
    for bytes in [[UInt8(0xE4)], [0xF0, 0x9F], [0xE4, 0xBD, 0x8F, 0xE4]] {
      _ = TextScreen.findings(in: bytes, context: context)
    }
  }
}
