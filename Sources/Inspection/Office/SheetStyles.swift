import XML

/// xl/styles.xml: which formats of cells show nothing, and which words they put around a value.
struct SheetStyles {
  private struct Format {
    /// Letters that are not seen on their ground.
    var isLikeGround = false
    var code = NumberFormat()
  }

  /// A colour of letters or of a filling.
  private enum Colour: Hashable {
    case rgb(Int)
    /// One of a theme or a palette, by what is said of it; nil says nothing.
    case other(String?)
  }

  private var formats: [Format] = []
  /// Formats that conditions give.
  private var conditional: [Format] = []
  /// Words in the number formats of cells, each once.
  private(set) var literals: [String] = []

  init() {}

  /// Reads the formats of cells.
  init(_ bytes: [UInt8], _ place: String, _ gathering: inout Gathering) {
    var names: [String] = []
    var codes: [Int: NumberFormat] = [:]
    var fonts: [Colour] = []
    // Nil for none: the sheet below.
    var fills: [Colour?] = []
    var formats: [Format] = []
    var conditional: [Format] = []
    gathering.xml(bytes, place) { event, _ in
      switch event.kind {
      case .start(let name, _, let attributes):
        let parent = names.last
        names.append(name)
        switch name {
        case "numFmt" where parent == "numFmts":
          if let id = Int(attributes.value("numFmtId") ?? "") {
            codes[id] = NumberFormat(attributes.value("formatCode") ?? "")
          }
        case "font" where parent == "fonts": fonts.append(.rgb(0))
        case "color" where parent == "font" && names.contains("fonts") && !fonts.isEmpty:
          fonts[fonts.count - 1] = SheetStyles.colour(attributes)
        case "fill" where parent == "fills": fills.append(nil)
        case "patternFill" where parent == "fill" && names.contains("fills") && !fills.isEmpty:
          if attributes.value("patternType") ?? "none" != "none" { fills[fills.count - 1] = .other(nil) }
          if attributes.value("patternType") == "solid" { fills[fills.count - 1] = .other("solid") }
        case "fgColor" where names.contains("fills") && fills.last == .some(.other("solid")):
          fills[fills.count - 1] = SheetStyles.colour(attributes, isGround: true)
        case "gradientFill" where names.contains("fills") && !fills.isEmpty: fills[fills.count - 1] = .other(nil)
        case "xf" where parent == "cellXfs":
          let font = Int(attributes.value("fontId") ?? "") ?? 0
          let fill = Int(attributes.value("fillId") ?? "") ?? 0
          let ink = fonts.indices.contains(font) ? fonts[font] : .rgb(0)
          let ground = fills.indices.contains(fill) ? fills[fill] : nil
          let code = Int(attributes.value("numFmtId") ?? "").flatMap { codes[$0] }
          formats.append(Format(isLikeGround: SheetStyles.isLike(ink, ground), code: code ?? NumberFormat()))
        case "dxf" where parent == "dxfs": conditional.append(Format())
        case let name where names.contains("dxf") && !conditional.isEmpty:
          SheetStyles.take(name, attributes, in: names, into: &conditional[conditional.count - 1])
        default: break
        }
      case .end: _ = names.popLast()
      case .text, .cdata: break
      }
    }
    self.formats = formats
    self.conditional = conditional
    var seen: Set<String> = []
    literals = formats.flatMap(\.code.literals).filter { seen.insert($0).inserted }
  }

  /// A cell of this format shows nothing.
  func hides(_ style: Int, isNumber: Bool) -> Bool {
    guard formats.indices.contains(style) else { return false }
    return formats[style].isLikeGround || formats[style].code.hides(isNumber: isNumber)
  }

  /// A cell to which a condition gives this format shows nothing.
  func hides(conditional style: Int) -> Bool {
    guard conditional.indices.contains(style) else { return false }
    let format = conditional[style]
    return format.isLikeGround || format.code.hides(isNumber: true)
  }

  /// A number as a cell of this format shows it, if the format puts words before it.
  func shown(_ number: String, _ style: Int) -> String? {
    formats.indices.contains(style) ? formats[style].code.shown(number) : nil
  }

  /// A property of a format that a condition gives.
  private static func take(
    _ name: String, _ attributes: [XMLAttribute], in names: [String], into format: inout Format
  ) {
    switch name {
    case "numFmt": format.code = NumberFormat(attributes.value("formatCode") ?? "")
    case "color" where names.contains("font"): format.isLikeGround = isLike(colour(attributes), nil)
    case "fill": format.isLikeGround = false
    default: break
    }
  }

  /// White on no filling; on a filling, the same colour or one so near that nobody reads it.
  private static func isLike(_ ink: Colour, _ ground: Colour?) -> Bool {
    switch (ink, ground) {
    case (.rgb(let ink), nil): Ink.isPale(ink)
    case (.rgb(let ink), .rgb(let ground)): Ink.isNear(ink, ground)
    case (.other(let ink?), .other(let ground?)): ink == ground
    default: false
    }
  }

  private static func colour(_ attributes: [XMLAttribute], isGround: Bool = false) -> Colour {
    if let colour = attributes.value("rgb").flatMap(Ink.colour) { return .rgb(colour) }
    if let index = attributes.value("indexed").flatMap({ Int($0) }) {
      // The first eight of the palette are there twice; 64 and 65 are the system's letters and ground, which programs
      // also write where they mean no colour.
      let first = [0, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF]
      if first.indices.contains(index) || first.indices.contains(index - 8) { return .rgb(first[index % 8]) }
      if !isGround, index == 64 || index == 65 { return .rgb(index == 64 ? 0 : 0xFFFFFF) }
      return .other("indexed \(index)")
    }
    guard let theme = attributes.value("theme") else { return .rgb(0) }
    guard let tint = attributes.value("tint") else {
      // The first colour of a theme is its ground, the second its letters.
      return theme == "0" ? .rgb(0xFFFFFF) : theme == "1" ? .rgb(0) : .other("theme \(theme)")
    }
    return .other("theme \(theme) \(tint)")
  }
}
