import Catalogue

/// The four patterns of the survey, judged by a site's facts (篇3 一; domain §8.2).
struct PatternCheck {
  let input: CoverageInput

  /// The columns that the surveyed offices have in common, with the names that count as them.
  static let common: [(name: String, aliases: [String])] = [
    ("机构职能", ["机构职能", "机构设置概况", "机构设置", "机构概况", "机构职责", "职责", "部门职责"]),
    ("政策法规", ["政策法规", "政策文件", "法规文件"]),
    ("规划计划", ["规划计划", "工作计划", "计划规划"]),
    ("业务工作", ["业务工作", "工作动态"]),
    ("其他", ["其他", "其它", "其他信息"]),
  ]

  /// The share of other organs' items, in percent, above which they stand in for the office.
  static let foreignShare = 50

  func findings() -> [PatternFinding] { [notListed, governmentInstead, onlyOrganisation, strayColumns] }

  private var notListed: PatternFinding {
    guard let departments = input.survey.departments, !input.survey.officeNames.isEmpty else {
      return PatternFinding(pattern: .notListed, isFound: nil, facts: ["没有提供部门目录"])
    }
    let listed = departments.filter { OfficeNames.contains($0, in: input.survey.officeNames) }
    let facts = listed.isEmpty ? "部门目录列出 \(departments.count) 个部门，没有本机关" : "部门目录列有：\(listed.joined(separator: "、"))"
    return PatternFinding(pattern: .notListed, isFound: listed.isEmpty, facts: [facts])
  }

  private var governmentInstead: PatternFinding {
    let makers = input.survey.makers.filter { $0.value > 0 }
    let total = makers.values.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    guard total > 0, !input.survey.officeNames.isEmpty else {
      return PatternFinding(pattern: .governmentInstead, isFound: nil, facts: ["没有提供发文机关的统计"])
    }
    let foreign = makers.filter { !OfficeNames.contains($0.key, in: input.survey.officeNames) }
    let count = foreign.values.reduce(0) { $0.addingReportingOverflow($1).partialValue }
    let share = Ratio(count, of: total)
    let named = foreign.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(5).map { "\($0.key) \($0.value) 件" }
    let isFound = (share.permille ?? 0) > PatternCheck.foreignShare * 10
    let shown = input.survey.foreign.prefix(20).joined(separator: "、")
    let rest = input.survey.foreign.count > 20 ? " 等 \(input.survey.foreign.count) 件" : ""
    return PatternFinding(
      pattern: .governmentInstead, isFound: isFound,
      facts: ["发文机关不是本机关的 \(count) 件，占 \(total) 件的 \(share.percent)"] + named
        + (isFound && !shown.isEmpty ? ["应上交的：\(shown)\(rest)"] : []))
  }

  private var onlyOrganisation: PatternFinding {
    let filled = input.columns.filter { $0.isLeaf && $0.published > 0 }
    guard !filled.isEmpty else {
      return PatternFinding(pattern: .onlyOrganisation, isFound: false, facts: ["没有一个栏目有内容"])
    }
    let beyond = filled.filter { column in
      let parts = column.code.parts
      return parts.first != 1 || !(parts.dropFirst().first.map { (1...3).contains($0) } ?? false)
    }
    let facts = "有内容的栏目 \(filled.count) 个，其中职责、领导、内设机构以外 \(beyond.count) 个"
    return PatternFinding(pattern: .onlyOrganisation, isFound: beyond.isEmpty, facts: [facts])
  }

  private var strayColumns: PatternFinding {
    let names = Set(input.columns.map(\.name))
    let lacking = PatternCheck.common.filter { names.isDisjoint(with: $0.aliases) }.map(\.name)
    let known = Set(PatternCheck.common.flatMap(\.aliases))
    let strays = input.columns.filter { $0.code.depth == 1 && !known.contains($0.name) }.map(\.name)
    let (own, all) = published
    let isOwnMost = own.count * 2 > all
    var facts: [String] = []
    if !lacking.isEmpty { facts.append("没有：\(lacking.joined(separator: "、"))") }
    if !strays.isEmpty { facts.append("五类之外的一级栏目：\(strays.joined(separator: "、"))") }
    if own.count > 0 {
      facts.append(
        "标准目录以外的栏目有 \(own.count) 件，占 \(all) 件的 \(Ratio(own.count, of: all).percent)："
          + own.names.joined(separator: "、"))
    }
    if facts.isEmpty { facts.append("五类栏目齐全") }
    return PatternFinding(
      pattern: .strayColumns, isFound: !lacking.isEmpty || !strays.isEmpty || isOwnMost, facts: facts)
  }

  /// What is published in columns that the site added beside those of the standard, and what is published in all.
  ///
  /// A column below a leaf of the standard only divides that leaf (篇3 二(二): 如内容较多可分别单列子栏目).
  private var published: (own: (count: Int, names: [String]), all: Int) {
    func isStray(_ column: ColumnFigures) -> Bool {
      var place: ColumnCode? = column.code
      while let code = place {
        if let known = input.standard[code] { return !known.isLeaf }
        place = code.parent
      }
      return true
    }
    let leaves = input.columns.filter { $0.isLeaf && $0.published > 0 }
    let codes = Set(leaves.map(\.code))
    func isTop(_ column: ColumnFigures) -> Bool {
      var above = column.code.parent
      while let code = above {
        if codes.contains(code) { return false }
        above = code.parent
      }
      return true
    }
    let top = leaves.filter(isTop)
    let own = top.filter(isStray)
    return ((own.reduce(0) { $0 + $1.published }, own.map(\.name)), top.reduce(0) { $0 + $1.published })
  }
}
