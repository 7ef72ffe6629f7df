/// What the sanitizer is inside of.
enum SanitizerContext: Hashable {
  /// Running content: text, and elements that have no fixed place.
  case flow
  case list
  case definitions
  case table
  /// thead, tbody, tfoot.
  case rows
  case row
  case columns
  case ruby
  case figure

  /// Holds only elements of its own.
  var isStrict: Bool {
    switch self {
    case .flow, .ruby, .figure: false
    default: true
    }
  }

  /// The element that a stray piece of content is put into, or nil where it is moved out instead.
  var wrapper: String? {
    switch self {
    case .list: "li"
    case .definitions: "dd"
    default: nil
    }
  }
}
