/// A piece of a document that begins on a line of its own.
enum Block: Hashable {
  case paragraph(Paragraph)
  case table(Table)
  /// What follows are the notes of what went before.
  case notes
}

/// A line of words with what is meant by its look.
struct Paragraph: Hashable {
  var spans: [Span] = []
  /// Level from 1; nil for text that is no heading.
  var heading: Int?
  var alignment: Alignment?
  /// How deep the list is that it is a point of, from 0; nil for text that is none. (Numbers stand in the text.)
  var bullet: Int?

  /// Where a paragraph stands, if not at the left.
  enum Alignment: String, Hashable { case center, right }

  var isBlank: Bool { spans.allSatisfy { $0.text.allSatisfy(\.isWhitespace) } }

  /// Adds text; what looks alike becomes one span.
  mutating func add(_ text: String, _ look: Look = [], link: String? = nil) {
    guard !text.isEmpty else { return }
    if let last = spans.last, last.look == look, last.link == link {
      spans[spans.count - 1].text += text
    } else {
      spans.append(Span(text: text, look: look, link: link))
    }
  }
}

/// Words of one look. A line feed is a line's end within the paragraph.
struct Span: Hashable {
  var text: String
  var look: Look = []
  var link: String?
}

/// How words look, as far as it means something.
struct Look: OptionSet, Hashable {
  let rawValue: Int

  static let bold = Look(rawValue: 1)
  static let italic = Look(rawValue: 2)
  static let underlined = Look(rawValue: 4)
  static let struck = Look(rawValue: 8)
  static let raised = Look(rawValue: 16)
  static let lowered = Look(rawValue: 32)

  /// The elements of HTML, outermost first.
  static let elements: [(look: Look, name: String)] = [
    (.bold, "strong"), (.italic, "em"), (.underlined, "u"), (.struck, "s"), (.raised, "sup"), (.lowered, "sub"),
  ]
}

/// Rows of cells.
struct Table: Hashable {
  var rows: [Row] = []

  struct Row: Hashable {
    var cells: [Cell] = []
    /// Repeated on each page of the file: heads of the columns.
    var isHead = false
  }

  struct Cell: Hashable {
    var blocks: [Block] = []
    var columns = 1
    var rows = 1
  }
}

extension Paragraph {
  /// The paragraph without the blanks that typists put around it, and at a line's end.
  var trimmed: Paragraph {
    func isBlank(_ span: Span) -> Bool {
      span.look.isDisjoint(with: .underlined) && span.text.allSatisfy(\.isWhitespace)
    }
    var result = self
    result.spans = Array(spans.drop(while: isBlank))
    while let last = result.spans.last, isBlank(last) { result.spans.removeLast() }
    guard let first = result.spans.first, let last = result.spans.indices.last else { return result }
    if first.look.isDisjoint(with: .underlined) {
      result.spans[0].text = String(first.text.drop(while: \.isWhitespace))
    }
    if result.spans[last].look.isDisjoint(with: .underlined) {
      var rest = result.spans[last].text
      while rest.last?.isWhitespace == true { rest.removeLast() }
      result.spans[last].text = rest
    }
    return result
  }
}
