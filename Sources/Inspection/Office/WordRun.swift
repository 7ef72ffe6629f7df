import XML

/// How a run of Word text looks, as far as it decides whether a reader sees it.
package struct WordRun {
  package var isVanished = false
  var isWhite = false
  var isTiny = false
  /// On a ground of its own, where white letters show.
  package var isShaded = false

  /// A reader sees nothing of the text.
  package var isHidden: Bool { isVanished || isTiny || isWhite && !isShaded }

  package init() {}

  /// Takes a property of the run.
  package mutating func take(_ name: String, _ attributes: [XMLAttribute], styles: WordStyleTable) {
    let value = attributes.value("val") ?? ""
    switch name {
    case "rStyle" where styles.hides(value): isVanished = true
    case "vanish": isVanished = attributes.isOn
    case "color": isWhite = WordRun.isPale(value) || attributes.value("themeColor") == "background1"
    // Half points: up to 2 points nobody reads.
    case "sz": isTiny = Int(value).map { $0 <= 4 } ?? false
    case "highlight": isShaded = isShaded || value != "none"
    case "shd": isShaded = isShaded || WordRun.isShade(attributes)
    default: break
    }
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
