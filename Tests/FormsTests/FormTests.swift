import Foundation
import Forms
import Records
import Review
import Support
import Testing
import Values

/// 发文稿纸 and 审查审批表, filled from the ledger.
@Suite("The paper forms")
struct FormTests {
  /// A published sample of GB 11643.
  private static let number = "11010519491231002X"
  private static let today = Day(iso: "2026-12-01") ?? Day(ordinal: 0)

  private func html(_ kind: FormKind, _ site: TestSite, _ id: String = "a") throws -> String {
    let dossier = try site.open(.reading).dossier(RecordID(rawValue: id), asOf: FormTests.today)
    return String(decoding: try ReviewForm(kind, dossier).html(), as: UTF8.self)
  }

  /// The page's text without markup.
  private func text(_ html: String) -> String {
    html.replacing(/<style>[^<]*<\/style>/, with: "").replacing(/<[^>]*>/, with: " ")
      .replacing(/\s+/, with: " ")
  }

  @Test("a draft's sheet shows the proposal and leaves every opinion to be signed", arguments: FormKind.allCases)
  func draft(_ kind: FormKind) throws {
    let site = try TestSite()
    try site.record("a", ["发文字号": "云府办发〔2026〕3号", "公开载体": "[政府网站, 政府公报]"])
    let text = text(try html(kind, site))
    for part in [
      kind.rawValue, "关于a的通知", "云府办发〔2026〕3号", "文书科", "☑主动公开", "☐依申请公开", "☑政府网站", "☑政府公报", "☐报刊",
      "草稿，尚未提交审查", "科室负责人意见", "保密审查意见", "签发人批准意见", "签名：",
    ] { #expect(text.contains(part), "\(part)") }
    #expect(!text.contains("同意"))
  }

  @Test("an approved record's sheet names every step's person, post and day, and what was decided")
  func approved() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    try site.decide(
      "批准", as: "signer", .agree(disclosure: .withheld, carriers: nil, withholding: "N5 内部管理"))
    let text = text(try html(.draftSheet, site))
    let today = Moment.now().day.chinese
    for part in ["乙某(科长)", "丙某(保密员)", "丁某(主任)", today, "☑不予公开", "条例第十六条第一款", "与拟稿意见不同", "☑可以公开"] {
      #expect(text.contains(part), "\(part)")
    }
    let digest = try #require(try site.open().state().records[RecordID(rawValue: "a")]?.latest)
    #expect(text.contains(digest.short))
    #expect(self.text(try html(.approvalForm, site)).contains("SHA-256 \(digest.hex)"))
  }

  @Test("findings are masked and stand beside their waivers; a number in a field is masked too")
  func masked() throws {
    let site = try TestSite()
    try site.record("a", ["内容概述": "\(Self.number)的情况"], body: "身份证\(Self.number)\n")
    try site.submit()
    let session = try site.open()
    let finding = try #require(
      try session.dossier(RecordID(rawValue: "a"), asOf: FormTests.today).screening?.blocking.first?.id)
    _ = try session.ledger.waive(
      RecordID(rawValue: "a"), finding: finding, reason: "本人同意", by: TestSite.actor("secrecy"),
      founding: session.founding)
    for kind in FormKind.allCases {
      let html = try html(kind, site)
      #expect(!html.contains("19491231"))
      #expect(text(html).contains("丙某(保密员)\(Moment.now().day) 豁免：本人同意"))
      #expect(text(html).contains("未豁免"))
    }
  }

  @Test("不能确定, 退回, 会商 and 转发 stand on the sheet")
  func states() throws {
    let site = try TestSite()
    try site.record("a", ["体裁": "转发", "原件公开属性": "主动公开"])
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy", .unsure(reason: "涉及工作秘密"))
    let session = try site.open()
    _ = try session.ledger.pause(
      RecordID(rawValue: "a"), kind: .consultation, reason: "会商财政局", by: TestSite.actor("head"),
      founding: session.founding)
    let sheet = text(try html(.draftSheet, site))
    for part in ["☑不能确定，报请确定", "报请确定：涉及工作秘密", "☑是 ☐否", "原件公开属性：主动公开", "会商：会商财政局"] {
      #expect(sheet.contains(part), "\(part)")
    }
    try site.record("b")
    try site.submit(only: ["b"])
    try site.decide("科室审核", as: "head", .sendBack(reason: "标题不准"), only: ["b"])
    #expect(text(try html(.approvalForm, site, "b")).contains("退回：标题不准"))
  }

  @Test("who decided is named as the account was held then, whoever holds it now")
  func handedOn() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.write(
      "reviewers.yaml",
      TestSite.people.replacingOccurrences(of: "姓名: 乙某", with: "姓名: 新某").replacingOccurrences(
        of: "账号: secrecy", with: "账号: secrecy2"))
    let session = try site.open()
    _ = try session.ledger.applyPeople(by: TestSite.actor("admin"), founding: session.founding)
    for kind in FormKind.allCases {
      let text = text(try html(kind, site))
      #expect(text.contains("乙某(科长)") && text.contains("丙某(保密员)") && !text.contains("新某"), "\(kind)")
    }
  }

  @Test("a form is one file: no script, no address but the record's own, and markup in a field is only text")
  func selfContained() throws {
    let site = try TestSite()
    try site.record("a", ["标题": "\"<script>alert(1)</script>通知\""])
    for kind in FormKind.allCases {
      let html = try html(kind, site)
      #expect(!html.contains("<script") && !html.contains("<link") && !html.contains("src="))
      #expect(html.contains("@page { size: A4 portrait"))
      #expect(html.contains("&lt;script&gt;"))
    }
  }

  @Test("golden: the sheet of an approved document and the form of a draft")
  func golden() throws {
    let site = try TestSite()
    try site.record(
      "a",
      [
        "标题": "关于转发公文处理办法的通知", "发文字号": "云府办发〔2026〕3号", "主送机关": "各科室", "抄送机关": "市档案馆", "文种": "通知",
        "紧急程度": "平件", "拟稿人": "辛某",
      ])
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    for kind in FormKind.allCases {
      let dossier = try site.open(.reading).dossier(RecordID(rawValue: "a"), asOf: FormTests.today)
      let bytes = try ReviewForm(kind, dossier).html()
      let file = folder.appending(path: "\(kind.rawValue).html")
      if ProcessInfo.processInfo.environment["GONGKAI_GOLDEN"] == "write" { try Data(bytes).write(to: file) }
      #expect(try Data(contentsOf: file) == Data(bytes))
    }
  }
}
