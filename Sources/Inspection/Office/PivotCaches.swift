import XML

/// The source rows that pivot tables keep, although the sheet they came from may be gone.
struct PivotCaches {
  private struct Field {
    var name: String
    var items: [String] = []
  }

  private var fields: [String: [Field]] = [:]
  /// Records, by the path of their definition, which may come later.
  private var waiting: [(definition: String, bytes: [UInt8])] = []
  private var filled: Set<String> = []

  init() {}

  /// Reads the fields and the values that records name by number.
  mutating func definition(_ bytes: [UInt8], _ path: String, _ gathering: inout Gathering) {
    var found: [Field] = []
    var isShared = false
    gathering.xml(bytes, "数据透视表缓存") { event, gathering in
      switch event.kind {
      case .start("cacheField", _, let attributes): found.append(Field(name: attributes.value("name") ?? ""))
      case .start("sharedItems", _, _): isShared = true
      case .end("sharedItems", _): isShared = false
      case .start("worksheetSource", _, let attributes):
        gathering.text("数据透视表来源", attributes.value("sheet") ?? "", hidden: true)
      case .start(let name, _, let attributes):
        guard isShared, PivotCaches.kinds.contains(name), let last = found.indices.last else { return }
        found[last].items.append(attributes.value("v") ?? "")
      default: break
      }
    }
    fields[path] = found
  }

  /// Keeps records until all definitions are read.
  mutating func records(_ bytes: [UInt8], definition: String, _ gathering: inout Gathering) {
    waiting.append((definition, bytes))
  }

  /// Takes all rows as hidden tables under the names of their fields.
  mutating func finish(_ gathering: inout Gathering) {
    for (definition, bytes) in waiting {
      filled.insert(definition)
      let fields = fields[definition] ?? []
      let table = gathering.nextTable()
      header(fields, table, &gathering)
      var (row, column) = (1, 0)
      gathering.xml(bytes, "数据透视表缓存") { event, gathering in
        guard case .start(let name, _, let attributes) = event.kind else { return }
        if name == "r" {
          (row, column) = (row + 1, 0)
        } else if name == "x" || PivotCaches.kinds.contains(name) {
          column += 1
          var value = attributes.value("v") ?? ""
          if name == "x" {
            guard let index = Int(value), fields.indices.contains(column - 1),
              fields[column - 1].items.indices.contains(index)
            else { return }
            value = fields[column - 1].items[index]
          }
          put(value, table, row, column, &gathering)
        }
      }
      gathering.find(.pivotCache, "数据透视表", "缓存了 \(row - 1) 行来源数据")
    }
    waiting = []
    for (_, fields) in fields.filter({ !filled.contains($0.key) }).sorted(by: { $0.key < $1.key }) {
      let count = fields.reduce(0) { $0 + $1.items.count }
      guard count > 0 else { continue }
      let table = gathering.nextTable()
      header(fields, table, &gathering)
      for (column, field) in fields.enumerated() {
        for (row, item) in field.items.enumerated() { put(item, table, row + 2, column + 1, &gathering) }
      }
      gathering.find(.pivotCache, "数据透视表", "缓存了 \(count) 个来源值")
    }
  }

  private func header(_ fields: [Field], _ table: Int, _ gathering: inout Gathering) {
    for (index, field) in fields.enumerated() { put(field.name, table, 1, index + 1, &gathering) }
  }

  private func put(_ value: String, _ table: Int, _ row: Int, _ column: Int, _ gathering: inout Gathering) {
    let (text, isRounded) = CellNumber.plain(value)
    gathering.text(
      "数据透视表缓存第\(row)行第\(column)列", text, hidden: true, row: TableCell(table: table, row: row, column: column),
      rounded: isRounded)
  }

  private static let kinds: Set<String> = ["s", "n", "d", "b", "e", "m"]
}
