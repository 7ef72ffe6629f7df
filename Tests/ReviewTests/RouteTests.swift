import Records
import Support
import Testing
import Values

@testable import Review

/// 上交 is asked about, 转发 follows its original, and what is live is judged by today's rules.
@Suite("Asked at submission")
struct RouteTests {
  @Test(
    "what looks like one of the four kinds of 上交 is asked about, with its sign",
    arguments: [
      (["标题": "市政府第12次常务会议召开"], HandoverKind.meeting), (["标题": "市政府全体会议纪要"], .meeting),
      (["主题分类": "综合政务\\应急管理"], .emergency), (["标题": "关于印发防汛应急预案的通知"], .emergency),
      (["主题分类": "综合政务\\电子政务"], .electronicGovernment),
      (["发文字号": "云府办发〔2026〕3号"], .officeDocument), (["发文字号": "云府办函〔2026〕3号"], .officeDocument),
    ])
  func hints(_ fields: [String: String], _ kind: HandoverKind) throws {
    let site = try TestSite()
    try site.record("a", fields)
    let record = try #require(try site.open().workingSite().records.first?.record)
    #expect(RouteHint(record)?.kind == kind)
    #expect(try site.assess("a")?.warnings.map(\.code) == ["route.suggested"])
  }

  @Test(
    "not asked about: the government's own numbers, internal management, what says 上交, what is not to be public",
    arguments: [
      ["发文字号": "云府发〔2026〕3号"], ["发文字号": "云府办发〔2026〕3号", "标题": "关于机关内部考勤的通知"],
      ["标题": "应急预案", "上交": "应急管理"], ["标题": "应急预案", "可否公开": "不予公开", "不公开理由": "N3"], [:],
    ])
  func quiet(_ fields: [String: String]) throws {
    let site = try TestSite()
    try site.record("a", fields)
    let record = try #require(try site.open().workingSite().records.first?.record)
    #expect(RouteHint(record) == nil)
  }

  @Test("notes in the way of other dialects are told with their line, and hold nothing")
  func notes() throws {
    let site = try TestSite()
    try site.record("a", body: "正文[^1]。\n\n[^1]: 见附件\n")
    try site.record("b", body: "正文[^1]。\n")
    let told = try #require(try site.assess("a")?.warnings.first)
    #expect(told.code == "markup.footnote" && told.place?.line == 12)
    #expect(try site.assess("a")?.holds.map(\.code) == ["review.not-submitted"])
    #expect(try site.assess("b")?.warnings.isEmpty == true)
  }

  @Test("an answer at submission, or afterwards, ends the question for these bytes; new bytes are asked about again")
  func answers() throws {
    let site = try TestSite()
    try site.record("a", ["标题": "应急预案"])
    let session = try site.open()
    let records = try session.workingSite().records
    _ = try session.ledger.submit(
      records, keep: "只涉及本办值班", by: TestSite.actor("drafter"), founding: session.founding)
    #expect(try site.assess("a")?.warnings.isEmpty == true)
    try site.record("a", ["标题": "应急预案"], body: "改过。\n")
    try site.submit()
    #expect(try site.assess("a")?.warnings.map(\.code) == ["route.suggested"])
    func keep(_ reason: String) throws -> ActResult {
      try session.ledger.keepRoute(
        RecordID(rawValue: "a"), reason: reason, by: TestSite.actor("drafter"), founding: session.founding)
    }
    #expect(try keep(" ").refusalCodes == ["review.reason-missing"])
    #expect(try keep("只涉及本办值班").isDone)
    #expect(try site.assess("a")?.warnings.isEmpty == true)
    #expect(try site.assess("a")?.holds.map(\.code) == ["review.step-missing"])
  }

  @Test("a forwarded document has its original's attribute, written in it or decided here, and no other is approved")
  func forwarding() throws {
    let site = try TestSite()
    try site.record("a", ["体裁": "转发", "原件公开属性": "依申请公开"])
    #expect(try site.codes("a").contains("flag.not-public"))
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    #expect(try site.decide("批准", as: "signer").flatMap(\.refusalCodes) == ["flag.not-public"])
    #expect(
      try site.decide("批准", as: "signer", .agree(disclosure: .onRequest, carriers: nil, withholding: "从原件"))
        .map(\.isDone) == [true])
    try site.record("original", ["可否公开": "不予公开", "不公开理由": "N5"])
    try site.approve(only: ["original"])
    try site.record("b", ["标题": "关于转发原件的通知", "关联": "[original]"])
    #expect(try site.codes("b").contains("flag.not-public"))
    try site.record("c", ["标题": "关于转发原件的通知"])
    #expect(try site.assess("c")?.warnings.map(\.code) == ["flag.forwarded"])
    try site.record("d", ["标题": "关于转发原件的通知", "原件公开属性": "主动公开"])
    #expect(try site.assess("d")?.warnings.isEmpty == true)
  }

  @Test("what went out under older rules is judged by today's, and listed until it is mended")
  func live() throws {
    let site = try TestSite()
    try site.record("a", body: "身份证11010519491231002X\n")
    try site.record("b")
    let session = try site.open()
    let records = try session.workingSite().records
    // As an older program wrote it: other rules, nothing found.
    try session.ledger.act(by: TestSite.actor("drafter"), founding: session.founding) { context in
      for working in records {
        for part in working.parts { try context.transaction.keep(part.bytes, digest: part.digest) }
        let form = working.record.form.bytes
        try context.transaction.keepForm(form, digest: working.digest, record: working.record.id.rawValue)
        try context.append(
          .submit, record: working.record.id, digest: working.digest,
          details: [
            "column": .string("\(working.record.column)"), "form": .string(Digest(of: form).hex),
            "parts": .array(working.parts.map(\.reference.json)),
            "screening": ["rules": "2025.1", "findings": .array([])],
          ])
      }
    }
    #expect(try site.codes("a").contains("screening.resident-id"), "pending versions are screened again")
    for (step, account) in [("科室审核", "head"), ("保密审查", "secrecy"), ("批准", "signer")] {
      try site.decide(step, as: account)
    }
    let approvals = try session.state().records.mapValues { $0.versions.values.first?.approval?.hash.hex ?? "" }
    try session.ledger.act(by: TestSite.actor("signer"), founding: session.founding) { context in
      for (number, working) in records.enumerated() {
        let id = working.record.id
        try context.append(
          .publish, record: id, digest: working.digest,
          details: [
            "index": .string("11519900100000008K/2026-0000\(number + 1)"), "address": .string("x/\(id).html"),
            "first": .string("\(context.now)"), "since": .string("\(context.now)"),
            "approval": .string(approvals[id] ?? ""),
          ])
      }
    }
    let report = try session.ledger.screenLive(asOf: Moment.now().day)
    #expect(report.live == 2 && report.rescreened == 2)
    #expect(report.held.map(\.id.rawValue) == ["a"])
    #expect(report.held.first?.findings.map(\.detector) == ["resident-id"])
    #expect(!report.text.contains("19491231"))
    // Machines are told as much as people.
    let finding = report.json["held"]?.elements?.first?["findings"]?.elements?.first
    #expect(finding?["code"] == "screening.resident-id" && finding?["line"]?.integer != nil)
    #expect(finding?["remedy"]?.text?.contains("gongkai review withdraw a") == true)
    #expect(finding?["source"]?.text?.isEmpty == false)
  }
}
