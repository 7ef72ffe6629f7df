import Catalogue

/// Reads catalogue.yaml: changes to the standard catalogue, each with its reason (DESIGN §4).
enum CatalogueYAML {
  private static let source = "篇3 二(二)"

  /// The changes, in the order of the file; nil after noting every fault.
  static func read(_ bytes: [UInt8], in file: inout SettingsFile) -> [CatalogueChange]? {
    // A file that says nothing changes nothing.
    if SettingsFile.isBlank(bytes) { return [] }
    guard let root = file.root(of: bytes), let map = file.map(root, "catalogue.yaml ", known: ["增加", "删除"])
    else { return nil }
    var changes: [(change: CatalogueChange, position: Position)] = []
    for entry in map.entries where map.node(entry.key.text) != nil {
      guard ["增加", "删除"].contains(entry.key.text), let items = file.list(entry.value, entry.key.text) else {
        continue
      }
      for item in items {
        if let change = change(item, isAddition: entry.key.text == "增加", in: &file) {
          changes.append((change, item.position))
        }
      }
    }
    for fault in Catalogue.standard.applying(changes.map(\.change)).faults {
      file.fault(changes[fault.index].position, fault.message, remedy: fault.remedy, source: source)
    }
    return file.faults.isEmpty ? changes.map(\.change) : nil
  }

  private static func change(
    _ node: YAMLNode, isAddition: Bool, in file: inout SettingsFile
  ) -> CatalogueChange? {
    let keys = isAddition ? ["编码", "名称", "理由"] : ["编码", "理由"]
    guard let map = file.map(node, isAddition ? "「增加」的一项" : "「删除」的一项", known: keys) else { return nil }
    let name = isAddition ? map.required("名称", in: &file)?.text : ""
    // 理由 is judged by the catalogue, which names the column that lacks it.
    let reason = map.text("理由", in: &file)?.text ?? ""
    guard let text = map.required("编码", in: &file) else { return nil }
    guard let code = ColumnCode(text.text) else {
      file.fault(text.position, "\(Wording.quoted(text.text))不是栏目编码", remedy: "写成 3.2.1 这样的编码")
      return nil
    }
    guard let name else { return nil }
    return CatalogueChange(code: code, action: isAddition ? .add(name: name) : .drop, reason: reason)
  }
}
