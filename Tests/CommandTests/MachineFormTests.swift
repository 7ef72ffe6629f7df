import Foundation
import Support
import Testing
import Values

/// The machine forms tell what the terminal does: who reads only them misses nothing.
@Suite("The machine forms")
struct MachineFormTests {
  private func run(_ arguments: String..., at site: TestSite) throws -> Command {
    try Command(arguments + ["--format", "json", "--site", site.path])
  }

  private func codes(_ command: Command, _ key: String = "notices") throws -> [String] {
    try JSON(reading: command.out.utf8)[key]?.elements?.compactMap { $0["code"]?.text } ?? []
  }

  @Test("check finds fault with templates that stop every publication, and with templates that are not there")
  func templates() throws {
    let site = try TestSite()
    #expect(try run("check", at: site).status == 0)
    try site.write("templates/record.mustache", "{{#页}}")
    let broken = try run("check", at: site)
    #expect(broken.status == 1)
    #expect(try codes(broken, "refusals").contains { $0.hasPrefix("template.") }, "\(broken.out)")
    let text = try Command(["check", "--site", site.path])
    #expect(text.status == 1 && text.error.contains("templates/record.mustache:1"), "\(text.error)")
    // A link in the folder can't be read.
    try site.remove("templates/record.mustache")
    #expect(symlink("/etc/hosts", "\(site.path)/templates/column.mustache") == 0)
    let unread = try run("check", at: site)
    #expect(unread.status == 1)
    #expect(try codes(unread, "refusals") == ["file"], "\(unread.out)")
  }

  @Test("check tells warnings of the settings, and that the ledger was restored; screening warnings by their line")
  func check() throws {
    let site = try TestSite()
    try site.write("site.yaml", TestSite.settings.replacingOccurrences(of: "行政级别: 设区的市", with: "行政级别: 火星"))
    try site.record("a", body: "正文。\n\nTODO 补数字\n")
    let check = try run("check", at: site)
    #expect(try codes(check).contains("site.invalid"), "\(check.out)")
    let item = try JSON(reading: check.out.utf8)["items"]?.elements?.first
    let warning = item?["warnings"]?.elements?.first { $0["code"] == "screening.draft-debris" }
    #expect(warning?["line"] == 12, "\(check.out)")
    #expect(warning?["file"]?.text == "\(site.path)/records/a.md", "\(check.out)")
    try site.submit()
    #expect(try Command(["ledger", "export", "--site", site.path]).status == 0)
    site.removeLedger()
    #expect(try codes(run("check", at: site)).contains("ledger.restored"))
  }

  @Test(
    "publish tells what refuses it, what it left out and what is to be said of it; reports tell what they leave out")
  func publication() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.record("b", ["生成日期": "昨天"])
    let publish = try run("publish", "--output", site.output, "--as-of", "2026-02-01", at: site)
    #expect(try codes(publish).contains("publish.as-of"), "\(publish.out)")
    #expect(try codes(publish, "refusals") == [])
    let refused = try run("publish", "--output", site.path, "--dry-run", at: site)
    #expect(refused.status == 2)
    #expect(try codes(refused, "refusals") == ["publish.output"] && !codes(refused).contains("publish.output"))
    let real = try run("publish", "--output", site.path, at: site)
    #expect(try real.status == 2 && codes(real, "refusals") == ["publish.output"], "\(real.out)")
    for report in ["units", "deadlines", "reminders"] {
      #expect(try codes(run("report", report, at: site)).contains("report.drafts-unread"), "\(report)")
    }
  }
}
