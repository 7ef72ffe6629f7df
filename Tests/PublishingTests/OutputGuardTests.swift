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

  @Test("a number that was waived goes out, and no other")
  func waived() throws {
    let site = try TestSite()
    try site.record("a", body: "身份证\(Self.number)\n")
    try site.approve()
    let session = try site.open()
    let history = try session.state().records[RecordID(rawValue: "a")]
    let finding = try #require(history?.latest.flatMap { history?.versions[$0] }?.screening?.findings.first)
    _ = try session.ledger.waive(
      RecordID(rawValue: "a"), finding: finding.id, reason: "本人同意", by: TestSite.actor("secrecy"),
      founding: session.founding)
    try site.publish()
    #expect(try !site.places(of: Self.number).isEmpty)
  }
}
