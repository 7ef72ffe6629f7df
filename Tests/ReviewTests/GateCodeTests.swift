import Records
import Review
import Support
import Testing
import Values

/// Each code of DESIGN §5's table, held by a site that gives rise to it.
@Suite("The gate holds a record for")
struct GateCodeTests {
  @Test("record.invalid: front matter that can't be read")
  func recordInvalid() throws {
    let site = try TestSite()
    try site.write("records/broken.md", "---\n标题: [未闭合\n---\n正文\n")
    #expect(try site.codes("broken").contains("record.invalid"))
  }

  @Test("flag.missing: no 可否公开")
  func flagMissing() throws {
    let site = try TestSite()
    try site.record("a", ["可否公开": ""])
    #expect(try site.codes("a") == ["flag.missing"])
  }

  @Test("flag.not-public: proposed, and decided, as not public", arguments: ["依申请公开", "不予公开"])
  func flagNotPublic(flag: String) throws {
    let site = try TestSite()
    try site.record("a", ["可否公开": flag, "不公开理由": "N5 内部管理信息"])
    #expect(try site.codes("a").contains("flag.not-public"))
    try site.approve()
    #expect(try site.codes("a") == ["flag.not-public"])
  }

  @Test("flag.not-public: the signer decides otherwise than proposed")
  func signerDecides() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    let results = try site.decide(
      "批准", as: "signer", .agree(disclosure: .withheld, carriers: nil, withholding: "N6"))
    #expect(results.map(\.isDone) == [true])
    #expect(try site.codes("a") == ["flag.not-public"])
  }

  @Test("flag.reason-missing: not public without a reason")
  func reasonMissing() throws {
    let site = try TestSite()
    try site.record("a", ["可否公开": "不予公开"])
    #expect(try site.codes("a").contains("flag.reason-missing"))
  }

  @Test("carrier.missing and carrier.not-website")
  func carriers() throws {
    let site = try TestSite()
    try site.record("none", ["公开载体": ""])
    try site.record("gazette", ["公开载体": "[政府公报]"])
    #expect(try site.codes("none") == ["carrier.missing"])
    #expect(try site.codes("gazette").contains("carrier.not-website"))
    try site.approve()
    #expect(try site.codes("gazette") == ["carrier.not-website"])
  }

  @Test("secret.marked: 密级 set, though every step agreed", arguments: ["秘密", "机密★1年", "绝密"])
  func secretMarked(level: String) throws {
    let site = try TestSite()
    try site.record("a", ["密级": level])
    try site.approve()
    #expect(try site.codes("a") == ["secret.marked"])
  }

  @Test("tell the line of the field that they speak of, in a draft and in what was approved")
  func lines() throws {
    let site = try TestSite()
    let expected: [(id: String, fields: [String: String], code: String, field: String)] = [
      ("载体", ["公开载体": "[政府公报]"], "carrier.not-website", "公开载体"),
      ("依申请", ["可否公开": "依申请公开", "不公开理由": "N6"], "flag.not-public", "可否公开"),
      ("密级", ["密级": "秘密"], "secret.marked", "密级"), ("上交", ["上交": "会议"], "route.handed-up", "上交"),
      ("定时", ["定时发布": "2027-01-01"], "schedule.not-due", "定时发布"),
      ("讲话", ["栏目": "\"3.3\"", "讲话人": "外人", "相关性": "履职"], "column.rule", "讲话人"),
    ]
    for (id, fields, _, _) in expected { try site.record(id, fields) }
    func check() throws {
      for (id, _, code, field) in expected {
        guard let reason = try site.assess(id)?.holds.first(where: { $0.code == code }) else { continue }
        let file = try String(contentsOfFile: "\(site.path)/records/\(id).md", encoding: .utf8)
        let line = file.split(separator: "\n").firstIndex { $0.hasPrefix("\(field):") }
        #expect(reason.place?.line == line.map { $0 + 1 }, "\(id)")
        #expect(reason.place?.file.hasSuffix("\(id).md") == true)
      }
    }
    try check()
    try site.approve()
    for (id, _, code, _) in expected { #expect(try site.codes(id).contains(code), "\(id)") }
    try check()
  }

  @Test("secret.marked: a secrecy mark in the body, but not a text about secrets")
  func secretInBody() throws {
    let site = try TestSite()
    try site.record("marked", body: "机密★1年\n\n正文\n")
    try site.record("about", body: "国家秘密的密级分为绝密、机密、秘密三级。\n")
    try site.approve()
    #expect(try site.codes("marked") == ["secret.marked"])
    #expect(try site.codes("about") == [])
  }

  @Test("review.not-submitted and review.step-missing")
  func steps() throws {
    let site = try TestSite()
    try site.record("a")
    #expect(try site.codes("a") == ["review.not-submitted"])
    try site.submit()
    #expect(try site.codes("a") == ["review.step-missing"])
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    #expect(try site.codes("a") == ["review.step-missing"])
    try site.decide("批准", as: "signer")
    #expect(try site.codes("a") == [])
  }

  @Test("review.returned, until new bytes or the same bytes are put forward again")
  func returned() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.decide("科室审核", as: "head", .sendBack(reason: "标题不准确"))
    #expect(try site.codes("a") == ["review.returned"])
    #expect(try site.assess("a")?.pending == .returned)
    try site.submit()
    #expect(try site.codes("a") == ["review.step-missing"])
  }

  @Test("review.unsure, until the answer is recorded")
  func unsure() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy", .unsure(reason: "是否属于工作秘密"))
    #expect(try site.codes("a") == ["review.unsure", "review.step-missing"])
    #expect(try site.decide("保密审查", as: "secrecy", only: ["a"])[0].refusalCodes == ["review.unsure"])
    try site.decide("保密审查", as: "office", .answer("不属于国家秘密"), only: ["a"])
    try site.decide("保密审查", as: "secrecy")
    try site.decide("批准", as: "signer")
    #expect(try site.codes("a") == [])
  }

  @Test("review.content-changed: the working file is no longer what was approved")
  func contentChanged() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.record("a", body: "改过的正文。\n")
    #expect(try site.codes("a") == ["review.content-changed"])
  }

  @Test("review.same-person: a step by one who later contributed to the same bytes")
  func samePerson() throws {
    let site = try TestSite()
    try site.record("a", body: "第一稿\n")
    try site.submit()
    try site.decide("科室审核", as: "second")
    try site.record("a", body: "第二稿\n")
    try site.submit(as: "second")
    try site.record("a", body: "第一稿\n")
    try site.submit()
    #expect(try site.codes("a").contains("review.same-person"))
  }

  @Test("column.unknown, column.not-leaf and column.rule")
  func columns() throws {
    let site = try TestSite()
    try site.record("unknown", ["栏目": "规范性文献"])
    try site.record("group", ["栏目": "\"3\""])
    try site.record("department", ["栏目": "\"1.3\"", "负责人": "某某"])
    try site.record("speech", ["栏目": "\"3.3\"", "讲话人": "路人", "相关性": "公文处理"])
    #expect(try site.codes("unknown") == ["column.unknown"])
    #expect(try site.codes("group") == ["column.not-leaf"])
    #expect(try site.codes("department") == ["column.rule"])
    #expect(try site.codes("speech").contains("column.rule"))
  }

  @Test("attachment.missing and attachment.not-public")
  func attachments() throws {
    let site = try TestSite()
    try site.write("attachments/名单.txt", "名单\n")
    try site.record("absent", ["附件": "[没有.txt]"])
    try site.record("withheld", ["附件": "[名单.txt]", "可否公开": "不予公开", "不公开理由": "N4"])
    #expect(try site.codes("absent") == ["attachment.missing"])
    try site.approve()
    try site.record("borrower", ["附件": "[名单.txt]"])
    try site.approve()
    #expect(try site.codes("borrower") == ["attachment.not-public"])
  }

  @Test("route.handed-up: belongs to the government's level")
  func handedUp() throws {
    let site = try TestSite()
    try site.record("a", ["上交": "应急管理"])
    try site.approve()
    #expect(try site.codes("a") == ["route.handed-up"])
    #expect(try site.assess("a")?.live == .handedUp)
  }

  @Test("schedule.not-due and schedule.expired, by the as-of day")
  func schedule() throws {
    let site = try TestSite()
    try site.record("later", ["定时发布": "2026-12-10"])
    try site.record("notice", ["公示截止": "2026-12-05"])
    try site.approve()
    #expect(try site.codes("later", asOf: "2026-12-09") == ["schedule.not-due"])
    #expect(try site.assess("later", asOf: "2026-12-09")?.live == .scheduled)
    #expect(try site.codes("later", asOf: "2026-12-10") == [])
    #expect(try site.codes("notice", asOf: "2026-12-05") == [])
    #expect(try site.codes("notice", asOf: "2026-12-06") == ["schedule.expired"])
  }

  @Test("policy.layout-changed, where site.yaml asks for it")
  func layoutChanged() throws {
    let site = try TestSite(settings: "版式审查: 是\n")
    let agreed = LayoutDigests(templates: Digest(of: "a"), settings: Digest(of: "s"))
    let changed = LayoutDigests(templates: Digest(of: "b"), settings: Digest(of: "s"))
    try site.record("a")
    let session = try site.open(layout: agreed)
    try session.ledger.beginPublication(by: .program, founding: session.founding)
    try site.approve()
    #expect(try site.examine(layout: agreed).assessments[0].reasons.isEmpty)
    #expect(try site.examine(layout: changed).assessments[0].reasons.map(\.code) == ["policy.layout-changed"])
    #expect(try site.examine(layout: changed).refusals.map(\.code) == ["policy.layout-changed"])
    let again = try site.open(layout: changed)
    #expect(try again.ledger.applyPolicy(by: TestSite.actor("admin"), founding: again.founding))
    #expect(try site.examine(layout: changed).assessments[0].reasons.isEmpty)
  }

  @Test("every reason at once")
  func everyReason() throws {
    let site = try TestSite()
    try site.record(
      "a", ["密级": "秘密", "公开载体": "[政府公报]", "上交": "政府会议", "定时发布": "2030-01-01"])
    try site.submit()
    #expect(
      try site.codes("a")
        == ["carrier.not-website", "secret.marked", "route.handed-up", "review.step-missing", "schedule.not-due"])
  }
}
