import Catalogue
import Testing
import Values

@testable import Oversight

@Suite("Reports as text, JSON, CSV, calendar and charts")
struct RenderingTests {
  private func widest(_ text: String) -> Int {
    text.split(separator: "\n").map { TextTable.width(String($0)) }.max() ?? 0
  }

  @Test("sets a table with Chinese characters two columns wide")
  func table() {
    let table = TextTable(["科室", "件数"], [["文书科", "7"], ["督查", "120"]], right: [1])
    #expect(table.text() == "科室    件数\n------  ----\n文书科     7\n督查     120\n")
    #expect(TextTable.width("2.4 规范性文件") == 14)
    let long = TextTable(["编码", "说明"], [["1.1", String(repeating: "公开", count: 60)], ["2", "a\u{1B}[31mb"]])
    #expect(widest(long.text(width: 80)) <= 80)
    #expect(!long.text().unicodeScalars.contains("\u{1B}"))
    // Numbers and rules stay whole, and no line begins with a closing mark.
    let broken = TextTable(["甲", "事实"], [["V4b", "2.1 法律 已 672 天没有更新，限 365 天；4.1.12 K-interpretation"]]).text(width: 20)
    #expect(widest(broken) <= 20)
    for word in ["672", "365", "4.1.12"] { #expect(broken.contains(word), "\(word)") }
    #expect(!broken.split(separator: "\n").contains { "，；".contains($0.drop { $0 == " " }.first ?? " ") })
    #expect(TextTable([], [["x"]]).text() == "")
    #expect(TextTable(["甲", "乙"], [["1"], ["1", "2", "3"]]).text() == "甲  乙\n--  --\n1\n1   2\n")
  }

  private func report() throws -> CoverageReport {
    var site = SiteFigures(asOf: try day("2026-03-20"))
    try site.set("1.3", published: 8, idle: 3, gaps: [.init(record: "督查科", fields: ["联系电话"])])
    try site.set("3.1", published: 0)
    let code = try #require(ColumnCode("4.1.2"))
    let news = try #require(Catalogue.standard[code])
    let march = Month(of: try day("2026-03-01"))
    site.columns["4.1.2"] = ColumnFigures(
      news, published: 9, newest: try day("2026-03-19"), months: [march: 6, march.adding(-3): 3])
    return site.report(statutory: [.init(item: "a20-05", applies: .no(reason: "没有许可事项"))])
  }

  @Test("prints coverage in at most 80 columns, with the formula")
  func coverageText() throws {
    let text = try report().text()
    #expect(widest(text) <= 80)
    #expect(text.contains("覆盖率 = 达标栏目 ÷ 应公开栏目 = 27 ÷ 29 = 93.1%"))
    #expect(text.contains("督查科：联系电话"))
    #expect(text.contains("没有许可事项"))
  }

  @Test("writes the coverage JSON with the members promised, and reads it back")
  func coverageJSON() throws {
    let json = try report().json
    #expect(
      json.members?.map(\.name) == ["asOf", "coverage", "columns", "statutory", "patterns", "inspection", "late"])
    #expect(json["coverage"] == .decimal(0.931))
    let columns = try #require(json["columns"]?.elements)
    let departments = try #require(columns.first { $0["code"]?.text == "1.3" })
    #expect(
      String(decoding: departments.bytes, as: UTF8.self)
        == #"{"code":"1.3","name":"内设机构","requirement":"required","state":"incomplete","published":8,"pending":0,"#
        + #""held":0,"newest":"2026-03-17","idleDays":3,"missing":["督查科：联系电话"]}"#)
    let empty = try #require(columns.first { $0["code"]?.text == "3.1" })
    #expect(empty["state"]?.text == "empty" && empty["newest"] == .null && empty["idleDays"] == .null)
    let item = try #require(json["statutory"]?.elements?.first { $0["item"]?.text == "a20-05" })
    let expected = #"{"item":"a20-05","applies":"不适用","state":"not-applicable"}"#
    #expect(String(decoding: item.bytes, as: UTF8.self) == expected)
    #expect(json["inspection"]?.elements?.first?.members?.map(\.name) == ["rule", "state", "facts"])
  }

  @Test("writes CSV that spreadsheets open and do not compute")
  func csv() throws {
    let row = CSVTable.text([["a,b", "\"c\"", "=1+1", "-5", "", "甲\n乙"]])
    #expect(row == "\u{FEFF}\"a,b\",\"\"\"c\"\"\",'=1+1,-5,,\"甲\n乙\"\r\n")
    let lines = try report().csv.split(whereSeparator: \.isNewline)
    #expect(lines.count == 1 + Catalogue.standard.columns.count)
    #expect(lines.contains("1.3,内设机构,必设,不完整,8,0,0,2026-03-17,3,365,督查科：联系电话,缺字段 督查科：联系电话（篇3 二(二)1(3)；条例第二十条第二项）,"))
  }

