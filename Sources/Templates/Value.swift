/// What a page shows in the place of a name.
public enum Value: Sendable {
  /// Absent: an empty text, no item, false.
  case empty
  case text(String)
  /// Text in valid UTF-8; escaped like any text.
  case utf8(ArraySlice<UInt8>)
  /// Safe HTML, in valid UTF-8.
  case html([UInt8])
  case flag(Bool)
  case object(Scope)
  /// Things with fields of their own.
  case list([Scope])
  /// The same, in one piece.
  case rows(Rows)
  /// Texts, or lists of lists.
  case values([Value])

  /// Text from UTF-8 bytes.
  public static func utf8(_ bytes: [UInt8]) -> Value { .utf8(bytes[...]) }

  /// Whether a section over the value is shown.
  var isShown: Bool {
    switch self {
    case .empty: false
    case .text(let text): !text.isEmpty
    case .utf8(let bytes): !bytes.isEmpty
    case .html(let bytes): !bytes.isEmpty
    case .flag(let flag): flag
    case .object: true
    case .list(let items): !items.isEmpty
    case .rows(let rows): rows.count > 0
    case .values(let items): !items.isEmpty
    }
  }

  /// Whether a field of a kind can hold the value; what does not fit shows as nothing.
  func fits(_ kind: Schema.Kind) -> Bool {
    switch (self, kind) {
    case (.empty, _), (.text, .text), (.utf8, .text), (.html, .html), (.flag, .flag), (.object, .object),
      (.list, .list(.object)), (.rows, .list(.object)):
      true
    case (.values(let items), .list(let element)): items.allSatisfy { $0.fits(element) }
    default: false
    }
  }
}
