/// Where in a table of a Word file the reading stands.
struct WordTableState {
  let number: Int
  private var row = 0
  private var column = 0
  /// Columns that the cell at hand takes.
  var span = 1
  /// The shading of the cell at hand.
  var ground = WordGround.paper
  /// What its style gives.
  var styleGround = WordGround.paper
  /// Its style hides what stands in it.
  var isVanished = false
  /// The row at hand does not show.
  var isRowHidden = false

  init(number: Int) { self.number = number }

  /// The cell at hand; nil before the first.
  var cell: TableCell? {
    row > 0 && column > 0 ? TableCell(table: number, row: row, column: column) : nil
  }

  mutating func nextRow() {
    row += 1
    column = 0
    span = 1
    isRowHidden = false
  }

  mutating func nextCell() {
    column += span
    span = 1
    ground = .paper
  }

  mutating func endCell() { ground = .paper }
}

extension [WordTableState] {
  /// Changes the innermost table, if there is one.
  mutating func withLast(_ body: (inout WordTableState) -> Void) {
    if !isEmpty { body(&self[count - 1]) }
  }
}
