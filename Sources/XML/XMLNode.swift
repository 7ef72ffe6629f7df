/// A piece of a document's content.
public enum XMLNode: Sendable, Hashable {
  /// An element with all that is in it.
  case element(XMLElement)
  /// Text; CDATA sections are text.
  case text(String)
  /// A comment, without its marks.
  case comment(String)
  /// A processing instruction.
  case instruction(target: String, data: String)

  /// The element, if it is one.
  public var element: XMLElement? {
    if case .element(let element) = self { element } else { nil }
  }
}
