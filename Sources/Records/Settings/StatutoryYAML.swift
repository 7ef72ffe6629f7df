import Catalogue
import Values

/// Reads 法定事项: what the office decided of each item of 条例 Arts. 20 and 21, and which columns serve it.
extension OversightYAML {
  /// What every organ has: its documents, its functions and its budget (domain §1.2).
  private static let always: Set<String> = ["a20-01", "a20-02", "a20-07"]

  private static let remedy = "写成「适用」「上交」「{不适用: 理由}」，或「{适用: 是, 栏目: [4.1.8]}」"

  /// Items by id: `适用`, `上交`, `{不适用: 理由}`, or `{适用: 是, 栏目: [4.1.8]}` and `{上交: 是, 栏目: [4.1.8]}`.
  static func read(statutory node: YAMLNode, into settings: inout OversightSettings, in file: inout SettingsFile) {
    let known = (1...15).map { "a20-\($0 < 10 ? "0" : "")\($0)" } + (1...7).map { "a21-0\($0)" }
    guard let map = file.map(node, "「法定事项」", known: known) else { return }
    for entry in map.entries where known.contains(entry.key.text) {
      let (item, position) = (entry.key.text, entry.value.position)
      if case .map(let entries) = entry.value.content {
        guard let value = file.map(entry.value, "「\(item)」", known: ["不适用", "适用", "上交", "栏目"]) else { continue }
        let said = entries.map(\.key.text)
        if said.contains("适用") || said.contains("上交") {
          read(columns: value, of: item, said: said, into: &settings, in: &file)
          continue
        }
        guard let reason = value.required("不适用", in: &file) else { continue }
        guard !always.contains(item) else {
          file.fault(position, "「\(item)」对各机关总是适用，不能写「不适用」", remedy: "写成「适用」，或删去这一行", source: "条例第二十条")
          continue
        }
        guard !said.contains("栏目") else {
          file.fault(position, "「\(item)」不适用，不写「栏目」", remedy: remedy, source: "条例第二十条")
          continue
        }
        settings.statutory[item] = .doesNotApply(reason: reason.text)
        continue
      }
      switch entry.value.scalar.map({ Wording.clean($0.text) }) {
      case "适用": settings.statutory[item] = .applies
      case "上交": settings.statutory[item] = .handedUp
      case "不适用":
        file.fault(position, "「\(item)」不适用，没有写理由", remedy: remedy, source: "条例第二十条")
      default:
        file.fault(position, "「\(item)」的值不认识", remedy: remedy, source: "条例第二十条")
      }
    }
  }

  /// `{适用: 是, 栏目: […]}`: exactly one of 适用 and 上交, with the columns.
  private static func read(
    columns map: SettingsMap, of item: String, said: [String], into settings: inout OversightSettings,
    in file: inout SettingsFile
  ) {
    guard said.filter({ ["适用", "上交", "不适用"].contains($0) }).count == 1 else {
      file.fault(map.position, "「\(item)」只能写「适用」「上交」「不适用」之一", remedy: remedy, source: "条例第二十条")
      return
    }
    let word = said.contains("适用") ? "适用" : "上交"
    guard map.word(word, among: ["是"], in: &file) != nil else { return }
    settings.statutory[item] = word == "适用" ? .applies : .handedUp
    var columns: [ColumnCode] = []
    for node in map.node("栏目").flatMap({ file.list($0, "栏目") }) ?? [] {
      guard let written = text(node, "栏目", in: &file) else { continue }
      if let code = ColumnCode(written) {
        columns.append(code)
      } else {
        file.fault(node.position, "「栏目」的\(Wording.quoted(written))不是栏目编码", remedy: "写栏目编码，如 4.1.8；编码加引号的，写成 \"4.10\"")
      }
    }
    settings.statutoryColumns[item] = columns.isEmpty ? nil : columns
  }
}
