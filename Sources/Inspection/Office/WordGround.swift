import XML

/// What letters of a Word file stand on.
package enum WordGround: Sendable, Hashable {
  /// The paper, or whatever lies below.
  case paper
  /// 0xRRGGBB.
  case colour(Int)
  /// A colour that is not known here: of a theme, a pattern, a table's style, or what lies behind a text box.
  case unknown

  /// This ground, or the one below if it is none.
  package func over(_ below: WordGround) -> WordGround { self == .paper ? below : self }

  /// A shading (ECMA-376 Part 1, 17.3.5).
  package static func shade(_ attributes: [XMLAttribute]) -> WordGround {
    let pattern = attributes.value("val") ?? "clear"
    let fill = attributes.value("fill")?.lowercased() ?? "auto"
    if pattern == "nil" { return .paper }
    if pattern == "solid" {
      let colour = attributes.value("color")?.lowercased() ?? "auto"
      if attributes.value("themeColor") != nil { return .unknown }
      return colour == "auto" ? .colour(0) : Ink.colour(colour).map { .colour($0) } ?? .unknown
    }
    if attributes.value("themeFill") != nil { return .unknown }
    if fill == "auto" { return .paper }
    guard let colour = Ink.colour(fill), pattern == "clear" || Ink.isPale(colour) else { return .unknown }
    return .colour(colour)
  }

  /// A highlighting (17.3.2.15).
  static func highlight(_ attributes: [XMLAttribute]) -> WordGround {
    let name = attributes.value("val") ?? "none"
    return name == "none" ? .paper : colours[name].map { .colour($0) } ?? .unknown
  }

  private static let colours = [
    "black": 0, "white": 0xFFFFFF, "red": 0xFF0000, "green": 0x00FF00, "blue": 0x0000FF, "yellow": 0xFFFF00,
    "cyan": 0x00FFFF, "magenta": 0xFF00FF, "darkRed": 0x800000, "darkGreen": 0x008000, "darkBlue": 0x000080,
    "darkYellow": 0x808000, "darkCyan": 0x008080, "darkMagenta": 0x800080, "darkGray": 0x808080, "lightGray": 0xC0C0C0,
  ]
}
