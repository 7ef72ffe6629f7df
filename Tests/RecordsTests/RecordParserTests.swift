import Catalogue
import Records
import Testing

/// Reading a record from its parts alone gives what reading it from disk gave.
struct RecordParserTests {
  private let parser = RecordParser(catalogue: .standard)

  @Test("每种写法：从部件重读，与从磁盘读到的记录相等", arguments: ["good", "formats/gb18030", "formats/excel"])
  func partsReadLikeTheDisk(fixture: String) throws {
    let site = try TemporarySite(fixture).read()
    #expect(!site.records.isEmpty)
    for working in site.records {
      let parsed = parser.parse(parts: working.parts)
      #expect(parsed.faults == [])
      #expect(parsed.record == working.record)
      #expect(parser.parse(parts: working.parts.reversed()).record == working.record)
    }
  }

  @Test("记录的存储形式写出再读回，还是同一条记录")
  func theFormReadsBack() throws {
    for working in try TemporarySite("good").read().records {
      #expect(Record(form: working.record.form) == working.record)
    }
  }

  @Test("标识里有 # 的行也能从部件重读")
  func anIDMayHoldTheSeparator() throws {
    let site = try TemporarySite()
    try site.write(
      "标识,标题,栏目,可否公开,公开载体,承办科室,生成日期\na#1,甲,4.1.2,主动公开,政府网站,文书科,2024-05-08\n", to: "records/t#x.csv")
    let working = try #require(try site.read().records.first)
    #expect(working.record.id.rawValue == "t#x/a#1")
    #expect(parser.parse(parts: working.parts).record == working.record)
  }

  @Test("缺了附件的快照：attachment.missing，不是崩溃")
  func aMissingPartIsAFault() throws {
    let site = try TemporarySite("good").read()
    let working = try #require(site.record("documents/2024/规范"))
    let parsed = parser.parse(parts: [working.parts[0]])
    #expect(parsed.record == nil)
    #expect(parsed.faults.map(\.code) == ["attachment.missing", "attachment.missing"])
    #expect(parser.parse(parts: []).record == nil)
    #expect(parser.parse(parts: [working.parts[0], working.parts[0]]).record == nil)
  }

  private func faults(_ body: String, title: String = "甲") throws -> [String] {
    let site = try TemporarySite()
    try site.write(
      "---\n标题: \(title)\n栏目: \"4.1.2\"\n可否公开: 主动公开\n公开载体: [政府网站]\n承办科室: 文书科\n生成日期: 2024-05-08\n---\n\(body)",
      to: "records/a.md")
    return try site.read().faulty.flatMap(\.faults).map { "\($0.place?.line ?? 0) \($0.message)" }
  }

  @Test("正文里的控制字符被指出，连同行号；制表符和换行不是", arguments: ["000B", "000C", "0001", "001B", "007F"])
  func controlCharactersInBodies(code: String) throws {
    let scalar = try #require(UInt32(code, radix: 16).flatMap(Unicode.Scalar.init))
    let told = try faults("第一行\n第二\(Character(scalar))行\n")
    #expect(told.count == 1 && told[0].hasPrefix("10 ") && told[0].contains("U+\(code)"), "\(told)")
    #expect(try faults("第一行\t\r\n第二行\n") == [])
  }

  @Test("诊断引用的文字里，身份证号码被遮住")
  func numbersInWordsOfFaults() throws {
    let site = try TemporarySite()
    try site.write("---\n标题: 甲\n110105194912310021乙: 1\n栏目: \"4.1.2 11010519491231002X\"\n---\n文\n", to: "records/a.md")
    let told = try site.read().faulty.flatMap(\.faults).map(\.message).joined(separator: "\n")
    #expect(told.contains("110105************") && !told.contains("19491231"), "\(told)")
  }

  @Test("快照里的坏字节给出诊断，不崩溃")
  func brokenPartsAreFaults() throws {
    for kind in RecordPart.Kind.allCases {
      for bytes in [[], [0xFF, 0], Array("---\n".utf8), Array("标识\n".utf8), Array("<公文/>".utf8)] as [[UInt8]] {
        let parsed = parser.parse(parts: [RecordPart(kind: kind, path: "p", bytes: bytes)])
        #expect(parsed.record == nil && !parsed.faults.isEmpty)
      }
    }
  }
}
