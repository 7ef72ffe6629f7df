import XML

/// How a run of Word text looks, as far as it decides whether a reader sees it.
package struct WordRun {
  package var isVanished = false
  var isWhite = false
  var isTiny = false
  /// On a ground of its own, where white letters show.
  package var isShaded = false
  /// It stands in something that does not show, whatever it says of itself.
  var isOutOfSight = false

  /// A reader sees nothing of the text.
  package var isHidden: Bool { isOutOfSight || isVanished || isTiny || isWhite && !isShaded }

  package init() {}

  /// Takes a property of the run.
  package mutating func take(_ name: String, _ attributes: [XMLAttribute], styles: WordStyleTable) {
    let value = attributes.value("val") ?? ""
    switch name {
    case "rStyle": if let look = styles.look(value) { take(look) }
    case "vanish": isVanished = attributes.isOn
    case "color": isWhite = WordRun.isWhite(attributes)
    case "sz": isTiny = WordRun.isTiny(attributes)
    case "highlight": isShaded = isShaded || value != "none"
    case "shd": isShaded = isShaded || WordRun.isShade(attributes)
    default: break
    }
  }

  /// Takes what a style says.
  mutating func take(_ look: WordStyleTable.Look) {
    // A style does not show what another one hides.
    isVanished = isVanished || look.isVanished ?? false
    isWhite = look.isWhite ?? isWhite
    isTiny = look.isTiny ?? isTiny
    isShaded = isShaded || look.isShaded ?? false
  }

  static func isWhite(_ attributes: [XMLAttribute]) -> Bool {
    isPale(attributes.value("val") ?? "") || attributes.value("themeColor") == "background1"
  }

  /// Half points: up to 2 points nobody reads.
  static func isTiny(_ attributes: [XMLAttribute]) -> Bool {
    attributes.value("val").flatMap { Int($0) }.map { $0 <= 4 } ?? false
  }

  /// A shape of VML that does not show.
  package static func isUnseenShape(_ attributes: [XMLAttribute]) -> Bool {
    attributes.value("style")?.filter { !$0.isWhitespace }.lowercased().contains("visibility:hidden") ?? false
  }

  /// White, or so near to it that nobody sees it on white.
  static func isPale(_ colour: String) -> Bool {
    guard colour.utf8.count == 6, let value = Int(colour, radix: 16) else { return false }
    return value >> 16 >= 0xF5 && value >> 8 & 0xFF >= 0xF5 && value & 0xFF >= 0xF5
  }

  /// A filling that is not white.
  package static func isShade(_ attributes: [XMLAttribute]) -> Bool {
    let fill = attributes.value("fill")?.uppercased() ?? "AUTO"
    let pattern = attributes.value("val") ?? "clear"
    return fill != "AUTO" && fill != "FFFFFF" || pattern == "solid" || attributes.value("themeFill") != nil
  }
}
