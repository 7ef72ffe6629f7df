/// Writes a body as plain text: a line a paragraph, indented by two full-width spaces.
struct PlainBody: BodyOutput {
  /// The text so far, with its byte order mark.
  private(set) var out: [UInt8]
  private var grid: TableGrid?
  /// The column of the cell that is written, and of the next without a tab.
  private var column = 0
  private var isInCell = false
  private var cellStart = 0
  /// Whether what is written is struck out.
  private var isStruck = false
  /// Where the open paragraph starts, if it goes to the right.
  private var rightStart: Int?
  /// Characters in a line of an official document; text to the right ends two before.
  private static let lineWidth = 28

  init(capacity: Int) {
    out = [0xEF, 0xBB, 0xBF]
    out.reserveCapacity(capacity)
  }

  /// Writes a line.
  mutating func line(_ text: String) {
    var text = text
    text.withUTF8 { self.text($0, []) }
    endLine()
  }

  mutating func startParagraph(_ paragraph: Paragraph) {
    if isInCell {
      if out.count > cellStart { out.append(0x20) }
      return
    }
    switch paragraph.kind {
    case .flush, .pre, .caption, .cell: break
    case .item(let level, let mark):
      for _ in 0...min(8, level) { append("　") }
      if let mark {
        out.append(contentsOf: mark.utf8)
        out.append(0x20)
      }
    case .signature: rightStart = out.count
    case .text, .heading, .quote:
      switch paragraph.alignment {
      case nil: append("　　")
      case .right: rightStart = out.count
      case .left, .center: break
      }
    }
  }

  mutating func endParagraph() {
    endStruck()
    if isInCell { return }
    if let start = rightStart {
      // Half a character for an ASCII one, in half characters.
      let width = out[start...].reduce(0) { $0 + ($1 < 0x80 ? 1 : $1 & 0xC0 == 0x80 ? 0 : 2) }
      let spaces = max(2, PlainBody.lineWidth - 2 - (width + 1) / 2)
      out.insert(contentsOf: [[UInt8]](repeating: [0xE3, 0x80, 0x80], count: spaces).joined(), at: start)
      rightStart = nil
    }
    endLine()
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ style: InlineStyle) {
    if style.contains(.strike) != isStruck {
      if isStruck {
        endStruck()
      } else {
        append("〔删去：")
        isStruck = true
      }
    }
    if style.contains(.sup) || style.contains(.sub),
      let raised = PlainScript.characters(bytes, isRaised: style.contains(.sup))
    {
      out += raised
      return
    }
    var start = 0
    for (at, byte) in bytes.enumerated() where byte < 0x20 && (byte != 0x09 || isInCell) {
      out.append(contentsOf: bytes[start..<at])
      if byte == 0x09 || byte == 0x0A { out.append(0x20) }
      start = at + 1
    }
    out.append(contentsOf: bytes[start...])
  }

  /// What is struck out must not read as if it stood.
  private mutating func endStruck() {
    if isStruck { append("〕") }
    isStruck = false
  }

  mutating func lineBreak() { if isInCell { out.append(0x20) } else { endLine() } }

  mutating func link(to address: [UInt8]?) {}

  mutating func rule() {
    append("————————")
    endLine()
  }

  // MARK: - Tables

  mutating func startTable() { grid = TableGrid() }

  mutating func endTable() { grid = nil }

  mutating func startRowGroup() { grid?.startGroup() }

  mutating func startRow(isHeader: Bool) {
    grid?.startRow()
    column = 0
  }

  mutating func endRow() {
    grid?.endRow()
    endLine()
  }

  mutating func startCell(columns: Int, rows: Int) {
    isInCell = true
    let place = grid?.place(columns: columns, rows: rows)
    let wanted = place?.column ?? column
    // Cells that reach here from above or from the left leave their place empty.
    while column < wanted {
      out.append(0x09)
      column += 1
    }
    cellStart = out.count
  }

  mutating func endCell() { isInCell = false }

  private mutating func append(_ text: StaticString) { WordText.markup(text, to: &out) }

  private mutating func endLine() { out += [0x0D, 0x0A] }
}
