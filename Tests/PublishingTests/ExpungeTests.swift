import Foundation
import Records
import Review
import Support
import Testing
import Values

@Suite("Destroying what leaked")
struct ExpungeTests {
  private func site() throws -> TestSite {
    let site = try TestSite()
    try site.write("attachments/leak.txt", "泄露的附件\n")
    try site.write("attachments/good.txt", "无误的附件\n")
    return site
  }

  private func withdraw(_ site: TestSite, _ id: String) throws {
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: id)], kind: .emergency, reason: "泄密", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
  }

  /// The second person's result.
  @discardableResult
  private func expunge(_ site: TestSite, _ id: String) throws -> ActResult {
    let session = try site.open()
    let id = RecordID(rawValue: id)
    _ = try session.ledger.expunge(id, reason: "销毁", by: TestSite.actor("signer"), founding: session.founding)
    return try session.ledger.expunge(id, reason: "销毁", by: TestSite.actor("secrecy"), founding: session.founding)
  }

  /// Publishes to a new folder, where every page has to be made from the snapshots.
  private func published(_ site: TestSite) throws -> String {
    let folder = "fresh-\(UUID().uuidString)"
    try site.publish(to: folder)
    return try site.files(in: folder).values.map { String(decoding: $0, as: UTF8.self) }.joined()
  }

  private func leak(_ site: TestSite, _ id: String, _ attachment: String) throws {
    try site.record(id, ["附件": "[\(attachment)]"], body: "泄露的正文。\n")
    try site.approve(only: [id])
    try site.publish()
    try withdraw(site, id)
    try site.publish()
  }

  @Test("a file that a corrected version on the site has too stays when another record is destroyed")
  func sharedFile() throws {
    let site = try site()
    try leak(site, "a", "leak.txt")
    #expect(try expunge(site, "a").isDone)
    try site.record("a", ["附件": "[good.txt]"], body: "改正的正文。\n")
    try site.approve(only: ["a"])
    try site.publish()
    try leak(site, "b", "good.txt")
    #expect(try expunge(site, "b").isDone)
    let all = try published(site)
    #expect(all.contains("改正的正文"))
    #expect(all.contains("无误的附件"))
    #expect(!all.contains("泄露的正文"))
  }

  @Test("a corrected version that waits, or is on the site already, stays; the leaked one is gone for good")
  func corrected() throws {
    for isPublished in [false, true] {
      let site = try site()
      try leak(site, "c", "leak.txt")
      try site.record("c", body: "改正的正文。\n")
      try site.approve(only: ["c"])
      if isPublished { try site.publish() }
      #expect(try expunge(site, "c").isDone)
      #expect(try site.open().ledger.missingSnapshots().isEmpty)
      #expect(try published(site).contains("改正的正文"))
      let database = try Data(contentsOf: URL(fileURLWithPath: "\(site.path)/ledger.sqlite"))
      #expect(!String(decoding: database, as: UTF8.self).contains("泄露的附件"))
      try site.record("c", ["附件": "[leak.txt]"], body: "泄露的正文。\n")
      let refused = try site.submit(only: ["c"]).first
      #expect(refused?.refusalCodes == ["withdrawn"])
      if case .refused(let reasons) = refused?.outcome { #expect(reasons.first?.remedy != nil) }
    }
  }

  @Test("what leaks a second time is destroyed a second time, and an export keeps what stayed")
  func twice() throws {
    let site = try site()
    try leak(site, "d", "leak.txt")
    #expect(try expunge(site, "d").isDone)
    try leak(site, "d", "good.txt")
    #expect(try expunge(site, "d").isDone)
    try site.record("d", body: "第三次。\n")
    try site.approve(only: ["d"])
    try site.publish()
    try site.write("ledger.jsonl", bytes: try site.open().ledger.export(holding: []))
    site.removeLedger()
    #expect(try site.open().restored?.incomplete == [])
    #expect(try published(site).contains("第三次"))
  }
}
