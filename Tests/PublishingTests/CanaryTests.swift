import Foundation
import Publishing
import Records
import Review
import Support
import Testing
import Values

/// A random token in every place of a held record is nowhere in what is published.
@Suite("A canary")
struct CanaryTests {
  /// How a record comes to be held: by its own fields, and by what is done with it in review.
  struct Hold: Sendable, CustomTestStringConvertible {
    let code: String
    var fields: [String: String] = [:]
    var review: @Sendable (TestSite) throws -> Void = { try $0.approve() }
    var testDescription: String { code }
  }

  static let holds: [Hold] = [
    Hold(code: "record.invalid", fields: ["生成日期": "2026-13-40"]),
    Hold(code: "flag.missing", fields: ["可否公开": ""]),
    Hold(code: "flag.not-public", fields: ["可否公开": "不予公开", "不公开理由": "N5"]),
    Hold(code: "flag.reason-missing", fields: ["可否公开": "不予公开"]),
    Hold(code: "carrier.missing", fields: ["公开载体": ""]),
    Hold(code: "carrier.not-website", fields: ["公开载体": "[报刊]"]),
    Hold(code: "secret.marked", fields: ["密级": "秘密"]),
    Hold(code: "review.not-submitted", review: { try $0.approve(only: ["open"]) }),
    Hold(
      code: "review.step-missing",
      review: {
        try $0.approve(only: ["open"]); try $0.submit()
      }),
    Hold(
      code: "review.returned",
      review: {
        try $0.approve(only: ["open"])
        try $0.submit()
        try $0.decide("科室审核", as: "head", .sendBack(reason: "不妥"))
      }),
    Hold(
      code: "review.unsure",
      review: {
        try $0.approve(only: ["open"])
        try $0.submit()
        try $0.decide("科室审核", as: "head")
        try $0.decide("保密审查", as: "secrecy", .unsure(reason: "待定"))
      }),
    Hold(code: "column.unknown", fields: ["栏目": "没有的栏目"]),
    Hold(code: "column.not-leaf", fields: ["栏目": "\"3\""]),
    Hold(code: "column.rule", fields: ["栏目": "\"1.3\""]),
    Hold(code: "attachment.missing", fields: ["附件": "[没有.txt]"]),
    Hold(code: "route.handed-up", fields: ["上交": "政府会议"]),
    Hold(code: "schedule.not-due", fields: ["定时发布": "2030-01-01"]),
    Hold(code: "schedule.expired", fields: ["公示截止": "2026-01-31"]),
    Hold(
      code: "withdrawn",
      review: {
        try $0.approve()
        try $0.publish()
        let session = try $0.open()
        _ = try session.ledger.withdraw(
          [RecordID(rawValue: "held")], kind: .mistake, reason: "有误", target: nil, by: TestSite.actor("signer"),
          founding: session.founding)
      }),
  ]

  @Test("is nowhere under the output, in no file name and not in the manifest", arguments: holds)
  func nowhere(_ hold: Hold) throws {
    let token = "canary" + UUID().uuidString.prefix(8).lowercased()
    let site = try TestSite()
    try site.write("attachments/\(token).txt", "附件里的 \(token)\n")
    try site.record("open", body: "公开的正文\n")
    var fields = [
      "标题": "标题 \(token)", "内容概述": "概述 \(token)", "关键词": "[\(token)]", "附件": "[\(token).txt]", "关联": "[open]",
    ]
    fields.merge(hold.fields) { $1 }
    try site.record("held", fields, body: "正文 \(token)\n")
    // One that is out, and names the held one.
    try site.record("open", ["关联": "[held]"], body: "公开的正文 [链接](held) [附件](\(token.prefix(6)).txt)\n")
    try hold.review(site)
    #expect(try site.codes("held").contains(hold.code))
    try site.publish()
    #expect(try site.page(of: "open")?.contains("公开的正文") == true)
    #expect(try site.places(of: token) == [])
    #expect(try site.places(of: "held") == [])
  }

  @Test("in new bytes of a published record is nowhere: review.content-changed")
  func changedBytes() throws {
    let site = try TestSite()
    try site.record("a", body: "批准的正文\n")
    try site.approve()
    try site.publish()
    let before = try site.files()
    try site.write("attachments/canary.txt", "canary\n")
    try site.record("a", ["标题": "canary", "附件": "[canary.txt]"], body: "canary\n")
    #expect(try site.codes("a") == ["review.content-changed"])
    try site.submit()
    try site.publish()
    #expect(try site.places(of: "canary") == [])
    #expect(try site.files() == before)
  }

  @Test("beside a file that a withheld record has is nowhere: attachment.not-public")
  func sharedFile() throws {
    let site = try TestSite()
    try site.write("attachments/canary.txt", "canary\n")
    try site.record("withheld", ["附件": "[canary.txt]", "可否公开": "不予公开", "不公开理由": "N4"])
    try site.approve()
    try site.record("held", ["标题": "canary", "附件": "[canary.txt]"], body: "canary\n")
    try site.approve()
    #expect(try site.codes("held") == ["attachment.not-public"])
    try site.publish()
    #expect(try site.places(of: "canary") == [])
  }

  @Test("in a record reviewed by one who drafted it is nowhere: review.same-person")
  func samePerson() throws {
    let site = try TestSite()
    try site.record("held", body: "canary 一\n")
    try site.submit()
    try site.decide("科室审核", as: "second")
    try site.decide("保密审查", as: "secrecy")
    try site.record("held", body: "canary 二\n")
    try site.submit(as: "second")
    try site.record("held", body: "canary 一\n")
    try site.submit()
    try site.decide("批准", as: "signer")
    #expect(try site.codes("held") == ["review.same-person"])
    try site.publish()
    #expect(try site.places(of: "canary") == [])
  }
}
