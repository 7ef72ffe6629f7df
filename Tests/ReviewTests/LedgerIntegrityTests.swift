import Files
import Foundation
import GRDB
import Records
import Review
import Support
import Testing
import Values

/// What happens to a ledger that is tampered with, moved, or cut.
@Suite("The ledger")
struct LedgerIntegrityTests {
  /// A site with one approved and one returned record.
  private func site() throws -> TestSite {
    let site = try TestSite()
    try site.record("a")
    try site.record("b")
    try site.approve(only: ["a"])
    try site.submit(only: ["b"])
    try site.decide("科室审核", as: "head", .sendBack(reason: "内容有误"), only: ["b"])
    return site
  }

  private func export(_ site: TestSite) throws -> [UInt8] {
    let session = try site.open()
    let held = Set(try session.workingSite().records.flatMap { $0.parts.map(\.digest) })
    return try session.ledger.export(holding: held)
  }

  private func database(_ site: TestSite) throws -> DatabaseQueue {
    try DatabaseQueue(path: "\(site.path)/ledger.sqlite")
  }

  @Test("detects a flip of any byte of its export, at every position")
  func everyByte() throws {
    let lines = try export(site())
    #expect(LedgerVerifier.verify(lines: lines).isEmpty)
    for position in lines.indices {
      var changed = lines
      changed[position] ^= 1 << UInt8(position % 8)
      #expect(!LedgerVerifier.verify(lines: changed).isEmpty, "byte \(position)")
    }
  }

  @Test("detects a changed byte in the database, and holds everything")
  func changedEvent() throws {
    let site = try site()
    try database(site).write { db in
      try db.execute(sql: "DROP TRIGGER events_no_update")
      try db.execute(
        sql: "UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), '同意', '退回') AS BLOB) WHERE sequence = 4")
    }
    #expect(!LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
    #expect(throws: (any Error).self) { try site.examine() }
  }

  @Test("refuses update, delete, replace, gap and upsert of events")
  func appendOnly() throws {
    let site = try site()
    let attempts = [
      "UPDATE events SET hash = x'00' WHERE sequence = 1", "DELETE FROM events WHERE sequence = 1",
      "INSERT OR REPLACE INTO events SELECT 1, bytes, hash FROM events WHERE sequence = 2",
      "INSERT INTO events SELECT 999, bytes, hash FROM events WHERE sequence = 2",
      "INSERT INTO events SELECT 1, bytes, hash FROM events WHERE true ON CONFLICT (sequence) DO UPDATE SET hash = x'00'",
      "DELETE FROM blobs", "UPDATE blobs SET bytes = x'00'", "DELETE FROM snapshots",
    ]
    for attempt in attempts {
      #expect(throws: DatabaseError.self, "\(attempt)") { try database(site).write { try $0.execute(sql: attempt) } }
    }
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
  }

