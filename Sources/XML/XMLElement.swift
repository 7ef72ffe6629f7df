/// An element as an owned value: safe to keep, copy and send.
public struct XMLElement: Sendable, Hashable {
  /// Local name, without prefix.
  public let name: String
  /// Namespace URI, or nil.
  public let namespace: String?
  /// Attributes in document order, without namespace declarations.
  public let attributes: [XMLAttribute]
  /// Content in document order.
  public let children: [XMLNode]
  /// Line of the start tag's `<`, from 1; 0 if the element was not read from a file.
  public let line: Int
  /// Column of the start tag's `<` in characters from 1; nil on very long lines and in HTML.
  public let column: Int?

  /// Makes an element.
  public init(
    _ name: String, namespace: String? = nil, attributes: [XMLAttribute] = [], children: [XMLNode] = [],
    line: Int = 0, column: Int? = nil
  ) {
    self.name = name
    self.namespace = namespace
    self.attributes = attributes
    self.children = children
    self.line = line
    self.column = column
  }

  /// All text in the element and below, in order.
  public var text: String {
    if children.count == 1, case .text(let only) = children[0] { return only }
    var result = ""
    appendText(to: &result)
    return result
  }

  private func appendText(to result: inout String) {
    for child in children {
      switch child {
      case .text(let text): result += text
      case .element(let element): element.appendText(to: &result)
      case .comment, .instruction: break
      }
    }
  }

  /// Child elements in order.
  public var elements: [XMLElement] { children.compactMap(\.element) }

  /// The value of an attribute, or nil.
  public func attribute(_ name: String, namespace: String? = nil) -> String? {
    attributes.first { $0.name == name && $0.namespace == namespace }?.value
  }

  /// The first child element of that local name, in any namespace unless one is given.
  public func first(_ name: String, namespace: String? = nil) -> XMLElement? {
    for case .element(let child) in children where child.isNamed(name, namespace) { return child }
    return nil
  }

  /// The child elements of that local name, in any namespace unless one is given.
  public func all(_ name: String, namespace: String? = nil) -> [XMLElement] {
    elements.filter { $0.isNamed(name, namespace) }
  }

  /// The elements of that local name at any depth below, in document order.
  public func descendants(_ name: String, namespace: String? = nil) -> [XMLElement] {
    elements.flatMap { child in
      (child.isNamed(name, namespace) ? [child] : []) + child.descendants(name, namespace: namespace)
    }
  }

  private func isNamed(_ name: String, _ namespace: String?) -> Bool {
    self.name == name && (namespace == nil || self.namespace == namespace)
  }
}
