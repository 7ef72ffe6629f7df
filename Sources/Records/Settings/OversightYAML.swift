import Diagnostics
import Values

/// Reads the keys that supervision goes by, in site.yaml or in oversight.yaml.
enum OversightYAML {
  /// The keys of site.yaml.
  static let keys = [
    "地方节假日", "节假日文件", "起算日计入", "期限提醒", "通报批评次数", "法定事项", "应有文件", "部门目录", "考核指标", "考核文件", "责任追究",
  ]
  /// Names of the files that site.yaml points to, below the site folder.
  struct FileNames {
    var holidays: PlacedText?
    var targets: PlacedText?
  }

  /// The settings of oversight.yaml; nil after noting why there are none.
  static func file(_ bytes: [UInt8], in file: inout SettingsFile) -> (OversightSettings, FileNames)? {
    guard let root = file.root(of: bytes), let map = file.map(root, "核查设置", known: keys) else { return nil }
    return read(map, in: &file)
  }

  /// The settings, with faults noted.
  static func read(_ map: SettingsMap, in file: inout SettingsFile) -> (OversightSettings, FileNames) {
    var settings = OversightSettings()
    if let node = map.node("地方节假日") { settings.holidays = HolidaysYAML.read(node, in: &file) }
    settings.countsStart = map.word("起算日计入", among: ["是", "否"], in: &file) == "是"
    if let node = map.node("期限提醒") {
      let days = (file.list(node, "期限提醒") ?? []).compactMap { number($0, "期限提醒", in: 0...20, file: &file) }
      settings.reminders = days.isEmpty ? settings.reminders : days
    }
    if let node = map.node("通报批评次数") {
      settings.criticismThreshold = number(node, "通报批评次数", in: 1...1000, file: &file) ?? 3
    }
    if let node = map.node("法定事项") { read(statutory: node, into: &settings, in: &file) }
    if let node = map.node("应有文件") { settings.documents = documents(node, in: &file) }
    if let node = map.node("部门目录") {
      settings.departments = file.list(node, "部门目录")?.compactMap { text($0, "部门目录", in: &file) }
    }
    if let node = map.node("考核指标") { settings.targets = TargetsYAML.read(node, in: &file) }
    if let node = map.node("责任追究") { settings.flags = texts(node, "责任追究", in: &file) }
    return (
      settings, FileNames(holidays: map.text("节假日文件", in: &file), targets: map.text("考核文件", in: &file))
    )
  }

  // MARK: - Parts

  private static func documents(_ node: YAMLNode, in file: inout SettingsFile) -> OversightSettings.Documents? {
    let kinds = ["年度工作计划", "年度工作总结", "季度工作小结", "月度工作小结", "政府信息公开指南", "制度", "本机关年度报告", "本级政府年度报告"]
    guard let map = file.map(node, "「应有文件」", known: ["起始年", "不要求", "宽限天数"]) else { return nil }
    let since = map.node("起始年").flatMap { number($0, "起始年", in: 2000...9998, file: &file) }
    if map.node("起始年") == nil { _ = map.required("起始年", in: &file) }
    var without: Set<String> = []
    for item in map.node("不要求").flatMap({ file.list($0, "不要求") }) ?? [] {
      guard let name = text(item, "不要求", in: &file) else { continue }
      if kinds.contains(name) {
        without.insert(name)
      } else {
        file.fault(
          item.position,
          "「不要求」的\(Wording.quoted(name))不认识" + Wording.question(Suggestion.nearest(to: name, among: kinds)),
          remedy: "只能是：\(kinds.joined(separator: "、"))")
      }
    }
    let grace = map.node("宽限天数").flatMap { number($0, "宽限天数", in: 0...366, file: &file) } ?? 31
    return since.map { OversightSettings.Documents(since: $0, without: without, grace: grace) }
  }

  // MARK: - Values

  /// A whole number within bounds; nil after noting a fault.
  static func number(_ node: YAMLNode, _ name: String, in range: ClosedRange<Int>, file: inout SettingsFile) -> Int? {
    guard let scalar = node.scalar else {
      file.fault(
        node.position, "「\(name)」应为整数，而不是\(node.kindName)", remedy: "写成 \(range.lowerBound) 至 \(range.upperBound) 的整数")
      return nil
    }
    let written = Wording.clean(scalar.text)
    if let number = Int(written), range.contains(number) { return number }
    file.fault(
      scalar.position, "「\(name)」的值\(Wording.quoted(written))不是 \(range.lowerBound) 至 \(range.upperBound) 的整数",
      remedy: "写成 \(range.lowerBound) 至 \(range.upperBound) 的整数")
    return nil
  }

  /// A text of one line; nil after noting a fault.
  static func text(_ node: YAMLNode, _ name: String, in file: inout SettingsFile) -> String? {
    let entry = YAMLNode.Entry(key: PlacedText(text: name, position: node.position), value: node)
    return SettingsMap(name: name, position: node.position, entries: [entry]).required(name, in: &file)?.text
  }

  /// Texts by key.
  static func texts(_ node: YAMLNode, _ name: String, in file: inout SettingsFile) -> [String: String] {
    guard let entries = entries(node, name, in: &file) else { return [:] }
    var result: [String: String] = [:]
    for entry in entries { result[entry.key.text] = text(entry.value, entry.key.text, in: &file) }
    return result
  }

  /// The entries of a map with keys of the office's own; nil after noting that it is none.
  static func entries(_ node: YAMLNode, _ name: String, in file: inout SettingsFile) -> [YAMLNode.Entry]? {
    if case .map(let entries) = node.content { return entries }
    file.fault(node.position, "「\(name)」应为键值对，而不是\(node.kindName)", remedy: "每行写成「科室: 值」")
    return nil
  }
}
