import XML

/// What the styles of a Word file decide of whether a reader sees their text.
package struct WordStyleTable {
  /// What a style says itself or by those that it stands on; nil for nothing.
  struct Look {
    var isVanished: Bool?
    var isTiny: Bool?
    var ink: WordInk?
    var highlight: WordGround?
    var shade: WordGround?

    fileprivate mutating func fill(from base: Look) {
      isVanished = isVanished ?? base.isVanished
      isTiny = isTiny ?? base.isTiny
      ink = ink ?? base.ink
      highlight = highlight ?? base.highlight
      shade = shade ?? base.shade
    }
  }

  private var looks: [String: Look] = [:]
  private var common = Look()
  /// The style of paragraphs that name none.
  private var normal: String?

  package init() {}

  /// Reads word/styles.xml.
  package init(_ bytes: [UInt8], _ place: String, _ gathering: inout Gathering) {
    var (own, bases): ([String: Look], [String: String]) = ([:], [:])
    var (common, normal): (Look, String?) = (Look(), nil)
    var style: String?
    // A table's style has looks for its first row, its last column …
    var isForPart = false
    gathering.xml(bytes, place) { event, _ in
      switch event.kind {
      case .start("style", _, let attributes):
        let id = attributes.value("styleId") ?? ""
        style = id
        if attributes.value("type") == "paragraph", ["1", "true", "on"].contains(attributes.value("default") ?? "") {
          normal = id
        }
      case .start("basedOn", _, let attributes): bases[style ?? ""] = attributes.value("val")
      case .start("tblStylePr", _, _): isForPart = true
      case .start(let name, _, let attributes):
        guard !isForPart || name == "vanish" || name == "shd" else { return }
        if let style {
          own[style, default: Look()].take(name, attributes)
        } else {
          common.take(name, attributes)
        }
      case .end("style", _): style = nil
      case .end("tblStylePr", _): isForPart = false
      default: break
      }
    }
    (self.common, self.normal) = (common, normal)
    looks = WordStyleTable.whole(own, on: bases) { $0.fill(from: $1) }
  }

  /// Each style with what it takes from those that it stands on, however long their row; a ring ends where it began.
  package static func whole<Style>(
    _ own: [String: Style], on bases: [String: String], fill: (inout Style, Style) -> Void
  ) -> [String: Style] {
    var result: [String: Style] = [:]
    for id in Set(own.keys).union(bases.keys) where result[id] == nil {
      var (row, seen, next): ([String], Set<String>, String?) = ([], [], id)
      while let at = next, result[at] == nil, seen.insert(at).inserted {
        row.append(at)
        next = bases[at]
      }
      var base = next.flatMap { result[$0] }
      for at in row.reversed() {
        guard var style = own[at] ?? base else { continue }
        if let base { fill(&style, base) }
        result[at] = style
        base = style
      }
    }
    return result
  }

  /// A run that says nothing of itself, in a paragraph of a style.
  package func run(in style: String?) -> WordRun {
    var run = WordRun()
    run.take(common)
    if let look = (style ?? normal).flatMap({ looks[$0] }) { run.take(look) }
    return run
  }

  /// The look of a style; nil for one that is not known.
  func look(_ style: String) -> Look? { looks[style] }

  /// What stands in a table of this style may stand on a ground of the style's; which parts of the table have one is
  /// not known here.
  package func ground(ofTable style: String?) -> WordGround {
    guard let style else { return .paper }
    return looks[style].map { $0.shade ?? .paper } == .paper ? .paper : .unknown
  }

  /// Text in this style does not show.
  package func hides(_ style: String?) -> Bool { style.flatMap { looks[$0]?.isVanished } ?? false }
}

extension WordStyleTable.Look {
  fileprivate mutating func take(_ name: String, _ attributes: [XMLAttribute]) {
    switch name {
    case "vanish": isVanished = isVanished ?? false || attributes.isOn
    case "color": ink = WordInk(attributes)
    case "sz": isTiny = WordRun.isTiny(attributes)
    case "highlight": highlight = .highlight(attributes)
    case "shd": shade = (shade ?? .paper).over(.shade(attributes))
    default: break
    }
  }
}
