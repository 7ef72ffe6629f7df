import XML

/// How a run of Word text looks, as far as it decides whether a reader sees it.
package struct WordRun {
  package var isVanished = false
  var isTiny = false
  var ink = WordInk.automatic
  var highlight = WordGround.paper
  var shade = WordGround.paper
  /// What it stands on, if it has no ground of its own: that of its paragraph, its cell, its box.
  package var ground = WordGround.paper
  /// It stands in something that does not show, whatever it says of itself.
  var isOutOfSight = false

  /// A reader sees nothing of the text.
  package var isHidden: Bool { isOutOfSight || isVanished || isTiny || isLikeGround }

  /// White on white, black on black …
  private var isLikeGround: Bool {
    switch (ink, highlight.over(shade).over(ground)) {
    case (.colour(let ink), .paper): Ink.isPale(ink)
    case (.colour(let ink), .colour(let ground)): Ink.isNear(ink, ground)
    case (.automatic, .colour(let ground)): highlight != .paper && Ink.isNear(0, ground)
    case (.automatic, _), (.unknown, _), (_, .unknown): false
    }
  }

  package init() {}

  /// Takes a property of the run.
  package mutating func take(_ name: String, _ attributes: [XMLAttribute], styles: WordStyleTable) {
    let value = attributes.value("val") ?? ""
    switch name {
    case "rStyle": if let look = styles.look(value) { take(look) }
    case "vanish": isVanished = attributes.isOn
    case "color": ink = WordInk(attributes)
    case "sz": isTiny = WordRun.isTiny(attributes)
    case "highlight": highlight = .highlight(attributes)
    case "shd": shade = .shade(attributes)
    default: break
    }
  }

  /// Takes what a style says.
  mutating func take(_ look: WordStyleTable.Look) {
    // A style does not show what another one hides.
    isVanished = isVanished || look.isVanished ?? false
    isTiny = look.isTiny ?? isTiny
    ink = look.ink ?? ink
    highlight = look.highlight ?? highlight
    shade = look.shade ?? shade
  }

  /// Half points: up to 2 points nobody reads.
  static func isTiny(_ attributes: [XMLAttribute]) -> Bool {
    attributes.value("val").flatMap { Int($0) }.map { $0 <= 4 } ?? false
  }

  /// A height in twentieths of a point that is kept whatever stands in it: up to a point shows nothing.
  static func isFlat(_ height: String?, _ rule: String?) -> Bool {
    rule == "exact" && height.flatMap { Int($0) }.map { $0 <= 20 } ?? false
  }

  /// A shape of VML that does not show.
  package static func isUnseenShape(_ attributes: [XMLAttribute]) -> Bool {
    attributes.value("style")?.filter { !$0.isWhitespace }.lowercased().contains("visibility:hidden") ?? false
  }
}
