/// Writes blocks as HTML: elements that the sanitizer keeps, and nothing of the file's own markup.
struct HTMLBody {
  private(set) var bytes: [UInt8] = []
  /// Lists that are open, innermost last.
  private var lists = 0

  mutating func write(_ blocks: [Block]) {
    let outer = lists
    lists = 0
    for block in blocks {
      switch block {
      case .paragraph(let paragraph): write(paragraph)
      case .table(let table):
        closeLists(to: 0)
        write(table)
      case .notes:
        closeLists(to: 0)
        put("<hr>\n")
      }
    }
    closeLists(to: 0)
    lists = outer
  }

  // MARK: - Paragraphs

  private mutating func write(_ paragraph: Paragraph) {
    if let level = paragraph.bullet {
      // A point that skips a level is a point of the level below the one before.
      let depth = min(level + 1, lists + 1)
      closeLists(to: depth)
      if lists == depth {
        put("</li>\n<li>")
      } else {
        put(lists == 0 ? "<ul>\n<li>" : "\n<ul>\n<li>")
        lists += 1
      }
      spans(paragraph.spans)
      return
    }
    closeLists(to: 0)
    let name = paragraph.heading.map { "h\(min(6, max(1, $0)))" } ?? "p"
    put("<\(name)\(align(paragraph))>")
    spans(paragraph.spans, in: paragraph.heading == nil ? [] : .bold)
    put("</\(name)>\n")
  }

  private mutating func closeLists(to depth: Int) {
    while lists > depth {
      put("</li>\n</ul>\n")
      lists -= 1
    }
  }

  private func align(_ paragraph: Paragraph) -> String {
    paragraph.alignment.map { " class=\"\($0.rawValue)\"" } ?? ""
  }

  /// - Parameter outer: the look that all of it has by where it stands.
  private mutating func spans(_ spans: [Span], in outer: Look = []) {
    var link: String?
    for span in spans {
      if span.link != link {
        if link != nil { put("</a>") }
        link = span.link
        if let link {
          put("<a href=\"")
          text(link)
          put("\">")
        }
      }
      // Links have their line from the page's style.
      let look = span.look.subtracting(outer).subtracting(link == nil ? [] : .underlined)
      let elements = Look.elements.filter { look.contains($0.look) }
      for element in elements { put("<\(element.name)>") }
      text(span.look.contains(.underlined) ? HTMLBody.ruled(span.text) : span.text)
      for element in elements.reversed() { put("</\(element.name)>") }
    }
    if link != nil { put("</a>") }
  }

  /// A line to write on is made of underlined blanks, which a page would draw together.
  private static func ruled(_ text: String) -> String {
    guard text.allSatisfy({ $0.isWhitespace && !$0.isNewline }) else { return text }
    return text.map { $0 == "\u{3000}" ? "\u{A0}\u{A0}" : "\u{A0}" }.joined()
  }

  // MARK: - Tables

  private mutating func write(_ table: Table) {
    put("<table>\n")
    let count = HTMLBody.heads(of: table)
    if count > 0 { put("<thead>\n") }
    for (index, row) in table.rows.enumerated() {
      if index == count { put(count > 0 ? "</thead>\n<tbody>\n" : "<tbody>\n") }
      put("<tr>")
      for cell in row.cells { write(cell, index < count ? "th" : "td") }
      put("</tr>\n")
    }
    put("</tbody>\n</table>\n")
  }

  /// How many rows are heads. A cell that goes on below takes those rows with it: in HTML it ends with the heads.
  private static func heads(of table: Table) -> Int {
    var count = table.rows.prefix(while: \.isHead).count
    var row = 0
    while row < count {
      count = table.rows[row].cells.reduce(count) { max($0, row + $1.rows) }
      row += 1
    }
    // A table of nothing but heads has no heads.
    return count >= table.rows.count ? 0 : count
  }

  private mutating func write(_ cell: Table.Cell, _ name: String) {
    put("<\(name)")
    if name == "th" { put(" scope=\"col\"") }
    if cell.columns > 1 { put(" colspan=\"\(min(1000, cell.columns))\"") }
    if cell.rows > 1 { put(" rowspan=\"\(min(1000, cell.rows))\"") }
    if cell.blocks.count == 1, case .paragraph(let only) = cell.blocks[0], only.bullet == nil {
      put("\(align(only))>")
      spans(only.spans, in: name == "th" ? .bold : [])
    } else {
      put(">")
      write(cell.blocks)
    }
    put("</\(name)>")
  }

  // MARK: - Bytes

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func text(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): put("&amp;")
      case UInt8(ascii: "<"): put("&lt;")
      case UInt8(ascii: ">"): put("&gt;")
      case UInt8(ascii: "\""): put("&quot;")
      case UInt8(ascii: "\n"): put("<br>\n")
      case UInt8(ascii: "\t"): put("\u{3000}")
      case 0..<0x20, 0x7F: continue
      default: bytes.append(byte)
      }
    }
  }
}
