import Testing
import Zip

@testable import Screening

/// What gets past whoever looks at one cell, one line or the source alone.
@Suite("Screening: files as a whole")
struct FileScreenTests {
  /// A published sample of GB 11643.
  private static let sample = "11010519491231002X"
  private static let (first, second) = (sample.prefix(9), sample.dropFirst(9))

  private func found(_ bytes: [UInt8], _ name: String, organisation: Bool = false) -> [String] {
    var context = TextContext()
    context.asOf = (2026, 11, 23)
    context.isOrganisationColumn = organisation
    let findings = FileScreen(pdf: nil).findings(in: bytes, name: name, context: context)
    for finding in findings { #expect(!"\(finding)".contains(Self.sample)) }
    return findings.map { "\($0.detector.rawValue) \($0.action.rawValue)" }
  }

  private func found(_ text: String, _ name: String) -> [String] { found(Array(text.utf8), name) }

  private static func zip(_ entries: [(String, String)]) throws -> [UInt8] {
    try ZipArchive.bytes(of: entries.map { ZipEntry($0.0, Array($0.1.utf8)) })
  }

  private static func relation(_ type: String, _ target: String) -> String {
    "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/relationships/\(type)\" Target=\"\(target)\"/></Relationships>"
  }

  /// A workbook of one sheet of texts.
  private static func book(_ rows: [[String]]) throws -> [UInt8] {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    let links = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    let cells = rows.map { row in
      "<row>\(row.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined())</row>"
    }
    return try zip([
      ("[Content_Types].xml", "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"spreadsheetml\"/></Types>"),
      ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
      (
        "xl/workbook.xml",
        "<workbook \(main) \(links)><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
      ),
      ("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/sheet1.xml")),
      ("xl/worksheets/sheet1.xml", "<worksheet \(main)><sheetData>\(cells.joined())</sheetData></worksheet>"),
    ])
  }

