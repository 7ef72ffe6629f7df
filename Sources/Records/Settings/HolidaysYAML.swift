import Diagnostics
import Values

/// Reads 地方节假日 of site.yaml, or the 节假日文件 of the same form:
///
///     放假: [{日期: [2026-07-20至2026-07-22], 依据: 州府办发〔2026〕9号}]
///     上班: [{日期: [2026-07-18], 依据: 州府办发〔2026〕9号}]
///     年度: [2027]
enum HolidaysYAML {
  /// The days, with faults noted.
  static func read(_ node: YAMLNode, in file: inout SettingsFile) -> OversightSettings.Holidays {
    var holidays = OversightSettings.Holidays()
    guard let map = file.map(node, "「节假日」", known: ["放假", "上班", "年度"]) else { return holidays }
    if let off = map.node("放假") { holidays.off = entries(off, "放假", in: &file) }
    if let on = map.node("上班") { holidays.on = entries(on, "上班", in: &file) }
    if let years = map.node("年度") {
      holidays.years = Set(
        (file.list(years, "年度") ?? []).compactMap { OversightYAML.number($0, "年度", in: 1...9999, file: &file) })
    }
    if let day = holidays.conflict {
      file.fault(node.position, "\(day) 同时列为放假和上班", remedy: "照通知只留一种")
    }
    return holidays
  }

  private static func entries(
    _ node: YAMLNode, _ name: String, in file: inout SettingsFile
  ) -> [OversightSettings.Holidays.Entry] {
    (file.list(node, name) ?? []).compactMap { item in
      guard let map = file.map(item, "「\(name)」的一项", known: ["日期", "依据"]) else { return nil }
      // A local holiday stands in no national notice: without its own it can't be checked.
      let evidence = map.required("依据", in: &file, source: "全国年节及纪念日放假办法第四条")
      guard let listed = map.node("日期") else {
        _ = map.required("日期", in: &file)
        return nil
      }
      let nodes: [YAMLNode]
      if case .list(let items) = listed.content { nodes = items } else { nodes = [listed] }
      let days = nodes.flatMap { self.days($0, in: &file) }
      return evidence.map { OversightSettings.Holidays.Entry(days: days, evidence: $0.text) }
    }
  }

  /// One day, or `首日至末日` of at most a year.
  private static func days(_ node: YAMLNode, in file: inout SettingsFile) -> [Day] {
    let written = node.scalar.map { Wording.clean($0.text) } ?? ""
    let ends = written.split(separator: "至", omittingEmptySubsequences: false).map { Day(iso: String($0)) }
    if (1...2).contains(ends.count), let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last,
      first.days(to: last) <= 366
    {
      return (first.ordinal...last.ordinal).map(Day.init(ordinal:))
    }
    file.fault(
      node.position, "日期\(Wording.quoted(written))不是真实的日期或期间",
      remedy: "写成 2026-07-20，或 2026-07-20至2026-07-22（不超过一年）")
    return []
  }
}
