import Files
import Foundation
import Records
import Support
import Testing
import Values

@testable import Review

/// Whoever runs the account can seal a memory anew; nothing is done on the strength of one that the events belie.
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
