/// One event of a document read as a stream.
public struct XMLEvent: Sendable, Hashable {
  /// What happened.
  public enum Kind: Sendable, Hashable {
    /// A start tag; an empty element gives a start and an end.
    case start(name: String, namespace: String?, attributes: [XMLAttribute])
    /// An end tag.
    case end(name: String, namespace: String?)
    /// Text between two other events, in one piece, with character references resolved.
    case text(String)
    /// A CDATA section; sections that touch come in one piece.
    case cdata(String)
  }

  /// What happened.
  public let kind: Kind
  /// Depth of the element that starts, ends or holds the text; the root is at 1.
  public let depth: Int
  /// Line from 1: of a start tag's `<`, of an end tag's `>`, of the beginning of text.
  public let line: Int

  /// Makes an event.
  public init(kind: Kind, depth: Int, line: Int) {
    self.kind = kind
    self.depth = depth
    self.line = line
  }
}
