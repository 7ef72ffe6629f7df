/// Names of chapters (第一章 总则) that a file sets in the middle of a line and knows as no headings.
enum Chapters {
  /// Leaves the form of such lines to the page, which makes headings of them where there are no others.
  static func released(_ blocks: [Block]) -> [Block] {
    let hasHeadings = blocks.contains { block in
      if case .paragraph(let paragraph) = block { paragraph.heading != nil } else { false }
    }
    guard !hasHeadings else { return blocks }
    return blocks.map { block in
      guard case .paragraph(let paragraph) = block, paragraph.bullet == nil else { return block }
      let text = paragraph.spans.map(\.text).joined()
      guard isName(text) else { return block }
      return .paragraph(Paragraph(spans: [Span(text: text)]))
    }
  }

  private static let figures = Set("一二三四五六七八九十百零〇0123456789")

  private static func isName(_ text: String) -> Bool {
    guard text.hasPrefix("第"), text.utf8.count < 100, !text.contains("\n") else { return false }
    let rest = text.dropFirst().drop(while: figures.contains)
    guard rest.count < text.count - 1, let kind = rest.first, "编章节".contains(kind) else { return false }
    return rest.dropFirst().first?.isWhitespace ?? true
  }
}
