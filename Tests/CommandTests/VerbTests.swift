import Foundation
import Support
import Testing
import Values

/// The command line, driven as a process: texts, machine forms, exit statuses.
@Suite("The command")
struct VerbTests {
  private func run(_ arguments: String..., at site: TestSite) throws -> Command {
    try Command(arguments + ["--site", site.path])
  }

  @Test("explains itself in Chinese, and says 64 to wrong usage")
  func help() throws {
    let help = try Command(["--help"])
    #expect(help.status == 0)
    for text in ["用法:", "publish", "把已批准的信息发布成网站", "命令:"] { #expect(help.out.contains(text), "\(text)") }
    #expect(!help.out.contains("USAGE"))
    #expect(try Command(["publsh"]).status == 64)
    #expect(try Command(["review", "submit", "--as", "x"]).status == 64)
    #expect(try Command(["publish", "--as-of", "昨天"]).status == 64)
    let decide = try Command(["review", "decide", "--all", "--step", "批准", "--as", "x"])
    #expect(decide.status == 64)
    #expect(decide.error.contains("--agree"))
  }

  @Test("takes a record from draft to the site and says so at each step")
  func thread() throws {
    let site = try TestSite()
    try site.record("a")
    try site.record("b", ["标题": ""])
    let first = try run("check", "--format", "json", at: site)
    #expect(first.status == 1)
    let json = try JSON(reading: first.out.utf8)
    #expect(json["items"]?.elements?.count == 2)
    #expect(json["items"]?.elements?[0]["id"] == "a")
    #expect(json["items"]?.elements?[0]["live"] == "none")
    #expect(json["items"]?.elements?[0]["pending"] == "draft")
    #expect(json["items"]?.elements?[0]["reasons"]?.elements?[0]["code"] == "review.not-submitted")
    #expect(json["items"]?.elements?[1]["reasons"]?.elements?[0]["line"] == 1)
    #expect(try run("review", "submit", "--all", "--as", "drafter", at: site).status == 1)
    for (step, account) in [("科室审核", "head"), ("保密审查", "secrecy"), ("批准", "signer")] {
      let act = try run("review", "decide", "--all", "--step", step, "--agree", "--as", account, at: site)
      #expect(act.status == 0)
      #expect(act.out.contains("同意 1 条"))
    }
    let dry = try run("publish", "--dry-run", "--output", site.output, at: site)
    #expect(dry.out.contains("将公开 1 条"))
    #expect(!FileManager.default.fileExists(atPath: site.output))
    let publish = try run("publish", "--output", site.output, at: site)
    #expect(publish.status == 1)
    #expect(publish.out.contains("已公开 1 条(其中新公开 1 条，撤下 0 条)，卡住 1 条"))
    #expect(publish.out.contains("[record.invalid]"))
    let verify = try Command(["verify", site.output, "--site", site.path])
    #expect(verify.status == 0)
    #expect(verify.out.contains("没有发现问题"))
    let shown = try run("review", "show", "a", "--format", "json", at: site)
    #expect(try JSON(reading: shown.out.utf8)["live"] == "published")
    #expect(try run("review", "log", "a", at: site).out.split(separator: "\n").count == 5)
  }

  @Test("decides one record with the digest that show prints, and refuses another")
  func digest() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    let short = try #require(
      try JSON(reading: try run("review", "show", "a", "--format", "json", at: site).out.utf8)["short"]?.text)
    let stale = try run(
      "review", "decide", "a", "--step", "科室审核", "--agree", "--as", "head", "--digest", "0123456789ab", at: site)
    #expect(stale.status == 2)
    #expect(stale.error.contains("[review.content-changed]"))
    #expect(
      try run("review", "decide", "a", "--step", "科室审核", "--agree", "--as", "head", "--digest", short, at: site).status
        == 0)
    #expect(try run("review", "queue", "--as", "secrecy", at: site).out.contains("待办 1 条"))
    #expect(try run("review", "queue", "--as", "head", at: site).out.contains("待办 0 条"))
    #expect(try run("review", "revoke", "a", "--step", "科室审核", "--reason", "再看", "--as", "head", at: site).status == 0)
  }

  @Test(
    "goes on by the ledger where a file that only proposes can't be read",
    arguments: ["reviewers.yaml", "catalogue.yaml"])
  func badProposals(_ file: String) throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.write(file, "域名称: [\n")
    let publish = try run("publish", "--output", site.output, at: site)
    #expect(publish.status == 1 && publish.error.contains("\(site.path)/\(file):"), "\(publish.error)")
    #expect(try site.open().state().records.values.contains { $0.live != nil })
    let verb = file == "catalogue.yaml" ? "policy" : "people"
    #expect(try run(verb, "apply", "--as", "admin", at: site).status == 2)
  }

  @Test("refuses a bad site.yaml with every fault, and leaves the published site", arguments: ["site.yaml"])
  func badSettings(_ file: String) throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    let before = try site.files()
    try site.write(file, "域名称: [\n")
    let publish = try run("publish", "--output", site.output, at: site)
    #expect(publish.status == 2)
    #expect(publish.error.contains("\(site.path)/\(file):"))
    #expect(try site.files() == before)
    try site.write(file, "站点名: x\n")
    #expect(try run("publish", "--output", site.output, at: site).status == 2)
    #expect(try site.files() == before)
  }

  @Test("moves a ledger: export, restore, verify, backup; never below a published folder")
  func ledger() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    #expect(try run("ledger", "export", at: site).status == 0)
    #expect(try run("ledger", "export", "--to", "\(site.output)/ledger.jsonl", at: site).status == 2)
    #expect(try run("ledger", "restore", at: site).status == 2)
    #expect(try run("ledger", "verify", "--head", site.output, at: site).status == 0)
    #expect(try run("ledger", "backup", "\(site.root)/b.sqlite", at: site).status == 0)
    let before = try site.files()
    site.removeLedger()
    let restore = try run("ledger", "restore", "--output", site.output, at: site)
    #expect(restore.status == 0)
    #expect(restore.out.contains("已从 ledger.jsonl 恢复台账"))
    let publish = try run("publish", "--output", site.output, "--as-of", "2026-12-01", at: site)
    #expect(publish.out.contains("与上次发布相同"))
    #expect(try site.files() == before)
  }

  @Test("withdraws in an emergency at once, and asks for a second person")
  func emergency() throws {
    let site = try TestSite()
    try site.record("a", body: "泄露的正文\n")
    try site.approve()
    try site.publish()
    #expect(try withdraw("a", at: site).status == 0)
    #expect(try site.places(of: "泄露的正文") == [])
    #expect(try run("check", at: site).error.contains("[withdrawn.unconfirmed]"))
    #expect(try run("review", "withdraw", "a", "--confirm", "--as", "secrecy", at: site).status == 2)
    #expect(try run("review", "withdraw", "a", "--confirm", "--as", "signer", at: site).status == 0)
    #expect(try run("review", "expunge", "a", "--reason", "泄密", "--as", "signer", at: site).status == 0)
    #expect(try run("review", "expunge", "a", "--reason", "泄密", "--as", "signer", at: site).status == 2)
    #expect(try run("review", "expunge", "a", "--reason", "泄密", "--as", "secrecy", at: site).status == 0)
    #expect(try run("ledger", "verify", at: site).status == 0)
    let database = try Data(contentsOf: URL(fileURLWithPath: "\(site.path)/ledger.sqlite"))
    #expect(database.range(of: Data("泄露的正文".utf8)) == nil)
  }

  /// A published site of two records, a and b, that carry the same file.
  private func sharing() throws -> TestSite {
    let site = try TestSite()
    try site.write("attachments/x.txt", "泄露的名单\n")
    for id in ["a", "b"] { try site.record(id, ["附件": "[x.txt]"]) }
    try site.approve()
    try site.publish()
    return site
  }

  private func withdraw(_ id: String, at site: TestSite) throws -> Command {
    try run(
      "review", "withdraw", id, "--kind", "紧急撤下", "--reason", "泄密", "--as", "secrecy", "--output", site.output,
      at: site)
  }

  @Test("says so while bytes that were withdrawn in an emergency are out with another record, and no longer than that")
  func sharedLeak() throws {
    let site = try sharing()
    let first = try withdraw("a", at: site)
    #expect(first.status == 1)
    #expect(first.error.contains("「b」仍在网站上"))
    let second = try withdraw("b", at: site)
    #expect(second.status == 0)
    #expect(!second.error.contains("仍在网站上"))
    #expect(try site.places(of: "泄露的名单") == [])
  }

  @Test("says of a publication that takes the bytes away that they are gone")
  func sharedLeakReplaced() throws {
    let site = try sharing()
    #expect(try withdraw("a", at: site).status == 1)
    try site.record("b")
    try site.approve(only: ["b"])
    let publish = try run("publish", "--output", site.output, at: site)
    #expect(publish.status == 0)
    #expect(!publish.error.contains("仍在网站上"))
    #expect(try site.places(of: "泄露的名单") == [])
  }

  @Test("says what is not there: a site, a record")
  func nowhere() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    let verify = try Command(["verify", "\(site.root)/nowhere"])
    #expect(verify.status == 2 && verify.out == "" && verify.error.contains("提示: "), "\(verify.error)")
    let unpublished = try Command(["verify", site.path])
    #expect(unpublished.status == 1 && unpublished.error.contains("manifest.json") && unpublished.error.contains("提示"))
    for verb in ["verify", "restore"] {
      let ledger = try Command(["ledger", verb, "--site", "\(site.root)/nowhere"])
      #expect(ledger.status == 2 && ledger.error.contains("[site.missing]"), "\(ledger.error)")
    }
    let log = try run("review", "log", "b", at: site)
    #expect(log.status == 2)
    #expect(log.error.contains("台账中没有记录「b」"))
    #expect(try run("review", "log", "a", at: site).status == 0)
  }

  @Test("says so when an emergency withdrawal could not reach the site")
  func emergencyElsewhere() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    func withdraw(_ extra: String...) throws -> Command {
      try Command(
        ["review", "withdraw", "a", "--kind", "紧急撤下", "--reason", "泄密", "--as", "signer", "--site", site.path] + extra)
    }
    let head = try site.open().state().head
    #expect(try withdraw("--output", site.output, "--templates", "\(site.root)/nowhere").status == 2)
    #expect(try site.open().state().head == head)
    let elsewhere = try withdraw("--output", "\(site.root)/elsewhere")
    #expect(elsewhere.status == 1)
    #expect(elsewhere.error.contains("网站没有更新") && elsewhere.error.contains("先从网站服务器上删去"))
    #expect(try withdraw("--output", site.output).status == 0)
    #expect(try site.page(of: "a") == nil)
  }

  @Test("checks the templates that a publication would refuse")
  func brokenTemplates() throws {
    let site = try TestSite()
    try site.record("a")
    #expect(try !run("check", at: site).error.contains("[template"))
    try site.write("templates/footer.mustache", "<p>{{#nav}}abc</p>\n")
    let check = try run("check", at: site)
    #expect(check.error.contains("footer.mustache:1") && check.error.contains("[template"), "\(check.error)")
  }

  @Test("publishes nothing where an emergency withdrawal was refused")
  func emergencyRefused() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    try site.record("b", body: "还没有公开\n")
    try site.approve(only: ["b"])
    let head = try site.open().state().head
    let refused = try run(
      "review", "withdraw", "aa", "--kind", "紧急撤下", "--reason", "泄密", "--as", "secrecy", "--output", site.output,
      at: site)
    #expect(refused.status == 2)
    #expect(!refused.error.contains("两个工作日"))
    #expect(try site.open().state().head == head)
    #expect(try site.places(of: "还没有公开") == [])
  }

  @Test("withdraws in an emergency while the working folder can't be read")
  func unreadableFolder() throws {
    let site = try TestSite()
    try site.record("a", body: "泄露的正文\n")
    try site.record("b", body: "留下的正文\n")
    try site.approve()
    try site.publish()
    try FileManager.default.moveItem(atPath: "\(site.path)/records", toPath: "\(site.path)/elsewhere")
    try FileManager.default.createSymbolicLink(atPath: "\(site.path)/records", withDestinationPath: "elsewhere")
    #expect(try run("publish", "--output", site.output, at: site).status == 2)
    _ = try run(
      "review", "withdraw", "a", "--kind", "紧急撤下", "--reason", "泄密", "--as", "secrecy", "--output", site.output,
      at: site)
    #expect(try site.places(of: "泄露的正文") == [])
    #expect(try !site.places(of: "留下的正文").isEmpty)
    // Nothing is urgent any more: the folder is put right first.
    #expect(try run("publish", "--output", site.output, at: site).status == 2)
  }

  @Test("withdraws in an emergency while reviewers.yaml and catalogue.yaml can't be read, and takes nothing from them")
  func unreadableProposals() throws {
    let site = try TestSite()
    try site.record("a", body: "泄露的正文\n")
    let reviewers = try String(contentsOfFile: "\(site.path)/reviewers.yaml", encoding: .utf8)
    try site.write("reviewers.yaml", "- 账号: [\n")
    // Nobody is known where no ledger was founded.
    #expect(try withdraw("a", at: site).error.contains("[reviewers.invalid]"))
    #expect(!FileManager.default.fileExists(atPath: "\(site.path)/ledger.sqlite"))
    try site.write("reviewers.yaml", reviewers)
    try site.approve()
    try site.publish()
    let state = try site.open().state()
    try site.write("reviewers.yaml", "- {账号: secrecy, 姓名: 甲, 岗位: 乙, 科室: 丙, 角色: [无]}\n")
    try site.write("catalogue.yaml", "删除: 3.7\n")
    for verb in [["people", "apply", "--as", "admin"], ["policy", "apply", "--as", "admin"]] {
      #expect(try Command(verb + ["--site", site.path]).status == 2, "\(verb)")
    }
    #expect(try run("check", at: site).status == 1)
    let act = try withdraw("a", at: site)
    #expect(act.status == 0)
    #expect(act.error.contains("reviewers.yaml:1:") && act.error.contains("人员和角色仍以台账为准"))
    #expect(act.error.contains("catalogue.yaml:1:") && act.error.contains("栏目仍以台账为准"))
    #expect(try site.places(of: "泄露的正文") == [])
    try site.write("reviewers.yaml", reviewers)
    try FileManager.default.removeItem(atPath: "\(site.path)/catalogue.yaml")
    let after = try site.open().state()
    #expect(after.people == state.people)
    #expect(after.policy == state.policy)
  }

  @Test("withdraws in an emergency while site.yaml can't be read, by the settings of the last publication")
  func unreadableSettings() throws {
    let site = try TestSite()
    for id in ["a", "b"] { try site.record(id, body: "泄露的正文\(id)\n") }
    try site.approve()
    #expect(try run("publish", "--output", site.output, at: site).status == 0)
    let settings = try String(contentsOfFile: "\(site.path)/site.yaml", encoding: .utf8)
    let head = try site.open().state().head
    try site.write("site.yaml", settings.replacingOccurrences(of: "基础路径: /", with: "基础路径: /别处/\n未知: 1"))
    let act = try withdraw("a", at: site)
    #expect(act.status == 0)
    #expect(act.error.contains("site.yaml") && act.error.contains("按上次发布时的站点设置办理"))
    #expect(try site.places(of: "泄露的正文a") == [])
    #expect(try !site.places(of: "泄露的正文b").isEmpty)
    #expect(try site.places(of: "/别处/") == [])
    #expect(try run("check", at: site).status == 2)

    // Without what was kept nothing can be done, and that is said.
    try FileManager.default.removeItem(atPath: "\(site.root)/.public.layout")
    let refused = try withdraw("b", at: site)
    #expect(refused.status == 2)
    #expect(refused.error.contains("紧急撤下没有办理，信息仍在网站上"))
    try site.write("site.yaml", settings)
    #expect(try site.open().state().head?.count ?? 0 > head?.count ?? 0)
    #expect(try !site.places(of: "泄露的正文b").isEmpty)
  }

  @Test("publishes and checks by the ledger while a leak is still out, though reviewers.yaml can't be read")
  func unreadableDuringLeak() throws {
    let site = try TestSite()
    try site.record("a", body: "泄露的正文\n")
    try site.approve()
    try site.publish()
    try site.write("reviewers.yaml", "- 账号: [\n")
    let astray = try run(
      "review", "withdraw", "a", "--kind", "紧急撤下", "--reason", "泄密", "--as", "secrecy", "--output",
      "\(site.root)/elsewhere", at: site)
    #expect(astray.status == 1)
    let check = try run("check", at: site)
    #expect(check.status == 1)
    #expect(check.error.contains("[reviewers.invalid]") && check.error.contains("人员和角色仍以台账为准"))
    #expect(try run("people", "apply", "--as", "admin", at: site).status == 2)
    let publish = try run("publish", "--output", site.output, at: site)
    #expect(publish.status == 1)
    #expect(publish.error.contains("[reviewers.invalid]"))
    #expect(try site.places(of: "泄露的正文") == [])
    // Nor does it stop what is not urgent: what is in force is in the ledger, and the fault is told each time.
    let again = try run("publish", "--output", site.output, at: site)
    #expect(again.status == 1 && again.error.contains("[reviewers.invalid]"))
    #expect(try run("review", "queue", at: site).status == 0)
  }

  @Test("scaffolds a site and a record that pass the check")
  func scaffold() throws {
    let site = try TestSite()
    let fresh = "\(site.root)/fresh"
    #expect(try Command(["init", fresh, "--name", "某县人民政府办公室"]).status == 0)
    #expect(try Command(["init", fresh]).status == 2)
    #expect(try Command(["new", "工作简报", "--title", "第1期简报", "--site", fresh]).status == 0)
    #expect(try Command(["new", "3", "--site", fresh]).error.contains("[column.not-leaf]"))
    let check = try Command(["check", "--site", fresh, "--format", "json"])
    // What nobody filled in yet is told, and keeps anything from being published.
    #expect(check.status == 1)
    let json = try JSON(reading: check.out.utf8)
    #expect(json["items"]?.elements?.count == 2)
    #expect(json["refusals"]?.elements?.compactMap { $0["code"]?.text } == ["site.sample", "site.sample"])
    #expect(json["refusals"]?.elements?.compactMap { $0["line"]?.integer } == [3, 3], "\(check.out)")
    #expect(
      json["refusals"]?.elements?.compactMap { $0["file"]?.text }
        == ["\(fresh)/site.yaml", "\(fresh)/reviewers.yaml"])
    let told =
      json["items"]?.elements?.flatMap { $0["reasons"]?.elements ?? [] }.compactMap { $0["message"]?.text } ?? []
    #expect(told.contains { $0.contains("「负责人」还没有填写") }, "\(told)")
    #expect(!FileManager.default.fileExists(atPath: "\(fresh)/ledger.sqlite"))
    let publish = try Command([
      "publish", "--site", fresh, "--output", "\(fresh)-public", "--templates", TestSite.templates,
    ])
    #expect(publish.status == 2 && publish.error.contains("统一社会信用代码"), "\(publish.error)")
    // Filled in, it goes out.
    let settings = try String(contentsOfFile: "\(fresh)/site.yaml", encoding: .utf8)
      .replacingOccurrences(of: "待填写", with: "有").replacingOccurrences(of: "www.example.invalid", with: "www.x.cn")
      .replacingOccurrences(of: "11000000000000000U", with: "11519900100000008K")
      .replacingOccurrences(of: "0000000000\"", with: "5199000001\"")
    try Data(settings.utf8).write(to: URL(fileURLWithPath: "\(fresh)/site.yaml"))
    let settled = try Command(["check", "--site", fresh])
    #expect(
      !settled.error.contains("site.yaml") && settled.error.contains("fresh/reviewers.yaml:3"), "\(settled.error)")
  }

  @Test("refuses an external entity with its line, and opens no file outside the site")
  func externalEntity() throws {
    let site = try TestSite()
    let secret = "\(site.root)/outside-secret.txt"
    try Data("站点之外的秘密\n".utf8).write(to: URL(fileURLWithPath: secret))
    try site.write("documents/b.md", "正文\n")
    try site.write(
      "documents/a.xml",
      "<?xml version=\"1.0\"?>\n<!DOCTYPE 公文 [\n<!ENTITY x SYSTEM \"file://\(secret)\">\n]>\n<公文><标题>&x;</标题><正文>b.md</正文></公文>\n"
    )
    let trace = "\(site.root)/trace.txt"
    let check = try Command(
      [
        "-f", "-e", "trace=open,openat,openat2", "-o", trace, Command.program, "check", "--format", "json", "--site",
        site.path,
      ],
      launching: "/usr/bin/strace")
    #expect(check.status == 1)
    let reasons = try JSON(reading: check.out.utf8)["items"]?.elements?[0]["reasons"]?.elements
    #expect(reasons?[0]["code"] == "record.invalid")
    #expect(reasons?[0]["line"] == 2)
    let opened = try String(contentsOfFile: trace, encoding: .utf8)
    #expect(opened.contains("a.xml"))
    #expect(!opened.contains("outside-secret"))
    #expect(!check.out.contains("站点之外的秘密"))
  }
}
