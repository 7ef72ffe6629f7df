import XML

/// Slides, notes, comments and masters of a presentation. What a presenter keeps for himself is told, not blocked.
enum SlidePart {
  static func inspect(_ bytes: [UInt8], _ root: String, _ title: String, _ gathering: inout Gathering) {
    let place = root == "notes" ? "\(title)的备注" : root == "cmLst" ? "\(title)的批注" : title
    var isHidden = root == "notes" || root == "cmLst"
    var names: [String] = []
    var line = ""
    var (paragraphs, comments, hasText) = (0, 0, false)
    var table: (number: Int, row: Int, column: Int)?
    gathering.xml(bytes, place) { event, gathering in
      switch event.kind {
      case .start(let name, _, let attributes):
        names.append(name)
        switch name {
        case "sld" where names.count == 1 && attributes.value("show") == "0":
          isHidden = true
          gathering.find(.hiddenSheet, title, "隐藏的幻灯片", isBlocking: false)
        case "cm": comments += 1
        case "tbl": table = (gathering.nextTable(), 0, 0)
        case "tr": table = table.map { ($0.number, $0.row + 1, 0) }
        case "tc": table = table.map { ($0.number, $0.row, $0.column + 1) }
        case "cNvPr":
          gathering.text("\(place)替代文字", attributes.value("descr") ?? "", hidden: true)
          if SlidePart.isOn(attributes.value("hidden")) { gathering.find(.hiddenText, place, "不显示的对象") }
        case "hlinkClick", "hlinkHover":
          gathering.text("\(place)链接提示", attributes.value("tooltip") ?? "", hidden: true)
        case "br": line += "\n"
        default: break
        }
      case .text(let text), .cdata(let text): if names.last == "t" || names.last == "text" { line += text }
      case .end(let name, _):
        _ = names.popLast()
        if name == "tbl" { table = nil }
        guard name == "p" || name == "text" else { return }
        if !Mask.isBlank(line) {
          hasText = hasText || !names.contains("fld")
          paragraphs += 1
          let cell = table.map { TableCell(table: $0.number, row: max(1, $0.row), column: max(1, $0.column)) }
          gathering.text("\(place)第\(paragraphs)段", line, hidden: isHidden, row: cell)
        }
        line = ""
      }
    }
    if root == "notes", hasText { gathering.find(.annotation, title, "备注 \(paragraphs) 段") }
    if comments > 0 { gathering.find(.comment, title, "批注 \(comments) 条", isBlocking: false) }
  }

  private static func isOn(_ value: String?) -> Bool { value == "1" || value == "true" }
}
