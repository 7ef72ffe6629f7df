import Foundation
import Support
import Testing
import Values

/// What founds a ledger, and what doesn't: who and what the files propose is in force for good from then on.
@Suite("An act that is refused founds no ledger")
struct FoundingTests {
  private func run(_ arguments: String..., at site: TestSite) throws -> Command {
    try Command(arguments + ["--site", site.path])
  }

  private func events(_ site: TestSite) throws -> Int {
    try run("review", "log", at: site).out.split(separator: "\n").count
  }

  @Test("whoever acts, and whatever refuses it")
  func refused() throws {
    let site = try TestSite()
    try site.record("a", ["标题": ""])
    for act in [
      ["submit", "--all", "--as", "drafter"], ["submit", "--all", "--as", "nobody"],
      ["decide", "x", "--step", "科室审核", "--agree", "--as", "head"],
      ["decide", "--all", "--step", "科室审核", "--agree", "--as", "head"],
      ["revoke", "x", "--step", "提交", "--reason", "有误", "--as", "drafter"],
      ["withdraw", "x", "--kind", "紧急撤下", "--reason", "有误", "--as", "secrecy"],
      ["waive", "x", "--finding", "f", "--reason", "可以公开", "--as", "secrecy"],
    ] {
      let refused = try Command(["review"] + act + ["--site", site.path])
      #expect(refused.status == (act.contains("x") || act[0] == "submit" ? 2 : 0), "\(act): \(refused.error)")
      #expect(try events(site) == 0, "\(act)")
    }
    #expect(try run("people", "apply", "--as", "drafter", at: site).status == 2)
    #expect(try run("policy", "apply", "--as", "drafter", at: site).status == 2)
    #expect(try events(site) == 0)
    // One of several that is done is enough.
    try site.record("b")
    #expect(try run("review", "submit", "--all", "--as", "drafter", at: site).status == 1)
    #expect(try events(site) == 2)
  }

  @Test("a publication neither, which leaves no folder for its output")
  func publication() throws {
    let site = try TestSite()
    try site.write("templates/record.mustache", "{{#页}}")
    let output = "\(site.root)/下/层/public"
    let refusals = [
      ["--output", output], ["--output", output, "--as", "admin"], ["--output", output, "--as", "nobody"],
      ["--output", "\(site.path)/public"], ["--output", "\(site.path)/site.yaml"],
    ]
    for arguments in refusals {
      let refused = try Command(["publish", "--templates", TestSite.templates, "--site", site.path] + arguments)
      #expect(refused.status == 2, "\(arguments): \(refused.error)")
      #expect(try events(site) == 0, "\(arguments)")
    }
    try site.remove("templates/record.mustache")
    try site.write("site.yaml", TestSite.settings.replacingOccurrences(of: "0830-5550000", with: "待填写"))
    let sample = try run("publish", "--output", output, at: site)
    #expect(sample.status == 2 && sample.error.contains("[site.sample]"), "\(sample.error)")
    #expect(try events(site) == 0)
    #expect(!FileManager.default.fileExists(atPath: "\(site.root)/下"))
    try site.write("site.yaml", TestSite.settings)
    #expect(try run("publish", "--output", output, at: site).status == 0)
    #expect(try events(site) == 2)
  }

  @Test("so that people are who reviewers.yaml names at the first act; later on, who may change them is told")
  func people() throws {
    let site = try TestSite()
    #expect(try run("people", "apply", "--as", "nobody", at: site).status == 2)
    try site.write("reviewers.yaml", TestSite.people.replacingOccurrences(of: "账号: admin", with: "账号: lisi"))
    let applied = try run("people", "apply", "--as", "lisi", at: site)
    #expect(applied.status == 0 && applied.out.contains("人员变更已生效"), "\(applied.error)")
    #expect(try events(site) == 1)
    #expect(try run("people", "apply", "--as", "lisi", at: site).out.contains("人员没有变化"))
    try site.write("reviewers.yaml", TestSite.people)
    for account in ["admin", "zhangsan"] {
      let unknown = try run("people", "apply", "--as", account, at: site)
      #expect(unknown.status == 2 && unknown.error.contains("管理员(台账中现有的是「lisi」)"), "\(unknown.error)")
    }
    #expect(try run("people", "apply", "--as", "lisi", at: site).status == 0)
    #expect(try run("people", "apply", "--as", "admin", at: site).status == 0)
  }

