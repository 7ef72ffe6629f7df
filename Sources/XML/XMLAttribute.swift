/// An attribute of an element.
public struct XMLAttribute: Sendable, Hashable {
  /// Local name, without prefix.
  public let name: String
  /// Namespace URI; nil for an attribute without prefix.
  public let namespace: String?
  /// Value after normalisation, without markup.
  public let value: String

  /// Makes an attribute.
  public init(_ name: String, namespace: String? = nil, _ value: String) {
    self.name = name
    self.namespace = namespace
    self.value = value
  }
}
