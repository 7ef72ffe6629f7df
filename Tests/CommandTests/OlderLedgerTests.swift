import Files
import Foundation
import Support
import Testing

/// Verbs beside a published site that the ledger at hand is older than.
@Suite("A verb beside a longer published site")
struct OlderLedgerTests {
  /// A published site; its ledger is gone, and an export from before the last publication is there, or none.
  private func site(hasExport: Bool) throws -> TestSite {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    if hasExport { #expect(try Command(["ledger", "export", "--site", site.path]).status == 0) }
    try site.record("b")
    try site.approve()
    try site.publish()
    site.removeLedger()
    return site
  }

  @Test("restores no older export and begins no ledger", arguments: [true, false])
  func refused(hasExport: Bool) throws {
    let site = try site(hasExport: hasExport)
    try site.record("c")
    for verb in [
      ["review", "submit", "c", "--as", "drafter"], ["check"], ["people", "apply", "--as", "admin"],
      ["review", "withdraw", "a", "--kind", "紧急撤下", "--reason", "泄密", "--as", "signer", "--output", site.output],
    ] {
      let run = try Command(verb + ["--site", site.path])
      #expect(run.status == 2, "\(verb)")
      #expect(run.error.contains("[ledger.rolled-back]"), "\(verb)")
    }
    #expect(!FileManager.default.fileExists(atPath: "\(site.path)/ledger.sqlite"))
    let check = try Command(["verify", site.output, "--site", site.path])
    #expect(check.status == 0)
    #expect(check.out.contains("未与台账核对"))
  }

  @Test("another office's site that lies beside is begun as ever")
  func neighbour() throws {
    let site = try site(hasExport: false)
    let other = "\(site.root)/other"
    try OutputFiles.makeFolder("\(other)/records")
    for name in ["site.yaml", "reviewers.yaml"] {
      try FileManager.default.copyItem(atPath: "\(site.path)/\(name)", toPath: "\(other)/\(name)")
    }
    try FileManager.default.copyItem(atPath: "\(site.path)/records/a.md", toPath: "\(other)/records/x.md")
    #expect(try Command(["review", "submit", "x", "--as", "drafter", "--site", other]).status == 0)
  }

  @Test("a restore is held against the site's own publication, and asks nobody to move that away")
  func compared() throws {
    let site = try site(hasExport: true)
    let own = try Command(["ledger", "restore", "--site", site.path], in: site.path)
    #expect(own.status == 2 && own.error.contains("「\(site.output)」") && !own.error.contains("移走"), "\(own.error)")
    let other = try TestSite()
    try other.record("x")
    try other.submit()
    #expect(try Command(["ledger", "export", "--site", other.path]).status == 0)
    other.removeLedger()
    let named = try Command(["ledger", "restore", "--site", other.path, "--output", site.output])
    #expect(named.status == 2 && named.error.contains("「\(site.output)」里没有这个站点的信息"), "\(named.error)")
    #expect(named.error.contains("用 --output 指明本站的网站"))
    // Another office's site in the folder where the command is run.
    #expect(try Command(["ledger", "restore", "--site", other.path], in: site.root).status == 0)
  }

  @Test("a ledger from before a publication takes nothing back, and no emergency nor what it does not know of")
  func beforePublication() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    try site.record("b")
    try site.approve()
    #expect(try Command(["ledger", "backup", "\(site.root)/old.sqlite", "--site", site.path]).status == 0)
    try site.publish()
    site.removeLedger()
    try FileManager.default.moveItem(atPath: "\(site.root)/old.sqlite", toPath: "\(site.path)/ledger.sqlite")
    let head = try site.open().state().head
    for place in [site.output, "\(site.root)/elsewhere"] {
      let emergency = try Command([
        "review", "withdraw", "a", "--kind", "紧急撤下", "--reason", "泄密", "--as", "signer", "--output", place, "--site",
        site.path,
      ])
      #expect(emergency.status == 2 && emergency.error.contains("[ledger.rolled-back]"))
      for told in ["紧急撤下没有办理", "先从网站服务器上删去", "须重新办理"] { #expect(emergency.error.contains(told)) }
      #expect(!emergency.error.contains("已记入台账"))
    }
    #expect(try site.open().state().head == head)
    for verb in [
      ["review", "revoke", "b", "--step", "批准", "--reason", "再核", "--as", "signer"],
      ["review", "withdraw", "b", "--kind", "紧急撤下", "--reason", "泄密", "--as", "signer", "--output", site.output],
      ["publish", "--dry-run", "--output", site.output],
    ] {
      let run = try Command(verb + ["--site", site.path])
      #expect(run.status == 2, "\(verb)")
      #expect(run.error.contains("[ledger.rolled-back]") && !run.error.contains("不在网站上"), "\(verb)")
    }
    let verified = try Command(["ledger", "verify", "--head", site.output, "--site", site.path])
    #expect(verified.status == 1)
    #expect(verified.error.contains("[ledger.rolled-back]"))
  }
}
