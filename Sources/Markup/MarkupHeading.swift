/// A heading of a body, for its table of contents.
public struct MarkupHeading: Sendable, Hashable {
  /// Level in the page, after the shift: 1-6.
  public let level: Int
  /// Text without markup.
  public let text: String
  /// The `id` of the element: `zhang-3` for 第三章, `tiao-12` for 第十二条, otherwise `s` and the heading's number.
  public let id: String

  /// Makes a heading.
  public init(level: Int, text: String, id: String) {
    self.level = level
    self.text = text
    self.id = id
  }
}
