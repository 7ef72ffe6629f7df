/// Where in a table a text stands, so that a detector can see a cell under its header and beside its row.
public struct TableCell: Sendable, Hashable {
  /// The table, counted from 1 within a file.
  public var table: Int
  /// The row from 1; in a workbook the row's own number.
  public var row: Int
  /// The column from 1; in a workbook A is 1.
  public var column: Int

  /// Makes a position.
  public init(table: Int, row: Int, column: Int) {
    self.table = table
    self.row = row
    self.column = column
  }
}
