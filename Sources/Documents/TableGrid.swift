/// Finds the columns that a table's cells stand in when cells above reach down.
struct TableGrid {
  /// Word's limit; a cell further right has no column.
  static let maxColumns = 63
  /// Most rows that cells of one table reach down together; beyond, they end. Bounds what a small input can ask for.
  private static let maxReach = 200_000

  /// Rows still to come that are taken, by column.
  private var taken = [Int](repeating: 0, count: maxColumns)
  private var column = 0
  private var reach = 0
  /// Columns used so far.
  private(set) var columns = 0

  /// Ends all cells that reach down.
  mutating func startGroup() {
    for index in 0..<columns { taken[index] = 0 }
  }

  /// Begins a row.
  mutating func startRow() { column = 0 }

  /// Ends a row.
  mutating func endRow() {
    for index in 0..<columns where taken[index] > 0 { taken[index] -= 1 }
  }

  /// Places a cell of that many columns and rows; nil if the table is full to the right.
  mutating func place(columns wanted: Int, rows: Int) -> (column: Int, columns: Int, rows: Int)? {
    while column < TableGrid.maxColumns, taken[column] > 0 { column += 1 }
    guard column < TableGrid.maxColumns else { return nil }
    let start = column
    while column < TableGrid.maxColumns, column - start < wanted, taken[column] == 0 { column += 1 }
    let rows = reach + rows <= TableGrid.maxReach ? rows : 1
    if rows > 1 { reach += rows }
    // The row itself is counted too: endRow takes it off.
    for index in start..<column { taken[index] = rows }
    columns = max(columns, column)
    return (start, column - start, rows)
  }
}
