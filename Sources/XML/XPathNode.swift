/// One node that an XPath expression found.
public enum XPathNode: Sendable, Hashable {
  /// An element.
  case element(XMLElement)
  /// An attribute, and the line of its element.
  case attribute(XMLAttribute, line: Int)
  /// Text, a comment, an instruction or a namespace: its string, and its line as far as known.
  case text(String, line: Int)

  /// The string value of the node.
  public var string: String {
    switch self {
    case .element(let element): element.text
    case .attribute(let attribute, _): attribute.value
    case .text(let text, _): text
    }
  }

  /// Line from 1; 0 if not known.
  public var line: Int {
    switch self {
    case .element(let element): element.line
    case .attribute(_, let line), .text(_, let line): line
    }
  }
}
