/// Gathers the lines of pages to paragraphs, by where lines begin and end.
enum OFDParagraphs {
  static func blocks(of pages: [[OFDLine]]) -> [Block] {
    var result: [Block] = []
    var open: Paragraph?
    // The line before, and whether it went to the end of its page's text.
    var before: (line: OFDLine, isFull: Bool)?
    func close() {
      if let paragraph = open?.trimmed, !paragraph.isBlank { result.append(.paragraph(paragraph)) }
      open = nil
    }
    for page in pages {
      let area = Area(page)
      for (index, line) in page.enumerated() {
        let last = before
        before = (line, area.isFull(line))
        if open != nil, let last, last.isFull, area.goesOn(line, after: last.line, isSamePage: index > 0) {
          open?.add(glue(last.line.text, line.text) + trimmed(line.text))
          continue
        }
        close()
        var paragraph = Paragraph()
        paragraph.alignment = area.alignment(line)
        paragraph.add(trimmed(line.text))
        open = paragraph
        if paragraph.alignment != nil || line.hasGaps { close() }
      }
    }
    close()
    return result
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text.drop(while: \.isWhitespace)
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// Latin words are parted at a line's end, Chinese is not.
  private static func glue(_ left: String, _ right: String) -> String {
    func isLatin(_ scalar: Unicode.Scalar?) -> Bool {
      scalar.map { $0.value < 0x2E80 && ($0.properties.isAlphabetic || $0.properties.numericType != nil) } ?? false
    }
    let last = left.unicodeScalars.last { !$0.properties.isWhitespace }
    let first = right.unicodeScalars.first { !$0.properties.isWhitespace }
    // A number that is broken over two lines is one number.
    let isNumber = last?.properties.numericType != nil && first?.properties.numericType != nil
    return isLatin(last) && isLatin(first) && !isNumber ? " " : ""
  }

  /// The part of a page that is written on.
  private struct Area {
    let left: Double
    let right: Double
    /// Height of most of the letters.
    let size: Double

    init(_ lines: [OFDLine]) {
      left = lines.map(\.start).min() ?? 0
      right = lines.map(\.end).max() ?? 0
      let sizes = lines.map(\.size).sorted()
      size = sizes.isEmpty ? 1 : sizes[sizes.count / 2]
    }

    /// In the middle or at the right; nil for a line that begins where text does.
    func alignment(_ line: OFDLine) -> Paragraph.Alignment? {
      let (before, after) = (line.start - left, right - line.end)
      // A first line's indent is two letters wide.
      guard !line.hasGaps, before > 1.5 * size else { return nil }
      if abs(before - after) < 1.5 * size, before > 2.6 * size || line.size > 1.2 * size { return .center }
      return before > 2.6 * size && before > 0.4 * (right - left) ? .right : nil
    }

    /// A line that goes to the end of the text. Short ones do so by chance.
    func isFull(_ line: OFDLine) -> Bool {
      right - line.end < 1.6 * line.size && line.end - line.start > 15 * line.size
    }

    /// A line that may belong to the paragraph of the line before: it begins at the left, and not far below. (What goes
    /// on over the end of a page has no distance to what went before.)
    func goesOn(_ line: OFDLine, after last: OFDLine, isSamePage: Bool) -> Bool {
      guard !line.hasGaps, abs(line.size - last.size) < 0.15 * last.size, line.start - left < 1.2 * line.size else {
        return false
      }
      let distance = line.base - last.base
      return !isSamePage || distance > 0 && distance < 2.4 * last.size
    }
  }
}
