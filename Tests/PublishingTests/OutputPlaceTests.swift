import Files
import Foundation
import GRDB
import Records
import Review
import Support
import Testing
import Values

@testable import Publishing

/// What other hands left in the published folder or beside it, and what faults leave of a publication.
@Suite("The ground that a site is published on")
struct OutputPlaceTests {
  private func published() throws -> TestSite {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    return site
  }

  @Test("what can't be taken away of the old site is told, and stops no later publication")
  func leftover() throws {
    let site = try published()
    defer { try? TestSite.removeDeep(site.root) }
    try site.plantDeepFolder()
    let first = try site.publish()
    #expect(first.hasLeftovers && first.hasFaults)
    #expect(first.json["leftovers"]?.elements?.count == 1)
    #expect(first.notices.contains { $0.code == "publish.leftover" && $0.remedy?.contains(".public.staging」") == true })
    // Everything else of it is gone.
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(site.root)/.public.staging") == ["deep"])
    try site.record("b")
    try site.approve()
    #expect(try site.publish().hasLeftovers)
    #expect(try site.page(of: "b") != nil)
    try TestSite.removeDeep("\(site.root)/.public.staging")
    #expect(try !site.publish().hasLeftovers)
  }

  @Test("a file whose name is not UTF-8 goes with the old site")
  func foreignName() throws {
    let site = try published()
    let before = try site.files()
    let name = Array("\(site.output)/".utf8) + [0xB2, 0xE2, 0xCA, 0xD4] + Array(".txt".utf8) + [0]
    let file = name.withUnsafeBytes { bytes in
      bytes.baseAddress.map { open($0.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o644) } ?? -1
    }
    #expect(file >= 0)
    close(file)
    for _ in 0..<3 { #expect(try !site.publish().hasLeftovers) }
    #expect(try site.files() == before)
  }

  @Test("no site is published into another one, nor over one that lies in it")
  func nested() throws {
    let site = try published()
    #expect(throws: PublicationRefusal.self) { try site.publish(to: "public/sub") }
    #expect(!FileManager.default.fileExists(atPath: "\(site.output)/sub"))
    try site.publish(to: "other")
    try FileManager.default.moveItem(atPath: "\(site.root)/other", toPath: "\(site.output)/sub")
    #expect(throws: PublicationRefusal.self) { try site.publish() }
    #expect(Manifest.read(in: "\(site.output)/sub") != nil)
    // The manifest of a web application around it is none of ours.
    try site.write("../portal/manifest.json", "{\"name\": \"门户\"}")
    try site.publish(to: "portal/zfxxgk")
  }

  @Test("a file that other hands changed while the site was switched is mended by the next publication")
  func changedAtSwitch() throws {
    let site = try published()
    for id in ["b", "c"] {
      try site.record(id)
      try site.approve()
      try site.publish()
    }
    try site.record("d")
    try site.approve()
    let session = try site.open()
    let index = "\(site.root)/.public.staging/index.html"
    _ = try Publisher(
      session: session, templates: TemplateFolder(path: TestSite.templates), output: site.output,
      asOf: try #require(Day(iso: "2026-12-01"))
    ) { stage, _, _ in
      guard stage == "落盘" else { return }
      try? FileManager.default.removeItem(atPath: index)
      _ = try? OutputFiles.write(Array("篡改".utf8), to: index)
    }.publish()
    #expect(try Folder(site.output).read("index.html") == Array("篡改".utf8))
    try site.publish()
    #expect(try PublishedFolder.verify(site.output, site: site.path).faults == [])
  }

  @Test("a new record whose bytes are damaged holds itself alone, and keeps up no emergency", arguments: [true, false])
  func damaged(isEmergency: Bool) throws {
    let site = try published()
    try site.write("attachments/n.txt", "新的附件\n")
    try site.record("b", ["附件": "[n.txt]"])
    try site.approve()
    try DatabaseQueue(path: "\(site.path)/ledger.sqlite").write { db in
      let trigger = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_schema WHERE name = 'blobs_no_update'") ?? ""
      try db.execute(sql: "DROP TRIGGER blobs_no_update")
      let digest = Data(Digest(of: "新的附件\n").raw)
      try db.execute(sql: "UPDATE blobs SET bytes = x'00' WHERE sha256 = ?", arguments: [digest])
      #expect(db.changesCount == 1)
      try db.execute(sql: trigger)
    }
    guard isEmergency else {
      try site.record("c")
      try site.approve(only: ["c"])
      let report = try site.publish()
      #expect(report.hasFaults && report.notices.contains { $0.code == "snapshot.missing" })
      #expect(try site.page(of: "a") != nil && site.page(of: "c") != nil)
      return #expect(try site.page(of: "b") == nil)
    }
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "a")], kind: .emergency, reason: "泄密", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    try site.publish()
    #expect(try site.places(of: "关于a的通知").isEmpty)
  }

  @Test("a layout that no page shows is recorded by the next publication, and told of no more")
  func layoutWithoutTrace() throws {
    let site = try published()
    try site.write("site.yaml", TestSite.settings + "# 说明\n")
    let before = try site.files()
    let report = try site.publish()
    #expect(report.outcome == .changed)
    let settings = try site.open().configuration.settings.digest
    #expect(try site.open().state().lastPublication?.layout.settings == settings)
    let head = try site.open().state().head
    let again = try site.publish()
    #expect(again.outcome == .unchanged && !again.notices.contains { $0.code == "layout.changed" })
    #expect(try site.open().state().head == head)
    #expect(try site.files().filter { $0.key != Manifest.fileName } == before.filter { $0.key != Manifest.fileName })
    #expect(try PublishedFolder.verify(site.output, site: site.path).faults == [])
  }

  @Test("a check without a ledger says that there was none")
  func noLedger() throws {
    let site = try published()
    #expect(try PublishedFolder.verify(site.output, site: site.path).isLedgerChecked)
    site.removeLedger()
    let report = try PublishedFolder.verify(site.output, site: site.path)
    #expect(report.faults.isEmpty && !report.isLedgerChecked)
  }

  @Test("an act dated by a clock that ran ahead holds other acts up, not an emergency and its confirmation")
  func clockAhead() throws {
    let site = try published()
    let session = try site.open()
    let ahead = Moment(seconds: Moment.now().seconds + 86_400 * 400)
    try site.record("b")
    let records = try session.workingSite().records.filter { $0.record.id.rawValue == "b" }
    _ = try session.ledger.submit(
      records, keep: nil, by: TestSite.actor("drafter"), founding: session.founding, now: ahead)
    let refusal = #expect(throws: ActRefusal.self) { try site.decide("科室审核", as: "head") }
    #expect(refusal?.diagnostics.first?.remedy?.contains("没有发布过的，也可以换回它之前的 ledger.sqlite 备份") == true)
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "a")], kind: .emergency, reason: "泄密", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    try site.publish()
    #expect(try site.page(of: "a") == nil)
    let confirmed = try session.ledger.confirmWithdrawal(
      [RecordID(rawValue: "a")], by: TestSite.actor("secrecy"), founding: session.founding)
    #expect(confirmed.map(\.isDone) == [true])
    #expect(try site.open().state().lastTime == ahead)
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
  }
}
