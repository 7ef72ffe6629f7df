import Foundation
import Records
import Review
import Support
import Testing

/// What a version must keep when it is put forward.
@Suite("A draft") struct DraftRuleTests {
  private func messages(_ site: TestSite, _ id: String) throws -> [String] {
    try site.assess(id)?.holds.filter { $0.code == "record.invalid" }.map(\.message) ?? []
  }

  @Test(
    "with a mistyped year is not put forward, and told at the field's line",
    arguments: [
      ("生成日期", "0226-11-20"), ("生成日期", "0001-01-01"), ("印发日期", "1026-01-05"), ("原发布日期", "0206-01-05"),
      ("定时发布", "0226-12-01"),
    ])
  func ancient(field: String, day: String) throws {
    let site = try TestSite()
    try site.record("a", [field: day])
    #expect(try messages(site, "a") == ["「\(field)」\(day) 早于 1949-10-01，年份像是写错了"])
    let place = try site.assess("a")?.holds.first?.place
    #expect(place?.line ?? 0 > 1)
    #expect(try site.submit().map(\.refusalCodes) == [["record.invalid"]])
  }

  @Test("with an 原发布日期 after today, or before it was formed, is not put forward")
  func impossibleOriginalDay() throws {
    let site = try TestSite()
    try site.record("a", ["原发布日期": "2099-01-01"])
    try site.record("b", ["原发布日期": "2026-01-04"])
    try site.record("c", ["原发布日期": "2026-01-06", "原网址": "/old/1.html"])
    let refused = try site.submit().filter { !$0.isDone }
    #expect(refused.map(\.record.rawValue) == ["a", "b"])
    #expect(refused.map(\.refusalCodes) == [["record.invalid"], ["record.invalid"]])
    #expect(try messages(site, "b") == ["「原发布日期」2026-01-04 早于「生成日期」2026-01-05"])
  }

