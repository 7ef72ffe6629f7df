/// What happens to a document type declaration (DOCTYPE).
public enum XMLDoctypeRule: Sendable, Hashable {
  /// The document is refused, with the line of the declaration and what it declares.
  case refuse
  /// The declaration is read over. Its entities are never defined, so none is ever expanded or loaded: a
  /// reference to one is a fault. A declaration of default attribute values is refused even then.
  case ignore
}
