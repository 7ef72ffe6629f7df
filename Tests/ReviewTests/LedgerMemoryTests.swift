import Files
import Foundation
import GRDB
import Records
import Support
import Testing
import Values

@testable import Review

/// What one run keeps of the ledger for the next is what the events say, or it is not believed.
@Suite("The ledger's memory")
struct LedgerMemoryTests {
  @Test("holds the state that the events lead to, after every kind of act")
  func equalsFolded() throws {
    let site = try eventfulSite()
    var done: Set<Act> = []
    for (index, act) in acts(site).enumerated() {
      try act()
      let isKept = FileManager.default.fileExists(atPath: "\(site.path)/\(LedgerMemory.fileName)")
      let session = try site.open()
      let kept = try session.ledger.state()
      #expect(try (session.ledger.recollected() != nil) == isKept, "act \(index)")
      try expectSame(kept, try Ledger(path: "\(site.path)/ledger.sqlite").state(), "act \(index)")
      let events = try session.ledger.events(of: nil)
      done.formUnion(events.map(\.act))
      session.ledger.remember(try session.examine(asOf: day("2026-12-01")))
    }
    // Each act that there is must come, or a field that only it sets could be forgotten.
    #expect(Set(Act.allCases).subtracting(done).isEmpty)
  }

  @Test("an examination by what was kept finds what one of every event and every file finds, after every kind of act")
  func examinesAlike() throws {
    let site = try eventfulSite()
    // One whose file is called otherwise, one that ends, one that nobody puts forward.
    try site.record("其他/名", ["标识": "named"])
    try site.record("notice", ["公示截止": "2027-02-01"])
    // What was changed just now is not remembered.
    usleep(150_000)
    var settled = 0
    for (index, act) in acts(site).enumerated() {
      if index == 1 { try site.record("draft") }
      if index == 12 { try FileManager.default.removeItem(atPath: "\(site.path)/records/r9.md") }
      try act()
      if index % 5 == 2 { try site.record("r\(index % 7)", body: "改动\(index)\n") }
      if index % 5 == 4 { try site.record("r\((index - 2) % 7)", body: "正文\((index - 2) % 7)\n") }
      let session = try site.open()
      for asOf in ["2026-12-01", "2027-03-01"].map(day) {
        let kept = try session.examine(asOf: asOf)
        let whole = try Ledger(path: "\(site.path)/ledger.sqlite").examine(
          try session.workingSite(), proposals: session.founding, layout: session.founding.layout, asOf: asOf)
        #expect(told(kept) == told(whole), "act \(index)")
        settled += kept.standing.values.filter(\.wasRemembered).count
        session.ledger.remember(kept)
      }
    }
    #expect(settled > 50)
  }

  /// All that an examination tells, and what it would put on the site.
  private func told(_ examination: Examination) -> [String] {
    let items = examination.assessments.map { item in
      let outgoing = item.outgoing.map {
        "\($0.version.digest) \($0.record.fields) \($0.approval) \($0.isNew) \($0.history == examination.state.records[item.id])"
      }
      return """
        \(item.id) \(item.title) \(item.columnCode) \(item.unit) \(item.live) \(item.pending) \(item.holds) \(item.notes) \
        \(item.warnings) \(outgoing ?? "")
        """
    }
    return items + ["\(examination.refusals)", "\(examination.notices)"]
  }

  private func expectSame(_ kept: LedgerState, _ folded: LedgerState, _ place: Comment) throws {
    #expect(kept.records == folded.records, place)
    #expect(kept.addresses == folded.addresses && kept.serials == folded.serials && kept.head == folded.head, place)
    #expect(kept.people == folded.people && kept.policy == folded.policy && kept.lastTime == folded.lastTime, place)
    #expect(kept.withheldFiles == folded.withheldFiles && kept.lastPublication == folded.lastPublication, place)
    #expect(kept.agreedLayout == folded.agreedLayout, place)
  }

  /// A site with the records that `acts` is about.
  private func eventfulSite() throws -> TestSite {
    let site = try TestSite()
    for index in 0..<12 { try site.record("r\(index)", body: index == 3 ? "内部资料\n\n正文3\n" : "正文\(index)\n") }
    try site.record("route", ["发文字号": "云府办发〔2026〕3号"])
    try site.record("up", ["上交": "应急管理"])
    return site
  }