  @Test("may tell of a law that is older than the republic", arguments: ["失效日期", "废止日期", "施行日期"])
  func oldLaw(field: String) throws {
    let site = try TestSite()
    try site.record("a", ["生成日期": "1949-10-01", field: field == "施行日期" ? "1935-01-01" : "1949-10-01"])
    #expect(try messages(site, "a") == [])
    #expect(
      try site.assess("a")?.warnings.map(\.code).filter { $0 == "field.day" } == (field == "施行日期" ? ["field.day"] : []))
    #expect(try site.submit().map(\.isDone) == [true])
  }

  @Test("changed after today is refused as one formed after today is")
  func future() throws {
    let site = try TestSite()
    try site.record("a", ["变更日期": "2099-01-01"])
    #expect(try messages(site, "a") == ["变更日期 2099-01-01 晚于今天(2026-12-01)"])
    #expect(try site.submit().map(\.refusalCodes) == [["record.invalid"]])
  }

  @Test("whose days can't all be is refused")
  func order() throws {
    let site = try TestSite()
    try site.record("never", ["定时发布": "2026-12-10", "公示截止": "2026-12-05"])
    try site.record("backwards", ["施行日期": "2026-03-01", "失效日期": "2026-02-01"])
    try site.record("fine", ["施行日期": "2026-03-01", "失效日期": "2031-03-01", "定时发布": "2026-12-05", "公示截止": "2026-12-05"])
    #expect(try messages(site, "never") == ["「定时发布」2026-12-10 晚于「公示截止」2026-12-05，这条信息永远不会公开"])
    #expect(try messages(site, "backwards") == ["「失效日期」2026-02-01 早于「施行日期」2026-03-01"])
    #expect(try messages(site, "fine") == [])
  }

  @Test("whose 正文 names an empty file is refused", arguments: ["", "\u{FEFF}\n  \n"])
  func emptyBody(text: String) throws {
    let site = try TestSite()
    try site.write("documents/正文.md", text)
    try site.write(
      "documents/a.xml",
      """
      <公文><标题>通知</标题><栏目>4.1.3</栏目><可否公开>主动公开</可否公开><公开载体>政府网站</公开载体>
      <承办科室>文书科</承办科室><生成日期>2026-01-05</生成日期><正文>正文.md</正文></公文>
      """)
    let found = try site.examine().assessments.flatMap(\.holds).filter { $0.code == "record.invalid" }
    #expect(found.map(\.message) == ["正文文件「documents/正文.md」是空的"])
  }

  @Test(
    "with an attachment that would be run is held",
    arguments: [
      "a.php", "a.PHP", "a.php.jpg", "a.asp;.jpg", "a.jsp", "a.aspx", "a.shtml", "a.cgi", "a.pl", "a.exe", "a.js",
      "a.bat",
    ])
  func executable(name: String) throws {
    let site = try TestSite()
    try site.write("attachments/\(name)", "文字\n")
    try site.record("a", ["附件": "[\"\(name)\"]"])
    try site.approve()
    let codes = try site.codes("a")
    #expect(codes.contains("attachment.executable"), "\(codes)")
  }

  @Test("with an ordinary attachment is not", arguments: ["a.txt", "表.2026.csv", "php.txt", "关于js的说明.md"])
  func ordinary(name: String) throws {
    let site = try TestSite()
    try site.write("attachments/\(name)", "文字\n")
    try site.record("a", ["附件": "[\"\(name)\"]"])
    try site.approve()
    #expect(try site.codes("a") == [])
  }

  @Test("whose Markdown would take minutes is refused at its line, in check and at submission")
  func costly() throws {
    let site = try TestSite()
    let count = 100_000
    let hostile =
      String(repeating: ">", count: count) + "a\n" + String(repeating: "[", count: count) + "\n"
      + String(repeating: "*a ", count: count)
    try site.record("a", body: "第一行\n\n" + hostile + "\n")
    let hold = try #require(try site.assess("a")?.holds.first { $0.code == "record.invalid" })
    #expect(hold.message == "正文不能转成网页:引用和列表嵌套超过 200 层；请减少嵌套。")
    let text = try String(contentsOfFile: "\(site.path)/records/a.md", encoding: .utf8)
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasPrefix(">>") }
    #expect(hold.place?.line == line.map { $0 + 1 })
    #expect(try site.submit().map(\.refusalCodes) == [["record.invalid"]])
  }

  @Test("tells each link and image that its page will leave out, with file and line")
  func links() throws {
    let site = try TestSite()
    try site.write("attachments/有.txt", "文字\n")
    try site.record("b")
    let body = """
      见[附表](附表.xlsx)和[有](有.txt)、[有](attachments/有.txt)、[有](../attachments/有.txt)、[乙](b)、[乙](../records-of/b)。

      ![流程图](../attachments/流程.png)和[外部](https://www.gov.cn/)，[脚本](javascript:alert(1))。
      """
    try site.record("a", ["附件": "[有.txt]"], body: body + "\n")
    func line(of word: String, in id: String = "a") throws -> Int? {
      try String(contentsOfFile: "\(site.path)/records/\(id).md", encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(word) }.map { $0 + 1 }
    }
    let told = try site.assess("a")?.warnings.filter { $0.code == "markup.link" } ?? []
    #expect(told.count == 4, "\(told)")
    #expect(told.map { $0.message.contains("附表.xlsx") } == [true, false, false, false])
    let (above, below) = try (line(of: "附表"), line(of: "脚本"))
    #expect(told.map { $0.place?.line } == [above, above, below, below])
    #expect(told.first?.place?.file.hasSuffix("records/a.md") == true)
    try site.record("html", body: "正文<b>粗</b>\n\n<a href=\"没有.pdf\">甲</a>\n")
    let inHTML = try site.assess("html")?.warnings.first { $0.code == "markup.link" }
    let named = try line(of: "没有.pdf", in: "html")
    #expect(inHTML?.place?.line == named)
    try site.record("withheld", ["可否公开": "不予公开", "不公开理由": "N5"])
    try site.record("hopeless", body: "见[不公开的](withheld)。\n")
    #expect(try site.assess("hopeless")?.warnings.contains { $0.code == "markup.link" } == true)
    try site.record("plain", body: "没有链接的正文[1]。\n")
    #expect(try site.assess("plain")?.warnings.contains { $0.code == "markup.link" } == false)
  }
}
