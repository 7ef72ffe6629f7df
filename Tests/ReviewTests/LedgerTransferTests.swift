import Files
import Foundation
import GRDB
import Records
import Support
import Testing
import Values

@testable import Review

/// Where a ledger's bytes go, and what lies beside it.
@Suite("What lies beside a ledger, and where it is written to")
struct LedgerTransferTests {
  private func approvedSite() throws -> TestSite {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    return site
  }

  private func export(_ site: TestSite) throws {
    let session = try site.open()
    try site.write("ledger.jsonl", bytes: try session.ledger.export(holding: []))
  }

  private func removeDatabase(_ site: TestSite) throws {
    for suffix in ["", "-wal", "-shm"] { try OutputFiles.removeTree("\(site.path)/ledger.sqlite\(suffix)") }
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test("a log that an earlier database left is moved aside by a restore, which says so, and is never played into it")
  func leftoverLog() throws {
    let site = try approvedSite()
    try export(site)
    try removeDatabase(site)
    try site.write("ledger.sqlite-wal", "旧日志")
    try site.write("ledger.sqlite-shm", "旧索引")
    let report = try #require(try site.open(.reading).restored)
    #expect(report.leftovers == ["\(site.path)/ledger.sqlite-wal.1"])
    #expect(report.text.contains("ledger.sqlite-wal.1"))
    #expect(report.text.contains("先把现在这份 ledger.sqlite(连同 -wal、-shm)移走"))
    let left = try FileManager.default.contentsOfDirectory(atPath: site.path).filter { $0.contains(".restoring") }
    #expect(left == [])
    #expect(try String(contentsOfFile: "\(site.path)/ledger.sqlite-wal.1", encoding: .utf8) == "旧日志")
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
  }

  @Test("no ledger is begun beside the log of one that is gone")
  func beginBesideLog() throws {
    let site = try TestSite()
    try site.record("a")
    try site.write("ledger.sqlite-wal", "旧日志")
    let refusal = #expect(throws: SiteRefusal.self) { try site.open() }
    #expect(refusal?.diagnostics.first?.message.contains("ledger.sqlite-wal") == true)
    // There is no database that could be verified.
    #expect(refusal?.diagnostics.first?.remedy?.contains("verify") == false)
    // Who only looks is told, too.
    let told = #expect(throws: SiteRefusal.self) { try site.open(.reading) }
    #expect(told?.diagnostics == refusal?.diagnostics)
    #expect(!FileManager.default.fileExists(atPath: "\(site.path)/ledger.sqlite"))
    #expect(FileManager.default.fileExists(atPath: "\(site.path)/ledger.sqlite-wal"))
    // An empty one holds nothing.
    try site.write("ledger.sqlite-wal", "")
    try site.submit()
  }

  @Test("a head of no event proves nothing", arguments: [0, -1, Int.min])
  func noHead(_ count: Int) throws {
    let site = try approvedSite()
    let head = LedgerHead(count: count, hash: Digest(of: ""))
    #expect(!LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite", head: head).isEmpty)
    let lines = try site.open().ledger.export(holding: [])
    #expect(!LedgerVerifier.verify(lines: lines, head: head).isEmpty)
    try export(site)
    try removeDatabase(site)
    #expect(throws: SiteRefusal.self) {
      try SiteSession(path: site.path, use: .reading, published: { PublishedHead(head, in: site.output, isOwn: true) })
    }
  }

  @Test("what is destroyed lies in no log, though another has the ledger open")
  func emptiedLog() throws {
    let site = try TestSite()
    try site.record("leak", body: "ZZLEAKZZ\n")
    try site.approve()
    let other = try site.open()
    _ = try other.state()
    try site.publish()
    let session = try site.open()
    let id = RecordID(rawValue: "leak")
    _ = try session.ledger.withdraw(
      [id], kind: .emergency, reason: "泄密", target: nil, by: TestSite.actor("signer"), founding: session.founding)
    try site.publish()
    try site.write("\(LedgerMemory.fileName).new", "ZZLEAKZZ")
    for person in ["signer", "secrecy"] {
      _ = try session.ledger.expunge(id, reason: "销毁", by: TestSite.actor(person), founding: session.founding)
    }
    for name in ["ledger.sqlite", "ledger.sqlite-wal", LedgerMemory.fileName, "\(LedgerMemory.fileName).new"] {
      let bytes = FileManager.default.contents(atPath: "\(site.path)/\(name)") ?? Data()
      #expect(bytes.range(of: Data("ZZLEAKZZ".utf8)) == nil, "\(name)")
    }
    withExtendedLifetime(other) {}
  }

