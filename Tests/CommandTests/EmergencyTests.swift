import Files
import Foundation
import Review
import Support
import Synchronization
import Testing

/// 紧急撤下 on the command line, where something stands in its way.
@Suite("An emergency withdrawal")
struct EmergencyTests {
  private func published() throws -> TestSite {
    let site = try TestSite()
    try site.record("a", body: "泄露的正文\n")
    try site.approve()
    try site.publish()
    return site
  }

  private func withdraw(_ id: String, as account: String = "secrecy", output: String? = nil, at site: TestSite) throws
    -> Command
  {
    try Command([
      "review", "withdraw", id, "--kind", "紧急撤下", "--reason", "泄密", "--as", account, "--output", output ?? site.output,
      "--site", site.path,
    ])
  }

  @Test("waits for the publication that is under way, and takes the page off then")
  func waits() throws {
    let site = try published()
    let hold = Mutex(try ExclusiveHold(on: site.path))
    DispatchQueue.global().async {
      // The other publication ends once the withdrawal was decided and waits for it.
      for _ in 0..<600 where (try? site.open(.reading).state().isLeaking) != true { usleep(50_000) }
      usleep(500_000)
      hold.withLock { $0 = nil }
    }
    let act = try withdraw("a", at: site)
    #expect(act.status == 0, "\(act.error)")
    #expect(act.error.contains("它一结束就撤下"))
    #expect(try site.places(of: "泄露的正文") == [])
  }

  @Test("that is refused presumes nothing of a publication that was cut short; one that hangs on it says so")
  func presumes() throws {
    let site = try published()
    try site.record("b")
    try site.approve(only: ["b"])
    try site.losePublication()
    let head = try site.open().state().head
    for (id, account) in [("b", "nobody"), ("b", "drafter"), ("x", "secrecy")] {
      #expect(try withdraw(id, as: account, at: site).status == 2)
    }
    #expect(try site.open().state().head == head)
    #expect(try site.open().ledger.unfinishedIntent() != nil)
    let act = try withdraw("b", at: site)
    #expect(act.error.contains("[publish.recovered]"), "\(act.error)")
    #expect(try site.open().ledger.unfinishedIntent() == nil)
    #expect(try site.open().state().records.values.contains { $0.withdrawal?.kind == .emergency })
  }

  @Test("names a way that is open where the output is there without its manifest")
  func noManifest() throws {
    let site = try published()
    try site.remove("../public/manifest.json")
    let act = try withdraw("a", at: site)
    #expect(act.status == 1)
    #expect(act.error.contains("先从网站服务器上删去") && act.error.contains("空文件夹"), "\(act.error)")
    // As it says.
    #expect(try Command(["publish", "--output", "\(site.root)/fresh", "--site", site.path]).status == 0)
    #expect(try !site.files(in: "fresh").isEmpty)
    #expect(try !site.files(in: "fresh").values.contains { String(decoding: $0, as: UTF8.self).contains("泄露的正文") })
  }
}
