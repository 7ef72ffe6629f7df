/// A paragraph being read: what shows, what is hidden, what was deleted.
struct WordParagraph {
  /// A kind of text by who sees it.
  enum Layer: Int, CaseIterable { case shown, hidden, deleted, field }

  private var texts = ["", "", "", ""]
  /// Its style; nil for the one of paragraphs that name none.
  var style: String?
  /// Its lines are too low to show anything.
  var isFlat = false
  /// Its shading.
  var ground = WordGround.paper

  mutating func add(_ text: String, _ layer: Layer) { texts[layer.rawValue] += text }

  /// The text of a layer.
  subscript(_ layer: Layer) -> String { texts[layer.rawValue] }
}
