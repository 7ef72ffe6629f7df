import Foundation
import Records
import Review
import Support
import Testing

/// 附注 is where a document says whether it may be disclosed (domain 5.2); no page shows it, and yet it counts.
@Suite("附注") struct NoteTests {
  @Test(
    "holds a record whose 可否公开 says something else",
    arguments: ["（此件不予公开）", "（此件依申请公开）", "此件不公开", "（不公开发布）", "信息公开选项：依申请公开", "（此件不　予　公开）"])
  func contradicts(note: String) throws {
    let site = try TestSite()
    try site.record("a", ["附注": note])
    #expect(try site.codes("a") == ["flag.note-differs", "review.not-submitted"])
    try site.approve()
    let hold = try #require(try site.assess("a")?.holds.first)
    #expect(try site.codes("a") == ["flag.note-differs"])
    #expect(hold.message.contains("「可否公开」是「主动公开」"))
    let file = try String(contentsOfFile: "\(site.path)/records/a.md", encoding: .utf8)
    #expect(hold.place?.line == file.split(separator: "\n").firstIndex { $0.hasPrefix("附注:") }.map { $0 + 1 })
  }

  @Test(
    "lets a record pass whose 可否公开 says the same, or that says nothing of it",
    arguments: ["（此件公开发布）", "此件主动公开", "（此件公开）", "（联系人：某某，电话：0830-5550000）", "（此件发至县团级）"])
  func agrees(note: String) throws {
    let site = try TestSite()
    try site.record("a", ["附注": note])
    try site.approve()
    #expect(try site.codes("a") == [])
  }

  @Test("says nothing more of what is not public anyway, until somebody decides otherwise")
  func notPublic() throws {
    let site = try TestSite()
    try site.record("a", ["可否公开": "依申请公开", "不公开理由": "N6", "附注": "（此件依申请公开）"])
    #expect(try site.codes("a") == ["flag.not-public", "review.not-submitted"])
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    let disclosed = Decision.Choice.agree(disclosure: .proactive, carriers: [.website], withholding: nil)
    try site.decide("批准", as: "signer", disclosed)
    #expect(try site.codes("a") == ["flag.note-differs"])
  }

  @Test("counts in a document's XML as well")
  func document() throws {
    let site = try TestSite()
    try site.write("documents/正文.md", "正文。\n")
    try site.write(
      "documents/a.xml",
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <公文>
        <标题>关于某事的通知</标题>
        <栏目>4.1.3</栏目>
        <可否公开>主动公开</可否公开>
        <公开载体>政府网站</公开载体>
        <承办科室>文书科</承办科室>
        <生成日期>2026-01-05</生成日期>
        <附注>（此件不予公开）</附注>
        <正文>正文.md</正文>
      </公文>
      """)
    #expect(try site.examine().assessments.flatMap { $0.reasons.map(\.code) }.contains("flag.note-differs"))
  }

  @Test(
    "and the other fields that no page shows are searched for numbers and marks",
    arguments: [
      ("附注", "联系人某某，11010519491231002X", "screening.resident-id"),
      ("抄送机关", "某局；11010519491231002X", "screening.resident-id"),
      ("签发人", "（内部资料）", "screening.internal-mark"), ("保密期限", "机密★1年", "secret.marked"),
      ("附注", "机密★1年", "secret.marked"),
    ])
  func searched(field: String, text: String, code: String) throws {
    let site = try TestSite()
    try site.record("a", [field: text])
    let codes = try site.codes("a")
    #expect(codes.contains(code), "\(codes)")
  }
}
