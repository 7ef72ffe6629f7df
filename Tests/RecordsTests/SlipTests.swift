import Diagnostics
import Records
import Testing

/// What people write into front matter and tables who know neither YAML nor CSV.
struct SlipTests {
  @Test(
    "以特殊字符开头的值、制表符、缩进、冒号后没有空格：都用中文说明，指到那一行那一处",
    arguments: [
      ("标题: [转发] 关于某某的通知", 10, "值以「[」开头"), ("标题: {甲} 乙", 9, "值以「{」开头"),
      ("标题: \"放管服\"改革的通知", 10, "引号结束之后还有内容"), ("标题: '甲'乙", 8, "引号结束之后还有内容"),
      ("标题: - 关于", 5, "值不能以「-」开头"), ("标题: **关于**的通知", 5, "值不能以「*」开头"),
      ("标题: | 关于", 5, "值不能以「|」开头"), ("标题: > 关于", 5, "值不能以「>」开头"),
      ("标题: &关于", 5, "值不能以「&」开头"), ("标题: !关于", 5, "「!」"), ("标题: %关于", 5, "值不能以「%」开头"),
      ("标题: @关于", 5, "值不能以「@」开头"), ("标题: `关于`", 5, "值不能以「`」开头"), ("标题:关于", 3, "冒号后面没有空格"),
      ("\t标题: 甲", 1, "制表符"), ("附件:\n\t- 甲.txt", 1, "制表符"), ("公开载体:\n- \"甲\"乙", 6, "引号结束之后还有内容"),
    ])
  func slipsAreToldInChinese(written: String, column: Int, words: String) throws {
    let site = try TemporarySite()
    try site.write("---\n栏目: \"4.1.2\"\n\(written)\n可否公开: 主动公开\n---\n正文\n", to: "records/a.md")
    let fault = try #require(try site.read().faults.first)
    let line = written.contains("\n") ? 4 : 3
    #expect(fault.place == Place("site/records/a.md", line: line, column: column), "\(fault.text)")
    #expect(fault.message.contains(words), "\(fault.message)")
    let told = (fault.message + (fault.remedy ?? "")).replacing("YAML", with: "")
    #expect(!told.contains { $0.isASCII && $0.isLetter }, "\(fault.text)")
    if words.hasPrefix("值") { #expect(fault.remedy?.contains("用引号括起来") == true) }
  }

  @Test("多缩进了一格的键，说它没有对齐")
  func indentedKeysAreTold() throws {
    let site = try TemporarySite()
    try site.write("---\n标题: 甲\n 可否公开: 主动公开\n公开载体: [政府网站]\n---\n正文\n", to: "records/a.md")
    let fault = try #require(try site.read().faults.first)
    #expect(fault.place == Place("site/records/a.md", line: 3, column: 2))
    #expect(fault.message.contains("「可否公开」前面多了空格"))
  }

  @Test("值在「 #」处断开的给出提醒；真正的注释不提醒", arguments: [("关于 #1 号楼的公告", true), ("关于#1号楼", false), ("甲 # 注", false)])
  func cutsAreTold(title: String, isCut: Bool) throws {
    let site = try TemporarySite()
    try site.write(markdown("关键词:\n- 甲\n- 乙 \(isCut ? "#1" : "1")", title: title), to: "records/a.md")
    let working = try site.read()
    #expect(working.records.count == 1)
    #expect(
      working.diagnostics.map(\.brief)
        == (isCut ? ["site/records/a.md:2:5 field.cut", "site/records/a.md:10:3 field.cut"] : []))
    if isCut { #expect(working.diagnostics[0].message.contains("成了「关于」")) }
  }

  private static let header = "标识,标题,栏目,可否公开,公开载体,承办科室,生成日期,正文"
  private static func row(_ id: Int, _ body: String = "正文") -> String {
    "\(id),表格信息\(id),4.1.2,主动公开,政府网站,文书科,2024-01-05,\(body)"
  }

  @Test("一个坏字节、空字符或没有结束的引号只妨碍它那一行", arguments: [[0xB1, 0xEA], [0x00], [0x22, 0x61]] as [[UInt8]])
  func badBytesHideOneRow(bad: [UInt8]) throws {
    let site = try TemporarySite()
    let rows = (1...5).map { Array(SlipTests.row($0, "").utf8) + ($0 == 3 ? bad : Array("正文".utf8)) + [0x0A] }
    try site.write(Array((SlipTests.header + "\n").utf8) + rows.joined(), to: "records/表.csv")
    let working = try site.read()
    #expect(working.records.map(\.record.id.rawValue) == ["表/1", "表/2", "表/4", "表/5"])
    #expect(working.faulty.map(\.id.rawValue) == ["表/3"])
    #expect(working.faulty.first?.faults.first?.place?.line == 4)
    // The rows are those of a table without the fault, byte for byte.
    try site.write(SlipTests.header + "\n" + (1...5).map { SlipTests.row($0) + "\n" }.joined(), to: "records/表.csv")
    let whole = try site.read()
    #expect(working.record("表/4")?.digest == whole.record("表/4")?.digest)
  }

  @Test("引号到别的行才结束的，说明是从哪一行开始的")
  func openQuotesAreToldWhereTheyBegin() throws {
    let site = try TemporarySite()
    let rows = [SlipTests.row(1), SlipTests.row(2, "\"甲"), SlipTests.row(3, "\"乙\""), SlipTests.row(4)]
    try site.write(([SlipTests.header] + rows).joined(separator: "\n") + "\n", to: "records/表.csv")
    let working = try site.read()
    #expect(working.records.map(\.record.id.rawValue) == ["表/1", "表/4"])
    #expect(working.faults.map(\.message) == ["第 3 行开始的引号到这里才结束，之后还有内容"])
  }

  @Test("整个读不出的表格算一条不合格的记录，不只是提醒")
  func unreadableTablesCount() throws {
    let site = try TemporarySite()
    try site.write([0xFF, 0xFE, 0x61, 0x00], to: "records/表.csv")
    let working = try site.read()
    #expect(working.faulty.map(\.id.rawValue) == ["records/表.csv"])
    #expect(working.faults.first?.message == "文件是 UTF-16 编码，整个文件读不出")
  }

  @Test("末尾没有名称的空列不算；里面有内容的那一行要改")
  func emptyColumnsAreIgnored() throws {
    let site = try TemporarySite()
    let rows = [SlipTests.header + ",,", SlipTests.row(1) + ",,", SlipTests.row(2) + ",", SlipTests.row(3) + ",,批注"]
    try site.write(rows.joined(separator: "\r\n") + "\r\n", to: "records/表.csv")
    let working = try site.read()
    #expect(working.records.map(\.record.id.rawValue) == ["表/1", "表/2"])
    #expect(working.faults.map(\.message) == ["本行有 10 格，表头有 8 格"])
    #expect(working.diagnostics.isEmpty)
  }
}
