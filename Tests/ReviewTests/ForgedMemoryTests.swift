import Files
import Foundation
import Publishing
import Records
import Support
import Testing
import Values

@testable import Review

/// Whoever runs the account can seal a memory anew: nothing that is held is done on the strength of one that the events
/// belie, and the verifications tell of the rest.
@Suite("A forged memory")
struct ForgedMemoryTests {
  /// A published record, one that is decided not to be published, and one that waits for its last step.
  private func site() throws -> TestSite {
    let site = try TestSite()
    for id in ["live", "withheld", "waiting"] { try site.record(id) }
    try site.approve(only: ["live"])
    try site.submit(only: ["withheld", "waiting"])
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy", only: ["withheld"])
    try site.decide(
      "批准", as: "signer", .agree(disclosure: .withheld, carriers: nil, withholding: "N6 过程性信息"), only: ["withheld"])
    try site.publish()
    return site
  }

  /// Keeps what a change makes of the state for the next run, sealed as the program itself does.
  private func forge(_ site: TestSite, _ change: (inout LedgerState, inout [Digest: Record]) throws -> Void) throws {
    let session = try site.open()
    let examination = try session.examine(asOf: Day(iso: "2026-12-01") ?? Day(ordinal: 0))
    var state = examination.state
    var records = examination.records
    try change(&state, &records)
    let secret = try session.ledger.memorySecret()
    let pieces = LedgerMemory.pieces(of: state, records: records, files: [:], secret: secret)
    try site.write(LedgerMemory.fileName, bytes: Array(pieces.joined()))
    #expect(LedgerMemory.read(in: try Folder(site.path), secret: secret) != nil)
  }

  private func codes(_ body: () throws -> Void) -> [String] {
    do {
      try body()
      return []
    } catch {
      return (error as? ActRefusal)?.diagnostics.map(\.code) ?? ["\(error)"]
    }
  }

  @Test("puts nothing on the site that was decided not to be published")
  func withheld() throws {
    let site = try site()
    let id = RecordID(rawValue: "withheld")
    try forge(site) { state, _ in
      let digest = try #require(state.records[id]?.latest)
      let old = try #require(state.records[id]?.versions[digest]?.approval)
      state.records[id]?.versions[digest]?.approval = Version.Approval(
        disclosure: .proactive, carriers: old.carriers, withholding: nil, reassessOn: nil, by: old.by, hash: old.hash)
      state.records[id]?.versions[digest]?.approvals[old.hash] = old.carriers
      state.withheldFiles = [:]
    }
    #expect(codes { try site.publish() } == ["ledger.broken"])
    // It is given up, so that the next run goes by the events.
    #expect(!FileManager.default.fileExists(atPath: "\(site.path)/\(LedgerMemory.fileName)"))
    #expect(try site.publish().goingLive.isEmpty)
  }

  @Test("shows no other field than was approved")
  func otherTitle() throws {
    let site = try site()
    try forge(site) { state, records in
      let digest = try #require(state.records[RecordID(rawValue: "live")]?.live?.digest)
      let form = String(decoding: try #require(records[digest]).form.bytes, as: UTF8.self)
      let forged = form.replacingOccurrences(of: "关于live的通知", with: "关于收费的通知")
      #expect(forged != form)
      records[digest] = Record(form: try JSON(reading: Array(forged.utf8)))
    }
    #expect(codes { try site.publish(to: "other") } == ["ledger.broken"])
    #expect(try site.publish(to: "other").pages == 1)
  }

  @Test("does not bring back what was taken down")
  func broughtBack() throws {
    let site = try site()
    let id = RecordID(rawValue: "live")
    let before = try #require(try site.open().state().records[id])
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [id], kind: .mistake, reason: "有误", target: nil, by: TestSite.actor("signer"), founding: session.founding)
    try site.publish()
    try forge(site) { state, _ in state.records[id] = before }
    #expect(codes { try site.publish() } == ["ledger.broken"])
  }

