import XML

/// xl/styles.xml: which formats of cells show nothing.
struct SheetStyles {
  private var hiding: [Bool] = []

  init() {}

  /// Reads the formats; one hides if its number format is `;;;`, or its letters are white on no filling.
  init(_ bytes: [UInt8], _ place: String, _ gathering: inout Gathering) {
    var names: [String] = []
    var empty: Set<Int> = []
    var white: [Bool] = []
    var bare: [Bool] = []
    var hiding: [Bool] = []
    gathering.xml(bytes, place) { event, _ in
      switch event.kind {
      case .start(let name, _, let attributes):
        let parent = names.last
        names.append(name)
        switch name {
        case "numFmt" where attributes.value("formatCode")?.filter({ $0 != " " }) == ";;;":
          if let id = Int(attributes.value("numFmtId") ?? "") { empty.insert(id) }
        case "font" where parent == "fonts": white.append(false)
        case "color" where parent == "font" && names.contains("fonts") && !white.isEmpty:
          white[white.count - 1] = SheetStyles.isWhite(attributes)
        case "fill" where parent == "fills": bare.append(true)
        case "patternFill" where parent == "fill" && !bare.isEmpty:
          bare[bare.count - 1] = (attributes.value("patternType") ?? "none") == "none"
        case "gradientFill" where !bare.isEmpty: bare[bare.count - 1] = false
        case "xf" where parent == "cellXfs":
          let font = Int(attributes.value("fontId") ?? "") ?? 0
          let fill = Int(attributes.value("fillId") ?? "") ?? 0
          let format = Int(attributes.value("numFmtId") ?? "") ?? 0
          let isPale = white.indices.contains(font) && white[font] && (!bare.indices.contains(fill) || bare[fill])
          hiding.append(empty.contains(format) || isPale)
        default: break
        }
      case .end: _ = names.popLast()
      case .text, .cdata: break
      }
    }
    self.hiding = hiding
  }

  /// A cell of this format shows nothing.
  func hides(_ style: Int) -> Bool { hiding.indices.contains(style) && hiding[style] }

  private static func isWhite(_ attributes: [XMLAttribute]) -> Bool {
    if let colour = attributes.value("rgb") { return WordRun.isPale(String(colour.suffix(6))) }
    // The first colour of a theme is its background.
    return attributes.value("theme") == "0" && attributes.value("tint") == nil
  }
}