  /// A history that every act of the ledger comes in.
  private func acts(_ site: TestSite) -> [() throws -> Void] {
    func id(_ number: Int) -> RecordID { RecordID(rawValue: "r\(number)") }
    func on(_ act: @escaping (SiteSession) throws -> [ActResult]) -> () throws -> Void {
      {
        for result in try act(try site.open()) {
          if case .refused = result.outcome { throw TestFailure("\(result)") }
        }
      }
    }
    func decide(_ step: String, _ choice: Decision.Choice, _ account: String, _ number: Int) -> () throws -> Void {
      on { session in
        try session.ledger.decide(
          Decision(step: step, choice: choice), by: TestSite.actor(account), founding: session.founding
        ) { _, _ in [Decision.Target(id(number))] }
      }
    }
    func withdraw(_ kind: WithdrawalKind, _ number: Int, _ target: RecordID? = nil) -> () throws -> Void {
      on {
        try $0.ledger.withdraw(
          [id(number)], kind: kind, reason: "测试", target: target, by: TestSite.actor("signer"), founding: $0.founding)
      }
    }
    return [
      { try site.submit() },
      on {
        [
          try $0.ledger.keepRoute(
            RecordID(rawValue: "route"), reason: "本级公开", by: TestSite.actor("head"), founding: $0.founding)
        ]
      },
      on {
        let findings = try $0.ledger.queue(account: nil, step: nil).flatMap(\.findings)
        return [
          try $0.ledger.waive(
            id(3), finding: findings[0].id, reason: "已核", by: TestSite.actor("secrecy"), founding: $0.founding)
        ]
      },
      decide("科室审核", .sendBack(reason: "格式"), "head", 1),
      decide("科室审核", .agree(disclosure: nil, carriers: nil, withholding: nil), "head", 2),
      decide("保密审查", .unsure(reason: "待定"), "secrecy", 2), decide("保密审查", .answer("可以公开"), "secrecy", 2),
      on {
        [try $0.ledger.pause(id(4), kind: .thirdParty, reason: "函询", by: TestSite.actor("head"), founding: $0.founding)]
      },
      on { [try $0.ledger.pause(id(4), kind: nil, reason: "同意", by: TestSite.actor("head"), founding: $0.founding)] },
      decide("科室审核", .agree(disclosure: nil, carriers: nil, withholding: nil), "head", 5),
      on {
        try $0.ledger.revoke(
          [id(5)], step: "科室审核", reason: "再看", by: TestSite.actor("head"), founding: $0.founding)
      },
      { for step in [("科室审核", "head"), ("保密审查", "secrecy")] { try site.decide(step.0, as: step.1, only: ["r6"]) } },
      decide("批准", .agree(disclosure: .withheld, carriers: nil, withholding: "N6 过程性信息"), "signer", 6),
      on {
        [
          try $0.ledger.reassess(
            id(6), outcome: .uphold, reason: "情况未变", by: TestSite.actor("office"), founding: $0.founding)
        ]
      },
      { try site.approve(only: ["r7", "r8", "r9", "r10", "r11", "up"]) }, { try site.publish() },
      on {
        [
          try $0.ledger.accept(
            RecordID(rawValue: "up"), address: "https://www.example.gov.cn/1.html", by: TestSite.actor("office"),
            founding: $0.founding)
        ]
      },
      withdraw(.repealed, 7), withdraw(.merged, 8, id(11)), withdraw(.emergency, 9), { try site.publish() },
      on { try $0.ledger.confirmWithdrawal([id(9)], by: TestSite.actor("secrecy"), founding: $0.founding) },
      on { [try $0.ledger.expunge(id(9), reason: "销毁", by: TestSite.actor("signer"), founding: $0.founding)] },
      on { [try $0.ledger.expunge(id(9), reason: "销毁", by: TestSite.actor("secrecy"), founding: $0.founding)] },
      {
        try site.record("r10", body: "改稿\n")
        try site.approve(only: ["r10"])
        try site.publish()
      },
      {
        try site.write("reviewers.yaml", TestSite.people.replacingOccurrences(of: "甲某", with: "辛某"))
        let session = try site.open()
        _ = try session.ledger.applyPeople(by: TestSite.actor("admin"), founding: session.founding)
      },
      {
        try site.write("site.yaml", TestSite.settings + "复核周期: 6个月\n")
        let session = try site.open()
        _ = try session.ledger.applyPolicy(by: TestSite.actor("admin"), founding: session.founding)
      },
    ]
  }

