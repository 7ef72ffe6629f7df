import Foundation
import Publishing
import Records
import Review
import Support
import Testing

/// The last look before the switch.
@Suite struct OutputGuardTests {
  private static let number = "11010519491231002X"

  @Test("a number in the settings refuses the publication, and the site stays as it was")
  func settings() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    let before = try site.files()
    let settings = TestSite.settings.replacingOccurrences(of: "办公时间: 工作日9:00-17:00}", with: "办公时间: \(Self.number)}")
    #expect(settings != TestSite.settings)
    try site.write("site.yaml", settings)
    #expect(throws: PublicationRefusal.self) { try site.publish() }
    #expect(try site.files() == before)
  }

  /// Lets pass what was found first in a record.
  private func waive(_ id: String, in site: TestSite) throws {
    let session = try site.open()
    let history = try session.state().records[RecordID(rawValue: id)]
    let finding = try #require(history?.latest.flatMap { history?.versions[$0] }?.screening?.findings.first)
    _ = try session.ledger.waive(
      RecordID(rawValue: id), finding: finding.id, reason: "本人同意", by: TestSite.actor("secrecy"),
      founding: session.founding)
  }

  @Test("a number that was waived goes out")
  func waived() throws {
    let site = try TestSite()
    try site.record("a", body: "身份证\(Self.number)\n")
    try site.approve()
    try waive("a", in: site)
    try site.publish()
    #expect(try !site.places(of: Self.number).isEmpty)
  }

  @Test("what was waived in one record lets no other pass that reads the same when masked, and the refusal names it")
  func waivedForOne() throws {
    let site = try TestSite()
    try site.record("a", body: "身份证\(Self.number)\n")
    // Somebody not born yet: no number for the detectors of today, and one for the last look.
    try site.record("b", body: "身份证110105209001010017\n")
    try site.approve()
    try waive("a", in: site)
    let refusal = #expect(throws: PublicationRefusal.self) { try site.publish() }
    let told = refusal?.diagnostics ?? []
    #expect(
      !told.isEmpty && told.allSatisfy { $0.code == "screening.resident-id" && $0.message.contains("信息「b」") }, "\(told)"
    )
  }

  @Test("a waiver of one number lets no other pass that reads the same when masked")
  func waivedOnce() throws {
    let site = try TestSite()
    // The second is of somebody not born yet: no number for the detectors of today, and one for the last look.
    try site.record("a", body: "身份证\(Self.number)，110105209001010017\n")
    try site.record("b", body: "身份证\(Self.number)\n")
    try site.approve()
    for id in ["a", "b"] { try waive(id, in: site) }
    let refusal = #expect(throws: PublicationRefusal.self) { try site.publish() }
    let told = refusal?.diagnostics ?? []
    #expect(told.contains { $0.message.contains("信息「a」") && $0.message.contains("豁免过的只有 1 处") }, "\(told)")
    #expect(!told.contains { $0.message.contains("信息「b」") }, "\(told)")
  }

  @Test("a number that the search index cuts in two is no other number")
  func cutNumbers() throws {
    // Twenty digits that are no number of a person, though the last sixteen alone look like a card's.
    let number = "51016221700000000138"
    func published(_ before: Int) throws -> String {
      let site = try TestSite()
      try site.record(
        "a", body: String(repeating: "公", count: before) + "编号\(number)号。\(String(repeating: "开", count: 99))\n")
      try site.approve()
      #expect(try site.publish().goingLive.count == 1)
      return String(decoding: try site.files()["search/s0/t/0.txt"] ?? [], as: UTF8.self)
    }
    let block = try published(1_000)
    let start = try #require(block.firstRange(of: number)?.lowerBound)
    let before = block[..<start].unicodeScalars.count { !" \"'‘’“”《》「」".unicodeScalars.contains($0) }
    let cut = try published(1_000 + 2_048 - 4 - before)
    #expect(cut.hasSuffix("编号5101"))
  }

  @Test("a level in a table that nobody can miss holds its record, and stops no other")
  func levelInCells() throws {
    let site = try TestSite()
    try site.record("a", body: "|密级|机密|\n|-|-|\n|保密期限|10年|\n")
    try site.record("b")
    try site.approve()
    #expect(try site.codes("a").contains("secret.marked"))
    #expect(try site.publish().goingLive.count == 1)
  }

  @Test("a mark that a text quotes goes out once it was waived, in every form of the page")
  func quotedMark() throws {
    let site = try TestSite()
    try site.record("a", body: "标志的形式如下：\n\n1. 秘密★5年\n2. 其他\n")
    try site.approve()
    #expect(try site.codes("a") == ["screening.internal-mark"])
    try waive("a", in: site)
    #expect(try site.publish().goingLive.count == 1)
  }

  @Test("what a page shows side by side is found before the last look")
  func blanks() throws {
    let site = try TestSite()
    let blanks = String(repeating: "\u{3000}", count: 5)
    try site.record("b", body: "身份证110105\(blanks)19491231\(blanks)002X\n")
    try site.record("c", ["来源": "甲110105\(blanks)19491231\(blanks)002X"])
    try site.approve()
    for id in ["b", "c"] { #expect(try site.codes(id) == ["screening.resident-id"], "\(id)") }
  }

  @Test("a list or a table of all levels of secrecy is no mark, on its page and in the search index")
  func levels() throws {
    let site = try TestSite()
    try site.record("list", body: "国家秘密的密级分为三级：\n\n- 绝密\n- 机密\n- 秘密\n")
    try site.record("table", body: "保密期限：\n\n| 密级 | 最长期限 |\n| --- | --- |\n| 绝密 | 30年 |\n| 机密 | 20年 |\n| 秘密 | 10年 |\n")
    try site.approve()
    #expect(try site.publish().goingLive.count == 2)
  }

  @Test("what leaked goes at once although something else can't be published, and nothing new comes with it")
  func emergencyBesides() throws {
    let site = try TestSite()
    try site.record("leak", body: "泄露的正文\n")
    try site.record("old", body: "原来的正文\n")
    try site.approve()
    try site.publish()
    try site.record("old", body: "改过的正文\n")
    try site.record("new", body: "新的正文\n")
    try site.approve(only: ["old", "new"])
    let settings = TestSite.settings.replacingOccurrences(of: "办公时间: 工作日9:00-17:00}", with: "办公时间: \(Self.number)}")
    try site.write("site.yaml", settings)
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "leak")], kind: .emergency, reason: "泄密", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    let report = try site.publish()
    #expect(try site.places(of: "泄露的正文") == [])
    #expect(try !site.places(of: "原来的正文").isEmpty)
    for text in ["改过的正文", "新的正文", Self.number] { #expect(try site.places(of: text) == [], "\(text)") }
    #expect(report.goingLive.isEmpty && report.takingDown.count == 1)
    #expect(report.notices.contains { $0.code == "publish.take-down-only" })
    #expect(report.notices.contains { $0.code == "screening.resident-id" })
    #expect(try SiteVerifier.verify(site.output, ledger: site.open().ledger.witness()).faults == [])
    // Once the cause is gone, what was held back comes.
    try site.write("site.yaml", TestSite.settings)
    #expect(try site.publish().goingLive.count == 2)
    #expect(try !site.places(of: "新的正文").isEmpty)
  }
}
