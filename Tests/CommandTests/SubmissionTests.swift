import Support
import Testing
import Values

@testable import Review

/// What is put forward, and what is not.
@Suite("Submission from the command line")
struct SubmissionTests {
  @Test("is refused before the day that the information was formed, and check says so first")
  func formedLater() throws {
    let site = try TestSite()
    try site.record("a", ["生成日期": "2099-01-02"])
    let assessment = try #require(try site.assess("a"))
    let reason = try #require(assessment.reasons.first { $0.code == "record.invalid" })
    #expect(reason.message.contains("生成日期 2099-01-02 晚于今天"))
    #expect(reason.place?.file.hasSuffix("a.md") == true)
    #expect(try site.codes("a", asOf: "2099-01-02") == ["review.not-submitted"])
    let submit = try Command(["review", "submit", "a", "--as", "drafter", "--site", site.path])
    #expect(submit.status != 0)
    #expect(submit.out.contains("晚于今天") || submit.error.contains("晚于今天"))
  }

  @Test("in bulk leaves a repealed document alone; by name it may be put forward again")
  func repealed() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    let session = try site.open()
    _ = try session.ledger.withdraw(
      ["a"].map { .init(rawValue: $0) }, kind: .repealed, reason: "废止", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    try site.publish()
    let head = try site.open().state().head
    let bulk = try Command(["review", "submit", "--all", "--as", "drafter", "--site", site.path])
    #expect(bulk.status == 0)
    #expect(try site.open().state().head == head)
    let named = try Command(["review", "submit", "a", "--as", "drafter", "--site", site.path])
    #expect(named.status == 0)
    #expect(try site.open().state().head != head)
  }
}
