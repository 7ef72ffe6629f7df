import Foundation
import Support
import Testing

@Suite("where a person may have a file written")
struct OutputPlaceTests {
  /// Every verb that writes a file where a person says.
  private static let verbs: [[String]] = [
    ["review", "register", "--output"], ["review", "form", "a", "--kind", "审查审批表", "--output"],
    ["report", "deadlines", "--output"], ["report", "units", "--output"],
    ["coverage", "--format", "html", "--output"], ["ledger", "export", "--to"],
  ]

  private func site() throws -> TestSite {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.write("attachments/a.txt", "附件")
    return site
  }

  private func bytes(_ path: String) -> Data? { FileManager.default.contents(atPath: path) }

  @Test("never a file of the site, or one in its folders", arguments: verbs)
  func siteFiles(verb: [String]) throws {
    let site = try site()
    let names = [
      "ledger.sqlite", "ledger.sqlite-wal", "site.yaml", "reviewers.yaml", "catalogue.yaml", "console.sqlite",
      ".ledger.memory", "records/a.md", "records/b.md", "attachments/a.txt", "documents/x/y.html", "registers/x.csv",
      "templates/layout.mustache",
    ]
    for name in names {
      let before = bytes("\(site.path)/\(name)")
      let refused = try Command(verb + ["\(site.path)/\(name)", "--site", site.path])
      #expect(refused.status == 2 && refused.error.contains("[internal.in-site]"), "\(name): \(refused.error)")
      #expect(bytes("\(site.path)/\(name)") == before, "\(name)")
    }
    #expect(try Command(["ledger", "verify", "--site", site.path]).status == 0)
    let written = try Command(verb + ["\(site.root)/报表", "--site", site.path])
    #expect(written.status == 0 && bytes("\(site.root)/报表")?.isEmpty == false, "\(written.error)")
  }

  @Test("never a link, a device or a folder; nor a path that names no file", arguments: verbs)
  func otherThings(verb: [String]) throws {
    let site = try site()
    #expect(symlink("\(site.path)/site.yaml", "\(site.root)/link") == 0)
    #expect(mkfifo("\(site.root)/pipe", 0o600) == 0)
    for path in ["\(site.root)/link", "\(site.root)/pipe", site.root, "\(site.root)/x/"] {
      let refused = try Command(verb + [path, "--site", site.path])
      #expect(refused.status == 2 && refused.error.contains("[file.unwritable]"), "\(path): \(refused.error)")
    }
    let missing = try Command(verb + ["\(site.root)/没有/x", "--site", site.path])
    #expect(missing.status == 2 && missing.error.contains("没有这个文件或文件夹"))
    let empty = try Command(verb + ["", "--site", site.path])
    #expect(empty.status == 64 && empty.error.contains("路径是空的"), "\(empty.error)")
  }

  @Test("the ledger's export may take its own place, of its own site")
  func export() throws {
    let site = try site()
    #expect(try Command(["ledger", "export", "--site", site.path]).status == 0)
    #expect(try Command(["ledger", "export", "--to", "\(site.path)/ledger.jsonl", "--site", site.path]).status == 0)
    let other = try self.site()
    let refused = try Command(["ledger", "export", "--to", "\(other.path)/ledger.jsonl", "--site", site.path])
    #expect(refused.status == 2 && refused.error.contains("[internal.in-site]"))
  }

  @Test("a site without a ledger exports nothing, and can begin one afterwards")
  func emptyExport() throws {
    let site = try TestSite()
    try site.record("a")
    let refused = try Command(["ledger", "export", "--site", site.path])
    #expect(refused.status == 2 && refused.error.contains("还没有台账"))
    #expect(bytes("\(site.path)/ledger.jsonl") == nil)
    #expect(try Command(["review", "submit", "a", "--as", "drafter", "--site", site.path]).status == 0)
  }

  @Test("a backup or a masked copy goes into no published site and no folder of a site")
  func copies() throws {
    let site = try site()
    try site.publish()
    for place in ["\(site.output)/l.sqlite", "\(site.output)/news/l.sqlite", "\(site.path)/attachments/l.sqlite"] {
      let refused = try Command(["ledger", "backup", place, "--site", site.path])
      #expect(refused.status == 2 && refused.error.contains("[internal.in-"), "\(refused.error)")
      #expect(bytes(place) == nil)
    }
    for folder in [site.output, "\(site.path)/records"] {
      let refused = try Command(["screen", "\(site.path)/records/a.md", "--mask", folder])
      #expect(refused.status == 2 && refused.error.contains("[internal.in-"), "\(refused.error)")
    }
    // What is called like a backup under way is somebody's.
    try site.write("../l.sqlite.partial", "别人的")
    #expect(try Command(["ledger", "backup", "\(site.root)/l.sqlite", "--site", site.path]).status == 0)
    #expect(bytes("\(site.root)/l.sqlite.partial") == Data("别人的".utf8))
  }

  @Test(
    "an empty path is told as one",
    arguments: [
      ["init", ""], ["check", "--site", ""], ["check", "--site="], ["verify", ""], ["ledger", "backup", ""],
      ["screen", ""], ["publish", "--output", ""], ["publish", "--templates", ""],
    ])
  func emptyPaths(arguments: [String]) throws {
    let site = try TestSite()
    let refused = try Command(arguments, in: site.root)
    #expect(refused.status == 64 && refused.error.contains("路径是空的"), "\(refused.error)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: site.root) == ["site"])
  }
}
