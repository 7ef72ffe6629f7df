/// Scans RFC 4180 as Excel and WPS write it, over bytes, with the place of every cell.
///
/// Not SwiftCSV: it gives no positions, and a diagnostic needs them; nor the raw bytes of a row, which is
/// what a record's digest is made of.
struct CSVScanner {
  /// A cell's text, unquoted, with where it begins.
  typealias Cell = PlacedText

  /// A fault of the form of a row.
  struct Fault {
    let position: Position
    let message: String
    let remedy: String
  }

  /// A record of the file; may span lines where a quoted cell holds newlines.
  struct Row {
    var cells: [Cell] = []
    /// The row's bytes without its line end.
    var bytes: Range<Int> = 0..<0
    var start: Position
    var faults: [Fault] = []

    /// Whether every cell is empty, as in the rows that Excel leaves below a table.
    var isEmpty: Bool { faults.isEmpty && cells.allSatisfy { Wording.clean($0.text).isEmpty } }

    /// Notes a byte that is no text.
    mutating func add(_ fault: TextFault) {
      faults.append(Fault(position: fault.position, message: fault.message, remedy: fault.remedy))
    }
  }

  private let bytes: [UInt8]
  private var at: Int
  private var line = 1
  /// Up to where columns were counted, and the column there.
  private var counted: (offset: Int, column: Int)

  /// Begins at the first byte after a byte order mark.
  init(_ source: SourceText) {
    bytes = source.bytes
    at = source.start
    counted = (source.start, 1)
  }

  /// The next row; nil at the end.
  mutating func next() -> Row? {
    guard at < bytes.count else { return nil }
    var row = Row(start: position())
    let begin = at
    while true {
      let cell = scanCell(&row)
      row.cells.append(cell)
      guard at < bytes.count, bytes[at] == UInt8(ascii: ",") else { break }
      at += 1
    }
    row.bytes = begin..<at
    if at < bytes.count { takeLineEnd() }
    return row
  }

  private mutating func position() -> Position {
    for byte in bytes[counted.offset..<at] where byte & 0xC0 != 0x80 { counted.column += 1 }
    counted.offset = at
    return Position(line: line, column: counted.column)
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private mutating func takeLineEnd() {
    at += bytes[at] == 0x0D && at + 1 < bytes.count && bytes[at + 1] == 0x0A ? 2 : 1
    line += 1
    counted = (at, 1)
  }

  private mutating func scanCell(_ row: inout Row) -> Cell {
    let start = position()
    if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
      return Cell(text: scanQuoted(start, &row), position: start)
    }
    return Cell(text: scanBare(&row), position: start)
  }

  /// Everything up to the next comma or line end.
  private mutating func scanBare(_ row: inout Row) -> String {
    let begin = at
    var hasQuote = false
    while at < bytes.count, bytes[at] != UInt8(ascii: ","), !isLineEnd(bytes[at]) {
      if bytes[at] == UInt8(ascii: "\""), !hasQuote {
        hasQuote = true
        row.faults.append(
          Fault(
            position: position(), message: "没有引号的单元格里出现了引号",
            remedy: "整个单元格用双引号括起来，其中的双引号写成两个"))
      }
      at += 1
    }
    return String(decoding: bytes[begin..<at], as: UTF8.self)
  }

  private mutating func scanQuoted(_ start: Position, _ row: inout Row) -> String {
    let begin = (at: at, line: line, counted: counted)
    at += 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        guard at < bytes.count, bytes[at] == byte else {
          checkEnd(of: &row, opened: start)
          return String(decoding: text, as: UTF8.self)
        }
        text.append(byte)
        at += 1
      } else if isLineEnd(byte) {
        text.append(0x0A)
        takeLineEnd()
      } else {
        text.append(byte)
        at += 1
      }
    }
    row.faults.append(
      Fault(position: start, message: "引号没有结束", remedy: "在单元格末尾补上双引号，其中的双引号写成两个"))
    // The rows below are not the cell's: it ends with its line. All quotes from here on are closed, or there would be
    // one that closes this cell; so this happens once in a file.
    (at, line, counted) = begin
    while at < bytes.count, !isLineEnd(bytes[at]) { at += 1 }
    return String(decoding: bytes[begin.at + 1..<at], as: UTF8.self)
  }

  private mutating func checkEnd(of row: inout Row, opened start: Position) {
    guard at < bytes.count, bytes[at] != UInt8(ascii: ","), !isLineEnd(bytes[at]) else { return }
    let isLong = start.line < line
    row.faults.append(
      Fault(
        position: position(), message: isLong ? "第 \(start.line) 行开始的引号到这里才结束，之后还有内容" : "引号结束之后还有内容",
        remedy: isLong ? "多半是第 \(start.line) 行的引号没有结束：在那一格末尾补上双引号" : "单元格里的双引号要写成两个"))
    while at < bytes.count, bytes[at] != UInt8(ascii: ","), !isLineEnd(bytes[at]) { at += 1 }
  }
}