  private struct TestFailure: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }

  private func day(_ text: String) -> Day { Day(iso: text) ?? Day(ordinal: 0) }

  @Test("is not believed once an event was altered, though the hashes that stand beside were made anew")
  func alteredEvent() throws {
    let site = try publishedSite()
    let database = "\(site.path)/ledger.sqlite"
    let trigger = try #require(LedgerSchema.v1.first { $0.contains("events_no_update") })
    try sqlite(
      database,
      """
      DROP TRIGGER events_no_update;
      UPDATE events SET bytes = CAST(replace(CAST(bytes AS TEXT), '同意', '退回') AS BLOB) WHERE sequence = 8;
      \(trigger);
      """)
    let session = try site.open()
    #expect(try session.ledger.recollected() == nil)
    #expect(throws: LedgerFault.self) { try session.ledger.state() }
  }

  @Test("is not believed if it was altered, cut, or comes from another ledger")
  func alteredMemory() throws {
    let site = try publishedSite()
    let file = "\(site.path)/\(LedgerMemory.fileName)"
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
    #expect(try site.open().ledger.recollected() != nil)
    for at in stride(from: 0, to: bytes.count, by: 7) {
      var altered = bytes
      altered[at] ^= 1
      try Data(altered).write(to: URL(fileURLWithPath: file))
      #expect(try site.open().ledger.recollected() == nil, "byte \(at)")
    }
    for count in stride(from: 0, to: bytes.count, by: 11) {
      try Data(bytes[..<count]).write(to: URL(fileURLWithPath: file))
      #expect(try site.open().ledger.recollected() == nil, "cut at \(count)")
    }
    let other = try publishedSite()
    try Data(bytes).write(to: URL(fileURLWithPath: "\(other.path)/\(LedgerMemory.fileName)"))
    #expect(try other.open().ledger.recollected() == nil)
  }

  @Test("forgets a record's fields when its snapshot is destroyed")
  func expunged() throws {
    let site = try publishedSite()
    let session = try site.open()
    let id = RecordID(rawValue: "r1")
    _ = try session.ledger.withdraw(
      [id], kind: .emergency, reason: "泄密", target: nil, by: TestSite.actor("signer"), founding: session.founding)
    for person in ["signer", "secrecy"] {
      _ = try session.ledger.expunge(id, reason: "销毁", by: TestSite.actor(person), founding: session.founding)
    }
    #expect(!FileManager.default.fileExists(atPath: "\(site.path)/\(LedgerMemory.fileName)"))
  }

  @Test("a working file that was changed after it was remembered is read again, whatever its times say")
  func changedFile() throws {
    let site = try publishedSite()
    let files = (0..<4).map { "\(site.path)/records/r\($0).md" }
    usleep(150_000)
    let session = try site.open()
    session.ledger.remember(try session.examine(asOf: day("2026-12-01")))
    #expect(try site.open().ledger.rememberedFiles()().count == 4)
    try site.record("r2", body: "改动\n")
    // As long as before, in its place, and with its old date.
    let old = try FileManager.default.attributesOfItem(atPath: files[3])[.modificationDate]
    let handle = try #require(FileHandle(forUpdatingAtPath: files[3]))
    try handle.seekToEnd()
    try handle.seek(toOffset: handle.offset() - 2)
    try handle.write(contentsOf: Data("9".utf8))
    try handle.close()
    try FileManager.default.setAttributes([.modificationDate: old as Any], ofItemAtPath: files[3])
    let examination = try site.open().examine(asOf: day("2026-12-01"))
    let changed = examination.assessments.filter {
      $0.notes.contains { $0.code == "review.content-changed" } || !$0.holds.isEmpty
    }
    #expect(changed.map(\.id.rawValue) == ["r2", "r3"])
  }

  @Test("a working file that was changed just now is not remembered: it may change again and look the same")
  func freshFile() throws {
    let site = try publishedSite()
    usleep(150_000)
    // Only a look that was over in time tells anything.
    for _ in 0..<50 {
      let start = FileIdentity.clock()
      try site.record("r2", body: "正文2\n")
      let session = try site.open()
      let examination = try session.examine(asOf: day("2026-12-01"))
      guard FileIdentity.clock() - start < 80_000_000 else { continue }
      session.ledger.remember(examination)
      #expect(
        Set(try site.open().ledger.rememberedFiles()().keys) == ["records/r0.md", "records/r1.md", "records/r3.md"])
      return
    }
    Issue.record("no examination took less than 80 ms")
  }

  private func publishedSite() throws -> TestSite {
    let site = try TestSite()
    for index in 0..<4 { try site.record("r\(index)", body: "正文\(index)\n") }
    try site.approve()
    try site.publish()
    let session = try site.open()
    session.ledger.remember(try session.examine(asOf: day("2026-12-01")))
    return site
  }

  private func sqlite(_ path: String, _ statements: String) throws {
    try DatabaseQueue(path: path).write { try $0.execute(sql: statements) }
  }
}

extension Ledger {
  /// The head at which this ledger's state was taken over from a memory; nil if it was folded from the events.
  fileprivate func recollected() throws -> LedgerHead? {
    _ = try? state()
    return recollection.withLock { $0.head }
  }
}
