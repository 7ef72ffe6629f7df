import Foundation
import Support
import Testing
import Values

@Suite("screen, waive, coverage and report")
struct ScreenVerbTests {
  /// A published sample of GB 11643.
  private static let number = "11010519491231002X"

  @Test("screen tells where and what in three forms, never the number, and exits 1 where something blocks")
  func screen() throws {
    let site = try TestSite()
    try site.write("in/名单.csv", "姓名,身份证号\n张某,\(Self.number)\n")
    try site.write("in/干净.md", "正文\n")
    let json = try Command(["screen", "\(site.path)/in", "--format", "json"])
    #expect(json.status == 1)
    let files = try JSON(reading: json.out.utf8)["files"]?.elements ?? []
    #expect(files.map { $0["path"]?.text?.split(separator: "/").last } == ["名单.csv", "干净.md"])
    let found = files.first?["findings"]?.elements ?? []
    #expect(found.compactMap { $0["detector"]?.text } == ["personal-table", "resident-id"])
    #expect(found.allSatisfy { $0["action"] == "block" })
    #expect(files.last?["findings"]?.elements?.isEmpty == true)
    let sarif = try Command(["screen", "\(site.path)/in", "--format", "sarif"])
    #expect(try JSON(reading: sarif.out.utf8)["version"] == "2.1.0")
    let text = try Command(["screen", "\(site.path)/in"])
    #expect(text.out.contains("第2行第4字  居民身份证号码「110105************」"))
    for output in [json, sarif, text] {
      #expect(!output.out.contains("19491231") && !output.error.contains("19491231"))
    }
    #expect(try Command(["screen", "\(site.path)/in/干净.md"]).status == 0)
    #expect(try Command(["screen", "\(site.path)/没有"]).status == 2)
  }

  @Test("screen --mask writes masked copies and leaves the files alone")
  func mask() throws {
    let site = try TestSite()
    try site.write("in/名单.csv", "姓名,身份证号\n张三,\(Self.number)\n")
    _ = try Command(["screen", "\(site.path)/in/名单.csv", "--mask", "\(site.path)/masked"])
    #expect(
      try String(contentsOfFile: "\(site.path)/masked/名单.csv", encoding: .utf8) == "姓名,身份证号\n张*,110105************\n")
    #expect(try String(contentsOfFile: "\(site.path)/in/名单.csv", encoding: .utf8).contains(Self.number))
  }

  @Test("review show lists findings, and waive lets one pass by its number")
  func waive() throws {
    let site = try TestSite()
    try site.record("a", body: "身份证\(Self.number)\n")
    try site.approve()
    let shown = try Command(["review", "show", "a", "--format", "json", "--site", site.path])
    let finding = try JSON(reading: shown.out.utf8)["screening"]?.elements?.first
    #expect(finding?["detector"] == "resident-id")
    let id = finding?["id"]?.text ?? ""
    let arguments = ["review", "waive", "a", "--finding", id, "--reason", "本人同意", "--site", site.path, "--as"]
    #expect(try Command(arguments + ["head"]).status == 2)
    #expect(try Command(arguments + ["secrecy"]).status == 0)
    #expect(try Command(["review", "log", "a", "--site", site.path]).out.contains("豁免"))
    #expect(try Command(["publish", "--site", site.path, "--output", site.output]).status == 0)
  }

  @Test("coverage counts columns; report workday counts days")
  func reports() throws {
    let site = try TestSite()
    try site.record("a", ["栏目": "\"4.1.2\""])
    try site.approve()
    try site.publish()
    let coverage = try Command(["coverage", "--site", site.path, "--format", "json", "--as-of", "2026-12-01"])
    let columns = try JSON(reading: coverage.out.utf8)["columns"]?.elements ?? []
    #expect(columns.first { $0["code"] == "4.1.2" }?["published"] == 1)
    #expect(columns.first { $0["code"] == "4" }?["published"] == 1)
    #expect(columns.first { $0["code"] == "2.1" }?["state"] == "empty")
    #expect(try Command(["coverage", "--site", site.path]).out.contains("覆盖率 = 达标栏目 ÷ 应公开栏目"))
    let due = try JSON(reading: Command(["report", "workday", "2026-02-13", "20", "--format", "json"]).out.utf8)
    #expect(due["due"] == "2026-03-19" && due["provisional"] == .bool(false))
    #expect(try Command(["report", "workday", "2026-02-30", "20"]).status == 64)
  }
}
