import Records
import Review
import Support
import Testing
import Values

@testable import Oversight

/// A site whose ledger is kept on chosen days.
struct DatedSite {
  let site: TestSite

  init(settings: String = "") throws { site = try TestSite(settings: settings) }

  private func moment(_ text: String) throws -> Moment {
    Moment(seconds: Moment(startOf: try day(text)).seconds + 9 * 3600)
  }

  func submit(_ ids: String..., on text: String) throws {
    let session = try site.open()
    let records = try session.workingSite().records.filter { ids.contains($0.record.id.rawValue) }
    let results = try session.ledger.submit(
      records, by: TestSite.actor("drafter"), founding: session.founding, now: try moment(text))
    #expect(results.count == ids.count && results.allSatisfy { $0.isDone })
  }

  func decide(_ ids: String..., step: String, as account: String, _ choice: Decision.Choice, on text: String) throws {
    let session = try site.open()
    let results = try session.ledger.decide(
      Decision(step: step, choice: choice), by: TestSite.actor(account), founding: session.founding,
      now: try moment(text), select: { _, _ in ids.map { Decision.Target(RecordID(rawValue: $0), seen: nil) } })
    #expect(results.count == ids.count && results.allSatisfy { $0.isDone }, "\(results.map(\.refusalCodes))")
  }

  func approve(_ ids: String..., disclosure: Disclosure? = nil, withholding: String? = nil, on text: String) throws {
    let agree = Decision.Choice.agree(disclosure: nil, carriers: nil, withholding: nil)
    for id in ids {
      try decide(id, step: "科室审核", as: "head", agree, on: text)
      try decide(id, step: "保密审查", as: "secrecy", agree, on: text)
      let last = Decision.Choice.agree(disclosure: disclosure, carriers: nil, withholding: withholding)
      try decide(id, step: "批准", as: "signer", last, on: text)
    }
  }

  func pause(_ id: String, kind: PauseKind?, on text: String) throws {
    let session = try site.open()
    let result = try session.ledger.pause(
      RecordID(rawValue: id), kind: kind, reason: "征求意见", by: TestSite.actor("drafter"), founding: session.founding,
      now: try moment(text))
    #expect(result.isDone)
  }

  /// Takes back what was put forward.
  func revoke(_ ids: String..., on text: String) throws {
    let session = try site.open()
    let results = try session.ledger.revoke(
      ids.map { RecordID(rawValue: $0) }, step: "提交", reason: "改稿", by: TestSite.actor("drafter"),
      founding: session.founding, now: try moment(text))
    #expect(results.allSatisfy { $0.isDone }, "\(results.map(\.refusalCodes))")
  }

  func withdraw(_ id: String, _ kind: WithdrawalKind = .mistake, on text: String) throws {
    let session = try site.open()
    let results = try session.ledger.withdraw(
      [RecordID(rawValue: id)], kind: kind, reason: "数据有误", target: nil, by: TestSite.actor("signer"),
      founding: session.founding, now: try moment(text))
    #expect(results.allSatisfy { $0.isDone })
  }

  func reassess(_ id: String, _ outcome: Reassessment.Outcome, on text: String) throws {
    let session = try site.open()
    let result = try session.ledger.reassess(
      RecordID(rawValue: id), outcome: outcome, reason: "情况变化", by: TestSite.actor("office"),
      founding: session.founding, now: try moment(text))
    #expect(result.isDone)
  }

  /// Records a publication of what may go out, without pages.
  func publish(on text: String) throws {
    let session = try site.open()
    let examination = try session.examine(asOf: try day(text))
    let plan = try #require(
      PublicationPlan(examination, creditCode: session.configuration.settings.creditCode) { column, _, index in
        "\(column)/\(index).html"
      })
    let layout = try #require(session.founding.layout)
    let intent = PublicationIntent(
      plan: plan, manifest: Digest(of: text), content: Digest(of: "content"), layout: layout, output: "/nowhere")
    let office = TestSite.actor("office")
    try session.ledger.prepare(intent, by: office, founding: session.founding, now: try moment(text))
    try session.ledger.complete(intent, by: office, founding: session.founding, now: try moment(text))
  }

  func accounts(_ asOf: String, drafts: Bool = false) throws -> OfficeAccounts {
    let session = try site.open(.reading)
    let settings = session.configuration.oversight
    let chronicle = try session.ledger.chronicle(asOf: try day(asOf), keeping: CoverageInput.fields)
    return OfficeAccounts(
      chronicle, clock: DisclosureClock(calendar: try settings.calendar(), reminders: settings.reminders),
      office: session.configuration.settings.name,
      drafts: drafts ? try session.workingSite().records.map(\.record) : [],
      faulty: drafts ? try session.workingSite().faulty : [])
  }

  func coverage(_ asOf: String) throws -> CoverageReport {
    let session = try site.open(.reading)
    let chronicle = try session.ledger.chronicle(asOf: try day(asOf), keeping: CoverageInput.fields)
    return CoverageReport(
      CoverageInput(
        chronicle, accounts: OfficeAccounts(chronicle, office: session.configuration.settings.name),
        configuration: session.configuration))
  }
}
