import Foundation
import Publishing
import Records
import Review
import Support
import Testing
import Values

/// Two whole sites, file by file. The files under Golden/ are written anew by
/// `GONGKAI_GOLDEN=write swift test --filter GoldenSiteTests`, and reviewed as a diff.
@Suite("A golden site")
struct GoldenSiteTests {
  /// Every column that has a form of its own, two formats, related records, withdrawals.
  private func office() throws -> TestSite {
    let site = try TestSite(
      settings: "ICP备案号: 蜀ICP备00000000号-1\n上级政府: {名称: 云川市人民政府, 网址: 'https://www.yunchuan.example/'}\n")
    try site.write(
      "records/领导.csv",
      "\u{FEFF}标识,标题,栏目,可否公开,公开载体,承办科室,生成日期,姓名,职务,分工\r\nl1,主任陈某,1.2,主动公开,政府网站,人事科,2026-01-01,陈某,主任,\"主持全面工作,\n分管文电\"\r\n"
    )
    try site.write(
      "records/科室.csv",
      "标识,标题,栏目,可否公开,公开载体,承办科室,生成日期,联系电话,负责人\nw,文书科,1.3,主动公开,政府网站,文书科,2026-01-01,0830-5550001,李某\n")
    try site.write(
      "records/链接.csv",
      "标识,标题,栏目,可否公开,公开载体,承办科室,生成日期,网址,链接分组\ng,国务院办公厅,4.2.3,主动公开,政府网站,文书科,2026-01-01,https://www.gov.cn/,国务院办公厅\n")
    let law = ["栏目": "\"2.4\"", "效力位阶": "规范性文件", "相关性": "公文处理"]
    try site.record(
      "办法", law.merging(["发文字号": "云府办发〔2026〕1号"]) { $1 },
      body: "## 第一章 总则\n\n**“重点”**内容。\n\n| 甲 | 乙 |\n| :-: | --: |\n| 1 | 2 |\n")
    try site.record("旧办法", law.merging(["有效性": "废止", "废止日期": "2026-01-31"]) { $1 })
    try site.record("新办法", law.merging(["替代": "[旧办法]"]) { $1 })
    try site.record("解读", ["栏目": "\"2.5\"", "关联": "[办法]"])
    try site.write("attachments/表.csv", "甲,乙\n")
    try site.record("附件", ["附件": "[表.csv]"], body: "见[附表](表.csv)。<script>alert(1)</script>\n")
    try site.record("误发")
    try site.approve()
    try site.publish()
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "误发")], kind: .mistake, reason: "误发", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    try site.publish()
    return site
  }

  /// A site under a base path, with nothing but one list of two pages.
  private func list() throws -> TestSite {
    let site = try TestSite()
    try site.write("site.yaml", TestSite.settings.replacingOccurrences(of: "基础路径: /", with: "基础路径: /zfxxgk/"))
    for index in 1...21 { try site.record("第\(index)期", ["生成日期": "2026-02-\(index < 10 ? "0" : "")\(index)"]) }
    try site.approve()
    try site.publish()
    return site
  }

  @Test("of an office with every kind of page")
  func officeSite() throws { try compare(office(), "office") }

  @Test("of one list under a base path")
  func listSite() throws { try compare(list(), "list") }

  private func compare(_ site: TestSite, _ name: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
    let pages = try site.files().filter { $0.key.hasSuffix(".html") }.mapValues(steady)
    if ProcessInfo.processInfo.environment["GONGKAI_GOLDEN"] == "write" {
      try? FileManager.default.removeItem(at: folder)
      for (path, text) in pages {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
    }
    var expected: [String: String] = [:]
    for case let file as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) ?? .init() {
      guard file.pathExtension == "html" else { continue }
      let path = String(file.path.dropFirst(folder.path.count + 1))
      expected[path] = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
    #expect(pages.keys.sorted() == expected.keys.sorted())
    for (path, text) in pages { #expect(text == expected[path], "\(path)") }
  }

  /// The page with the day and minute of the test's own approvals taken out.
  private func steady(_ bytes: [UInt8]) -> String {
    var text = String(decoding: bytes, as: UTF8.self)
    for days in -1...1 {
      let day = Moment.now().day.adding(days: days)
      text = text.replacingOccurrences(of: day.chinese, with: "〔发布日〕")
      while let range = text.range(of: "\(day) [0-9]{2}:[0-9]{2}", options: .regularExpression) {
        text.replaceSubrange(range, with: "〔发布时刻〕")
      }
      text = text.replacingOccurrences(of: day.description, with: "〔发布日〕")
    }
    return text
  }
}
