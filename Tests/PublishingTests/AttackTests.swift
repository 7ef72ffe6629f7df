import Files
import Foundation
import GRDB
import Publishing
import Records
import Review
import Support
import Testing
import Values

/// Attacks on the promise that the site is what named people approved, each refused or found.
@Suite("Attack")
struct AttackTests {
  /// A site with one published record.
  private func published(_ settings: String = "") throws -> TestSite {
    let site = try TestSite(settings: settings)
    try site.record("a", body: "批准的正文\n")
    try site.approve()
    try site.publish()
    return site
  }

  @Test("1: a record is edited after approval: the approved bytes stay live")
  func editAfterApproval() throws {
    let site = try TestSite()
    try site.record("a", body: "批准的正文\n")
    try site.approve()
    try site.record("a", body: "偷换的正文\n")
    try site.publish()
    #expect(try site.page(of: "a")?.contains("批准的正文") == true)
    #expect(try site.places(of: "偷换的正文") == [])
    #expect(try site.codes("a") == ["review.content-changed"])
  }

  @Test("2: one bit of an attachment is changed: it is another digest, without approvals")
  func oneBit() throws {
    let site = try TestSite()
    try site.write("attachments/a.txt", bytes: [0x61, 0x62])
    try site.record("a", ["附件": "[a.txt]"])
    try site.approve()
    let before = try site.open().workingSite().records[0].digest
    try site.write("attachments/a.txt", bytes: [0x61, 0x63])
    #expect(try site.open().workingSite().records[0].digest != before)
    #expect(try site.codes("a") == ["review.content-changed"])
    try site.submit()
    #expect(try site.codes("a") == ["review.step-missing"])
  }

  @Test("3: the attachments of two approved records are swapped: neither digest holds")
  func swapped() throws {
    let site = try TestSite()
    try site.write("attachments/a.txt", "甲\n")
    try site.write("attachments/b.txt", "乙\n")
    try site.record("a", ["附件": "[a.txt]"])
    try site.record("b", ["附件": "[b.txt]"])
    try site.approve()
    try site.write("attachments/a.txt", "乙\n")
    try site.write("attachments/b.txt", "甲\n")
    #expect(try site.codes("a") == ["review.content-changed"])
    #expect(try site.codes("b") == ["review.content-changed"])
    try site.publish()
    let own = try site.files().filter { $0.key.hasSuffix("/a.txt") }
    #expect(own.values.map { String(decoding: $0, as: UTF8.self) } == ["甲\n"])
  }

  @Test("4: who edits what another submitted can't review it")
  func contributor() throws {
    let site = try TestSite()
    try site.record("a", body: "第一稿\n")
    try site.submit(as: "drafter")
    try site.record("a", body: "第二稿\n")
    try site.submit(as: "second")
    #expect(try site.decide("科室审核", as: "second")[0].refusalCodes == ["review.same-person"])
  }

