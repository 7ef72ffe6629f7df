import Records
import Support
import Testing
import Values

@testable import Oversight

@Suite("Supervision's settings")
struct SettingsTests {
  private func faults(_ settings: String, file: String? = nil) throws -> [String] {
    let site = try TestSite(settings: file == nil ? settings : "")
    if let file { try site.write(file, settings) }
    do {
      _ = try site.open(.reading)
      return []
    } catch let refusal as SiteRefusal {
      return refusal.diagnostics.map(\.message)
    }
  }

  @Test(
    "tell every faulty value with what to write",
    arguments: [
      ("地方节假日: {放假: [{日期: [2026-02-30], 依据: 某号}]}", "不是真实的日期"),
      ("地方节假日: {放假: [{日期: [2026-03-02至2026-03-01], 依据: 某号}]}", "不是真实的日期"),
      ("地方节假日: {放假: [{日期: [0001-01-01至9999-12-31], 依据: 某号}]}", "不是真实的日期"),
      ("地方节假日: {放假: [{日期: [2026-03-02]}]}", "缺少「依据」"),
      ("地方节假日: {放假: [{日期: 2026-03-02, 依据: 甲}], 上班: [{日期: 2026-03-02, 依据: 乙}]}", "2026-03-02 同时列为放假和上班"),
      ("地方节假日: {放加: []}", "是否为「放假」"), ("地方节假日: 无", "应为键值对"),
      ("期限提醒: [5, 三]", "不是 0 至 20 的整数"), ("期限提醒: 5", "应为列表"),
      ("通报批评次数: 0", "不是 1 至 1000 的整数"), ("起算日计入: 不", "不认识"),
      ("法定事项: {a20-04: 不适用}", "没有写理由"), ("法定事项: {a20-99: 适用}", "未知的键"),
      ("法定事项: {a20-01: {不适用: 无}}", "总是适用"), ("法定事项: {a20-02: {不适用: 无}}", "总是适用"),
      ("法定事项: {a20-07: {不适用: 无}}", "总是适用"),
      ("法定事项: {a20-04: {适用: 否}}", "的值"), ("法定事项: {a20-04: {适用: 是, 上交: 是}}", "只能写"),
      ("法定事项: {a20-04: {适用: 是, 栏目: [统计]}}", "不是栏目编码"), ("法定事项: {a20-04: {适用: 是, 栏目: 4.1.8}}", "应为列表"),
      ("法定事项: {a20-04: {不适用: 无, 栏目: [4.1.8]}}", "不写「栏目」"),
      ("法定事项: {a20-04: 大概}", "的值不认识"), ("应有文件: {不要求: [制度]}", "缺少「起始年」"),
      ("应有文件: {起始年: 2026, 不要求: [月度工作小节]}", "是否为「月度工作小结」"),
      ("节假日文件: 没有.yaml", "没有 没有.yaml"), ("节假日文件: ../../etc/passwd", "passwd"),
      ("考核指标: [{名称: 甲, 权重: 10, 指标: 按时率, 目标: 90}]", "不认识"),
      ("考核指标: [{名称: 甲, 权重: 十, 指标: 及时率, 目标: 90}]", "「权重」的值"),
    ])
  func faulty(settings: String, message: String) throws {
    let told = try faults(settings + "\n")
    #expect(told.contains { $0.contains(message) }, "\(told)")
    // oversight.yaml is read by the same rules.
    #expect(try faults(settings + "\n", file: "oversight.yaml").contains { $0.contains(message) })
  }

  @Test("stand in one place only")
  func onePlace() throws {
    let site = try TestSite(settings: "通报批评次数: 4\n")
    try site.write("oversight.yaml", "通报批评次数: 5\n")
    #expect(throws: SiteRefusal.self) { try site.open(.reading) }
  }

  @Test("bring holidays of a file, a further year, and targets with their weights")
  func read() throws {
    let site = try TestSite()
    try site.write(
      "oversight.yaml",
      """
      节假日文件: holidays.yaml
      考核文件: targets.yaml
      责任追究: {文书科: 已约谈}
      通报批评次数: 4

      """)
    try site.write(
      "holidays.yaml",
      "放假: [{日期: [2027-01-01, 2027-02-05至2027-02-11], 依据: 国办发明电〔2026〕9号}]\n上班: [{日期: 2027-02-13, 依据: 同上}]\n年度: [2027]\n"
    )
    try site.write(
      "targets.yaml",
      "- {名称: 及时率, 权重: 60, 指标: 及时率, 目标: 95}\n- {名称: 专项, 科室: 文书科, 权重: 40, 指标: 评分, 评分: {文书科: 90}}\n")
    let settings = try site.open(.reading).configuration.oversight
    let calendar = try settings.calendar()
    // 2027: 02-04 Thursday, then seven days off, then Friday 02-12 and Saturday 02-13 worked.
    let start = try day("2027-02-03")
    let due = try calendar.dueDay(after: start, workingDays: 3)
    #expect(due.text == "2027-02-13")
    let beyond = try calendar.dueDay(after: try day("2027-12-30"), workingDays: 5)
    let national = try WorkingCalendar.national.dueDay(after: start, workingDays: 3)
    #expect(beyond.isProvisional && national.isProvisional)
    #expect(settings.criticismThreshold == 4 && settings.flags == ["文书科": "已约谈"])
    #expect(
      settings.scoreTargets == [
        Target("及时率", weight: 60, measure: .timeliness(atLeast: 950)),
        Target("专项", unit: "文书科", weight: 40, measure: .given(["文书科": 900])),
      ])
    #expect(OversightSettings().scoreTargets.reduce(0) { $0 + $1.weight } == 100)
  }

  @Test("read a period by year, quarter and month, and nothing else")
  func periods() {
    #expect(Period("2026")?.name == "2026年" && Period("2026Q1")?.name == "2026年第1季度")
    #expect(Period("2026q4")?.last.description == "2026-12-31" && Period("2026-02")?.last.description == "2026-02-28")
    for text in [
      "", "26", "2026Q5", "2026Q0", "2026-13", "2026-00", "2026-1", "0000", "2026Q", "二〇二六", "2026-03-01", "２０２６",
    ] {
      #expect(Period(text) == nil, "\(text)")
    }
  }
}