  @Test(
    "names a dropped trigger, table, or a trigger of others as a fault, and nothing is done with such a ledger",
    arguments: [
      ("DROP TRIGGER events_in_order", "缺少"), ("DROP TRIGGER events_no_delete", "缺少"),
      ("DROP TRIGGER blobs_no_update", "缺少"), ("DROP TABLE expunged", "缺少"),
      ("CREATE TRIGGER swallow BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END", "多出"),
      ("CREATE TRIGGER grdb_migrations BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END", "多出"),
      ("CREATE TRIGGER sqliteXguard BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END", "多出"),
      ("CREATE VIEW sqliteXview AS SELECT 1", "多出"),
    ])
  func alteredSchema(_ statement: String, _ word: String) throws {
    let site = try site()
    let open = try site.open()
    try database(site).write { try $0.execute(sql: statement) }
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").contains { $0.message.contains(word) })
    // Whoever opens it is told, and so is who had it open.
    let refusal = #expect(throws: SiteRefusal.self) { try site.open() }
    #expect(refusal?.diagnostics.map(\.code) == ["ledger.broken"])
    #expect(refusal?.diagnostics.first?.message.contains(word) == true)
    let act = #expect(throws: ActRefusal.self) {
      try open.ledger.beginPublication(by: .program, founding: open.founding)
    }
    #expect(act?.diagnostics.map(\.code) == ["ledger.broken"])
  }

  @Test("misses snapshots that are gone, though chain and schema hold")
  func missingSnapshots() throws {
    let site = try site()
    #expect(try site.open().ledger.missingSnapshots().isEmpty)
    try database(site).write { db in
      let trigger = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_schema WHERE name = 'blobs_no_delete'") ?? ""
      try db.execute(sql: "DROP TRIGGER blobs_no_delete")
      try db.execute(sql: "DELETE FROM blobs")
      try db.execute(sql: trigger)
    }
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
    #expect(try site.open().ledger.missingSnapshots().count == 2)
  }

  @Test("a damaged snapshot is no place for the same bytes: their submission is refused, and mends what is lacking")
  func damagedAtSubmission() throws {
    let site = try TestSite()
    try site.write("attachments/n.txt", "附件\n")
    try site.record("a", ["附件": "[n.txt]"])
    try site.submit(only: ["a"])
    func tamper(_ trigger: String, _ statement: String) throws {
      try database(site).write { db in
        let sql = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_schema WHERE name = '\(trigger)'") ?? ""
        try db.execute(sql: "DROP TRIGGER \(trigger)")
        try db.execute(sql: statement, arguments: [Data(Digest(of: "附件\n").raw)])
        #expect(db.changesCount == 1)
        try db.execute(sql: sql)
      }
    }
    try tamper("blobs_no_update", "UPDATE blobs SET bytes = x'00' WHERE sha256 = ?")
    #expect(try site.submit(only: ["a"]).first?.refusalCodes == ["snapshot.missing"])
    // Another version that carries the same file stands on the same damage; one that does not is free of it.
    try site.record("a", ["附件": "[n.txt]"], body: "改过的。\n")
    let refused = try site.submit(only: ["a"]).first
    #expect(refused?.refusalCodes == ["snapshot.missing"])
    if case .refused(let reasons) = refused?.outcome {
      #expect(reasons.first?.place?.file.hasSuffix("attachments/n.txt") == true)
    }
    try tamper("blobs_no_delete", "DELETE FROM blobs WHERE sha256 = ?")
    #expect(try site.submit(only: ["a"]).first?.isDone == true)
    #expect(try site.open().ledger.missingSnapshots().isEmpty)
    try tamper("blobs_no_delete", "DELETE FROM blobs WHERE sha256 = ?")
    #expect(try site.open().ledger.missingSnapshots().count == 1)
    let again = try site.submit(only: ["a"]).first
    if case .unchanged(let word) = again?.outcome {
      #expect(word.contains("已补上"))
    } else {
      Issue.record("\(String(describing: again))")
    }
    #expect(try site.open().ledger.missingSnapshots().isEmpty)
  }

  @Test("is restored whole from its export and the working files")
  func restore() throws {
    let site = try site()
    let before = try site.open().state().head
    try site.write("ledger.jsonl", bytes: try export(site))
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: "\(site.path)/ledger.sqlite\(suffix)")
    }
    let session = try site.open(.reading)
    #expect(session.restored?.incomplete == [])
    #expect(try session.state().head == before)
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
    #expect(try site.codes("a") == [])
  }

  @Test("takes along what the working folder no longer holds")
  func restoreAfterEdit() throws {
    let site = try site()
    try site.record("a", body: "改过的\n")
    try site.remove("records/b.md")
    try site.write("ledger.jsonl", bytes: try export(site))
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: "\(site.path)/ledger.sqlite\(suffix)")
    }
    #expect(try site.open(.reading).restored?.incomplete == [])
    #expect(try site.codes("a") == ["review.content-changed"])
  }

  @Test("refuses an export with a duplicated, missing or unknown event, and changes nothing")
  func badExport() throws {
    let site = try site()
    let lines = String(decoding: try export(site), as: UTF8.self).split(separator: "\n").map(String.init)
    let bad = [
      lines.prefix(3) + [lines[2]] + lines.dropFirst(3), Array(lines.prefix(2) + lines.dropFirst(3)),
      lines + [#"{"event":{"act":"未知"},"hash":"00"}"#],
    ]
    for lines in bad {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: "\(site.path)/ledger.sqlite\(suffix)")
      }
      try site.write("ledger.jsonl", lines.joined(separator: "\n") + "\n")
      #expect(throws: SiteRefusal.self) { try site.open(.reading) }
      #expect(!FileManager.default.fileExists(atPath: "\(site.path)/ledger.sqlite"))
    }
  }

  @Test("refuses a restore that is shorter than a published head")
  func shorter() throws {
    let site = try site()
    let state = try site.open().state()
    let lines = String(decoding: try export(site), as: UTF8.self).split(separator: "\n").prefix(3)
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: "\(site.path)/ledger.sqlite\(suffix)")
    }
    try site.write("ledger.jsonl", lines.joined(separator: "\n") + "\n")
    let head = try #require(state.head)
    do {
      _ = try SiteSession(
        path: site.path, use: .reading, published: { PublishedHead(head, in: site.output, isOwn: true) })
      Issue.record("the restore was not refused")
    } catch {
      #expect(error.diagnostics.map(\.code) == ["ledger.rolled-back"])
    }
  }

  @Test("keeps synchronous FULL, and a backup that verifies")
  func backup() throws {
    let site = try site()
    let copy = "\(site.root)/backup.sqlite"
    try site.open().ledger.backup(to: copy)
    #expect(LedgerVerifier.verify(database: copy).isEmpty)
    let head = try Ledger(path: copy).state().head
    #expect(try site.open().state().head == head)
  }

  @Test("finds a whole rewrite against a head that outsiders keep")
  func rewritten() throws {
    let site = try site()
    let known = try #require(try site.open().state().head)
    let other = try self.site()
    #expect(LedgerVerifier.verify(database: "\(other.path)/ledger.sqlite").isEmpty)
    #expect(!LedgerVerifier.verify(database: "\(other.path)/ledger.sqlite", head: known).isEmpty)
    let longer = LedgerHead(count: known.count + 5, hash: known.hash)
    #expect(
      LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite", head: longer).map(\.code) == ["ledger.rolled-back"])
  }

  @Test("lets two sessions decide at once, and one wins each step")
  func concurrent() async throws {
    let site = try TestSite()
    for index in 0..<20 { try site.record("r\(index)") }
    try site.submit()
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for account in ["head", "second"] {
        group.addTask {
          try (0..<20).map { index in try site.decide("科室审核", as: account, only: ["r\(index)"])[0].isDone ? 1 : 0 }
            .reduce(0, +)
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(counts == 20)
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
  }
}
