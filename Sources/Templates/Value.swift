/// What a page shows in the place of a name.
public enum Value: Sendable {
  /// Absent: an empty text, no item, false.
  case empty
  case text(String)
  /// Safe HTML, in UTF-8.
  case html([UInt8])
  case flag(Bool)
  case object(Scope)
  /// Things with fields of their own.
  case list([Scope])
  /// Texts, or lists of lists.
  case values([Value])

  /// Whether a section over the value is shown.
  var isShown: Bool {
    switch self {
    case .empty: false
    case .text(let text): !text.isEmpty
    case .html(let bytes): !bytes.isEmpty
    case .flag(let flag): flag
    case .object: true
    case .list(let items): !items.isEmpty
    case .values(let items): !items.isEmpty
    }
  }
}

/// The values of a schema's fields. Immutable, so that pages can share one (the site's, the navigation's).
public final class Scope: Sendable {
  let values: [Value]

  /// Fills the fields of a schema; those not named are empty.
  ///
  /// A name that the schema lacks is a mistake in the program: it stops a debug build, and shows nothing in a
  /// release build.
  public init(_ schema: Schema, _ named: [String: Value] = [:]) {
    var values = [Value](repeating: .empty, count: schema.fields.count)
    for (name, value) in named {
      guard let slot = schema.slot(name) else {
        assertionFailure("schema \(schema.name) has no field \(name)")
        continue
      }
      values[slot] = value
    }
    self.values = values
  }

  /// The value in a slot.
  func value(_ slot: Int) -> Value { slot < values.count ? values[slot] : .empty }
}