  @Test("The people of a new site publish nothing until they are named; once they are in force the way out is told")
  func samplePeople() throws {
    let site = try TestSite()
    let fresh = "\(site.root)/fresh"
    func run(_ arguments: String...) throws -> Command { try Command(arguments + ["--site", fresh]) }
    #expect(try Command(["init", fresh]).status == 0)
    try Data(TestSite.settings.utf8).write(to: URL(fileURLWithPath: "\(fresh)/site.yaml"))
    let sample = try String(contentsOfFile: "\(fresh)/reviewers.yaml", encoding: .utf8)
    let named = sample.split(separator: "\n").enumerated().map { number, line in
      line.replacingOccurrences(of: "待填写", with: "某人\(number)")
    }.joined(separator: "\n")
    func write(_ people: String) throws {
      try Data(people.utf8).write(to: URL(fileURLWithPath: "\(fresh)/reviewers.yaml"))
    }
    let refused = try run("publish", "--output", site.output)
    #expect(refused.status == 2 && refused.error.contains("/reviewers.yaml:3:"), "\(refused.error)")
    #expect(refused.error.contains("admin、drafter、head、office、secrecy、signer"), "\(refused.error)")
    try write(named)
    #expect(try !run("check").error.contains("site.sample"))
    try write(sample)
    #expect(try run("people", "apply", "--as", "admin").status == 0)
    try write(named)
    #expect(try run("check").error.contains("管理员(现有的是「admin」)执行 gongkai people apply"))
    #expect(try run("publish", "--output", site.output).status == 2)
    #expect(try run("people", "apply", "--as", "admin").status == 0)
    #expect(try run("publish", "--output", site.output).status == 1)
  }

  @Test("A rehearsal foretells what refuses a publication, with the same status, and tells a withdrawal")
  func rehearsal() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    func publish(_ arguments: [String]) throws -> Command {
      try Command(["publish", "--site", site.path, "--templates", TestSite.templates] + arguments)
    }
    try site.write("templates/record.mustache", "{{#页}}")
    try Data().write(to: URL(fileURLWithPath: "\(site.root)/file"))
    try FileManager.default.createDirectory(atPath: "\(site.root)/foreign/x", withIntermediateDirectories: true)
    for (arguments, code) in [
      (["--output", site.output], "template."), (["--output", site.path], "publish.output"),
      (["--output", "\(site.root)/file"], "publish.output"), (["--output", "\(site.root)/foreign"], "publish.output"),
      (["--output", site.output, "--as", "nobody"], "person.unknown"),
      (["--output", site.output, "--as", "admin"], "person.role"),
    ] {
      let dry = try publish(arguments + ["--dry-run"])
      #expect(dry.status == 2 && dry.out.contains("会拒绝发布"), "\(arguments): \(dry.out)")
      #expect(dry.error.contains("[\(code)"), "\(arguments): \(dry.error)")
      #expect(try publish(arguments).status == 2, "\(arguments)")
    }
    try site.remove("templates/record.mustache")
    #expect(try publish(["--output", site.output]).status == 0)
    let decided = try run(
      "review", "withdraw", "a", "--kind", "发布有误", "--reason", "有误", "--as", "office", at: site)
    #expect(decided.status == 0, "\(decided.error)")
    let dry = try publish(["--output", site.output, "--dry-run", "--format", "json"])
    let json = try JSON(reading: dry.out.utf8)
    #expect(json["withdrawn"]?.elements?.count == 1 && json["changed"] == true, "\(dry.out)")
  }
}
