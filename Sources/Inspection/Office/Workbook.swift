import XML

/// The sheets of a workbook, their names and who sees them.
struct Workbook {
  /// A sheet as xl/workbook.xml lists it.
  struct Sheet {
    var name: String
    /// `hidden` or `veryHidden`; nil if it shows.
    var state: String?
  }

  var styles = SheetStyles()
  var strings = SharedStrings()
  private var sheets: [String: Sheet] = [:]
  private var areSheetsWhole = true

  /// Reads the list of sheets and the defined names.
  mutating func read(_ bytes: [UInt8], targets: [String: String], _ gathering: inout Gathering) {
    var found: [String: Sheet] = [:]
    var name: String?
    gathering.xml(bytes, "工作簿目录") { event, gathering in
      switch event.kind {
      case .start("sheet", _, let attributes):
        let state = attributes.value("state").flatMap { $0 == "visible" ? nil : $0 }
        guard let target = targets[attributes.value("id") ?? ""] else { return }
        found[target] = Sheet(name: attributes.value("name") ?? "", state: state)
        gathering.text("工作表名称", attributes.value("name") ?? "", hidden: state != nil)
      case .start("definedName", _, let attributes): name = attributes.value("name") ?? ""
      case .text(let text):
        if let name { gathering.text("名称“\(Mask.name(name))”", text, hidden: true) }
      case .end("definedName", _): name = nil
      default: break
      }
    }
    sheets = found
  }

  /// 工作表“名单”, with a note if it is hidden; a part that is no sheet by its path.
  func title(of path: String) -> String {
    guard let sheet = sheets[path] else { return path.isEmpty ? "工作簿" : "“\(Mask.name(path))”" }
    return "工作表“\(Mask.name(sheet.name))”\(sheet.state == nil ? "" : "（隐藏）")"
  }

  /// Reads a sheet and notes what of it is hidden.
  mutating func sheet(_ bytes: [UInt8], _ path: String, _ gathering: inout Gathering) {
    let state = sheets[path]?.state
    let title = title(of: path)
    var reader = SheetReader(title: title, isHidden: state != nil, table: gathering.nextTable())
    let isWhole = gathering.xml(bytes, title) { event, gathering in
      reader.visit(event, styles: styles, strings: &strings, &gathering)
    }
    areSheetsWhole = areSheetsWhole && isWhole
    if let state {
      let way = state == "veryHidden" ? "深度隐藏（veryHidden），" : "隐藏，"
      gathering.find(
        .hiddenSheet, title, "\(way)\(reader.filled) 个单元格有内容", isBlocking: reader.filled > 0 || !isWhole)
    } else {
      reader.report(&gathering)
    }
  }

  /// Notes texts that no cell shows; only a workbook read whole can tell.
  func finish(_ gathering: inout Gathering) {
    guard areSheetsWhole, strings.isWhole, !gathering.isFull else { return }
    let unused = strings.unused
    guard !unused.isEmpty else { return }
    for text in unused { gathering.text("没有单元格使用的文字", text, hidden: true) }
    gathering.find(.hiddenText, "工作簿", "没有单元格使用的文字 \(unused.count) 条")
  }
}