  @Test("takes nothing down by a last day that nobody set")
  func endedEarly() throws {
    let site = try site()
    try site.record("notice", ["公示截止": "2027-02-01"])
    try site.approve(only: ["notice"])
    try site.publish()
    let id = RecordID(rawValue: "notice")
    try forge(site) { state, records in
      let digest = try #require(state.records[id]?.live?.digest)
      let form = String(decoding: try #require(records[digest]).form.bytes, as: UTF8.self)
      let forged = form.replacingOccurrences(of: "2027-02-01", with: "2026-02-01")
      #expect(forged != form)
      records[digest] = Record(form: try JSON(reading: Array(forged.utf8)))
    }
    #expect(codes { try site.publish() } == ["ledger.broken"])
    #expect(try site.publish().takingDown.isEmpty)
    #expect(try site.open().state().records[id]?.live != nil)
  }

  private func fault(_ site: TestSite) throws -> LedgerFault? {
    try Ledger(path: "\(site.path)/ledger.sqlite", isForReading: true).memoryFault(in: try Folder(site.path))
  }

  @Test("is told by the ledger's verification, whatever it was forged in")
  func told() throws {
    let site = try site()
    let id = RecordID(rawValue: "live")
    try forge(site) { _, _ in }
    #expect(try fault(site) == nil)
    let forgeries: [(word: String, forgery: (inout LedgerState, inout [Digest: Record]) throws -> Void)] = [
      ("「live」", { state, _ in state.records[id]?.firstPublished = Moment(seconds: 0) }),
      ("「live」", { state, _ in state.records[id] = nil }),
      ("「new」", { state, _ in state.records[RecordID(rawValue: "new")] = RecordHistory() }),
      (
        "「live」",
        { state, records in
          let digest = try #require(state.records[id]?.live?.digest)
          let form = String(decoding: try #require(records[digest]).form.bytes, as: UTF8.self)
          records[digest] = Record(
            form: try JSON(reading: Array(form.replacingOccurrences(of: "关于live的通知", with: "收费的通知").utf8)))
        }
      ),
      ("索引号流水", { state, _ in state.serials = [:] }),
      ("不公开的文件", { state, _ in state.withheldFiles[Digest(of: "")] = [id] }),
      ("最近一次发布", { state, _ in state.lastPublication = nil }),
    ]
    for (word, forgery) in forgeries {
      try site.remove(LedgerMemory.fileName)
      try forge(site, forgery)
      let found = try #require(try fault(site))
      #expect(found.code == "ledger.memory" && found.message.contains(word), "\(found.message)")
    }
    // What no run believes is no fault.
    try site.write(LedgerMemory.fileName, "别的")
    #expect(try fault(site) == nil)
  }

  @Test("what it put on the site, or kept off it, is told by the verification of the site")
  func toldOfTheSite() throws {
    let site = try site()
    try site.write("attachments/n.txt", "不公开的附件\n")
    for id in ["kept", "shown"] { try site.record(id, ["附件": "[n.txt]"]) }
    try site.submit(only: ["kept"])
    try site.decide("科室审核", as: "head", only: ["kept"])
    try site.decide("保密审查", as: "secrecy", only: ["kept"])
    try site.decide(
      "批准", as: "signer", .agree(disclosure: .withheld, carriers: nil, withholding: "N6 过程性信息"), only: ["kept"])
    try site.approve(only: ["shown"])
    try site.publish()
    #expect(try site.page(of: "shown") == nil)
    #expect(try PublishedFolder.verify(site.output, site: site.path).faults == [])
    try forge(site) { state, _ in state.withheldFiles = [:] }
    try site.publish()
    let report = try PublishedFolder.verify(site.output, site: site.path)
    let faults = report.faults
    // The record went live by the events, too: publishing again leaves it there.
    #expect(!report.isMendable)
    #expect(faults.count == 1 && faults[0].contains("n.txt") && faults[0].contains("「kept」"), "\(faults)")
    try site.remove(LedgerMemory.fileName)
    try forge(site) { state, _ in state.records[RecordID(rawValue: "live")] = nil }
    try site.publish(to: "other")
    let others = try PublishedFolder.verify("\(site.root)/other", site: site.path).faults
    #expect(others.contains { $0.contains("「live」") }, "\(others)")
  }

  @Test("a file that was decided not to be public after it was published is no fault of its publication")
  func decidedLater() throws {
    let site = try site()
    try site.write("attachments/n.txt", "附件\n")
    for id in ["kept", "shown"] { try site.record(id, ["附件": "[n.txt]"]) }
    try site.approve(only: ["shown"])
    try site.publish()
    try site.submit(only: ["kept"])
    try site.decide("科室审核", as: "head", only: ["kept"])
    try site.decide("保密审查", as: "secrecy", only: ["kept"])
    try site.decide(
      "批准", as: "signer", .agree(disclosure: .withheld, carriers: nil, withholding: "N6 过程性信息"), only: ["kept"])
    try site.publish()
    #expect(try PublishedFolder.verify(site.output, site: site.path).faults == [])
    #expect(try site.check().contains { $0.contains("n.txt") })
  }

  @Test("stands for no step that nobody took")
  func skippedStep() throws {
    let site = try site()
    let id = RecordID(rawValue: "waiting")
    try forge(site) { state, _ in
      let digest = try #require(state.records[id]?.latest)
      let first = try #require(state.records[id]?.versions[digest]?.agreements.first)
      state.records[id]?.versions[digest]?.agreements.append(
        Version.StepTaken(
          step: "保密审查", account: "secrecy", post: "保密员", time: first.time, reason: nil, sequence: first.sequence))
    }
    #expect(codes { try site.decide("批准", as: "signer", only: ["waiting"]) } == ["ledger.broken"])
    #expect(try site.decide("批准", as: "signer", only: ["waiting"]).first?.refusalCodes == ["review.step-missing"])
  }

  @Test("makes nobody a signer")
  func role() throws {
    let site = try site()
    try site.decide("保密审查", as: "secrecy", only: ["waiting"])
    try forge(site) { state, _ in
      let known = try #require(state.people["drafter"])
      state.people["office"] = Person(
        account: "office", name: "戊某", post: known.post, unit: known.unit, roles: [.signer])
    }
    #expect(codes { try site.decide("批准", as: "office", only: ["waiting"]) } == ["person.role"])
  }
}
