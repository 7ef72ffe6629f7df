import Support
import Testing
import Values

@testable import Review

/// A record whose file got another name.
@Suite("A renamed file") struct RenamedFileTests {
  private func renamed(_ site: TestSite) throws -> [String] {
    try site.examine().notices.filter { $0.code == "record.renamed" }.map {
      "\($0.place.map(String.init) ?? "") \($0.message)"
    }
  }

  @Test("is told before the same document is published a second time")
  func told() throws {
    let site = try TestSite()
    try site.record("作风", body: "正文一\n")
    try site.record("别的", body: "正文二\n")
    try site.approve()
    try site.publish()
    #expect(try renamed(site) == [])
    try site.remove("records/作风.md")
    try site.record("新的", body: "正文三\n")
    #expect(try renamed(site) == [])
    try site.record("作风建设", ["标题": "关于作风的通知", "内容概述": "作风的概述"], body: "正文一\n")
    let told = try renamed(site)
    #expect(told.count == 1 && told[0].contains("records/作风建设.md:1") && told[0].contains("「作风」"), "\(told)")
  }

  @Test("that states its 标识 is the same record")
  func stated() throws {
    let site = try TestSite()
    try site.record("作风", body: "正文一\n")
    try site.approve()
    try site.publish()
    try site.remove("records/作风.md")
    try site.record("作风建设", ["标题": "关于作风的通知", "内容概述": "作风的概述", "标识": "作风"], body: "正文一\n")
    #expect(try renamed(site) == [])
  }
}

/// Records that stand in a table.
@Suite("A row of a table") struct TableRowTests {
  @Test("is not told to be gone where its table can't be read")
  func brokenTable() throws {
    let site = try TestSite()
    let table = """
      标识,标题,栏目,可否公开,公开载体,承办科室,生成日期,内容概述,正文
      row-1,关于甲的通知,4.1.3,主动公开,政府网站,文书科,2026-01-05,甲的概述,甲的正文
      row-2,关于乙的通知,4.1.3,主动公开,政府网站,文书科,2026-01-05,乙的概述,乙的正文

      """
    try site.write("records/表.csv", table)
    try site.approve()
    #expect(try site.publish().goingLive.count == 2)
    try site.write(
      "records/表.csv", bytes: [0xFF, 0xFE] + Array(table.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    let notes = try site.examine().assessments.flatMap(\.notes).filter { $0.code == "review.content-changed" }
    #expect(notes.count == 2)
    for note in notes {
      #expect(note.message.contains("所在的表有错误") && note.place?.file.hasSuffix("records/表.csv") == true, "\(note)")
    }
    try site.remove("records/表.csv")
    #expect(try site.examine().assessments.flatMap(\.notes).allSatisfy { $0.message.contains("工作文件已不在") })
  }
}
