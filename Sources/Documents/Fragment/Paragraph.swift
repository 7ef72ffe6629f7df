/// What a paragraph of a body is.
struct Paragraph: Equatable {
  enum Kind: Equatable {
    /// Running text, its first line indented.
    case text
    /// Without indent, for example whom a letter is addressed to.
    case flush
    /// Issuer and date under the text, to the right.
    case signature
    /// A heading; the body's highest is 1.
    case heading(Int)
    /// A list's item with its mark, or without one what follows in the same item; the outermost level is 1.
    case item(level: Int, mark: String?)
    case quote
    /// Preformatted: white space and line ends count.
    case pre
    /// What stands over a table or under a picture.
    case caption
    /// Inside a table's cell.
    case cell(isHeader: Bool)
  }

  enum Alignment { case left, center, right }

  var kind: Kind
  /// Nil for the kind's own.
  var alignment: Alignment?
}
