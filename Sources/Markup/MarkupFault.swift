/// Why a body cannot be turned into HTML at all.
public struct MarkupFault: Error, Sendable, Hashable {
  /// `markup.too-large`, `markup.encoding`, `markup.too-deep`, `markup.too-costly` or `markup.unreadable`.
  public let code: String
  /// Line from 1, if known.
  public let line: Int?
  /// Column in characters from 1, if known.
  public let column: Int?
  /// A Chinese sentence for a person.
  public let message: String

  /// Makes a fault.
  public init(_ code: String, line: Int? = nil, column: Int? = nil, _ message: String) {
    self.code = code
    self.line = line
    self.column = column
    self.message = message
  }
}
