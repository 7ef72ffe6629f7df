import Foundation
import Records
import Review
import Support
import Testing
import Values

/// Who may do what, and that nobody does it twice.
@Suite("Separation of duties")
struct DutyTests {
  @Test("A name where an account belongs is told the account; a catalogue.yaml that says nothing changes nothing")
  func nameForAccount() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.write("catalogue.yaml", "# 没有改动\n")
    let error = try #require(throws: ActRefusal.self) { try site.decide("科室审核", as: "乙某") }
    #expect(error.diagnostics.first?.message.contains("账号是「head」") == true, "\(error)")
    try site.write("catalogue.yaml", "增加: [\n")
    // A file that can't be read is told and stops nothing.
    #expect(try site.examine().notices.contains { $0.code == "catalogue.invalid" && $0.severity == .error })
    #expect(try site.decide("科室审核", as: "head").map(\.isDone) == [true])
  }

  @Test("An account without the role is refused and nothing changes")
  func withoutRole() throws {
    let site = try TestSite()
    try site.record("a")
    #expect(throws: ActRefusal.self) { try site.submit(as: "head") }
    try site.submit()
    let before = try site.open().state().head
    #expect(throws: ActRefusal.self) { try site.decide("科室审核", as: "drafter") }
    #expect(throws: ActRefusal.self) { try site.decide("批准", as: "secrecy") }
    #expect(try site.open().state().head == before)
  }

  @Test("An unknown account is refused, with the nearest known one")
  func unknownAccount() throws {
    let site = try TestSite()
    try site.record("a")
    do {
      try site.submit(as: "draftr")
      Issue.record("the act was not refused")
    } catch let refusal as ActRefusal {
      #expect(refusal.diagnostics[0].code == "person.unknown")
      #expect(refusal.diagnostics[0].message.contains("drafter"))
    }
  }

  @Test("One person can't take two steps of one digest")
  func twoSteps() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    #expect(try site.decide("科室审核", as: "second")[0].isDone)
    try site.decide("保密审查", as: "secrecy")
    let refused = try site.decide("批准", as: "second")
    #expect(refused[0].refusalCodes == ["review.same-person"])
    #expect(try site.decide("批准", as: "signer")[0].isDone)
  }

  @Test("Who is named as a writer of the bytes at their submission can't review them, and is on record")
  func namedWriter() throws {
    let site = try TestSite()
    try site.record("a")
    let session = try site.open()
    let submitted = try session.ledger.submit(
      session.workingSite().records, writers: [RecordID(rawValue: "a"): ["second", "drafter"]],
      by: TestSite.actor("drafter"), founding: session.founding)
    #expect(submitted[0].isDone)
    #expect(try site.decide("科室审核", as: "second")[0].refusalCodes == ["review.same-person"])
    let event = try #require(try session.ledger.events(of: nil).last { $0.act == .submit })
    #expect(event.details["writers"] == ["second"] && event.line().contains("执笔:second"))
    #expect(try site.decide("科室审核", as: "head")[0].isDone)
    try site.decide("保密审查", as: "secrecy")
    try site.decide("批准", as: "signer")
    // What was approved stands; who writes afterwards is another question.
    #expect(try site.codes("a").isEmpty)
  }

  @Test("The drafter named in the record can't review it")
  func namedDrafter() throws {
    let site = try TestSite()
    try site.record("a", ["拟稿人": "乙某"])
    try site.submit()
    #expect(try site.decide("科室审核", as: "head")[0].refusalCodes == ["review.same-person"])
  }

  @Test("Steps are taken in order")
  func order() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    #expect(try site.decide("批准", as: "signer", only: ["a"])[0].refusalCodes == ["review.step-missing"])
    try site.decide("科室审核", as: "head")
    #expect(try site.decide("科室审核", as: "head", only: ["a"])[0].refusalCodes.contains("review.step-taken"))
  }

  @Test("An agreement can be revoked by its person until publication, with those after it")
  func revoke() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    let session = try site.open()
    func revoke(_ step: String, _ account: String) throws -> ActResult {
      try session.ledger.revoke(
        [RecordID(rawValue: "a")], step: step, reason: "有误", by: TestSite.actor(account), founding: session.founding)[0]
    }
    #expect(try revoke("保密审查", "signer").refusalCodes == ["person.role"])
    #expect(try revoke("保密审查", "secrecy").isDone)
    #expect(try site.codes("a") == ["review.step-missing"])
    #expect(try site.assess("a")?.pending == .inReview)
    #expect(try revoke("提交", "drafter").isDone)
    #expect(try site.assess("a")?.pending == .draft)
  }

  @Test("The same bytes keep their approvals; other bytes have none")
  func sameBytes() throws {
    let site = try TestSite()
    try site.record("a", body: "一\n")
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.record("a", body: "二\n")
    try site.submit()
    #expect(try site.open().state().records[RecordID(rawValue: "a")]?.waiting?.agreements.isEmpty == true)
    try site.record("a", body: "一\n")
    try site.submit()
    #expect(try site.open().state().records[RecordID(rawValue: "a")]?.waiting?.agreements.map(\.step) == ["科室审核"])
  }

  @Test("People and policy change only by an act of an administrator")
  func peopleApply() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.write("reviewers.yaml", TestSite.people + "- {账号: new, 姓名: 辛某, 岗位: 科员, 科室: 文书科, 角色: [签发人]}\n")
    let session = try site.open()
    #expect(throws: ActRefusal.self) {
      try session.ledger.applyPeople(by: TestSite.actor("signer"), founding: session.founding)
    }
    #expect(try session.ledger.applyPeople(by: TestSite.actor("admin"), founding: session.founding))
    #expect(try session.state().people["new"]?.roles == [.signer])
  }

  @Test("认证要求: 口令 refuses mere declaration")
  func password() throws {
    let site = try TestSite(settings: "认证要求: 口令\n")
    try site.record("a")
    do {
      try site.submit()
      Issue.record("the act was not refused")
    } catch let refusal as ActRefusal {
      #expect(refusal.diagnostics.map(\.code) == ["person.unproven"])
    }
  }

  @Test("A record formed after today can't be put forward")
  func future() throws {
    let site = try TestSite()
    try site.record("a", ["生成日期": "2999-01-01"])
    #expect(try site.submit()[0].refusalCodes == ["record.invalid"])
  }

  @Test("Two accounts of one name are pointed out")
  func sameName() throws {
    let site = try TestSite(
      people: TestSite.people + "- {账号: again, 姓名: 甲某, 岗位: 科员, 科室: 文书科, 角色: [签发人]}\n")
    try site.record("a")
    try site.submit()
    #expect(try site.examine().notices.map(\.code).contains("people.same-name"))
  }

  @Test("Who only keeps accounts does not publish")
  func publishing() throws {
    let site = try TestSite()
    let session = try site.open()
    #expect(throws: ActRefusal.self) {
      try session.ledger.beginPublication(by: TestSite.actor("admin"), founding: session.founding)
    }
    #expect(try session.state().head == nil)
    try session.ledger.beginPublication(by: TestSite.actor("drafter"), founding: session.founding)
    #expect(try session.state().head?.count == 1)
  }

  @Test("A clock set back is refused")
  func clock() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    let session = try site.open()
    do {
      _ = try session.ledger.decide(
        Decision(step: "科室审核", choice: .agree(disclosure: nil, carriers: nil, withholding: nil)),
        by: TestSite.actor("head"), founding: session.founding, now: Moment(seconds: Moment.now().seconds - 3600),
        select: { _, _ in [Decision.Target(RecordID(rawValue: "a"))] })
      Issue.record("the act was not refused")
    } catch {
      #expect(error.diagnostics.map(\.code) == ["ledger.rolled-back"])
    }
  }
}

