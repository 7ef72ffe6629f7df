import Foundation
import Support
import Testing
import Values

/// The reports, driven as a process.
@Suite("The reports")
struct ReportVerbTests {
  private func run(_ arguments: String..., at site: TestSite) throws -> Command {
    try Command(arguments + ["--site", site.path])
  }

  private func site() throws -> TestSite {
    let site = try TestSite(settings: "期限提醒: [5, 3, 1, 0]\n")
    try site.record("a")
    try site.record("b", ["生成日期": "2026-01-06", "承办科室": "综合科"])
    try site.approve()
    try site.publish(asOf: "2026-11-24")
    return site
  }

  @Test(
    "each come as text, and in the other forms they offer",
    arguments: [
      "units json", "units csv", "deadlines json", "deadlines csv", "reminders json", "reminders ics",
      "criticism json", "scores json", "scores csv", "errors json", "errors csv",
    ])
  func forms(verb: String) throws {
    let site = try site()
    let words = verb.split(separator: " ").map(String.init)
    let text = try run("report", words[0], at: site)
    #expect(text.status == 0 && !text.out.isEmpty, "\(text.error)")
    let other = try run("report", words[0], "--format", words[1], at: site)
    #expect(other.status == 0)
    switch words[1] {
    case "json": _ = try JSON(reading: other.out.utf8)
    case "csv": #expect(other.out.hasPrefix("\u{FEFF}"))
    default: #expect(other.out.hasPrefix("BEGIN:VCALENDAR\r\n"))
    }
    // A CRLF is the end of the last line, and none comes after it.
    #expect(words[1] == "json" || Array(other.out.utf8.suffix(4)).suffix(2) == [0x0D, 0x0A])
    #expect(Array(other.out.utf8.suffix(2)) != [0x0A, 0x0A] && Array(other.out.utf8.suffix(3)) != [0x0D, 0x0A, 0x0A])
  }

  @Test("leave out what came after the day asked for, and write where told to")
  func asOf() throws {
    let site = try site()
    let file = site.root + "/units.json"
    let early = try run(
      "report", "units", "--period", "2026", "--as-of", "2026-01-31", "--format", "json", "--output", file, at: site)
    #expect(early.status == 0 && early.out.isEmpty)
    let json = try JSON(reading: try String(contentsOfFile: file, encoding: .utf8).utf8)
    #expect(json["total"]?["provided"] == 0)
    // A pipe of the test's own, and no device of the machine: where one is missing or no device, a report would be put
    // in its place.
    let pipe = site.root + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let refused = try run("report", "units", "--output", pipe, at: site)
    #expect(refused.status == 2 && refused.error.contains("设备或管道"), "\(refused.error)")
    #expect(try run("report", "units", "--output", site.root + "/none/units.txt", at: site).status == 2)
    #expect(try run("report", "units", "--period", "2026Q7", at: site).status == 64)
    #expect(try run("report", "scores", "--targets", site.root + "/none.yaml", at: site).status == 2)
  }

  @Test(
    "are refused a place in the published site",
    arguments: [
      ["report", "units"], ["report", "deadlines", "--format", "csv"], ["report", "reminders", "--format", "ics"],
      ["report", "criticism"], ["report", "scores", "--format", "json"], ["report", "errors"],
      ["coverage", "--format", "html"], ["coverage", "--profile", "全部"],
    ])
  func place(words: [String]) throws {
    let site = try site()
    for path in [site.output + "/report", site.output + "/assets/report"] {
      let refused = try Command(words + ["--output", path, "--site", site.path])
      #expect(refused.status == 2 && refused.error.contains("[internal.in-output]"), "\(refused.error)")
      #expect(!FileManager.default.fileExists(atPath: path))
    }
    #expect(try Command(words + ["--output", site.root + "/report", "--site", site.path]).status == 0)
  }

  @Test("say what they leave out: drafts of a past day, a day that nothing goes by, a unit that nobody knows")
  func told() throws {
    let site = try TestSite(settings: "责任追究: {文书可: 诫勉, 综合科: 提醒}\n")
    try site.record("a")
    try site.record("b", ["生成日期": "2026-01-06", "承办科室": "综合科"])
    try site.approve()
    try site.publish(asOf: "2026-11-24")
    for verb in ["deadlines", "reminders", "units", "criticism"] {
      let past = try run("report", verb, "--as-of", "2026-01-31", at: site)
      #expect(past.status == 0 && past.error.contains("[report.no-drafts]"))
      #expect(try run("report", verb, at: site).error.isEmpty)
    }
    let file = site.output + "/catalogue.json"
    let compared = try Command(["coverage", "--compare", file, "--as-of", "2026-01-31"])
    #expect(compared.status == 0 && compared.error.contains("[report.as-of]"))
    #expect(try Command(["coverage", "--compare", file]).error.isEmpty)
    let scores = try run("report", "scores", at: site)
    #expect(scores.status == 0 && scores.error.contains("「文书可」") && !scores.error.contains("「综合科」"))
  }

  @Test("count working days with the office's own holidays, and say what is wrong with them")
  func workday() throws {
    let site = try TestSite(settings: "地方节假日: {放假: [{日期: 2026-02-24, 依据: 州府办发〔2026〕1号}]}\n")
    let local = try Command(["report", "workday", "2026-02-13", "20", "--format", "json"], in: site.root)
    let national = try Command(["report", "workday", "2026-02-13", "20", "--format", "json"], in: site.path)
    let answer = try JSON(reading: local.out.utf8)
    #expect(answer == ["start": "2026-02-13", "days": 20, "due": "2026-03-20", "provisional": false])
    #expect(national.out.contains("2026-03-19"))
    let faulty = try TestSite(settings: "地方节假日: {放假: [{日期: 2026-02-31, 依据: 甲}]}\n")
    let refused = try run("report", "workday", "2026-02-13", "20", at: faulty)
    #expect(refused.status == 2 && refused.error.contains("site.yaml:"))
  }

  @Test("show coverage as text, JSON, CSV and a page that asks nothing of anybody")
  func coverage() throws {
    let site = try site()
    let json = try JSON(reading: try run("coverage", "--format", "json", at: site).out.utf8)
    #expect(
      json.members?.map(\.name)
        == ["asOf", "coverage", "columns", "statutory", "patterns", "inspection", "late", "notices"])
    let page = try run("coverage", "--format", "html", at: site).out
    #expect(page.hasPrefix("<!doctype html>") && page.contains("<svg") && page.contains("覆盖率"))
    for part in ["<script", "src=", "href=", "url("] { #expect(!page.contains(part), "\(part)") }
    #expect(page.contains("default-src 'none'"))
    let file = site.output + "/catalogue.json"
    #expect(try Command(["coverage", "--compare", file, file]).out.contains("1/29"))
    let bad = try Command(["coverage", "--compare", file, site.path + "/site.yaml"])
    #expect(bad.status == 1 && bad.error.contains("site.yaml") && bad.error.contains("catalogue.unreadable"))
    #expect(bad.out.contains("1/29"))
    #expect(try Command(["coverage", "--compare", site.path + "/site.yaml"]).status == 2)
    for name in ["河北", "大连", "广州", "青岛", "邯郸", "全部"] {
      for format in ["text", "json", "csv", "html"] {
        #expect(try Command(["coverage", "--profile", name, "--format", format]).status == 0, "\(name) \(format)")
      }
    }
    #expect(try Command(["coverage", "--profile", "成都"]).status == 2)
  }
}
