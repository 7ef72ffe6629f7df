/// What a body is written to, in reading order: Word's markup or plain text.
///
/// Text, line breaks and links come only inside a paragraph, paragraphs may stand in a cell, cells only in rows.
protocol BodyOutput {
  mutating func startParagraph(_ paragraph: Paragraph)
  mutating func endParagraph()
  /// Text in valid UTF-8 with white space already collapsed; control characters may be in it.
  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ style: InlineStyle)
  mutating func lineBreak()
  /// A link to an address as it stands in the fragment, references resolved; nil ends the link. May come anywhere.
  mutating func link(to address: [UInt8]?)
  mutating func rule()
  mutating func startTable()
  mutating func endTable()
  /// A group of rows begins, beyond which no cell reaches.
  mutating func startRowGroup()
  mutating func startRow(isHeader: Bool)
  mutating func endRow()
  mutating func startCell(columns: Int, rows: Int)
  mutating func endCell()
}
