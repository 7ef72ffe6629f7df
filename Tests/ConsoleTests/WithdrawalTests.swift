import Files
import Foundation
import Records
import Review
import Support
import Synchronization
import Testing

@testable import Console

/// What leaves the site by the console's hand.
@Suite("Withdrawals in the console", .serialized)
struct WithdrawalTests {
  private static func published(_ site: TestSite) throws {
    try site.record("leak", ["标题": "夹带身份证号的通知"])
    try site.approve()
    _ = try site.publish()
  }

  private static let emergency = [("id", "leak"), ("kind", "紧急撤下"), ("reason", "夹带身份证号")]

  private static func until(_ isTrue: () async throws -> Bool) async throws {
    for _ in 0..<1200 {
      if try await isTrue() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("it never came")
  }

  @Test("An emergency follows the publication that is under way at once, whatever becomes of that")
  func behindAnother() async throws {
    let site = try TestSite(people: TestConsole.people)
    try Self.published(site)
    let desk = try Desk(path: site.path, output: site.output, templates: TestSite.templates)
    // However slow or fast the machine is, the first publication is under way until it is let go.
    desk.publishing.queue.suspend()
    let isBegun = desk.publishing.begin(desk, by: "office")
    let session = desk.session
    let results = try await desk.act { _ in
      try session.ledger.withdraw(
        ["leak"].map(RecordID.init(rawValue:)), kind: .emergency, reason: "夹带身份证号", target: nil,
        by: Actor(account: "secrecy", authentication: .password), founding: session.founding)
    }
    // A second cry waits for the same one, and nobody slips in between.
    let waited = [
      await desk.publishing.runNow(desk, by: "secrecy"), await desk.publishing.runNow(desk, by: "signer"),
      desk.publishing.begin(desk, by: "office"),
    ]
    desk.publishing.queue.resume()
    #expect(isBegun && results.first?.isDone == true && waited == [false, false, false])
    try await Self.until { !desk.publishing.now.isRunning }
    guard case .finished(let text, _, _) = desk.publishing.now else {
      return #expect(Bool(false), "\(desk.publishing.now)")
    }
    #expect(text.contains("撤下 1 条") || text.contains("网站与台账一致"))
    #expect(try site.places(of: "夹带身份证号的通知").isEmpty)
    #expect(try session.state().awaitingRemoval == 0)
  }

  @Test("What is withdrawn and still up is told on its page, with a button for whoever may withdraw, until it is off")
  func stillUp() async throws {
    try await TestConsole.run(prepare: Self.published) { console in
      let secrecy = try await console.guest("secrecy")
      let (manifest, away) = ("\(console.site.output)/manifest.json", "\(console.site.root)/kept.json")
      try FileManager.default.moveItem(atPath: manifest, toPath: away)
      let answer = try await secrecy.post("/publish/withdraw", Self.emergency)
      #expect(answer.status == 303)
      #expect(try console.site.open(.reading).state().awaitingRemoval == 1)
      for _ in 0..<2 {
        let page = try await secrecy.get("/item?id=leak").body
        #expect(page.contains("仍在网站上") && page.contains("manifest.json") && page.contains("action=\"/publish/again\""))
      }
      let auditor = try await console.guest("auditor").get("/item?id=leak").body
      #expect(auditor.contains("仍在网站上") && !auditor.contains("/publish/again"))
      #expect(try await console.guest("drafter").post("/publish/again", [("id", "leak")]).status == 403)
      #expect(try !console.site.places(of: "夹带身份证号的通知").isEmpty)
      try FileManager.default.moveItem(atPath: away, toPath: manifest)
      #expect(try await secrecy.post("/publish/again", [("id", "leak")]).status == 303)
      let page = try await secrecy.get("/item?id=leak").body
      #expect(page.contains("网站已更新") && !page.contains("仍在网站上"))
      #expect(try console.site.places(of: "夹带身份证号的通知").isEmpty)
    }
  }

  @Test("An emergency waits for another process's publication by itself, and keeps nobody waiting for an answer")
  func behindAnotherProcess() async throws {
    try await TestConsole.run(prepare: Self.published) { console in
      let secrecy = try await console.guest("secrecy")
      var hold = try ExclusiveHold(on: console.site.path)
      #expect(hold != nil)
      #expect(try await secrecy.post("/publish/withdraw", Self.emergency).status == 303)
      let page = try await secrecy.get("/item?id=leak").body
      #expect(page.contains("它一结束就撤下") && page.contains("仍在网站上"))
      #expect(try !console.site.places(of: "夹带身份证号的通知").isEmpty)
      hold = nil
      try await Self.until { try console.site.open(.reading).state().awaitingRemoval == 0 }
      #expect(try console.site.places(of: "夹带身份证号的通知").isEmpty)
    }
  }

  @Test("What is left of the old site, or out with another record, is told with the emergency that left it")
  func leftOver() async throws {
    let root = Mutex("")
    defer { try? TestSite.removeDeep(root.withLock { $0 }) }
    try await TestConsole.run(prepare: { site in
      root.withLock { $0 = site.root }
      try site.write("attachments/x.txt", "泄露的名单")
      for id in ["leak", "other"] { try site.record(id, ["附件": "[x.txt]"]) }
      try site.approve()
      _ = try site.publish()
      try site.plantDeepFolder()
    }) { console in
      let secrecy = try await console.guest("secrecy")
      #expect(try await secrecy.post("/publish/withdraw", Self.emergency).status == 303)
      let page = try await secrecy.get("/item?id=leak").body
      #expect(page.contains("网站已更新") && page.contains("没能删净") && page.contains("/.public.staging」"))
      #expect(page.contains("「other」仍在网站上"))
      #expect(try await console.guest("office").get("/publish").body.contains("没能删净"))
    }
  }

  @Test("An emergency that is refused presumes nothing of a publication that was cut short")
  func presumes() async throws {
    try await TestConsole.run(prepare: { site in
      try Self.published(site)
      for id in ["b", "c"] { try site.record(id) }
      try site.submit(only: ["c"])
      try site.approve(only: ["b"])
      try site.losePublication()
    }) { console in
      let secrecy = try await console.guest("secrecy")
      func withdraw(_ id: String) async throws {
        _ = try await secrecy.post("/publish/withdraw", [("id", id), ("kind", "紧急撤下"), ("reason", "泄密")])
      }
      try await withdraw("c")
      #expect(try console.site.open(.reading).ledger.unfinishedIntent() != nil)
      #expect(try console.events(.withdraw).isEmpty)
      try await withdraw("b")
      #expect(try console.site.open(.reading).ledger.unfinishedIntent() == nil)
      #expect(try console.events(.withdraw).count == 1)
      #expect(try await secrecy.get("/item?id=b").body.contains("补记"))
    }
  }

  @Test("A withdrawal decided on a version that is no longer the one on the site is refused with the difference")
  func changedLive() async throws {
    try await TestConsole.run(prepare: { site in
      try site.record("a", body: "旧的正文。\n")
      try site.approve()
      _ = try site.publish()
    }) { console in
      let signer = try await console.guest("signer")
      func form(_ kind: String) async throws -> [(String, String)] {
        let page = try await signer.get("/item?id=a").body
        let start = try #require(page.range(of: "其他撤下"))
        return [
          ("id", "a"), ("digest", try signer.value("digest", in: String(page[start.upperBound...]))), ("kind", kind),
          ("reason", "第一版有错"),
        ]
      }
      let old = try await form("发布有误")
      try console.site.record("a", body: "更正的正文。\n")
      try console.site.approve()
      // What is only put forward is not what readers see.
      #expect(try await form("发布有误")[1] == old[1])
      _ = try console.site.publish()
      #expect(try await signer.post("/publish/withdraw", old.filter { $0.0 != "digest" }).status == 422)
      let reply = try await signer.post("/publish/withdraw", old)
      #expect(reply.status == 409 && reply.body.contains("版本已变") && reply.body.contains("<ins>更正</ins>"))
      #expect(try console.events(.withdraw).isEmpty)
      #expect(try await signer.post("/publish/withdraw", form("发布有误")).status == 303)
      #expect(try console.events(.withdraw).count == 1)
    }
  }

  @Test("An emergency on a ledger that is older than the site is not recorded, and the person is told what to do")
  func olderLedger() async throws {
    try await TestConsole.run(prepare: { site in
      try Self.published(site)
      let old = "\(site.root)/old.sqlite"
      try site.open().ledger.backup(to: old)
      try site.record("b")
      try site.approve()
      _ = try site.publish()
      site.removeLedger()
      try OutputFiles.moveNew(old, to: "\(site.path)/ledger.sqlite")
    }) { console in
      let reply = try await console.guest("secrecy").post("/publish/withdraw", Self.emergency)
      #expect(reply.body.contains("紧急撤下没有办理") && reply.body.contains("先从网站服务器上删去"), "\(reply.status)")
      #expect(try console.events(.withdraw).isEmpty)
    }
  }
}
