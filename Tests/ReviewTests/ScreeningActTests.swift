import Records
import Review
import Support
import Testing

/// Findings hold a record until a named person waives each, for exactly these bytes.
@Suite struct ScreeningActTests {
  /// A published sample of GB 11643.
  private static let number = "11010519491231002X"

  private func waive(
    _ site: TestSite, _ id: String, _ finding: String, _ reason: String = "本人已书面同意公开", as account: String = "secrecy"
  ) throws -> ActResult {
    let session = try site.open()
    return try session.ledger.waive(
      RecordID(rawValue: id), finding: finding, reason: reason, by: TestSite.actor(account), founding: session.founding)
  }

  private func findings(_ site: TestSite, _ id: String) throws -> [String] {
    let history = try site.open().state().records[RecordID(rawValue: id)]
    return (history?.latest.flatMap { history?.versions[$0] }?.screening?.findings ?? []).map(\.id)
  }

  @Test("a number in the body holds the record though every step agreed; a waiver by name lets it go")
  func waiver() throws {
    let site = try TestSite()
    try site.record("a", body: "获奖人身份证\(Self.number)\n")
    try site.approve()
    #expect(try site.codes("a") == ["screening.resident-id"])
    let hold = try site.examine().assessments.first?.holds.first
    #expect(hold?.message.contains("110105************") == true)
    #expect(hold?.message.contains("19491231") == false)
    let finding = try #require(try findings(site, "a").first)
    #expect(try waive(site, "a", finding, as: "secrecy").refusalCodes == [])
    #expect(try site.codes("a") == [])
    #expect(try waive(site, "a", finding).refusalCodes == [])
  }

  @Test("a waiver needs the role, a reason, a known finding, and another person than the drafter")
  func refusals() throws {
    let site = try TestSite()
    try site.record("a", body: "身份证\(Self.number)\n")
    try site.submit()
    let finding = try #require(try findings(site, "a").first)
    #expect(throws: ActRefusal.self) { try waive(site, "a", finding, as: "head") }
    #expect(try waive(site, "a", finding, " ").refusalCodes == ["review.reason-missing"])
    #expect(try waive(site, "a", "00000000").refusalCodes == ["screening.unknown"])
    #expect(try waive(site, "b", finding).refusalCodes == ["review.not-submitted"])
  }

  @Test("new bytes need new waivers; the same bytes keep theirs")
  func newBytes() throws {
    let site = try TestSite()
    try site.record("a", body: "身份证\(Self.number)\n")
    try site.submit()
    _ = try waive(site, "a", try #require(try findings(site, "a").first))
    try site.record("a", body: "改过。身份证\(Self.number)\n")
    try site.approve()
    #expect(try site.codes("a") == ["screening.resident-id"])
  }

  @Test("a secrecy mark in an attachment can't be waived")
  func secrecy() throws {
    let site = try TestSite()
    try site.write("attachments/通知.txt", "机密★10年\n正文\n")
    try site.record("a", ["附件": "[通知.txt]"])
    try site.approve()
    #expect(try site.codes("a") == ["secret.marked"])
    #expect(try waive(site, "a", try #require(try findings(site, "a").first)).refusalCodes == ["secret.marked"])
  }

  @Test("a list of persons in a CSV attachment, a number in a title, and a draft are held as well")
  func places() throws {
    let site = try TestSite()
    try site.write("attachments/名单.csv", "姓名,身份证号\n张某,\(Self.number)\n")
    try site.record("list", ["附件": "[名单.csv]"])
    try site.record("title", ["标题": "公示\(Self.number)"])
    #expect(try site.codes("title").contains("screening.resident-id"))
    try site.approve()
    #expect(Set(try site.codes("list")) == ["screening.personal-table", "screening.resident-id"])
    #expect(try site.codes("title") == ["screening.resident-id"])
  }

  @Test("会商 and 征求第三方意见 hold a version until their result is recorded")
  func pause() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    let session = try site.open()
    func pause(_ kind: PauseKind?) throws -> ActResult {
      try session.ledger.pause(
        RecordID(rawValue: "a"), kind: kind, reason: "征求某公司意见", by: TestSite.actor("secrecy"),
        founding: session.founding)
    }
    #expect(try pause(.thirdParty).refusalCodes == [])
    #expect(try site.codes("a") == ["review.on-hold"])
    #expect(try pause(nil).refusalCodes == [])
    #expect(try site.codes("a") == [])
  }
}
