import Files
import Foundation
import GRDB
import Records
import Support
import Testing
import Values

@testable import Review

/// Who may act is asked of the people in force when they acted, whatever wrote the event.
@Suite("Who acted, and under which name")
struct AuthorityTests {
  /// Writes an event as a program without any gate would.
  private func append(_ site: TestSite, _ act: Act, by account: String, _ details: JSON) throws {
    let state = try site.open().state()
    let head = try #require(state.head)
    let id = RecordID(rawValue: "a")
    let event = Event(
      sequence: head.count + 1, time: try #require(state.lastTime), account: account, post: "主任",
      authentication: .declared, act: act, record: act == .people ? nil : id,
      digest: act == .people ? nil : state.records[id]?.latest, policy: state.policy?.digest, details: details,
      nonce: String(repeating: "0", count: 32), previous: head.hash)
    try DatabaseQueue(path: "\(site.path)/ledger.sqlite").write { db in
      try db.execute(
        sql: "INSERT INTO events (sequence, bytes, hash) VALUES (?, ?, ?)",
        arguments: [event.sequence, Data(event.bytes), Data(EventHash.of(event.bytes).raw)])
    }
  }

  private let approval: JSON = [
    "step": "批准", "disclosure": "主动公开", "carriers": ["政府网站"], "withholding": .null,
  ]

  @Test(
    "an agreement of who held no role then is a fault, counts for nothing, and is not restored",
    arguments: ["nobody", "head"])
  func unauthorised(_ account: String) throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.decide("科室审核", as: "second")
    try site.decide("保密审查", as: "secrecy")
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
    try append(site, .agree, by: account, approval)
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").map(\.code) == ["ledger.role"])
    #expect(try site.codes("a") == ["review.step-missing"])
    let lines = try site.open().ledger.export(holding: [])
    #expect(LedgerVerifier.verify(lines: lines).map(\.code) == ["ledger.role"])
    try site.write("ledger.jsonl", bytes: lines)
    for suffix in ["", "-wal", "-shm"] { try OutputFiles.removeTree("\(site.path)/ledger.sqlite\(suffix)") }
    let refusal = #expect(throws: SiteRefusal.self) { try site.open(.reading) }
    #expect(refusal?.diagnostics.map(\.code) == ["ledger.role"])
  }

  @Test("people that no administrator put in force are a fault")
  func people() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    let people = Array(try site.open().state().people.values.map(\.json))
    try append(site, .people, by: "signer", ["people": .array(people)])
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").map(\.code) == ["ledger.role"])
  }

  @Test("people and rules that come with an act on a record put nobody and nothing in force", arguments: [true, false])
  func smuggled(_ brings: Bool) throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    let state = try site.open().state()
    let mallory = Person(account: "mallory", name: "马某", post: "无", unit: "无", roles: [.signer])
    let policy = try #require(state.policy).json
    let extra: [JSON.Member] = brings ? [.init("people", [mallory.json]), .init("policy", policy)] : []
    try append(
      site, .withdraw, by: "signer",
      .object([.init("kind", "紧急撤下"), .init("reason", "泄露"), .init("target", .null)] + extra))
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
    try append(site, .withdraw, by: "mallory", ["kind": "发布有误", "reason": "无", "target": .null])
    let faults = LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite")
    #expect(faults.map(\.code) == ["ledger.role"])
    #expect(faults.first?.message.contains("mallory") == true)
  }

  private func apply(_ site: TestSite, _ people: String) throws {
    try site.write("reviewers.yaml", people)
    let session = try site.open()
    _ = try session.ledger.applyPeople(by: TestSite.actor("admin"), founding: session.founding)
  }

  @Test("who drafted does not review under another account; one of the same name does once the names differ")
  func renamed() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    let line = "{账号: drafter, 姓名: 甲某, 岗位: 科员, 科室: 文书科, 角色: [拟稿人]}"
    func replaced(_ name: String) -> String {
      TestSite.people.replacingOccurrences(
        of: line, with: "{账号: renamed, 姓名: \(name), 岗位: 科员, 科室: 文书科, 角色: [拟稿人, 科室负责人]}")
    }
    try apply(site, replaced("甲某"))
    #expect(try site.decide("科室审核", as: "renamed", only: ["a"]).first?.refusalCodes == ["review.same-person"])
    try apply(site, replaced("甲某（办公室）"))
    #expect(try site.decide("科室审核", as: "renamed", only: ["a"]).first?.isDone == true)
    try site.decide("保密审查", as: "secrecy")
    try site.decide("批准", as: "signer")
    #expect(try site.codes("a") == [])
  }

  @Test("who took a step does not take the next under another account, and what was taken so is held")
  func secondStep() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.decide("科室审核", as: "head")
    try apply(
      site,
      TestSite.people.replacingOccurrences(of: "账号: head, 姓名: 乙某", with: "账号: other, 姓名: 乙乙")
        .replacingOccurrences(of: "账号: signer, 姓名: 丁某", with: "账号: signer, 姓名: 乙某"))
    try site.decide("保密审查", as: "secrecy")
    #expect(try site.decide("批准", as: "signer", only: ["a"]).first?.refusalCodes == ["review.same-person"])
    try append(site, .agree, by: "signer", approval)
    #expect(LedgerVerifier.verify(database: "\(site.path)/ledger.sqlite").isEmpty)
    #expect(try site.codes("a") == ["review.same-person"])
  }
}
