/// The value of an XPath expression.
public enum XPathValue: Sendable, Hashable {
  /// Nodes in document order.
  case nodes([XPathNode])
  case string(String)
  case number(Double)
  case boolean(Bool)

  /// The string values of all nodes, or the one value as a string.
  public var strings: [String] {
    switch self {
    case .nodes(let nodes): nodes.map(\.string)
    case .string(let text): [text]
    case .number(let number):
      [number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"]
    case .boolean(let flag): [flag ? "true" : "false"]
    }
  }

  /// The elements among the nodes.
  public var elements: [XMLElement] {
    guard case .nodes(let nodes) = self else { return [] }
    return nodes.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }
}
