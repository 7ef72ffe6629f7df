import Diagnostics
import Records
import Testing

/// CSV and YAML as the programs of an office write them.
struct EncodingTests {
  @Test("GB 18030 的 CSV 认得出，快照里是 UTF-8，四字节的字也在")
  func gb18030IsRead() throws {
    let site = try TemporarySite("formats/gb18030").read()
    #expect(site.faults.map(\.text) == [])
    let working = try #require(site.record("表/a1"))
    #expect(working.record.title == "关于公文处理的通知")
    #expect(working.record.text(.summary) == "概述𠮷")
    #expect(working.parts[0].path == "records/表.csv#a1")
    let text = String(validating: working.parts[0].bytes, as: UTF8.self)
    #expect(text?.hasPrefix("标识,标题") == true)
  }

  @Test("Excel 的 CSV：BOM、CRLF、引号里的换行和双引号、末尾的空行")
  func excelCSVIsRead() throws {
    let site = try TemporarySite("formats/excel").read()
    #expect(site.faults.map(\.text) == [])
    let working = try #require(site.record("表/a1"))
    #expect(site.records.count == 1)
    #expect(working.record.title == "关于\"公文处理\"的通知")
    #expect(working.record.text(.summary) == "第一行\n第二行")
    let row = String(decoding: working.parts[0].bytes, as: UTF8.self)
    #expect(row.hasPrefix("标识,标题,栏目,可否公开,公开载体,承办科室,生成日期,内容概述\na1,"))
    #expect(row.hasSuffix("\"第一行\r\n第二行\"\n"))
  }

  @Test("YAML 1.1 的怪癖不生效：no、012、12:30、1_000 都是写下的文字")
  func yamlScalarsAreText() throws {
    let site = try TemporarySite()
    try site.write(
      markdown("份号: 012\n附注: no\n办公时间: 12:30\n来源: 1_000\n题注: 2024-05-08\n紧急程度: 'null'\n签发人: ~"),
      to: "records/a.md")
    let record = try #require(try site.read().record("a")).record
    #expect(record.text(.copyNumber) == "012")
    #expect(record.text(.note) == "no")
    #expect(record.text(.officeHours) == "12:30")
    #expect(record.text(.source) == "1_000")
    #expect(record.text(.titleNote) == "2024-05-08")
    #expect(record.text(.urgency) == "null")
    #expect(record.text(.signer) == nil)
  }

  @Test(
    "日期的几种写法",
    arguments: [
      "2024-05-08", "2024-5-8", "2024年5月8日", "2024年05月08日", "2024/5/8", "2024.5.8", "\"2024/05/08 \"",
    ])
  func daysAreReadInTheirForms(written: String) throws {
    let site = try TemporarySite()
    try site.write(markdown("施行日期: \(written)"), to: "records/a.md")
    #expect(try site.read().record("a")?.record.day(.effectiveFrom)?.description == "2024-05-08")
  }

  @Test(
    "不是日期的写法都被拒绝",
    arguments: [
      "24-05-08", "2024-05", "2024-02-30", "2024年5月8", "2024-5/8", "20240508", "2024-05-08 10:00", "5/8/2024",
      "2024-005-08", "2024年5月", "二〇二四年五月八日",
    ])
  func otherDaysAreRefused(written: String) throws {
    let site = try TemporarySite()
    try site.write(markdown("施行日期: \(written)"), to: "records/a.md")
    #expect(try site.read().faults.map(\.brief) == ["site/records/a.md:8:7 record.invalid"])
  }

  @Test(
    "发文字号的括号规整为六角括号，并提醒",
    arguments: [
      "云府办发[2024]1号", "云府办发(2024)1号", "云府办发（2024）1号", "云府办发【2024】1号",
    ])
  func documentNumberBracketsAreNormalised(written: String) throws {
    let site = try TemporarySite()
    try site.write(markdown("发文字号: \(written)"), to: "records/a.md")
    let working = try site.read()
    #expect(working.record("a")?.record.text(.documentNumber) == "云府办发〔2024〕1号")
    #expect(working.diagnostics.map(\.brief) == ["site/records/a.md:8:7 field.normalised"])
  }

  @Test("很短的 front matter 也读得出诊断（Yams 对 15 字节以内的字符串不安全）")
  func aShortFrontMatterIsSafe() throws {
    let site = try TemporarySite()
    try site.write("---\n标题: 甲\n---\n", to: "records/a.md")
    let faulty = try #require(try site.read().faulty.first)
    #expect(faulty.title == "甲")
    #expect(faulty.faults.count == 5)
  }

  @Test("嵌套几万层的 YAML 只得到一条诊断，不崩溃", arguments: ["[", "- ", "{a: ", "? "])
  func deepYAMLIsRefused(opening: String) throws {
    let site = try TemporarySite()
    try site.write("---\n\(String(repeating: opening, count: 40_000))\n---\n", to: "records/a.md")
    // Enough others that the reading runs on two threads, whose stacks are smaller.
    for index in 0..<100 { try site.write(markdown(), to: "records/\(index).md") }
    let working = try site.read()
    #expect(working.records.count == 100)
    #expect(working.faults.map(\.code) == ["record.invalid"])
  }

  @Test("显式列表的每一项照写下的取，一个值里的列表按分隔符拆开")
  func listsAreSplitOnlyInOneValue() throws {
    let site = try TemporarySite()
    try site.write(markdown("关键词: 甲，乙；丙、丁\n关联: [\"市长信箱、人民来信/1\"]"), to: "records/a.md")
    let record = try #require(try site.read().record("a")).record
    #expect(record.list(.keywords) == ["甲", "乙", "丙", "丁"])
    #expect(record.list(.related) == ["市长信箱、人民来信/1"])
  }
}
