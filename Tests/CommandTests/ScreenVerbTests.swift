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

  @Test(
    "screen --mask keeps folders apart, reads GB 18030, masks names of files, and leaves stdout to the machine form")
  func maskFolder() throws {
    let site = try TestSite()
    // 姓名,手机 / 张三,13800138000 as Excel on a Chinese Windows writes it.
    let old: [UInt8] =
      [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xCA, 0xD6, 0xBB, 0xFA, 0x0D, 0x0A, 0xD5, 0xC5, 0xC8, 0xFD, 0x2C]
      + Array("13800138000\r\n".utf8)
    try site.write("in/a/名单.csv", bytes: old)
    try site.write("in/b/名单.csv", "姓名,身份证号,病种\n\"张三\",\"\(Self.number)\",肺癌\n")
    try site.write(
      "in/花名册\(Self.number).md", "|姓名|证号|\n|---|---|\n|张三|\(Self.number.prefix(6))**\(Self.number.dropFirst(6))**|\n")
    let run = try Command(["screen", "\(site.path)/in", "--mask", "\(site.path)/out", "--format", "json"])
    #expect(run.status == 1)
    #expect(try JSON(reading: run.out.utf8)["files"]?.elements?.count == 3)
    func copy(_ path: String) throws -> String {
      try String(contentsOfFile: "\(site.path)/out/\(path)", encoding: .utf8)
    }
    #expect(try copy("a/名单.csv").hasSuffix("姓名,手机\r\n张*,138****8000\r\n"))
    #expect(try copy("b/名单.csv") == "姓名,身份证号,病种\n\"张*\",\"110105************\",***\n")
    #expect(try copy("花名册110105************.md") == "|姓名|证号|\n|---|---|\n|张*|110105**************|\n")
  }

  @Test("of many warnings of one kind people are told the first few and how to see all; the machine form has all")
  func manyWarnings() throws {
    let site = try TestSite()
    for number in 1...30 { try site.record("a\(number)", ["标题": "市政府第\(number)次常务会议召开"]) }
    let text = try Command(["check", "--site", site.path])
    let told = text.out.split(separator: "\n").filter { $0.contains("[route.suggested]") }
    #expect(told.count == 6, "\(told.count)")
    #expect(told.last?.contains("还有 25 条") == true && told.last?.contains("--format json") == true)
    let json = try JSON(reading: Command(["check", "--site", site.path, "--format", "json"]).out.utf8)
    let warnings = json["items"]?.elements?.flatMap { $0["warnings"]?.elements ?? [] } ?? []
    #expect(warnings.filter { $0["code"] == "route.suggested" }.count == 30)
    let submitted = try Command(["review", "submit", "--all", "--as", "drafter", "--site", site.path])
    #expect(submitted.error.split(separator: "\n").filter { $0.contains("[route.suggested]") }.count == 6)
  }

  @Test("a list of what is held tells where a mark stands, and no number that stands in a title")
  func heldLists() throws {
    let site = try TestSite()
    try site.record("a", ["标题": "关于\(Self.number)的通知"])
    try site.record("b", body: "第一段\n\n机　密\n")
    for format in ["text", "json"] {
      let told = try Command(["check", "--site", site.path, "--format", format]).out
      #expect(!told.contains("19491231") && told.contains("secret.marked"))
    }
    _ = try Command(["review", "submit", "--all", "--as", "drafter", "--site", site.path])
    #expect(try Command(["check", "--site", site.path]).out.contains("行第1字:国家秘密标志"))
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
