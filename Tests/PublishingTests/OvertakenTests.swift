import Files
import Records
import Review
import Support
import Synchronization
import Testing
import Values

@testable import Publishing

/// What people decide while the pages of a publication are made, and publications that meet.
@Suite("A publication that is overtaken")
struct OvertakenTests {
  /// A published site with `a` and `b`, and with `c`, `d` and `e` approved since.
  private func site() throws -> TestSite {
    let site = try TestSite()
    for id in ["a", "b"] { try site.record(id) }
    try site.approve()
    try site.publish()
    for id in ["c", "d", "e"] { try site.record(id) }
    try site.approve(only: ["c", "d", "e"])
    return site
  }

  private func withdraw(_ id: String, _ kind: WithdrawalKind = .emergency, at site: TestSite) throws {
    let session = try site.open()
    let results = try session.ledger.withdraw(
      [RecordID(rawValue: id)], kind: kind, reason: "泄密", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    #expect(results.first?.isDone == true)
  }

  private func revoke(_ id: String, at site: TestSite) throws {
    let session = try site.open()
    let results = try session.ledger.revoke(
      [RecordID(rawValue: id)], step: "批准", reason: "再核", by: TestSite.actor("signer"), founding: session.founding)
    #expect(results.first?.isDone == true)
  }

  /// Publishes; each time when the pages are made, right before the ledger is asked, one of the acts comes in between.
  private func publish(_ site: TestSite, meanwhile acts: (() throws -> Void)...) throws -> PublicationReport {
    nonisolated(unsafe) var rest = acts
    let templates = try TemplateFolder(path: TestSite.templates)
    let layout = try #require(try site.open().founding.layout)
    return try Publisher(
      session: site.open(layout: layout), templates: templates, output: site.output,
      asOf: try #require(Day(iso: "2026-12-01"))
    ) { stage, _, _ in
      guard stage == "落盘", !rest.isEmpty else { return }
      do { try rest.removeFirst()() } catch { Issue.record(error) }
    }.publish()
  }

  @Test("by an emergency withdrawal takes what leaks off itself, with all that it was to do")
  func byEmergency() throws {
    let site = try site()
    let report = try publish(site, meanwhile: { try withdraw("a", at: site) })
    #expect(!report.isTakeDownOnly)
    #expect(try site.page(of: "a") == nil && site.page(of: "c") != nil)
    #expect(try site.places(of: "关于a的通知").isEmpty)
    #expect(try !site.open().state().isLeaking)
  }

  @Test("by an approval that is taken back, or a second withdrawal, takes what leaks off nevertheless")
  func ofEmergency() throws {
    for kind in [nil, WithdrawalKind.emergency, .mistake] {
      let site = try site()
      try withdraw("a", at: site)
      let report = try publish(
        site, meanwhile: { if let kind { try withdraw("b", kind, at: site) } else { try revoke("d", at: site) } })
      #expect(!report.isTakeDownOnly)
      #expect(try site.page(of: "a") == nil && site.page(of: "c") != nil)
      #expect(try (site.page(of: "d") == nil) == (kind == nil))
      #expect(try (site.page(of: "b") == nil) == (kind != nil))
    }
  }

  @Test("again and again brings nothing new at last, and takes what leaks off")
  func again() throws {
    let site = try site()
    try withdraw("a", at: site)
    let report = try publish(
      site, meanwhile: { try revoke("d", at: site) }, { try revoke("e", at: site) },
      { try withdraw("b", .mistake, at: site) })
    #expect(report.isTakeDownOnly)
    for id in ["d", "e"] { #expect(report.notices.contains { $0.message.contains("「\(id)」") }) }
    #expect(try site.page(of: "a") == nil && site.page(of: "b") == nil && site.page(of: "c") == nil)
    #expect(try !site.open().state().isLeaking)
    try site.publish()
    #expect(try site.page(of: "c") != nil && site.page(of: "d") == nil)
  }

  @Test("changes nothing while nothing leaks")
  func nothingLeaks() throws {
    let site = try site()
    let before = try site.files()
    #expect(throws: ActRefusal.self) { try publish(site, meanwhile: { try revoke("d", at: site) }) }
    #expect(throws: ActRefusal.self) { try publish(site, meanwhile: { try withdraw("a", .mistake, at: site) }) }
    #expect(try site.files() == before)
  }

  @Test("waits for another one where it is told to, and says so")
  func waits() throws {
    let site = try site()
    let hold = Mutex(try ExclusiveHold(on: site.path))
    let stages = Mutex<[String]>([])
    let templates = try TemplateFolder(path: TestSite.templates)
    let layout = try #require(try site.open().founding.layout)
    let day = try #require(Day(iso: "2026-12-01"))
    func publish(patience: Int) throws -> PublicationReport {
      try Publisher(
        session: site.open(layout: layout), templates: templates, output: site.output, asOf: day, patience: patience
      ) { stage, _, _ in
        stages.withLock { $0.append(stage) }
        if stage == Publisher.waiting { hold.withLock { $0 = nil } }
      }.publish()
    }
    #expect(throws: PublicationRefusal.self) { try publish(patience: 0) }
    #expect(stages.withLock { $0 } == [])
    _ = try publish(patience: 30)
    #expect(stages.withLock { $0.first } == Publisher.waiting)
    #expect(try site.page(of: "c") != nil)
  }

  @Test("a withdrawal hangs on one that was cut short only where it would go through")
  func hangs() throws {
    let site = try site()
    try site.losePublication()
    let ledger = try site.open().ledger
    func hangs(_ id: String, by account: String = "secrecy", reason: String = "泄密") throws -> Bool {
      try ledger.hangsOnPublication(
        emergencyOf: [RecordID(rawValue: id)], reason: reason, by: TestSite.actor(account))
    }
    #expect(try hangs("c") && hangs("d", by: "signer"))
    #expect(try !hangs("a") && !hangs("x") && !hangs("c", by: "nobody") && !hangs("c", by: "drafter"))
    #expect(try !hangs("c", reason: " "))
  }
}
