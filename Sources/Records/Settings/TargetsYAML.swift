import Diagnostics

/// Reads 考核指标 of site.yaml, or the 考核文件 of the same form: a list of
///
///     - {名称: 及时率, 权重: 30, 指标: 及时率, 目标: 100}            # percent
///     - {名称: 信息提供, 权重: 20, 指标: 提供数, 目标: 24}           # records a year
///     - {名称: 无超限, 权重: 20, 指标: 超限, 每次扣: 20}             # percent of the points
///     - {名称: 专项, 科室: 文书科, 权重: 10, 指标: 评分, 评分: {文书科: 90}}
public enum TargetsYAML {
  static let keys = ["名称", "科室", "权重", "指标", "目标", "每次扣", "评分"]

  /// Reads a file of targets.
  ///
  /// - Throws: all its faults.
  public static func file(_ bytes: [UInt8], named name: String) throws(SiteRefusal) -> [OversightSettings.Target] {
    var file = SettingsFile(file: name, code: "targets.invalid")
    let targets = file.root(of: bytes).map { read($0, in: &file) } ?? []
    guard file.faults.isEmpty else { throw SiteRefusal(file.faults) }
    return targets
  }

  /// The targets, with faults noted.
  static func read(_ node: YAMLNode, in file: inout SettingsFile) -> [OversightSettings.Target] {
    (file.list(node, "考核指标") ?? []).compactMap { target($0, in: &file) }
  }

  private static func target(_ node: YAMLNode, in file: inout SettingsFile) -> OversightSettings.Target? {
    guard let map = file.map(node, "「考核指标」", known: keys) else { return nil }
    let name = map.required("名称", in: &file)
    let unit = map.text("科室", in: &file)
    let weight = number("权重", 0...10_000, map, in: &file)
    if map.node("指标") == nil { _ = map.required("指标", in: &file) }
    let measure = map.word("指标", among: OversightSettings.Target.Measure.allCases.map(\.rawValue), in: &file)
      .flatMap(OversightSettings.Target.Measure.init(rawValue:))
    guard let name, let weight, let measure else { return nil }
    var (goal, given): (Int?, [String: Int]) = (0, [:])
    switch measure {
    case .provided, .adopted: goal = number("目标", 1...1_000_000, map, in: &file)
    case .adoptionRate, .timeliness: goal = number("目标", 1...100, map, in: &file)
    case .overdue, .errors: goal = number("每次扣", 1...100, map, in: &file)
    case .given:
      for entry in map.node("评分").flatMap({ OversightYAML.entries($0, "评分", in: &file) }) ?? [] {
        given[entry.key.text] = OversightYAML.number(entry.value, entry.key.text, in: 0...100, file: &file)
      }
    }
    return goal.map {
      OversightSettings.Target(
        name: name.text, unit: unit?.text, weight: weight, measure: measure, goal: $0, given: given)
    }
  }

  private static func number(
    _ key: String, _ range: ClosedRange<Int>, _ map: SettingsMap, in file: inout SettingsFile
  ) -> Int? {
    guard let node = map.node(key) else {
      _ = map.required(key, in: &file)
      return nil
    }
    return OversightYAML.number(node, key, in: range, file: &file)
  }
}
