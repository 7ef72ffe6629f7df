import XML

/// Reads the cells of a worksheet.
struct SheetReader {
  private let title: String
  private let isHidden: Bool
  private let table: Int
  private var names: [String] = []
  /// By column, from 0.
  private var hiddenColumns: [Bool] = []
  private var columnRanges = 0
  private var areRowsHidden = false
  private var row = 0
  private var isRowHidden = false
  private var cell = CellAddress(column: 0, row: 0)
  private var type = ""
  private var style = 0
  private var value = ""
  private var formula = ""
  /// Readings above the letters of the cell at hand.
  private var reading = ""
  private var other = ""
  /// The format that a condition gives, and the condition.
  private var rule: (style: Int, formula: String) = (-1, "")
  private var hiddenRows: Set<Int> = []
  private var hiddenLetters: Set<Int> = []
  private var hiddenCells = 0
  private var blindCells = 0
  /// Cells that hold something.
  private(set) var filled = 0

  init(title: String, isHidden: Bool, table: Int) {
    self.title = title
    self.isHidden = isHidden
    self.table = table
  }

  mutating func visit(
    _ event: XMLEvent, styles: SheetStyles, strings: inout SharedStrings, _ gathering: inout Gathering
  ) {
    switch event.kind {
    case .start(let name, _, let attributes):
      names.append(name)
      start(name, attributes, &gathering)
    case .end(let name, _):
      _ = names.popLast()
      if name == "c" {
        put(styles: styles, strings: &strings, &gathering)
      } else if name == "cfRule" {
        // Formats that hide errors or zeros are common; one without a condition has no such reason.
        if ["TRUE", "TRUE()", "1"].contains(Mask.trimmed(rule.formula).uppercased()),
          styles.hides(conditional: rule.style)
        {
          gathering.find(.hiddenText, title, "条件格式让单元格不显示内容")
        }
      } else if !other.isEmpty {
        gathering.text("\(title)的页眉页脚或数据有效性", other, hidden: name.hasPrefix("formula") || isHidden)
        other = ""
      }
    case .text(let text), .cdata(let text): take(text)
    }
  }

  /// Notes hidden rows, columns and cells that hold something.
  func report(_ gathering: inout Gathering) {
    if hiddenCells > 0 {
      var what: [String] = []
      if !hiddenRows.isEmpty { what.append("隐藏行 \(hiddenRows.count) 行") }
      if !hiddenLetters.isEmpty {
        let letters = hiddenLetters.sorted()
        let shown = letters.prefix(5).map(CellAddress.letters).joined(separator: "、")
        what.append("隐藏列 \(shown)\(letters.count > 5 ? " 等 \(letters.count) 列" : "")")
      }
      gathering.find(.hiddenCells, title, what.joined(separator: "，") + "，\(hiddenCells) 个单元格有内容")
    }
    if blindCells > 0 { gathering.find(.hiddenText, title, "不显示的单元格（字与底色相同，或格式不显示内容）\(blindCells) 个") }
  }

