/// A table for a terminal: Chinese characters are two columns wide, and no line is wider than asked for.
///
///     TextTable(["栏目", "件数"], rows, right: [1]).text(width: 80)
public struct TextTable: Hashable, Sendable {
  public let header: [String]
  public let rows: [[String]]
  /// Columns that are set to the right, as numbers are.
  public let right: Set<Int>

  /// Makes a table; short rows are filled with empty cells, long ones are cut.
  public init(_ header: [String], _ rows: [[String]], right: Set<Int> = []) {
    self.header = header
    self.rows = rows
    self.right = right
  }

  /// The table. The widest column gives way first, and a cell that is too long is broken over lines.
  public func text(width: Int = 80) -> String {
    let count = header.count
    guard count > 0 else { return "" }
    let cells = ([header] + rows).map { row in
      (0..<count).map { $0 < row.count ? TextTable.clean(row[$0]) : "" }
    }
    var widths = (0..<count).map { column in cells.map { TextTable.width($0[column]) }.max() ?? 0 }
    let gaps = 2 * (count - 1)
    while widths.reduce(0, +) + gaps > width, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > 4
    {
      widths[widest] -= 1
    }
    var lines: [String] = []
    for (index, row) in cells.enumerated() {
      let broken = row.indices.map { TextTable.lines(row[$0], widths[$0]) }
      for line in 0..<(broken.map(\.count).max() ?? 0) {
        lines.append(join(broken.map { line < $0.count ? $0[line] : "" }, widths))
      }
      if index == 0 { lines.append(join(widths.map { String(repeating: "-", count: $0) }, widths)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func join(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let padding = String(repeating: " ", count: max(widths[index] - TextTable.width(cell), 0))
      if index > 0 { line += "  " }
      line += right.contains(index) ? padding + cell : cell + padding
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  // MARK: - Widths

  /// Columns of a terminal that a text takes.
  public static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x300..<0x370, 0x200B...0x200F, 0x20D0..<0x2100, 0xFE00..<0xFE10, 0xFEFF: 0
    case 0x1100..<0x1160, 0x2460..<0x2500, 0x2E80..<0xA4D0, 0xAC00..<0xD7A4, 0xF900..<0xFB00, 0xFE10..<0xFE70,
      0xFF00..<0xFF61, 0xFFE0..<0xFFE7, 0x1F300..<0x1FB00, 0x20000..<0x40000:
      2
    // Dashes, quotes and the ellipsis as Chinese terminals show them; a narrow one leaves room, never the reverse.
    case 0x2014...0x2016, 0x2018...0x201D, 0x2026, 0x00D7, 0x00F7: 2
    default: 1
    }
  }

  /// Text of one line: controls become spaces.
  private static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
      result.append(isControl ? " " : scalar)
    }
    return String(result)
  }

  /// Lines of at most a width. A number or a Latin word stays whole where a line has room for it, and no line begins
  /// with a closing mark.
  private static func lines(_ text: String, _ limit: Int) -> [String] {
    let limit = max(limit, 2)
    guard width(text) > limit else { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    func end() {
      while line.hasSuffix(" ") { line.removeLast() }
      lines.append(line)
      (line, used) = ("", 0)
    }
    for piece in pieces(text) {
      let own = width(piece)
      if used + own > limit, !line.isEmpty, own <= limit { end() }
      if line.isEmpty, !lines.isEmpty, piece == " " { continue }
      if own <= limit {
        line += piece
        used += own
        continue
      }
      for character in piece {
        let own = width(String(character))
        if used + own > limit, !line.isEmpty { end() }
        line.append(character)
        used += own
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  private static let closing: Set<Character> = [
    "，", "。", "；", "：", "、", "）", "》", "」", "〕", "！", "？", "%", ")", ",", ";",
  ]

  /// What a line is not broken within: a run of letters, digits and what joins them, or a character, with the closing
  /// marks that follow.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var wasWord = false
    for character in text {
      let isWord = character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
      if !pieces.isEmpty, (isWord && wasWord) || closing.contains(character) {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
      wasWord = isWord
    }
    return pieces
  }
}
