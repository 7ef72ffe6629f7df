import Catalogue
import Values

/// The inspection's rules that a program can check (国办秘函〔2019〕19号; domain §4).
///
/// Points are given only where a source confirms them; the others are 待核 and stay nil.
struct InspectionCheck {
  let input: CoverageInput
  let columns: [CoverageReport.ColumnFinding]

  func findings() -> [InspectionFinding] { vetoes + deductions }

  // MARK: - 单项否决

  private var vetoes: [InspectionFinding] {
    [secrets, forgedDates, homePage, idleNews, idleOthers, blanks, replies, guides]
  }

  private var secrets: InspectionFinding {
    guard let count = input.inspection.secretFindings else { return unchecked("V1", "泄密等严重问题") }
    return veto("V1", "泄密等严重问题", count > 0, false, count > 0 ? ["未豁免的涉密检出 \(count) 处"] : [])
  }

  private var forgedDates: InspectionFinding {
    guard let pages = input.inspection.forgedDates else { return unchecked("V1-date", "伪造发稿日期") }
    let doubtful = input.inspection.doubtfulDates
    return veto(
      "V1-date", "伪造发稿日期", !pages.isEmpty, !doubtful.isEmpty,
      pages.map { "显示的发布日期早于生成日期，或与台账记录的首次发布不符：\($0)" }
        + doubtful.map { "原发布日期在启用台账以后，又没有原网址可查：\($0)" })
  }

  private var homePage: InspectionFinding {
    guard input.inspection.isHomeKnown else { return unchecked("V3", "首页不更新") }
    guard let newest = input.inspection.homeNewest else {
      return veto("V3", "首页不更新", true, false, ["首页没有一条带日期的信息，视为不更新，限 14 天"])
    }
    let idle = max(Int(input.asOf.ordinal) - Int(newest.ordinal), 0)
    return veto("V3", "首页不更新", idle > 14, idle >= 10, ["首页已 \(idle) 天没有更新，限 14 天"])
  }

  /// Columns that have something, but nothing new for longer than a limit.
  private func idle(_ kinds: Set<ColumnKind>) -> [CoverageReport.ColumnFinding] {
    columns.filter { $0.isLeaf && kinds.contains($0.kind) && $0.state == .stale }
  }

  private func describe(_ columns: [CoverageReport.ColumnFinding]) -> [String] {
    columns.map { "\($0.code) \($0.name) 已 \($0.idleDays ?? 0) 天没有更新，限 \($0.interval ?? 0) 天" }
  }

  private var idleNews: InspectionFinding {
    let idle = idle([.news, .notice, .policy])
    return veto(
      "V4a", "动态要闻、通知公告、政策文件不更新", idle.count >= 5, idle.count >= 4,
      ["不更新栏目 \(idle.count) 个，达 5 个即否决"] + describe(idle))
  }

  private var idleOthers: InspectionFinding {
    let idle = columns.filter { $0.isLeaf && $0.state == .stale && ![.news, .notice, .policy].contains($0.kind) }
    return veto(
      "V4b", "应更新栏目长期不更新", idle.count >= 10, idle.count >= 7,
      ["不更新栏目 \(idle.count) 个，达 10 个即否决"] + describe(idle))
  }

  private var blanks: InspectionFinding {
    let blank = columns.filter { $0.isLeaf && $0.state == .empty }
    return veto(
      "V4c", "空白栏目", blank.count >= 5, blank.count >= 4,
      ["空白栏目 \(blank.count) 个，达 5 个即否决"] + blank.map { "\($0.code) \($0.name)" })
  }

  private var replies: InspectionFinding {
    guard let open = input.inspection.openMessages else { return unchecked("V5", "互动回应差") }
    // Three months and one year, counted in the days that domain §4 gives for them.
    let ages = open.map { Int(input.asOf.ordinal) - Int($0.ordinal) }
    let late = ages.filter { $0 > 90 && $0 <= 365 }
    let near = ages.contains { $0 >= 63 && $0 <= 365 }
    return veto("V5", "互动回应差", !late.isEmpty, near, ["一年内超过 90 天未回应的留言 \(late.count) 条"])
  }

  private var guides: InspectionFinding {
    guard let gaps = input.inspection.guideGaps, !gaps.isEmpty else { return unchecked("V6", "服务不实用") }
    let poor = gaps.filter { $0 >= 4 }.count
    let fails = gaps.count < 5 ? poor == gaps.count : poor >= 5
    return veto("V6", "服务不实用", fails, poor > 0, ["办事指南 \(gaps.count) 项，缺 4 个以上要素的 \(poor) 项"])
  }

  // MARK: - 扣分

  private var deductions: [InspectionFinding] {
    [
      lose("K-overview", "概况信息", idleOf: .overview, days: 365, points: nil),
      lose("K-news", "动态要闻", idleOf: .news, days: 14, points: nil),
      lose("K-policy", "政策文件", idleOf: .policy, days: 183, points: 5),
      lose("K-notice", "通知公告", idleOf: .notice, days: 183, points: nil),
      lose("K-interpretation", "政策解读", idleOf: .interpretation, days: 183, points: nil),
      lose("K-plan", "人事、规划计划", idleOf: .plan, days: 365, points: nil),
      lose("K-statistics", "办事统计数据", idleOf: .statistics, days: 90, points: 2),
      lose("K-messages", "留言公开", idleOf: .messages, days: 60, points: 3),
      blankDeduction,
    ]
  }

  /// An indicator loses its points once, whichever of its columns is blank, absent or idle.
  private func lose(_ rule: String, _ name: String, idleOf kind: ColumnKind, days: Int, points: Int?)
    -> InspectionFinding
  {
    let own = columns.filter { $0.isLeaf && $0.kind == kind && $0.isRequired && $0.state != .notApplicable }
    guard !own.isEmpty else { return unchecked(rule, name) }
    let without = own.filter { $0.state == .empty || $0.state == .absent }
    let late = own.filter { $0.published > 0 && ($0.idleDays ?? 0) > days }
    let bad = without.map { "\($0.code) \($0.name)：\($0.state.name)" }
    let idle = late.map { "\($0.code) \($0.name) 已 \($0.idleDays ?? 0) 天没有更新，限 \(days) 天" }
    guard bad.isEmpty, idle.isEmpty else {
      return InspectionFinding(rule: rule, name: name, state: .wouldLose, points: points, facts: bad + idle)
    }
    let near = own.filter { Double($0.idleDays ?? 0) >= Double(days) * 0.7 }
    let facts = near.map { "\($0.code) \($0.name) 已 \($0.idleDays ?? 0) 天没有更新，限 \(days) 天" }
    return InspectionFinding(rule: rule, name: name, state: near.isEmpty ? .ok : .warn, points: nil, facts: facts)
  }

  private var blankDeduction: InspectionFinding {
    let blank = columns.filter { $0.isLeaf && $0.state == .empty }.map { "\($0.code) \($0.name)" }
    return InspectionFinding(
      rule: "K-blank", name: "空白栏目", state: blank.isEmpty ? .ok : .wouldLose, points: nil, facts: blank)
  }

  // MARK: - Making findings

  private func veto(_ rule: String, _ name: String, _ fails: Bool, _ isNear: Bool, _ facts: [String])
    -> InspectionFinding
  {
    InspectionFinding(
      rule: rule, name: name, state: fails ? .wouldFail : isNear ? .warn : .ok, points: nil, facts: facts)
  }

  private func unchecked(_ rule: String, _ name: String) -> InspectionFinding {
    InspectionFinding(rule: rule, name: name, state: .notChecked, points: nil, facts: [])
  }
}
