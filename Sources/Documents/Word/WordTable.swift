/// A table being collected: Word wants the number of columns before the first row.
struct WordTable {
  struct Cell {
    let column, columns, rows: Int
    let startsGroup: Bool
    /// Where the cell's paragraphs stand in the collected bytes.
    var content: Range<Int>
  }

  private var grid = TableGrid()
  private var rows: [(cells: Range<Int>, isHeader: Bool, startsGroup: Bool)] = []
  private var cells: [Cell] = []
  private var firstCell = 0
  private var isHeader = false
  private var startsGroup = false
  /// The open cell has no column of its own and is part of the one before.
  private var isOverflow = false
  /// Widest text seen in a column, in bytes.
  private var widths = [Int](repeating: 0, count: TableGrid.maxColumns)

  mutating func startGroup() {
    grid.startGroup()
    startsGroup = true
  }

  mutating func startRow(isHeader: Bool) {
    grid.startRow()
    firstCell = cells.count
    self.isHeader = isHeader
  }

  mutating func endRow() {
    // A row without cells shows nothing; cells above that reach into it just end sooner.
    guard cells.count > firstCell else { return }
    grid.endRow()
    rows.append((firstCell..<cells.count, isHeader, startsGroup))
    startsGroup = false
  }

  mutating func startCell(columns: Int, rows: Int, at offset: Int) {
    guard let place = grid.place(columns: columns, rows: rows) else {
      isOverflow = cells.count > firstCell
      return
    }
    isOverflow = false
    cells.append(
      Cell(
        column: place.column, columns: place.columns, rows: place.rows, startsGroup: startsGroup,
        content: offset..<offset))
  }

  mutating func endCell(at offset: Int, textBytes: Int) {
    guard let cell = cells.last else { return }
    cells[cells.count - 1].content = cell.content.lowerBound..<offset
    if cell.columns == 1, !isOverflow { widths[cell.column] = max(widths[cell.column], textBytes) }
  }

  /// Writes the table.
  func append(_ content: [UInt8], to out: inout [UInt8]) {
    guard !rows.isEmpty else { return }
    WordText.markup("<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>", to: &out)
    WordText.markup("<w:tblLook w:val=\"0020\"/></w:tblPr><w:tblGrid>", to: &out)
    let twips = columnTwips()
    for width in twips { out.append(contentsOf: "<w:gridCol w:w=\"\(width)\"/>".utf8) }
    WordText.markup("</w:tblGrid>", to: &out)
    var reaching = [(rows: Int, columns: Int)](repeating: (0, 1), count: grid.columns)
    for row in rows {
      if row.startsGroup { for index in reaching.indices { reaching[index].rows = 0 } }
      WordText.markup("<w:tr><w:trPr><w:cantSplit/>", to: &out)
      if row.isHeader { WordText.markup("<w:tblHeader/>", to: &out) }
      WordText.markup("</w:trPr>", to: &out)
      append(cells[row.cells], &reaching, content, twips, to: &out)
      WordText.markup("</w:tr>", to: &out)
    }
    WordText.markup("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"AfterTable\"/></w:pPr></w:p>", to: &out)
  }

  private func append(
    _ cells: ArraySlice<Cell>, _ reaching: inout [(rows: Int, columns: Int)], _ content: [UInt8], _ twips: [Int],
    to out: inout [UInt8]
  ) {
    var cells = cells
    var column = 0
    while column < grid.columns {
      var columns = 1
      if reaching[column].rows > 0 {
        columns = reaching[column].columns
        reaching[column].rows -= 1
        appendStart(column, columns, "<w:vMerge/>", twips, to: &out)
        WordText.markup("<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>", to: &out)
      } else if let cell = cells.first, cell.column == column {
        cells.removeFirst()
        columns = cell.columns
        if cell.rows > 1 { reaching[column] = (cell.rows - 1, columns) }
        appendStart(column, columns, cell.rows > 1 ? "<w:vMerge w:val=\"restart\"/>" : "", twips, to: &out)
        if cell.content.isEmpty {
          WordText.markup("<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>", to: &out)
        } else {
          out.append(contentsOf: content[cell.content])
        }
      } else {
        let end = cells.first?.column ?? grid.columns
        while column + columns < end, reaching[column + columns].rows == 0 { columns += 1 }
        appendStart(column, columns, "", twips, to: &out)
        WordText.markup("<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>", to: &out)
      }
      WordText.markup("</w:tc>", to: &out)
      column += columns
    }
  }

  private func appendStart(
    _ column: Int, _ columns: Int, _ merge: StaticString, _ twips: [Int], to out: inout [UInt8]
  ) {
    let width = twips[column..<column + columns].reduce(0, +)
    out.append(contentsOf: "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>".utf8)
    if columns > 1 { out.append(contentsOf: "<w:gridSpan w:val=\"\(columns)\"/>".utf8) }
    WordText.markup(merge, to: &out)
    WordText.markup("<w:vAlign w:val=\"center\"/></w:tcPr>", to: &out)
  }

  /// Column widths in twips by their widest text, none narrower than 4 characters or reckoned wider than 20.
  private func columnTwips() -> [Int] {
    let weights = widths[..<grid.columns].map { min(20, max(4, $0 / 3 + 1)) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 * WordParts.textWidth / max(1, sum) }
  }
}
