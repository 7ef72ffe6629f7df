import Diagnostics

/// A position in a text, counted as editors count: from 1, columns in Unicode scalars, CRLF as one line end.
struct Position: Sendable, Hashable, Comparable {
  var line: Int
  var column: Int

  /// The first character of a text.
  static let start = Position(line: 1, column: 1)

  /// The position of a byte of UTF-8 text.
  ///
  /// - Parameter start: the offset of the text's first byte, after a byte order mark.
  init(of offset: Int, in bytes: [UInt8], from start: Int) {
    line = 1
    column = 1
    var at = start
    while at < offset {
      let byte = bytes[at]
      at += 1
      if byte == 0x0A || (byte == 0x0D && !(at < bytes.count && bytes[at] == 0x0A)) {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80, byte != 0x0D {
        column += 1
      }
    }
  }

  /// Makes a position.
  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// The same position in a file.
  func place(in file: String) -> Place { Place(file, line: line, column: column) }

  static func < (left: Position, right: Position) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A text that a person wrote, with where it begins.
struct PlacedText: Sendable, Hashable {
  var text: String
  var position: Position
}
