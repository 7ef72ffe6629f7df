import XML

/// What letters of a Word file are written in.
enum WordInk: Sendable, Hashable {
  /// Black on paper; on a dark shading Word takes white, on a dark highlighting it stays with black.
  case automatic
  /// 0xRRGGBB.
  case colour(Int)
  /// A colour of a theme that is not known here.
  case unknown

  init(_ attributes: [XMLAttribute]) {
    let theme = attributes.value("themeColor")
    let value = attributes.value("val") ?? "auto"
    if theme == "background1" {
      self = .colour(0xFFFFFF)
    } else if let colour = Ink.colour(value) {
      self = .colour(colour)
    } else {
      self = theme == nil ? .automatic : .unknown
    }
  }
}
