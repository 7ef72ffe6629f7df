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
