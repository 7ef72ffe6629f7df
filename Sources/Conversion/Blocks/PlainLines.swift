/// Writes blocks as lines of text, as reviewers read and compare them.
enum PlainLines {
  static func bytes(of blocks: [Block]) -> [UInt8] { Array(lines(blocks).joined(separator: "\n").utf8) }

  private static func lines(_ blocks: [Block]) -> [String] {
    blocks.flatMap { block -> [String] in
      switch block {
      case .paragraph(let paragraph): [text(paragraph)]
      case .table(let table):
        table.rows.map { row in
          row.cells.map { lines($0.blocks).joined(separator: " ").replacing("\n", with: " ") }.joined(separator: " | ")
        }
      case .notes: ["————"]
      }
    }
  }

  private static func text(_ paragraph: Paragraph) -> String {
    let words = paragraph.spans.map(\.text).joined().replacing("\t", with: "\u{3000}")
    return paragraph.bullet.map { String(repeating: "  ", count: min(8, $0)) + "• " + words } ?? words
  }
}
