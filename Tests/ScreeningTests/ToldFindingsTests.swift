import Catalogue
import Records
import Testing
import Values

@testable import Screening

/// What people are shown of a record's findings: each by itself, and no more than can be read.
@Suite("Screening: findings as they are told")
struct ToldFindingsTests {
  private func screened(_ summary: String, body: String = "正文") throws -> [ScreenedFinding] {
    let record = Record(
      id: RecordID(rawValue: "a"), column: try #require(ColumnCode("3.5.4")),
      fields: [.title: .text("通知"), .summary: .text(summary)], body: .inline(body))
    return RecordScreen(asOf: try #require(Day(iso: "2026-11-23"))).screen(record, []).findings
  }

  @Test("three numbers in a field have three ids, and the first has the id that it always had")
  func fields() throws {
    let ids = (1...3).map { TextScreenTests.id(serial: "00\($0)") }
    let found = try screened(ids.joined(separator: "，"))
    #expect(found.count == 3 && Set(found.map(\.id)).count == 3, "\(found.map(\.place))")
    #expect(found.first?.place == "「内容概述」")
    #expect(found.dropFirst().allSatisfy { $0.place.hasPrefix("「内容概述」第1行第") })
  }

  @Test("beyond two hundred of one detector there is one for the others, with their number")
  func many() throws {
    let body = (0..<250).map { "联系13800138\($0 + 100)" }.joined(separator: "\n")
    let found = try screened("概述", body: body + "\n内部资料\n")
    #expect(found.filter { $0.detector == "mobile" }.count == 201)
    #expect(found.compactMap(\.others) == [50])
    #expect(found.contains { $0.detector == "internal-mark" })
    #expect(Set(found.map(\.id)).count == found.count)
  }
}
