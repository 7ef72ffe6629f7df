/// Something in a body that did not come out as its writer may have meant.
public struct MarkupWarning: Sendable, Hashable {
  /// `markup.emphasis` (marks left in the text), `markup.link` (an address dropped), `markup.html` (an element
  /// dropped) or `markup.depth` (nesting flattened).
  public let code: String
  /// Line from 1; nil if not known.
  public let line: Int?
  /// Column in characters from 1; nil if not known.
  public let column: Int?
  /// A Chinese sentence for a person.
  public let message: String

  /// Makes a warning.
  public init(_ code: String, line: Int? = nil, column: Int? = nil, _ message: String) {
    self.code = code
    self.line = line
    self.column = column
    self.message = message
  }
}