/// Accounts that pass from one person to another.
@Suite("An account that was handed on") struct IncumbentTests {
  private static func people(_ from: String, _ to: String) -> String {
    TestSite.people.replacingOccurrences(of: from, with: to)
  }

  private func apply(_ site: TestSite, _ people: String) throws -> [String] {
    try site.write("reviewers.yaml", people)
    let session = try site.open()
    let concerns = try session.ledger.concerns(of: session.founding)
    #expect(try session.ledger.applyPeople(by: TestSite.actor("admin"), founding: session.founding))
    return concerns.map { "\($0.code) \($0.message)" }
  }

  @Test("keeps what was done with it under the name of who held it then; the change is told")
  func names() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    let told = try apply(site, Self.people("姓名: 乙某", "姓名: 新某"))
    #expect(told.count == 1 && told[0].contains("people.handed-on") && told[0].contains("乙某"), "\(told)")
    let view = try site.open().show(RecordID(rawValue: "a"), asOf: Moment.now().day, withBody: false).text
    #expect(view.contains("head，乙某") && !view.contains("新某"), "\(view)")
    let incumbents = try site.open().ledger.incumbents()
    let events = try site.open().ledger.events(of: nil)
    let agreed = try #require(events.first { $0.act == .agree })
    #expect(incumbents.person("head", at: agreed.sequence)?.name == "乙某")
    #expect(agreed.line(by: "乙某").contains("head(乙某，科长"))
    #expect(incumbents.person("head", at: events.count + 1)?.name == "新某")
    // Who has done nothing yet may be renamed without a word.
    #expect(try apply(site, Self.people("姓名: 乙某", "姓名: 新某").replacingOccurrences(of: "戊某", with: "新戊")) == [])
    // Struck off, the account keeps its name.
    _ = try apply(site, Self.people("- {账号: head,", "- {账号: head2,"))
    #expect(
      try site.open().show(RecordID(rawValue: "a"), asOf: Moment.now().day, withBody: false).text.contains("head，乙某"))
  }

  @Test("a step that nobody can take any more is told when the change is made, and by check")
  func vacant() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    #expect(try !site.examine().notices.contains { $0.code == "people.step-vacant" })
    let told = try apply(site, Self.people("角色: [保密审查员]", "角色: [拟稿人]"))
    #expect(told.count == 1 && told[0].contains("people.step-vacant 步骤「保密审查」"), "\(told)")
    #expect(try site.examine().notices.filter { $0.code == "people.step-vacant" }.count == 1)
  }
}
