/// What a Word or OFD file says, as a page can show it.
public struct ConvertedBody: Sendable, Hashable {
  /// A fragment of HTML in UTF-8, for the sanitizer that every body goes through.
  public let html: [UInt8]
  /// The same words in UTF-8, a paragraph or a row of a table on each line.
  public let text: [UInt8]
  /// What does not show as it does in the file.
  public let warnings: [ConversionWarning]

  init(_ blocks: [Block], warnings: [ConversionWarning]) {
    let blocks = Chapters.released(blocks)
    var writer = HTMLBody()
    writer.write(blocks)
    html = writer.bytes
    text = PlainLines.bytes(of: blocks)
    self.warnings = warnings
  }
}