  @Test("new databases, backups and exports are for their owner alone; what others may read stays so")
  func modes() throws {
    let site = try approvedSite()
    #expect(try mode("\(site.path)/ledger.sqlite") == 0o600)
    let session = try site.open()
    try session.ledger.backup(to: "\(site.root)/backup.sqlite")
    #expect(try mode("\(site.root)/backup.sqlite") == 0o600)
    let path = "\(site.root)/out.jsonl"
    for expected in [0o600, 0o640] {
      try OutputFiles.replacePrivately(path) { file in
        _ = try session.ledger.export(holding: [], replacing: path) { try file.write($0) }
      }
      #expect(try mode(path) == expected)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    }
    #expect(FileManager.default.contents(atPath: path).map { [UInt8]($0) } == (try session.ledger.export(holding: [])))
  }

  @Test("an export replaces nothing but an earlier one of the same ledger")
  func replacing() throws {
    let site = try approvedSite()
    let path = "\(site.root)/out.jsonl"
    func code(of ledger: Ledger) -> String? {
      do {
        try OutputFiles.replacePrivately(path) { file in
          _ = try ledger.export(holding: [], replacing: path) { try file.write($0) }
        }
        return nil
      } catch {
        return (error as? ActRefusal)?.diagnostics.first?.code
      }
    }
    let early = "\(site.root)/early.sqlite"
    try site.open().ledger.backup(to: early)
    #expect(code(of: try Ledger(path: early)) == nil)
    try site.record("b")
    try site.submit()
    #expect(code(of: try site.open().ledger) == nil)
    let kept = FileManager.default.contents(atPath: path)
    #expect(code(of: try Ledger(path: early)) == "export.differs")
    #expect(code(of: try approvedSite().open().ledger) == "export.differs")
    #expect(FileManager.default.contents(atPath: path) == kept)
    #expect(try FileManager.default.contentsOfDirectory(atPath: site.root).allSatisfy { !$0.hasSuffix(".new") })
    try Data("别的文件\n".utf8).write(to: URL(fileURLWithPath: path))
    #expect(code(of: try site.open().ledger) == "export.differs")
  }

  @Test("an export tells what neither the ledger nor the folder holds any more")
  func incomplete() throws {
    let site = try approvedSite()
    let part = try #require(try site.open().workingSite().records.first?.parts.first?.digest)
    try sqlite(site, "DROP TRIGGER blobs_no_delete", "DELETE FROM blobs", trigger("blobs_no_delete"))
    let ledger = try site.open().ledger
    #expect(try ledger.export(holding: []) { _ in }.missing.count == 1)
    #expect(try ledger.export(holding: [part]) { _ in }.missing.isEmpty)
  }

  @Test("what only the replaced export holds goes into the new one, which is refused where its line is damaged, too")
  func carried() throws {
    let site = try approvedSite()
    try export(site)
    let path = "\(site.path)/ledger.jsonl"
    let before = FileManager.default.contents(atPath: path)
    try sqlite(site, "DROP TRIGGER blobs_no_update", "UPDATE blobs SET bytes = x'00'", trigger("blobs_no_update"))
    let ledger = try site.open().ledger
    func replace() throws -> ExportReport? {
      var report: ExportReport?
      try OutputFiles.replacePrivately(path) { file in
        report = try ledger.export(holding: [], replacing: path) { try file.write($0) }
      }
      return report
    }
    let report = try #require(try replace())
    #expect(report.missing.isEmpty && report.carried.count == 1)
    #expect(FileManager.default.contents(atPath: path) == before)
    // What is nowhere any more is told, and what there is goes out.
    let events = try #require(before).split(separator: 0x0A).filter { !$0.starts(with: Data("{\"file\"".utf8)) }
    try Data(events.joined(separator: [0x0A]) + [0x0A]).write(to: URL(fileURLWithPath: path))
    #expect(try replace()?.missing.count == 1)
    let cut = try #require(before).dropLast(8)
    try cut.write(to: URL(fileURLWithPath: path))
    let refusal = #expect(throws: ActRefusal.self) { try replace() }
    #expect(refusal?.diagnostics.map(\.code) == ["export.differs"])
    #expect(FileManager.default.contents(atPath: path) == cut)
  }

  @Test("a snapshot that is said to be destroyed, and which no two people destroyed, is a fault")
  func destroyedByHand() throws {
    let site = try approvedSite()
    try site.record("a", body: "改过的\n")
    try site.approve()
    try sqlite(
      site, "INSERT INTO expunged SELECT sha256, 3 FROM blobs LIMIT 1",
      "DELETE FROM blobs WHERE sha256 IN (SELECT sha256 FROM expunged)")
    let faults = LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite")
    #expect(faults.map(\.code) == ["ledger.broken"])
    #expect(faults.first?.message.contains("销毁") == true)
  }

  private func trigger(_ name: String) -> String { LedgerSchema.all.first { $0.contains("TRIGGER \(name) ") } ?? "" }

  private func sqlite(_ site: TestSite, _ statements: String...) throws {
    try DatabaseQueue(path: "\(site.path)/ledger.sqlite").write { db in
      for statement in statements { try db.execute(sql: statement) }
    }
  }
}
