import Values

/// Inline SVG in the making. Looks come from the style sheet by class: a strict content policy forbids `style`.
struct SVG {
  private var out: [UInt8] = []

  /// Opens a picture.
  ///
  /// - Parameter title: what it shows, in words, for who can't see it; nil for one whose own texts and links say it.
  init(width: Int, height: Int, className: String, title: String? = nil) {
    raw("<svg class=\"\(className)\" viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" height=\"\(height)\"")
    if let title {
      raw(" role=\"img\" aria-label=\"")
      text(title)
      raw("\"")
    }
    raw(">")
  }

  /// Appends markup.
  mutating func raw(_ markup: String) { out += markup.utf8 }

  /// Appends text, escaped.
  mutating func text(_ text: String) { EscapedText.append(text.utf8, to: &out, quotes: .all) }

  /// A line.
  mutating func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int) {
    raw("<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\"/>")
  }

  /// A box.
  mutating func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int, className: String) {
    raw("<rect class=\"\(className)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"/>")
  }

  /// A text; `anchor` is `start`, `middle` or `end`.
  mutating func label(_ text: String, _ x: Int, _ y: Int, anchor: String = "middle", className: String? = nil) {
    raw("<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\"")
    if let className { raw(" class=\"\(className)\"") }
    raw(">")
    self.text(text)
    raw("</text>")
  }

  /// The finished picture.
  func finish() -> [UInt8] { out + "</svg>".utf8 }
}
