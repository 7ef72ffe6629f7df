import Inspection

/// Letters on one height of a page, from left to right.
struct OFDLine {
  /// Left end, right end and base line, in millimetres from the page's upper left corner.
  var start: Double
  var end: Double
  var base: Double
  /// Height of the letters.
  var size: Double
  var text: String
  /// Parts of it stand far from each other, as cells of a table do.
  var hasGaps = false

  /// The lines of a page from top to bottom.
  ///
  /// - Returns: the lines, and whether there is text that is written at an angle.
  static func lines(of pieces: [OFDPage.Piece]) -> (lines: [OFDLine], isSlanted: Bool) {
    var (strokes, isSlanted) = ([Stroke](), false)
    for piece in pieces where !piece.isHidden {
      let matrix = piece.matrix ?? [1, 0, 0, 1, 0, 0]
      if abs(matrix[1]) > 0.05 * abs(matrix[0]) {
        isSlanted = true
        continue
      }
      strokes += piece.codes.map { Stroke($0, of: piece, matrix) }.filter { !$0.text.allSatisfy(\.isWhitespace) }
    }
    var lines: [OFDLine] = []
    for row in rows(withoutDoubles(strokes)) { lines.append(line(row)) }
    return (lines, isSlanted)
  }

  /// One TextCode where it stands on the page.
  private struct Stroke {
    let start: Double
    let end: Double
    let base: Double
    let size: Double
    let text: String
    let order: Int

    init(_ code: OFDPage.Code, of piece: OFDPage.Piece, _ matrix: [Double]) {
      let scale = matrix[3] == 0 ? 1 : abs(matrix[3])
      let size = piece.size > 0 && piece.size < 1000 ? piece.size : max(1, min(100, piece.box.height))
      var advance = 0.0
      var text = ""
      let scalars = Array(code.text.unicodeScalars)
      let steps = Stroke.steps(code.steps.x, most: scalars.count)
      for (index, scalar) in scalars.enumerated() {
        text.unicodeScalars.append(scalar)
        let width = scalar.value < 0x2E80 ? size / 2 : size
        let step = index < steps.count ? steps[index] : width
        // The next letter stands far off.
        if index + 1 < scalars.count, step > width + 1.8 * size { text += "\u{3000}" }
        advance += index + 1 < scalars.count ? step : width
      }
      self.text = text
      self.size = size * scale
      let x = matrix[0] * code.x + matrix[2] * code.y + matrix[4]
      start = piece.box.x + x
      base = piece.box.y + matrix[1] * code.x + matrix[3] * code.y + matrix[5]
      end = start + advance * abs(matrix[0])
      order = piece.order
    }

    /// Steps as they are written: numbers, and `g count number` for one that is repeated.
    private static func steps(_ text: String?, most: Int) -> [Double] {
      var result: [Double] = []
      var words = (text ?? "").split(separator: " ")[...]
      while result.count < most, let word = words.popFirst() {
        if word == "g" {
          guard let count = words.popFirst().flatMap({ Int($0) }), let step = words.popFirst().flatMap({ Double($0) })
          else { break }
          result += [Double](repeating: step, count: min(max(0, count), most - result.count))
        } else if let step = Double(word), step.isFinite {
          result.append(step)
        } else {
          break
        }
      }
      return result
    }
  }

  /// Some programs draw letters twice, a hair apart, to make them bold.
  private static func withoutDoubles(_ strokes: [Stroke]) -> [Stroke] {
    var seen: [String: [Stroke]] = [:]
    return strokes.filter { stroke in
      let isDouble = (seen[stroke.text] ?? []).contains {
        abs($0.start - stroke.start) < 0.3 * stroke.size && abs($0.base - stroke.base) < 0.3 * stroke.size
      }
      if !isDouble, (seen[stroke.text]?.count ?? 0) < 64 { seen[stroke.text, default: []].append(stroke) }
      return !isDouble
    }
  }

  private static func rows(_ strokes: [Stroke]) -> [[Stroke]] {
    var rows: [[Stroke]] = []
    for stroke in strokes.sorted(by: { ($0.base, $0.start, $0.order) < ($1.base, $1.start, $1.order) }) {
      if let first = rows.last?.first, abs(stroke.base - first.base) <= 0.4 * max(first.size, stroke.size) {
        rows[rows.count - 1].append(stroke)
      } else {
        rows.append([stroke])
      }
    }
    return rows
  }

  private static func line(_ row: [Stroke]) -> OFDLine {
    let row = row.sorted { ($0.start, $0.order) < ($1.start, $1.order) }
    var line = OFDLine(start: row[0].start, end: row[0].end, base: row[0].base, size: row[0].size, text: "")
    for (index, stroke) in row.enumerated() {
      if index > 0 {
        let gap = stroke.start - line.end
        if gap > 2 * stroke.size {
          line.text += "\u{3000}"
          line.hasGaps = true
        } else if gap > 0.5 * stroke.size {
          line.text += " "
        }
      }
      line.text += stroke.text
      line.end = max(line.end, stroke.end)
      line.size = max(line.size, stroke.size)
    }
    return line
  }

  /// A page's lines without its number (`— 3 —`), which is the paper's and not the document's.
  static func withoutPageNumber(_ lines: [OFDLine]) -> [OFDLine] {
    var lines = lines
    if let last = lines.last, isPageNumber(last.text) { lines.removeLast() }
    if let first = lines.first, isPageNumber(first.text) { lines.removeFirst() }
    return lines
  }

  private static func isPageNumber(_ text: String) -> Bool {
    let dashes: Set<Unicode.Scalar> = ["-", "–", "—", "―", "－", "─", "‐", "一"]
    let scalars = text.unicodeScalars.filter { !$0.properties.isWhitespace }
    guard let first = scalars.first, let last = scalars.last, dashes.contains(first), dashes.contains(last) else {
      return false
    }
    let inner = scalars.drop { dashes.contains($0) }.prefix { $0.properties.numericType == .decimal }
    let around = scalars.count { dashes.contains($0) }
    return (1...4).contains(inner.count) && inner.count + around == scalars.count
  }
}