  @Test("writes the year's table as text, CSV and JSON")
  func figures() throws {
    let accountability = Accountability(try OfficeYear.records(), asOf: try day("2019-12-31"))
    let table = FiguresTable(accountability, period: try #require(Period.year(2019)))
    let text = table.text()
    #expect(widest(text) <= 80)
    #expect(text.contains("合计    1000     972   97.2%     0       972   97.1%        20    28"))
    #expect(text.contains("辛科  内容不完整 7"))
    #expect(table.csv.contains("\r\n辛科,125,118,94.4%,0,118,94.1%,20,7,内容不完整 7\r\n"))
    #expect(table.json["total"]?["adoptionRate"] == .decimal(0.972))
    #expect(table.json["total"]?["medianLag"] == .decimal(20))
    #expect(table.json["units"]?.elements?.count == 8)
  }

  @Test("writes the score sheet, the error ledger and the drafts in each form")
  func assessment() throws {
    let accountability = Accountability(try OfficeYear.records(), asOf: try day("2019-12-31"))
    let year = try #require(Period.year(2019))
    let targets = [
      Target("及时率", weight: 80, measure: .timeliness(atLeast: 1000)),
      Target("信件", unit: "辛科", weight: 20, measure: .given([:])),
    ]
    let sheet = ScoreSheet(accountability.figures(year).units, targets: targets, flags: ["辛科": "已约谈"])
    #expect(widest(sheet.text()) <= 80)
    #expect(sheet.csv.contains("\r\n1,甲科,100.0,及时率（共性80）：100.0%,\r\n"))
    // What nobody assessed is left out of the weights: 941 ‰ of the one target.
    #expect(sheet.csv.contains("\r\n8,辛科,94.1,及时率（共性80）：94.1%；信件（个性20）：未考核,已约谈\r\n"))
    #expect(sheet.json.elements?.last?["score"] == .decimal(94.1))
    let entry = ErrorEntry(on: try day("2019-07-01"), unit: "辛科", record: "甲", kind: .withdrawal, cause: "发布有误")
    let ledger = ErrorLedger([entry], handled: ["辛科": 125], period: year, asOf: try day("2019-12-31"))
    #expect(widest(ledger.text()) <= 80)
    #expect(ledger.csv.contains("\r\n辛科,125,0,0,1,1,0.8%,1,是,否\r\n"))
    #expect(ledger.json["total"]?["allowed"] == .int(1))
    #expect(accountability.criticisms(year).first?.json["count"] == .int(3))
  }

  @Test("writes reminders as an iCalendar file with CRLF, folded lines and stable identifiers")
  func calendarFile() throws {
    let record = ClockedRecord(
      id: "文书科/a1", title: "关于做好2026年政务公开工作的通知;附表,说明", unit: "文书科", formedOn: try day("2026-02-13"))
    let entry = AccountedRecord(record, providedOn: try day("2026-02-13"), outcome: .open)
    let file = Accountability([entry], asOf: try day("2026-03-18")).calendarFile(host: "www.yunchuan.example")
    #expect(file.utf8.split(separator: 0x0A).allSatisfy { $0.last == 0x0D && $0.count <= 76 })
    let unfolded = file.replacing("\r\n ", with: "")
    #expect(unfolded.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"))
    #expect(unfolded.hasSuffix("END:VEVENT\r\nEND:VCALENDAR\r\n"))
    #expect(unfolded.contains("DTSTART;VALUE=DATE:20260319\r\nDTEND;VALUE=DATE:20260320\r\n"))
    #expect(unfolded.contains("SUMMARY:公开期限：关于做好2026年政务公开工作的通知\\;附表\\,说明（文书科）\r\n"))
    #expect(unfolded.contains("-formed-2026-02-13@www.yunchuan.example\r\n"))
    let quiet = Accountability([entry], asOf: try day("2026-03-17"))
    // Also a quiet day's file holds a component, as RFC 5545 asks.
    #expect(quiet.calendarFile(host: "x").contains("BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n"))
    #expect(quiet.remindersText() == "2026-03-17 没有需要提醒的事项。\n")
    let json = Accountability([entry], asOf: try day("2026-03-18")).remindersJSON
    #expect(json["reminders"]?.elements?.first?["left"] == .int(1))
    #expect(json["messages"]?.elements?.count == 1)
  }

  @Test("draws charts with every value as a number and without style or script")
  func charts() throws {
    let map = SVGChart.heatMap(try report()).markup
    #expect(map.contains("<title>各栏目按月发布件数</title>"))
    #expect(map.contains("31 个栏目，2025-04 至 2026-03，共 9 件"))
    #expect(map.contains(">6</text>") && map.contains(">3</text>"))
    // 31 leaves by 12 months.
    #expect(map.split(separator: "<rect").count - 1 == 372)
    let lags = [0, 1, 2, 5, 6, 20, 20, 21, 99]
    let histogram = SVGChart.timeliness(lags: lags).markup
    #expect(histogram.contains("共 9 件，其中超过 20 个工作日 2 件"))
    let accountability = Accountability(try OfficeYear.records(), asOf: try day("2019-12-31"))
    let quarters = (1...4).compactMap { Period.quarter(2019, $0) }.map { FiguresTable(accountability, period: $0) }
    let trend = SVGChart.trend(quarters).markup
    #expect(trend.contains("共 4 期，提供 1000 件，录用 972 件"))
    for markup in [map, histogram, trend] {
      #expect(!markup.contains("style") && !markup.contains("<script") && !markup.contains("class="))
      #expect(markup.hasPrefix("<svg ") && markup.hasSuffix("</svg>"))
    }
    #expect(SVGChart.escape("<a b=\"'&\u{1}") == "&lt;a b=&quot;&#39;&amp; ")
    #expect(SVGChart.trend([]).markup.contains("共 0 期"))
  }
}
