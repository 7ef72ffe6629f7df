/// A cell by column and row, both from 1.
struct CellAddress: Hashable {
  var column: Int
  var row: Int

  init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// Reads `C17`; nil for what is none, or lies beyond XFD1048576 by far.
  init?(_ text: String) {
    var (column, row) = (0, 0)
    for byte in text.utf8 {
      switch byte {
      case 0x41...0x5A where row == 0: column = column * 26 + Int(byte - 0x40)
      case 0x61...0x7A where row == 0: column = column * 26 + Int(byte - 0x60)
      case 0x30...0x39: row = row * 10 + Int(byte - 0x30)
      case UInt8(ascii: "$"): break
      default: return nil
      }
      if column > 20_000 || row > 2_000_000 { return nil }
    }
    guard column > 0, row > 0 else { return nil }
    self.init(column: column, row: row)
  }

  /// `C17`.
  var text: String { CellAddress.letters(column) + String(row) }

  /// The letters of a column: 1 is A, 27 is AA.
  static func letters(_ column: Int) -> String {
    var bytes: [UInt8] = []
    var rest = max(1, column)
    while rest > 0 {
      bytes.append(UInt8(0x41 + (rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: bytes.reversed(), as: UTF8.self)
  }
}
