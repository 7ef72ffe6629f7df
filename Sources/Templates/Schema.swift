/// The typed fields that a kind of page gives its template. Templates are checked against it at load, so that an
/// unknown name is an error and never an empty place.
///
///     let crumb = Schema("crumb", [.text("name"), .text("url"), .flag("last")])
///     let record = Schema("record", [.text("title"), .html("body"), .list("crumbs", crumb)])
///
/// Names are ASCII or Chinese words without blanks and dots.
public struct Schema: Sendable, Hashable {
  /// What it describes, for messages.
  public let name: String
  /// Fields in the order of their slots.
  public let fields: [Field]
  private let slots: [String: Int]

  /// One field.
  public struct Field: Sendable, Hashable {
    public let name: String
    public let kind: Kind

    /// Names a field of a kind.
    public init(_ name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }

    /// Text, escaped where it is shown.
    public static func text(_ name: String) -> Field { Field(name, .text) }
    /// HTML that is safe already; only this may stand in `{{{…}}}`.
    public static func html(_ name: String) -> Field { Field(name, .html) }
    /// True or false.
    public static func flag(_ name: String) -> Field { Field(name, .flag) }
    /// One thing with fields of its own; may be absent.
    public static func object(_ name: String, _ schema: Schema) -> Field { Field(name, .object(schema)) }
    /// Any number of things with fields of their own.
    public static func list(_ name: String, _ schema: Schema) -> Field { Field(name, .list(.object(schema))) }
    /// Any number of texts, shown by `{{.}}`.
    public static func texts(_ name: String) -> Field { Field(name, .list(.text)) }
  }

  /// The kind of a field's value.
  public indirect enum Kind: Sendable, Hashable {
    case text, html, flag
    case object(Schema)
    case list(Kind)
  }

  /// Describes a thing. A name given twice counts once.
  public init(_ name: String, _ fields: [Field]) {
    self.name = name
    self.fields = fields
    slots = Dictionary(fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The slot of a field, for code that fills scopes by slot; `nil` if there is no such field.
  public func slot(_ name: String) -> Int? { slots[name] }
}