  @Test("6: a decision on a digest that is no longer the submitted one is refused")
  func staleDigest() throws {
    let site = try TestSite()
    try site.record("a", body: "一\n")
    try site.submit()
    let seen = try #require(try site.open().state().records[RecordID(rawValue: "a")]?.latest)
    try site.record("a", body: "二\n")
    try site.submit()
    #expect(
      try site.decide("科室审核", as: "head", only: ["a"], seen: seen.short)[0].refusalCodes == ["review.content-changed"])
    #expect(try site.codes("a") == ["review.step-missing"])
  }

  @Test("7: adding oneself to reviewers.yaml grants nothing")
  func selfAppointed() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.write("reviewers.yaml", TestSite.people.replacingOccurrences(of: "角色: [拟稿人]", with: "角色: [拟稿人, 科室负责人]"))
    #expect(throws: ActRefusal.self) { try site.decide("科室审核", as: "drafter", only: ["a"]) }
    #expect(try site.examine().notices.map(\.code).contains("people.pending"))
  }

  @Test("8: a template gains a sentence: nothing is published until it is agreed to")
  func template() throws {
    let site = try published("版式审查: 是\n")
    let before = try site.files()
    let changed = "\(site.root)/templates"
    try FileManager.default.copyItem(atPath: TestSite.templates, toPath: changed)
    let footer = try String(contentsOfFile: "\(changed)/footer.mustache", encoding: .utf8)
    try Data((footer + "<p>未经批准的一句话</p>").utf8).write(to: URL(fileURLWithPath: "\(changed)/footer.mustache"))
    do {
      try site.publish(templates: changed)
      Issue.record("the publication was not refused")
    } catch let refusal as PublicationRefusal {
      #expect(refusal.diagnostics.map(\.code) == ["policy.layout-changed"])
    }
    #expect(try site.files() == before)

    // What leaked goes all the same, with the layout that was agreed, in every page that is made anew.
    let settings = try String(contentsOfFile: "\(site.path)/site.yaml", encoding: .utf8)
    try site.write("site.yaml", settings.replacingOccurrences(of: "云川市人民政府办公室", with: "未经批准的名称"))
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "a")], kind: .emergency, reason: "泄密", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    try FileManager.default.removeItem(atPath: "\(site.root)/.public.memory")
    #expect(try site.publish(templates: changed).notices.map(\.code).contains("policy.layout-changed"))
    #expect(try site.page(of: "a") == nil)
    #expect(try site.places(of: "未经批准的") == [])
    #expect(try site.files().keys.contains("index.html"))
    #expect(throws: PublicationRefusal.self) { try site.publish(templates: changed) }
  }

  @Test("9: an approval of one record, or of older bytes, does not serve another")
  func replay() throws {
    let site = try TestSite()
    try site.record("a", body: "同样的正文\n")
    try site.approve()
    let text = try String(contentsOfFile: "\(site.path)/records/a.md", encoding: .utf8)
    try site.write("records/b.md", text)
    try site.submit(only: ["b"])
    #expect(try site.codes("b") == ["review.step-missing"])
    let digests = try site.open().workingSite().records.map(\.digest)
    #expect(Set(digests).count == 2)
    // The event itself, written again for the other record, breaks the chain.
    let database = try DatabaseQueue(path: "\(site.path)/ledger.sqlite")
    try database.write { db in
      try db.execute(
        sql: """
          INSERT INTO events SELECT (SELECT max(sequence) + 1 FROM events),
          CAST(replace(CAST(bytes AS TEXT), '"record":"a"', '"record":"b"') AS BLOB), hash FROM events WHERE sequence = 4
          """)
    }
    #expect(!LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
    #expect(throws: (any Error).self) { try site.publish() }
  }

  @Test(
    "10: a change of column, carrier or 公示截止 alone needs a decision",
    arguments: [
      ["栏目": "\"3.8\""], ["公开载体": "[政府网站, 报刊]"], ["公示截止": "2027-01-01"],
    ])
  func contextOnly(_ change: [String: String]) throws {
    let site = try published()
    let before = try site.page(of: "a")
    try site.record("a", change, body: "批准的正文\n")
    #expect(try site.codes("a") == ["review.content-changed"])
    try site.submit()
    #expect(try site.codes("a") == ["review.step-missing"])
    try site.publish()
    #expect(try site.page(of: "a") == before)
  }

  @Test("11: a ledger rewritten with all its hashes is found against the head in a published folder")
  func rewritten() throws {
    let site = try published()
    let before = try site.files()
    let other = try TestSite()
    try other.record("a", body: "另一段正文\n")
    try other.record("b")
    try other.approve()
    try other.publish()
    site.removeLedger()
    try other.open().ledger.backup(to: "\(site.path)/ledger.sqlite")
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
    do {
      try site.publish()
      Issue.record("the publication was not refused")
    } catch let refusal as PublicationRefusal {
      #expect(refusal.diagnostics.map(\.code) == ["ledger.rolled-back"])
    }
    #expect(try !PublishedFolder.verify(site.output, site: site.path).faults.isEmpty)
    #expect(try site.files() == before)
  }

  @Test("12: a truncated ledger, or an old backup, is found against the head in a published folder")
  func truncated() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.open().ledger.backup(to: "\(site.root)/old.sqlite")
    try site.approve()
    try site.publish()
    site.removeLedger()
    try FileManager.default.copyItem(atPath: "\(site.root)/old.sqlite", toPath: "\(site.path)/ledger.sqlite")
    do {
      try site.publish()
      Issue.record("the publication was not refused")
    } catch let refusal as PublicationRefusal {
      #expect(refusal.diagnostics.map(\.code) == ["ledger.rolled-back"])
    }
    #expect(try PublishedFolder.verify(site.output, site: site.path).faults.contains { $0.contains("少于") })
  }

  @Test("12: a lost ledger beside a published site is not begun anew", arguments: [true, false])
  func lost(leavesEmptyFile: Bool) throws {
    let site = try published()
    let before = try site.files()
    site.removeLedger()
    if leavesEmptyFile { try site.write("ledger.sqlite", "") }
    #expect(throws: SiteRefusal.self) { try site.publish() }
    let size = try? FileManager.default.attributesOfItem(atPath: "\(site.path)/ledger.sqlite")[.size] as? Int
    #expect(size == (leavesEmptyFile ? 0 : nil))
    #expect(try site.files() == before)
  }

  @Test("13: triggers dropped and an event replaced are found by schema and chain")
  func dropped() throws {
    let site = try published()
    try DatabaseQueue(path: "\(site.path)/ledger.sqlite").write { db in
      for trigger in ["events_in_order", "events_no_delete"] { try db.execute(sql: "DROP TRIGGER \(trigger)") }
      try db.execute(sql: "INSERT OR REPLACE INTO events SELECT 3, bytes, hash FROM events WHERE sequence = 2")
    }
    let faults = LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").map(\.message)
    #expect(faults.contains { $0.contains("events_in_order") })
    #expect(faults.contains { $0.contains("第 3 号") || $0.contains("第 2 号") })
    #expect(throws: (any Error).self) { try site.publish() }
  }

  @Test("14: a file put into the published folder by hand is found, and gone after the next publication")
  func planted() throws {
    let site = try published()
    let before = try site.files()
    try site.write("../public/2.4/planted.html", "<p>放进来的</p>")
    #expect(SiteVerifier.verify(site.output, ledger: nil).faults == ["「2.4/planted.html」不在清单之中"])
    try site.publish()
    #expect(try site.files() == before)
    try site.write("../public/index.html", "改过的首页")
    #expect(SiteVerifier.verify(site.output, ledger: nil).faults.count == 1)
  }

  @Test("17: a symbolic or a hard link among the attachments is refused", arguments: [true, false])
  func links(isSymbolic: Bool) throws {
    let site = try TestSite()
    try site.write("../secret.txt", "站点之外的内容\n")
    try FileManager.default.createDirectory(atPath: "\(site.path)/attachments", withIntermediateDirectories: true)
    if isSymbolic {
      try FileManager.default.createSymbolicLink(
        atPath: "\(site.path)/attachments/x.txt", withDestinationPath: "\(site.root)/secret.txt")
    } else {
      try FileManager.default.linkItem(atPath: "\(site.root)/secret.txt", toPath: "\(site.path)/attachments/x.txt")
    }
    try site.record("a", ["附件": "[x.txt]"])
    #expect(try site.codes("a") == ["record.invalid"])
    #expect(try site.submit().isEmpty)
  }

  @Test("18: two approve at once from two processes: one wins")
  func twoAtOnce() async throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    let done = try await withThrowingTaskGroup(of: Bool.self) { group in
      for account in ["signer", "second"] {
        group.addTask { try site.decide("批准", as: account, only: ["a"])[0].isDone }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(done.filter(\.self).count == 1)
  }

  @Test("19: a restore with a duplicated or unknown event is refused and changes nothing")
  func badRestore() throws {
    let site = try published()
    let session = try site.open()
    let lines = String(decoding: try session.ledger.export(holding: []), as: UTF8.self).split(separator: "\n").map(
      String.init)
    site.removeLedger()
    try site.write("ledger.jsonl", (lines + [lines[1]]).joined(separator: "\n") + "\n")
    #expect(throws: SiteRefusal.self) { try site.open() }
    try site.write(
      "ledger.jsonl",
      lines.joined(separator: "\n").replacingOccurrences(of: "\"act\":\"提交\"", with: "\"act\":\"递交\"") + "\n")
    #expect(throws: SiteRefusal.self) { try site.open() }
    #expect(!FileManager.default.fileExists(atPath: "\(site.path)/ledger.sqlite"))
    #expect(SiteVerifier.verify(site.output, ledger: nil).faults == [])
  }

  @Test("22: nothing published lets a withheld record be guessed")
  func nothingLearned() throws {
    let site = try TestSite()
    try site.record("a")
    try site.record("秘而不宣", ["标题": "不该知道的标题", "可否公开": "不予公开", "不公开理由": "N5", "生成日期": "2026-01-01"])
    try site.record("z", ["生成日期": "2026-01-09"])
    try site.approve()
    try site.publish()
    for text in ["不该知道的标题", "秘而不宣"] { #expect(try site.places(of: text) == []) }
    // Numbers are allocated at publication: the withheld record leaves no gap.
    let numbers = try site.open().state().records.values.compactMap(\.indexNumber).sorted()
    #expect(numbers.map { $0.suffix(5) } == ["00001", "00002"])
  }
}
