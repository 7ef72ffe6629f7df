import XML

/// Walks through a page and gathers its text by block.
struct HTMLWalk {
  private var blocks = 0
  private var line = ""
  private var comments = 0
  private var hidden = 0
  private var scripts = 0
  private var grounds = 0
  private let styles: HiddenStyles
  private static let breaks: Set<String> = [
    "p", "div", "li", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "ul",
    "ol", "table", "body", "title", "option", "dt", "dd", "pre", "blockquote", "caption",
  ]
  private static let told = ["alt", "title", "placeholder", "content", "value", "aria-label"]

  /// A walk through the page of this root.
  init(_ root: XMLElement) { styles = HiddenStyles(of: root) }

  mutating func visit(_ element: XMLElement, hidden isHidden: Bool, _ gathering: inout Gathering) {
    if gathering.isFull { return }
    let name = element.name.lowercased()
    attributes(of: element, name, isHidden, &gathering)
    if name == "script" || name == "style" || name == "template" {
      if name == "script" { scripts += 1 }
      gathering.text(name == "script" ? "脚本\(scripts)" : "网页的 \(name)", element.text, hidden: true)
      return
    }
    if name == "table", !isHidden {
      table(element, &gathering)
      return
    }
    let hides = !isHidden && styles.hides(element, isOnColour: grounds > 0)
    let isGround = styles.colours(element)
    if isGround { grounds += 1 }
    defer { if isGround { grounds -= 1 } }
    let breaks = hides || HTMLWalk.breaks.contains(name)
    if breaks { flush(isHidden, &gathering) }
    children(of: element, hidden: isHidden || hides, &gathering)
    if breaks { flush(isHidden || hides, &gathering) }
    if hides { hidden += 1 }
  }

  mutating func finish(_ gathering: inout Gathering) {
    flush(false, &gathering)
    if comments > 0 { gathering.find(.hiddenText, "", "网页注释 \(comments) 处", isBlocking: false) }
    if hidden > 0 { gathering.find(.hiddenText, "", "不显示的网页元素 \(hidden) 处") }
  }

  private mutating func children(of element: XMLElement, hidden isHidden: Bool, _ gathering: inout Gathering) {
    for child in element.children {
      switch child {
      case .text(let text): line += text
      case .element(let element): visit(element, hidden: isHidden, &gathering)
      case .comment(let text):
        guard !Mask.isBlank(text) else { continue }
        comments += 1
        gathering.text("网页注释\(comments)", text, hidden: true)
      case .instruction(_, let data): gathering.text("网页的处理指令", data, hidden: true)
      }
    }
  }

  /// A table by cells; tables within a cell are text of that cell.
  private mutating func table(_ element: XMLElement, _ gathering: inout Gathering) {
    flush(false, &gathering)
    let table = gathering.nextTable()
    let rows = rows(of: element, isOnColour: grounds > 0)
    for (index, (row, isColoured)) in rows.enumerated() {
      let isRowHidden = styles.hides(row, isOnColour: isColoured)
      var column = 1
      for cell in row.elements where cell.name == "td" || cell.name == "th" {
        let isHidden = isRowHidden || styles.hides(cell, isOnColour: isColoured)
        hidden += isHidden ? 1 : hiddenWithin(cell, isOnColour: isColoured || styles.colours(cell))
        let place = "表格\(table)第\(index + 1)行第\(column)列"
        let position = TableCell(table: table, row: index + 1, column: column)
        gathering.text(place, cell.text, hidden: isHidden, row: position)
        column += max(1, min(1000, Int(cell.attribute("colspan") ?? "1") ?? 1))
      }
    }
    for part in element.children { if case .comment(let text) = part { gathering.text("网页注释", text, hidden: true) } }
    if rows.isEmpty { children(of: element, hidden: false, &gathering) }
  }

  /// All rows below an element, and whether a ground lies behind each: its own, the table's or that of `thead`.
  private func rows(of element: XMLElement, isOnColour: Bool) -> [(row: XMLElement, isOnColour: Bool)] {
    let isColoured = isOnColour || styles.colours(element)
    return element.elements.flatMap { inner -> [(row: XMLElement, isOnColour: Bool)] in
      let own = inner.name == "tr" ? [(row: inner, isOnColour: isColoured || styles.colours(inner))] : []
      return own + rows(of: inner, isOnColour: isColoured)
    }
  }

  /// How many elements of a cell hide text.
  private func hiddenWithin(_ element: XMLElement, isOnColour: Bool) -> Int {
    element.elements.reduce(0) { count, inner in
      styles.hides(inner, isOnColour: isOnColour)
        ? count + 1 : count + hiddenWithin(inner, isOnColour: isOnColour || styles.colours(inner))
    }
  }

  private mutating func flush(_ isHidden: Bool, _ gathering: inout Gathering) {
    defer { line = "" }
    guard !Mask.isBlank(line) else { return }
    blocks += 1
    gathering.text("网页第\(blocks)段", line, hidden: isHidden)
  }

  private func attributes(
    of element: XMLElement, _ name: String, _ isHidden: Bool, _ gathering: inout Gathering
  ) {
    for attribute in element.attributes
    where HTMLWalk.told.contains(attribute.name) || attribute.name.hasPrefix("data-") {
      let unseen = isHidden || name == "meta" || element.attribute("type") == "hidden"
      gathering.text("网页元素 \(Mask.name(name)) 的 \(attribute.name)", attribute.value, hidden: unseen)
    }
  }
}
