import Files
import Foundation
import Records
import Review
import Support
import Testing
import Values

@testable import Publishing

extension TestSite {
  /// Leaves the site as a publication does that is killed right before or right after its switch.
  fileprivate func crash(afterSwitch: Bool) throws {
    let (twin, made) = ("\(root)/twin", "\(root)/twin-public")
    try open().ledger.backup(to: "\(root)/copy.sqlite")
    try FileManager.default.copyItem(atPath: path, toPath: twin)
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: "\(twin)/ledger.sqlite\(suffix)") }
    try FileManager.default.moveItem(atPath: "\(root)/copy.sqlite", toPath: "\(twin)/ledger.sqlite")
    // The same ledger and day make the same bytes.
    let templates = try TemplateFolder(path: TestSite.templates)
    let day = try #require(Day(iso: "2026-12-01"))
    let session = try open()
    let layout = try #require(session.founding.layout)
    let other = try SiteSession(path: twin, use: .acting, layout: { _ in layout })
    _ = try Publisher(session: other, templates: templates, output: made, asOf: day).publish()

    let plan = try #require(
      PublicationPlan(
        session.examine(asOf: day), creditCode: session.configuration.settings.creditCode,
        address: SiteAddresses.record))
    let manifest = try #require(Manifest.read(in: made))
    let intent = PublicationIntent(
      plan: plan, manifest: Digest(of: manifest.bytes), content: manifest.content, layout: layout,
      output: OutputFiles.absolute(output))
    try session.ledger.prepare(intent, by: .program, founding: session.founding)
    let place = afterSwitch ? output : "\(root)/.public.staging"
    try? FileManager.default.removeItem(atPath: place)
    try FileManager.default.moveItem(atPath: made, toPath: place)
  }

  fileprivate func live(_ id: String) throws -> Bool { try open().state().records[RecordID(rawValue: id)]?.live != nil }

  fileprivate func refusal(_ body: () throws -> PublicationReport) throws -> [String] {
    do {
      _ = try body()
      return []
    } catch let refusal as PublicationRefusal {
      return refusal.diagnostics.map(\.code)
    }
  }
}

/// A publication that was killed around its switch, and what is done next.
@Suite("A publication that was cut short")
struct UnfinishedPublicationTests {
  /// A published site with one more record that is approved.
  private func site() throws -> TestSite {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    try site.record("b")
    try site.approve()
    return site
  }

  private func withdraw(_ site: TestSite, _ id: String) throws -> ActResult? {
    let session = try site.open()
    return try session.ledger.withdraw(
      [RecordID(rawValue: id)], kind: .emergency, reason: "泄密", target: nil, by: TestSite.actor("signer"),
      founding: session.founding
    ).first
  }

  private func revoke(_ site: TestSite, _ id: String) throws -> ActResult? {
    let session = try site.open()
    return try session.ledger.revoke(
      [RecordID(rawValue: id)], step: "批准", reason: "再核", by: TestSite.actor("signer"), founding: session.founding
    ).first
  }

