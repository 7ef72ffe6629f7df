import Records
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

  @Test("of a record that left the site, the title is known to the ledger; one that leaked is not told again")
  func gone() throws {
    let site = try TestSite()
    for id in ["误发", "泄密"] { try site.record(id) }
    try site.approve()
    try site.publish()
    for (id, kind) in [("误发", WithdrawalKind.mistake), ("泄密", .emergency)] {
      let session = try site.open()
      _ = try session.ledger.withdraw(
        [RecordID(rawValue: id)], kind: kind, reason: "有误", target: nil, by: TestSite.actor("signer"),
        founding: session.founding)
      try site.remove("records/\(id).md")
    }
    for isOut in [true, false] {
      let mistake = try site.assess("误发")
      #expect(mistake?.title == "关于误发的通知" && mistake?.columnCode == "4.1.3" && mistake?.live == .withdrawn)
      let leak = try site.assess("泄密")
      #expect(leak?.columnCode == "4.1.3" && (isOut || leak?.title == ""))
      try site.publish()
    }
  }

  private func submitted(_ site: TestSite) throws -> [ActResult] {
    let session = try site.open()
    let state = try session.state()
    let working = try session.workingSite()
    let renamed = try session.renamedFiles(working, in: state)
    let told = working.records.compactMap { record in
      renamed.told(of: record, in: state).flatMap { $0.severity == .error ? (record.record.id, $0) : nil }
    }
    return try session.ledger.submit(
      working.records.filter { !state.holds($0) }, renamed: Dictionary(uniqueKeysWithValues: told),
      by: TestSite.actor("drafter"), founding: session.founding)
  }

  @Test("whose text or column was changed as well is refused when it is put forward; with another 标识 it is not")
  func changed() throws {
    let site = try TestSite()
    try site.record("情况", body: "正文一\n")
    try site.approve()
    try site.publish()
    try site.remove("records/情况.md")
    let same = ["标题": "关于情况的通知", "栏目": "\"3.8\""]
    try site.record("3.8/情况", same, body: "正文一，改过\n")
    let told = try #require(try site.examine().notices.first { $0.code == "record.renamed" })
    #expect(told.severity == .error && told.remedy?.contains("「标识: 情况」") == true, "\(told)")
    #expect(try submitted(site).map(\.refusalCodes) == [["record.renamed"]])
    // The same title of another day may be another record: it is told and not refused.
    try site.record("3.8/情况", same.merging(["生成日期": "2026-02-05"]) { $1 })
    #expect(try site.examine().notices.first { $0.code == "record.renamed" }?.severity == .warning)
    #expect(try submitted(site).map(\.refusalCodes) == [[]])
    try site.record("3.8/另一条", same.merging(["标识": "另一条"]) { $1 })
    #expect(try submitted(site).map(\.refusalCodes) == [[]])
  }

  @Test("of XML is told how a document states its 标识")
  func document() throws {
    let site = try TestSite()
    let text = """
      <公文><标题>公文甲</标题><栏目>4.1.3</栏目><可否公开>主动公开</可否公开><公开载体>政府网站</公开载体><承办科室>文书科</承办科室>\
      <生成日期>2026-03-01</生成日期><内容概述>a</内容概述><正文>甲.txt</正文></公文>
      """
    try site.write("documents/甲.xml", text)
    try site.write("documents/甲.txt", "正文。\n")
    try site.approve()
    try site.publish()
    try site.remove("documents/甲.xml")
    try site.write("documents/乙.xml", text.replacing("<标题>", with: "\n<标题>"))
    let told = try #require(try site.examine().notices.first { $0.code == "record.renamed" })
    #expect(told.remedy?.contains("<标识>documents/甲</标识>") == true, "\(told)")
    try site.write("documents/乙.xml", text.replacing("<标题>", with: "\n<标识>documents/甲</标识><标题>"))
    #expect(try renamed(site) == [])
  }

  @Test("of something that waits is told; so is what waits without a working file")
  func pending() throws {
    let site = try TestSite()
    try site.record("旧", body: "正文一\n")
    try site.submit()
    #expect(try !site.examine().notices.contains { $0.code == "record.file-gone" })
    try site.remove("records/旧.md")
    try site.record("新", ["标题": "关于旧的通知"], body: "正文二\n")
    let notices = try site.examine().notices
    #expect(notices.contains { $0.code == "record.renamed" && $0.message.contains("待审的「旧」") }, "\(notices)")
    #expect(notices.contains { $0.code == "record.file-gone" && $0.remedy?.contains("revoke 旧 --step 提交") == true })
    #expect(try site.open().goneFiles(of: [RecordID(rawValue: "旧"), RecordID(rawValue: "新")]).count == 1)
  }

  @Test("of a table, and rows whose 标识 lost its zeros, are told")
  func rows() throws {
    let site = try TestSite()
    let head = "标识,标题,栏目,可否公开,公开载体,承办科室,生成日期,内容概述,正文\n"
    func row(_ id: String, _ day: String) -> String { "\(id),甲科的事,4.1.3,主动公开,政府网站,文书科,\(day),概,正文\n" }
    try site.write("records/表.csv", head + row("001", "2026-01-05"))
    try site.approve()
    try site.publish()
    try site.write("records/表.csv", head + row("1", "2026/1/5"))
    let told = try #require(try site.examine().notices.first { $0.code == "record.renamed" })
    #expect(told.severity == .error && told.remedy?.contains("改回「001」") == true, "\(told)")
    try site.remove("records/表.csv")
    try site.write("records/新表.csv", head + row("001", "2026-01-05"))
    let moved = try #require(try site.examine().notices.first { $0.code == "record.renamed" })
    #expect(moved.remedy?.contains("改回原来的名称「records/表.csv」") == true, "\(moved)")
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
