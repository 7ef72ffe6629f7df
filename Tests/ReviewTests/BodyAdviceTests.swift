import Foundation
import Review
import Support
import Testing

@Suite("A body that its page would show otherwise than it is written")
struct BodyAdviceTests {
  @Test("is told with file and line; what would be lost keeps it from being put forward")
  func told() throws {
    let site = try TestSite()
    try site.record("stars", body: "张*三、李*四。\n\n这是*重点*内容。\n")
    try site.record("names", body: "获奖人员：张*三、李*四、赵*。电话138****5678。\n")
    try site.record("note", body: "正文。\n\n[1]: 国家统计局\n")
    try site.record("list", body: "10. 甲\n9. 乙\n")
    try site.record("wide", body: "|项目|金额|\n|---|---|\n|甲|1|2|\n")
    try site.record("formula", body: "按<math><mi>x</mi></math>计算。\n")
    func codes(_ id: String) throws -> [String] {
      try site.assess(id)?.warnings.map(\.code).filter { $0.hasPrefix("markup.") } ?? []
    }
    #expect(try codes("stars") == ["markup.emphasis"])
    #expect(try codes("names").isEmpty)
    #expect(try codes("note") == ["markup.reference"])
    #expect(try codes("list") == ["markup.number"])
    let text = try String(contentsOfFile: "\(site.path)/records/stars.md", encoding: .utf8)
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.hasPrefix("这是") }
    #expect(
      try site.assess("stars")?.warnings.first { $0.code == "markup.emphasis" }?.place?.line == line.map { $0 + 1 })
    for id in ["wide", "formula"] {
      let hold = try site.assess(id)?.holds.first { $0.code == "record.invalid" }
      #expect(hold?.message.hasPrefix("正文有内容不会出现在网页上") == true, "\(id)")
    }
  }
}