  private mutating func start(_ name: String, _ attributes: [XMLAttribute], _ gathering: inout Gathering) {
    switch name {
    case "sheetFormatPr":
      areRowsHidden = attributes.value("zeroHeight").map { $0 == "1" || $0 == "true" } ?? false
    case "col":
      let isFlat = attributes.value("width").flatMap(Double.init).map { $0 <= SheetReader.leastWidth } ?? false
      guard isFlat || SheetReader.isSet(attributes, "hidden") else { return }
      let first = max(1, Int(attributes.value("min") ?? "") ?? 1)
      let last = min(16_384, Int(attributes.value("max") ?? "") ?? first)
      columnRanges += 1
      guard first <= last, columnRanges <= 16_384 else { return }
      if hiddenColumns.isEmpty { hiddenColumns = [Bool](repeating: false, count: 16_385) }
      for column in first...last { hiddenColumns[column] = true }
    case "row":
      row = attributes.value("r").flatMap { Int($0) }.map { min(max(1, $0), 2_000_000) } ?? min(row + 1, 2_000_000)
      let isFlat = attributes.value("ht").flatMap(Double.init).map { $0 <= SheetReader.leastHeight } ?? false
      let isHidden = attributes.value("hidden").map { $0 == "1" || $0 == "true" } ?? areRowsHidden
      isRowHidden = isFlat || isHidden
      cell = CellAddress(column: 0, row: row)
    case "c":
      let next = CellAddress(column: min(cell.column + 1, 20_000), row: row)
      cell = attributes.value("r").flatMap { CellAddress($0) } ?? next
      type = attributes.value("t") ?? "n"
      style = Int(attributes.value("s") ?? "") ?? 0
      (value, formula, reading) = ("", "", "")
    case "hyperlink", "filter", "customFilter":
      for key in ["display", "tooltip", "val"] {
        gathering.text("\(title)的链接或筛选", attributes.value(key) ?? "", hidden: true)
      }
    case "dataValidation":
      for key in ["promptTitle", "prompt", "errorTitle", "error"] {
        gathering.text("\(title)的输入提示", attributes.value(key) ?? "", hidden: isHidden)
      }
    case "cfRule": rule = (Int(attributes.value("dxfId") ?? "") ?? -1, "")
    case "scenario", "inputCells":
      for key in ["name", "comment", "user", "val"] {
        gathering.text("\(title)的方案", attributes.value(key) ?? "", hidden: true)
      }
    default: break
    }
  }

  /// Up to so many letters wide, or points high, a cell shows nothing of what it holds.
  private static let leastWidth = 0.3
  private static let leastHeight = 1.0

  private mutating func take(_ text: String) {
    switch names.last {
    case "v": value += text
    case "f": if names.dropLast().last == "c" { formula += text }
    case "t" where names.contains("rPh"): reading += text
    case "t" where names.contains("is"): value += text
    case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter": other += text
    case "formula": rule.formula += text
    case "formula1", "formula2": if names.contains("dataValidation") { other += text }
    default: break
    }
  }

  private mutating func put(
    styles: SheetStyles, strings: inout SharedStrings, _ gathering: inout Gathering
  ) {
    var text = value
    var isRounded = false
    // Words within a formula are seen by who clicks on its cell.
    if formula.contains("\"") { gathering.text("\(title)\(cell.text)的公式", formula, hidden: true) }
    gathering.text("\(title)\(cell.text)的拼音", reading, hidden: true)
    switch type {
    case "s":
      guard let known = Int(Mask.trimmed(value)).flatMap({ strings.use($0) }) else { return }
      text = known
    case "b", "e": return
    case "n": (text, isRounded) = CellNumber.plain(value)
    default: break
    }
    guard !Mask.isBlank(text) else { return }
    filled += 1
    let isColumnHidden = hiddenColumns.indices.contains(cell.column) && hiddenColumns[cell.column]
    let isBlind = styles.hides(style, isNumber: type == "n")
    if isRowHidden || isColumnHidden { hiddenCells += 1 }
    if isRowHidden { hiddenRows.insert(cell.row) }
    if isColumnHidden { hiddenLetters.insert(cell.column) }
    if isBlind { blindCells += 1 }
    let note = isRowHidden ? "（隐藏行）" : isColumnHidden ? "（隐藏列）" : isBlind ? "（不显示）" : ""
    if type == "n", let shown = styles.shown(text, style) {
      gathering.text("\(title)\(cell.text)\(note)按格式显示的内容", shown, hidden: isHidden || !note.isEmpty)
    }
    gathering.text(
      title + cell.text + note, text, hidden: isHidden || isRowHidden || isColumnHidden || isBlind,
      row: TableCell(table: table, row: cell.row, column: cell.column), rounded: isRounded)
  }

  private static func isSet(_ attributes: [XMLAttribute], _ name: String) -> Bool {
    let value = attributes.value(name)
    return value == "1" || value == "true"
  }
}
