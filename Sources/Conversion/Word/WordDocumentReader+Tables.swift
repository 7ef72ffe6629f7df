import Inspection
import XML

/// Tables (ECMA-376 Part 1, 17.4), with cells that take several rows or columns.
extension WordDocumentReader {
  /// Most rows that one cell may take in HTML.
  private static let mostRows = 1000

  /// A table; nil for one without anything in it.
  func table(_ element: XMLElement, _ place: Place) throws(ConversionFault) -> Table? {
    _ = nextTable()
    let style = element.first("tblPr")?.first("tblStyle")?.attributes.value("val")
    var table = Table()
    // Cells that may go on below, by the column that they begin in.
    var open: [Int: (row: Int, cell: Int)] = [:]
    for row in parts(of: element, named: "tr") {
      let own = row.first("trPr")
      if own?.first("del") != nil || own?.first("hidden")?.attributes.isOn ?? false { continue }
      var made = Table.Row(isHead: own?.first("tblHeader")?.attributes.isOn ?? false)
      var column = min(1000, max(0, own?.first("gridBefore")?.number("val") ?? 0))
      if column > 0 { made.cells.append(Table.Cell(columns: column)) }
      var going: [Int: (row: Int, cell: Int)] = [:]
      for cell in parts(of: row, named: "tc") {
        let form = cell.first("tcPr")
        let span = min(1000, max(1, form?.first("gridSpan")?.number("val") ?? 1))
        var inside = place
        inside.isInTable = true
        inside.isVanished = styles.hiding.hides(style)
        let ground = form?.first("shd").map { WordGround.shade($0.attributes) } ?? .paper
        inside.ground = ground.over(styles.hiding.ground(ofTable: style))
        var blocks: [Block] = []
        for inner in cell.elements where inner.name != "tcPr" { try read(inner, inside, into: &blocks) }
        if form?.first("hMerge")?.attributes.value("val") == "continue", let last = made.cells.indices.last {
          made.cells[last].columns += span
          made.cells[last].blocks += blocks
        } else if let merge = form?.first("vMerge"), merge.attributes.value("val") ?? "continue" == "continue",
          let first = open[column], table.rows[first.row].cells[first.cell].rows < WordDocumentReader.mostRows
        {
          table.rows[first.row].cells[first.cell].rows += 1
          table.rows[first.row].cells[first.cell].blocks += blocks
          going[column] = first
        } else {
          if form?.first("vMerge") != nil { going[column] = (table.rows.count, made.cells.count) }
          made.cells.append(Table.Cell(blocks: blocks, columns: span))
        }
        column += span
      }
      open = going
      table.rows.append(made)
    }
    let isEmpty = table.rows.allSatisfy { $0.cells.allSatisfy(\.blocks.isEmpty) }
    return isEmpty ? nil : table
  }

  /// Rows or cells, also those within content controls and what was inserted.
  private func parts(of element: XMLElement, named name: String) -> [XMLElement] {
    element.elements.flatMap { inner -> [XMLElement] in
      if inner.isWord(name) { return [inner] }
      if WordNames.unseen.contains(inner.name) { return [] }
      return ["sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"].contains(inner.name)
        ? parts(of: inner, named: name) : []
    }
  }
}
