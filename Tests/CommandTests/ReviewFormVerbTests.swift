import Foundation
import Support
import Testing
import Values

@Suite("register, reassess, form, keep, queue --findings, screen --live")
struct ReviewFormVerbTests {
  /// A published sample of GB 11643.
  private static let number = "11010519491231002X"

  private func run(_ arguments: String..., at site: TestSite) throws -> Command {
    try Command(arguments + ["--site", site.path])
  }

  @Test("register lists in three forms and by day, reassess sets the next day")
  func register() throws {
    let site = try TestSite()
    try site.record("a", ["可否公开": "不予公开", "不公开理由": "N5 内部管理"])
    try site.approve()
    let today = Moment.now().day
    let later = today.adding(months: 12)
    #expect(try run("review", "register", at: site).out.contains("N5 内部事务信息"))
    let json = try JSON(reading: run("review", "register", "--format", "json", at: site).out.utf8)
    #expect(json["entries"]?.elements?.first?["next"] == .string("\(later)"))
    #expect(json["entries"]?.elements?.first?["article"] == "条例第十六条第一款")
    #expect(json["due"] == 0)
    let csv = try run("review", "register", "--due", "--as-of", "\(later)", "--format", "csv", at: site).out
    #expect(csv.hasPrefix("\u{FEFF}标识,标题,") && csv.contains("N5"))
    let arguments = ["review", "reassess", "a", "--outcome", "维持", "--reason", "没有变化", "--site", site.path, "--as"]
    #expect(try Command(arguments + ["signer"]).status == 2)
    #expect(try Command(arguments + ["office"]).status == 0)
    let unknown = try run("review", "reassess", "a", "--outcome", "公开", "--reason", "x", "--as", "office", at: site)
    #expect(unknown.status == 64)
    #expect(try run("review", "register", at: site).out.contains("\(today) 维持"))
    #expect(
      try run("review", "register", "--as-of", "\(today.adding(days: -1))", at: site).out.contains("共 0 条"))
  }

  @Test("internal papers are never written into a published site")
  func inside() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    #expect(try run("publish", "--output", site.output, at: site).status == 0)
    for arguments in [["register"], ["form", "--kind", "发文稿纸", "a"]] {
      let refused = try Command(["review"] + arguments + ["--output", "\(site.output)/x.html", "--site", site.path])
      #expect(refused.status == 2)
      #expect(refused.error.contains("[internal.in-output]"))
      let written = try Command(["review"] + arguments + ["--output", "\(site.root)/x.html", "--site", site.path])
      #expect(written.status == 0)
    }
    #expect(try Command(["verify", site.output]).status == 0)
    #expect(try run("review", "form", "--kind", "稿纸", "a", at: site).status == 64)
    #expect(try run("review", "form", "--kind", "发文稿纸", "没有", at: site).status == 2)
  }

  @Test("submit asks about 上交, --keep answers, and an answer in bulk is refused")
  func route() throws {
    let site = try TestSite()
    try site.record("a", ["标题": "应急预案"])
    try site.record("b", ["标题": "常务会议"])
    let asked = try run("review", "submit", "a", "--as", "drafter", at: site)
    #expect(asked.status == 0)
    #expect(asked.error.contains("gongkai review keep a --reason") && asked.error.contains("[route.suggested]"))
    #expect(try run("check", at: site).out.contains("[route.suggested]"))
    let answered = try run("review", "submit", "b", "--keep", "由本办公开", "--as", "drafter", at: site)
    #expect(answered.status == 0 && !answered.error.contains("route.suggested"))
    #expect(try run("review", "keep", "a", "--reason", "由本办公开", "--as", "drafter", at: site).status == 0)
    #expect(try !run("check", at: site).out.contains("[route.suggested]"))
    #expect(try run("review", "submit", "--all", "--keep", "x", "--as", "drafter", at: site).status == 64)
  }

  @Test("queue and show print the command that waives, and it works as printed")
  func command() throws {
    let site = try TestSite()
    try site.record("名 单", body: "身份证\(Self.number)\n")
    try site.submit()
    let queue = try run("review", "queue", "--findings", at: site).out
    #expect(queue.contains("筛查 1 项未豁免"))
    let line = try #require(queue.split(separator: "\n").first { $0.contains("豁免：") })
    let command = String(line.split(separator: "：", maxSplits: 1)[1])
    #expect(command.hasPrefix("gongkai review waive '名 单' --finding "))
    #expect(try run("review", "show", "名 单", at: site).out.contains(command))
    #expect(try run("check", at: site).out.contains(command))
    let typed = command.replacing("gongkai", with: "'\(Command.program)'").replacing("保密审查员账号", with: "secrecy")
    let waived = try Command(["-c", "\(typed) --site '\(site.path)'"], launching: "/bin/sh")
    #expect(waived.status == 0, "\(waived.error)")
    #expect(try !run("review", "queue", at: site).out.contains("未豁免"))
  }

  @Test("screen --live finds nothing on a site that was screened by these rules")
  func live() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    let live = try run("screen", "--live", "--format", "json", at: site)
    #expect(live.status == 0)
    let json = try JSON(reading: live.out.utf8)
    #expect(json["live"] == 1 && json["rescreened"] == 0 && json["held"]?.elements?.isEmpty == true)
    #expect(try Command(["screen"]).status == 64)
    #expect(try Command(["screen", "--live", "x"]).status == 64)
  }
}