  @Test("after its switch is recorded before an emergency withdrawal, which finds the record on the site")
  func emergency() throws {
    let site = try site()
    try site.crash(afterSwitch: true)
    let early = try withdraw(site, "b")
    guard case .refused(let reasons) = early?.outcome else { throw CocoaError(.featureUnsupported) }
    // Nobody is told that it is not on the site.
    #expect(reasons.map(\.message) == ["「b」正在发布，或上次发布中断，还不能确定是否已经公开"])
    #expect(try UnfinishedPublication.settle(site.open(), output: site.output, isUrgent: true) == nil)
    #expect(try site.open().ledger.unfinishedIntent() == nil)
    #expect(try withdraw(site, "b")?.isDone == true)
    try site.publish()
    #expect(try site.page(of: "b") == nil)
    #expect(try site.places(of: "关于b的通知").isEmpty)
    let last = try #require(
      try site.open().ledger.events(after: 0).first { $0.act == .publish && $0.record?.rawValue == "b" })
    #expect(last.authentication == .program)
  }

  @Test("before its switch is forgotten, and an approval can be taken back")
  func notSwitched() throws {
    let site = try site()
    try site.crash(afterSwitch: false)
    #expect(try revoke(site, "b")?.refusalCodes == ["review.step-taken"])
    #expect(try UnfinishedPublication.settle(site.open(), output: site.output) == nil)
    #expect(try revoke(site, "b")?.isDone == true)
    try site.publish()
    #expect(try !site.live("b"))
    #expect(try site.page(of: "b") == nil)
  }

  @Test("before its switch is forgotten where only the old site is left")
  func oldSite() throws {
    let site = try site()
    try site.crash(afterSwitch: false)
    try FileManager.default.removeItem(atPath: "\(site.root)/.public.staging")
    #expect(try UnfinishedPublication.settle(site.open(), output: site.output) == nil)
    #expect(try site.open().ledger.unfinishedIntent() == nil)
    #expect(try revoke(site, "b")?.isDone == true)
  }

  @Test("is not forgotten while its folder is away: no address and no number is given twice")
  func away() throws {
    let site = try site()
    try site.crash(afterSwitch: true)
    let address = try #require(Manifest.read(in: site.output)?.files.first { $0.source?.record.rawValue == "b" }?.path)
    try FileManager.default.moveItem(atPath: site.output, toPath: "\(site.root)/away")
    try site.record("c", ["生成日期": "2026-01-02"])
    try site.approve(only: ["c"])
    #expect(try site.refusal { try site.publish() } == ["publish.unsettled"])
    #expect(try UnfinishedPublication.settle(site.open(), output: site.output)?.code == "publish.unsettled")
    let rehearsal = try Publisher(
      session: site.open(.reading), templates: TemplateFolder(path: TestSite.templates), output: site.output,
      asOf: try #require(Day(iso: "2026-12-01")))
    #expect(try rehearsal.plan().refusals.map(\.code) == ["publish.unsettled"])
    #expect(try site.open().ledger.unfinishedIntent() != nil)
    #expect(try revoke(site, "b")?.refusalCodes == ["review.step-taken"])
    #expect(!FileManager.default.fileExists(atPath: site.output))
    // The folder that was moved is as good as the recorded one.
    try site.publish(to: "away")
    #expect(try site.live("b"))
    let shown = try #require(Manifest.read(in: "\(site.root)/away")?.file(at: address))
    #expect(shown.source?.record.rawValue == "b")
  }

  @Test("whose folder is gone for good counts as made where a person says so, or where something leaks")
  func gone() throws {
    for isSaid in [true, false] {
      let site = try site()
      try site.crash(afterSwitch: true)
      try FileManager.default.removeItem(atPath: site.output)
      if isSaid {
        let session = try site.open()
        let report = try Publisher(
          session: session, templates: TemplateFolder(path: TestSite.templates), output: site.output,
          asOf: try #require(Day(iso: "2026-12-01")), isPresumed: true
        ).publish()
        #expect(report.notices.contains { $0.code == "publish.recovered" })
      } else {
        #expect(try UnfinishedPublication.settle(site.open(), output: site.output, isUrgent: true) == nil)
      }
      #expect(try site.live("b"))
    }
  }

  @Test("is not forgotten where a copy of the old site was put back after its switch")
  func copyPutBack() throws {
    let site = try site()
    let copy = "\(site.root)/copy"
    try FileManager.default.copyItem(atPath: site.output, toPath: copy)
    try site.crash(afterSwitch: true)
    try FileManager.default.removeItem(atPath: site.output)
    try FileManager.default.copyItem(atPath: copy, toPath: site.output)
    // The switch itself left the old site where the new one was built.
    try FileManager.default.moveItem(atPath: copy, toPath: "\(site.root)/.public.staging")
    #expect(try UnfinishedPublication.settle(site.open(), output: site.output)?.code == "publish.unsettled")
    #expect(try revoke(site, "b")?.refusalCodes == ["review.step-taken"])
    // Where it is said to have been made, the ledger tells that nobody saw it.
    #expect(try UnfinishedPublication.settle(site.open(), output: site.output, isUrgent: true) == nil)
    let last = try #require(try site.open().ledger.events(after: 0).last { $0.act == .publish && $0.record == nil })
    #expect(last.details["presumed"] == .bool(true))
    #expect(try site.live("b"))
  }

  @Test("is recorded by the next one, which says so")
  func told() throws {
    let site = try site()
    try site.crash(afterSwitch: true)
    let report = try site.publish()
    #expect(report.notices.contains { $0.code == "publish.recovered" })
    #expect(!report.text.contains("没有新增事件"))
    #expect(try site.live("b"))
    #expect(try site.publish().text.contains("没有新增事件"))
  }

  @Test("is not recorded in the name of who may not publish")
  func role() throws {
    let site = try site()
    try site.crash(afterSwitch: true)
    let session = try site.open()
    let count = try session.state().head?.count
    let publisher = try Publisher(
      session: session, templates: TemplateFolder(path: TestSite.templates), output: site.output,
      asOf: try #require(Day(iso: "2026-12-01")), actor: TestSite.actor("admin"))
    #expect(throws: ActRefusal.self) { try publisher.publish() }
    #expect(try site.open().state().head?.count == count)
  }

  @Test("is left alone while another publication holds the site")
  func busy() throws {
    let site = try site()
    try site.crash(afterSwitch: false)
    let hold = try #require(try ExclusiveHold(on: site.path))
    #expect(try UnfinishedPublication.settle(site.open(), output: site.output) == nil)
    #expect(try site.open().ledger.unfinishedIntent() != nil)
    withExtendedLifetime(hold) {}
  }
}

/// A ledger that was saved before a publication and put back after it.
@Suite("An older ledger put back")
struct OlderLedgerTests {
  private func restore(_ site: TestSite) throws {
    site.removeLedger()
    try? FileManager.default.removeItem(atPath: "\(site.path)/.ledger.memory")
    try FileManager.default.copyItem(atPath: "\(site.root)/old.sqlite", toPath: "\(site.path)/ledger.sqlite")
  }

  @Test("from right before a publication publishes nothing over it, and is told by every look")
  func beforePublication() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    try site.record("b")
    try site.approve()
    try site.open().ledger.backup(to: "\(site.root)/old.sqlite")
    try site.publish()
    try restore(site)
    let before = try site.files()
    let count = try site.open().state().head?.count
    #expect(try site.refusal { try site.publish() } == ["ledger.rolled-back"])
    let publisher = try Publisher(
      session: site.open(.reading), templates: TemplateFolder(path: TestSite.templates), output: site.output,
      asOf: try #require(Day(iso: "2026-12-01")))
    #expect(try publisher.plan().refusals.map(\.code) == ["ledger.rolled-back"])
    #expect(try PublishedFolder.verify(site.output, site: site.path).isRolledBack)
    // Nor once other acts followed.
    try site.record("c")
    try site.approve(only: ["c"])
    #expect(try site.refusal { try site.publish() } == ["ledger.rolled-back"])
    #expect(try site.files() == before)
    #expect(try site.open().state().head?.count == count.map { $0 + 4 })
  }

  @Test("an older copy of the site is brought up to date, and a list changed by hand is mended")
  func olderSite() throws {
    let site = try TestSite()
    for id in ["a", "b"] {
      try site.record(id)
      try site.approve()
      try site.publish()
      if id == "a" { try FileManager.default.copyItem(atPath: site.output, toPath: "\(site.root)/copy") }
    }
    try site.publish(to: "copy")
    #expect(try site.files(in: "copy") == site.files())
    let manifest = try #require(Manifest.read(in: site.output))
    let earlier = try #require(try site.open().state().lastPublication?.head)
    let other = LedgerHead(
      count: earlier.count - 1, hash: try #require(site.open().ledger.events(after: earlier.count - 1).first?.previous))
    try site.write("../public/manifest.json", bytes: manifest.with(head: other).bytes)
    try site.publish()
    #expect(Manifest.read(in: site.output) == manifest)
  }
}