  @Test("a number with its digits in several cells of a row is found")
  func splitNumbers() throws {
    #expect(try found(Self.book([Self.sample.map(String.init)]), "a.xlsx").contains("resident-id block"))
    #expect(
      try found(Self.book([["甲", String(Self.first), String(Self.second)]]), "a.xlsx").contains("resident-id block"))
    #expect(found("|\(Self.first)|\(Self.second)|\n", "a.md").contains("resident-id block"))
  }

  @Test(
    "a number that markup parts is found as the page shows it",
    arguments: ["[%](https://a.cn/)", "[%][1]", "![](x.png)%", "**%**", "_%_", "~~%~~", "`%`", "<b>%</b>", "&#x200B;%"])
  func markup(_ pattern: String) {
    let parted = pattern.replacing("%", with: Self.second)
    #expect(found("公示 \(Self.first)\(parted)。\n\n[1]: https://a.cn/\n", "a.md").contains("resident-id block"))
  }

  @Test("a table of figures is no number of a person, however its digits add up")
  func figures() throws {
    let rows = (0..<400).map { ["\(510_104 + $0)", "\(199_003 + $0 * 7)", "\(712_370 + $0 * 13)"] }
    #expect(try found(Self.book(rows), "a.xlsx").isEmpty)
    #expect(found(rows.map { $0.joined(separator: " ") }.joined(separator: "\n"), "a.txt").isEmpty)
    #expect(found(rows.map { $0.joined(separator: ",") }.joined(separator: "\n"), "a.csv").isEmpty)
  }

  @Test("the head of a list may stand far below its title, and an empty form is no list")
  func lists() throws {
    let notes = (1...30).map { ["说明\($0)"] }
    #expect(try found(Self.book(notes + [["姓名", "病种"], ["张某", "感冒"]]), "a.xlsx").contains("personal-table block"))
    #expect(found("\"姓 名\",\"身份证\n号码\"\n张某,1101051980\n", "a.csv").contains("personal-table block"))
    let form = [["姓名", "", "身份证号", ""], ["住址", "", "联系电话", ""], ["申请人姓名", "", "病种", ""], ["备注", "", "诊断", ""]]
    #expect(try found(Self.book(form), "a.xlsx").isEmpty)
    #expect(try found(Self.book([["姓名", "身份证号"], ["", ""], ["张*", "1101**********"]]), "a.xlsx").isEmpty)
  }

  @Test("every list of a sheet is told, whatever it comes after, and a head of two rows is read as one")
  func severalLists() throws {
    let first = [["姓名", "电话"], ["甲某", "0833-5550000"]]
    let second = [["姓名", "病种"], ["张某", "感冒"]]
    #expect(try found(Self.book(first + second), "a.xlsx") == ["personal-table block", "personal-table block"])
    let harmless = (0..<12).flatMap { _ in [["姓名", "职务"], ["甲某", "科长"]] }
    #expect(try found(Self.book(harmless + second), "a.xlsx") == ["personal-table block"])
    let far = (0..<300).map { ["机构\($0)", "管理"] }
    #expect(try found(Self.book(far + second), "a.xlsx") == ["personal-table block"])
    #expect(
      try found(Self.book([["姓名", "基本情况"], ["", "病种"], ["张某", "感冒"]]), "a.xlsx") == ["personal-table block"])
  }

  @Test("rows whose words could head a list stay with theirs, and a new head still begins one")
  func rowsLikeHeads() throws {
    let ill = [
      ["户主姓名", "家庭类别", "健康状况"], ["张三", "脱贫户", "长期慢性病"], ["李四", "低保户", "患病"], ["王五", "残疾人", "残疾"],
    ]
    #expect(try found(Self.book(ill), "a.xlsx") == ["personal-table block"])
    let minors = [["姓名", "类别", "病种", "年龄"], ["张三", "老人", "肺病", "70"], ["王小三", "儿童", "心脏病", "8"]]
    #expect(try found(Self.book(minors), "a.xlsx") == ["personal-table block", "minor block"])
    // The second list has its names in another column.
    let second = [["户主", "联系电话"], ["张三", ""], ["序号", "低保户", "病种"], ["1", "李四", "感冒"]]
    #expect(try found(Self.book(second), "a.xlsx") == ["personal-table block"])
  }

  @Test("cards of a sheet are told, and posts keep a month of birth from being told")
  func cards() throws {
    let card = [["姓名", "张三"], ["身份证号", "110105198001010019"], ["病种", "尿毒症"]]
    #expect(try found(Self.book(card), "a.xlsx") == ["personal-table block", "doubtful-id warn"])
    let wide = [["姓名", "张*三", "李四"], ["病种", "无", "肺癌"]]
    #expect(try found(Self.book([["救助公示"]] + wide), "a.xlsx") == ["personal-table block"])
    let form = [["姓名", "", "性别", ""], ["身份证号", "", "联系电话", ""], ["家庭住址", ""]]
    #expect(try found(Self.book(form), "a.xlsx").isEmpty)
    let post = [["姓名", "出生年月", "现任职务"], ["张三", "1980.03", "科长"]]
    #expect(try found(Self.book(post), "a.xlsx").isEmpty)
  }

  @Test("a level alone in a cell is certain in a head and under 密级, and asked of in a table of all levels")
  func levelsInParts() throws {
    let notes = (1...10).map { ["说明\($0)"] }
    let all = [["绝密", "30年"], ["机密", "20年"], ["秘密", "10年"]]
    let asked = ["internal-mark block"]
    #expect(try found(Self.book(notes + [["级别", "期限"]] + all), "a.xlsx") == asked + asked + asked)
    #expect(try found(Self.book([["密级", "期限"]] + all), "a.xlsx") == asked + asked + asked)
    #expect(try found(Self.book(notes + [["题目", "答案"], ["最低的一级是", "秘密"]]), "a.xlsx") == asked)
    #expect(try found(Self.book([["要素", "示例"], ["密级和保密期限", "机密★10年"]]), "a.xlsx") == asked)
    let certain = ["secrecy-mark block"]
    #expect(try found(Self.book([["机密"], ["关于某事的通知"]]), "a.xlsx") == certain)
    let column = [["文件名", "密级"], ["甲", "机密"], ["乙", "秘密"]]
    #expect(try found(Self.book(notes + column), "a.xlsx") == certain + certain)
    #expect(try found(Self.book(notes + [["某文件", "密级", "机密"]]), "a.xlsx") == certain)
    #expect(try found(Self.book(notes + [["机密★10年"]] + all), "a.xlsx") == certain + asked + asked + asked)
  }

  @Test("numbers in one cell are told one by one, and a column says what its numbers are")
  func cells() throws {
    let ids = (1...3).map { TextScreenTests.id(serial: "00\($0)") }
    let findings = try FileScreen(pdf: nil).findings(
      in: Self.book([["备注", ids.joined(separator: "，")]]), name: "a.xlsx")
    #expect(findings.count == 3 && Set(findings.map(\.place)).count == 3, "\(findings.map(\.place))")
    let column = try found(Self.book([["低保户", "身份证号码"], ["张三", "110105900307123"]]), "a.xlsx")
    #expect(column == ["personal-table block", "resident-id-15 block"])
    #expect(try found(Self.book([["项目", "身份证号"], ["甲", "110105199003071230"]]), "a.xlsx") == ["doubtful-id warn"])
  }

  @Test("telephones of an office's people are wanted where offices introduce themselves")
  func organisation() throws {
    let rows = [["姓名", "电话"], ["张某", "0833-5550000"]]
    #expect(try found(Self.book(rows), "a.xlsx") == ["personal-table block"])
    #expect(try found(Self.book([["负责人姓名", "联系电话"], ["张某", "0833-5550000"]]), "a.xlsx").isEmpty)
    #expect(try found(Self.book(rows), "a.xlsx", organisation: true).isEmpty)
  }

  @Test(
    "Markdown and JSON are searched as they are shown",
    arguments: [
      ("\(first)**\(second)**", "a.md"), (sample.unicodeScalars.map { "&#\($0.value);" }.joined(), "a.md"),
      ("\(first)<!-- -->\(second)", "a.md"), ("\(first)&ZeroWidthSpace;\(second)", "a.md"),
      ("{\"a\":\"\\u0031" + sample.dropFirst() + "\"}", "a.json"),
    ])
  func shown(_ text: String, _ name: String) {
    #expect(found(text, name).contains("resident-id block"), "\(text): \(found(text, name))")
  }

  @Test(
    "a mark in the name of a file is found beside other words",
    arguments: [
      ("机密-某方案.txt", "secrecy-mark block"), ("某请示（秘密）.txt", "secrecy-mark block"),
      ("内部资料-某方案.txt", "internal-mark block"), ("名单_\(sample)_1.txt", "resident-id block"),
    ])
  func names(_ name: String, _ expected: String) {
    #expect(found("正文", name).contains(expected), "\(found("正文", name))")
  }

  @Test("a name that only speaks of secrets is left alone", arguments: ["保守国家秘密法.txt", "商业秘密保护办法.txt", "机密性测评指南.txt"])
  func harmlessNames(_ name: String) { #expect(found("正文", name).isEmpty) }

  @Test("a text in UTF-32, or with NULs between its letters, hides nothing")
  func wide() {
    var wide: [UInt8] = [0xFF, 0xFE, 0, 0]
    for scalar in "证号\(Self.sample)".unicodeScalars {
      for shift in 0..<4 { wide.append(UInt8(truncatingIfNeeded: Int(scalar.value) >> (8 * shift))) }
    }
    #expect(found(wide, "a.txt").contains("resident-id block"))
    let padded: [UInt8] = [0xFF, 0xFE] + Self.sample.utf8.flatMap { [$0, 0, 0, 0] as [UInt8] }
    #expect(found(padded, "a.txt").contains("unreadable block"))
  }

  @Test("Escapes that stand for nothing, and characters that are cut short, stop nothing")
  func brokenEscapes() {
    for escapes in ["\\ud800\\u0041", "\\ud800\\udbff\\udc00", "\\udc00", "\\ud800", "\\uffff\\u00-"] {
      #expect(found("{\"a\":\"\(escapes) \(Self.sample)\"}", "a.json").contains("resident-id block"))
    }
    for cut: [UInt8] in [[0xCC], [0xCD], [0xE2, 0x80], [0xEF, 0xBB], [0xF0, 0x9D]] {
      #expect(SecrecyMark.firstOffset(in: Array("密级：秘密".utf8) + cut) == 9)
    }
  }
}
