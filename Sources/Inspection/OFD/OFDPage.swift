import XML

/// The text of a page: its objects in reading order, and those that nobody sees.
package struct OFDPage {
  /// A text object.
  package struct Piece {
    package var box: OFDBox
    var text: String
    package var isHidden: Bool
    var isWhite: Bool
    package var order: Int
    /// What it draws, stroke by stroke.
    package var codes: [Code]
    /// Height of its letters in millimetres, before `matrix`.
    package var size: Double
    /// Its CTM, six numbers; nil for none.
    package var matrix: [Double]?
  }

  /// A TextCode: letters in a row, from a place within the object.
  package struct Code {
    package var x: Double
    package var y: Double
    package var text = ""
    /// DeltaX and DeltaY as they are written; nil where they are not.
    package var steps: (x: String?, y: String?)
  }

  private let title: String
  private var names: [String] = []
  package private(set) var pieces: [Piece] = []
  /// Pictures and filled shapes with their place in the order of drawing.
  private var grounds: [(box: OFDBox, order: Int)] = []
  private var box = OFDBox()
  private var text = ""
  private var codes: [Code] = []
  private var size = 0.0
  private var matrix: [Double]?
  private var lastLine: String?
  private var isWhite = false
  private var order = 0
  private var hasImages = false
  /// The paper, where it is known: the page's own, or that of its document.
  private var area: OFDBox?
  /// How often each kind of object is drawn that is no text.
  package private(set) var drawn: [String: Int] = [:]
  /// The templates that the page stands on.
  package private(set) var templates: [String] = []
  /// A page by itself, not a template or a unit that pages draw.
  private let isPage: Bool
  /// Depths of the open elements that do not show.
  private var unseen: [Int] = []

  package init(_ title: String, isPage: Bool, area: OFDBox?) {
    self.title = title
    self.isPage = isPage
    self.area = area
  }

  package mutating func visit(_ event: XMLEvent) {
    switch event.kind {
    case .start(let name, _, let attributes):
      names.append(name)
      start(name, attributes)
    case .text(let piece), .cdata(let piece):
      if names.last == "PhysicalBox" { area = OFDBox(piece) ?? area }
      guard names.last == "TextCode" else { return }
      text += piece
      if !codes.isEmpty { codes[codes.count - 1].text += piece }
    case .end(let name, _):
      if name == "TextObject", !Mask.isBlank(text) {
        pieces.append(
          Piece(
            box: box, text: text, isHidden: !unseen.isEmpty, isWhite: isWhite, order: order, codes: codes, size: size,
            matrix: matrix))
      }
      if unseen.last == names.count { unseen.removeLast() }
      _ = names.popLast()
    }
  }

  /// Takes the lines, and notes what is hidden.
  mutating func finish(_ gathering: inout Gathering) {
    let (invisible, covered, white) = settle()
    if invisible > 0 { gathering.find(.hiddenText, title, "设为不可见的文字 \(invisible) 处") }
    if covered > 0 { gathering.find(.hiddenText, title, "被图片或图形盖住的文字 \(covered) 处") }
    if white > 0 { gathering.find(.hiddenText, title, "白色文字 \(white) 处") }
    if pieces.isEmpty, hasImages, isPage { gathering.find(.scanned, title, "只有图片没有文字，可能是扫描件，请人工查看") }
    put(pieces.filter { !$0.isHidden }, hidden: false, &gathering)
    put(pieces.filter(\.isHidden), hidden: true, &gathering)
  }

  /// Marks what nobody sees, once the whole page was read.
  ///
  /// - Returns: how many texts are set not to show, lie below something, and are white.
  @discardableResult
  package mutating func settle() -> (invisible: Int, covered: Int, white: Int) {
    let areas = grounds.prefix(200)
    var (invisible, covered, white) = (0, 0, 0)
    for index in pieces.indices {
      let piece = pieces[index]
      if piece.isHidden {
        invisible += 1
      } else if areas.contains(where: { $0.order > piece.order && $0.box.covers(piece.box) }) {
        covered += 1
        pieces[index].isHidden = true
      } else if piece.isWhite, !areas.contains(where: { $0.order < piece.order && $0.box.covers(piece.box) }) {
        white += 1
        pieces[index].isHidden = true
      }
    }
    return (invisible, covered, white)
  }

  private mutating func start(_ name: String, _ attributes: [XMLAttribute]) {
    switch name {
    case "TextObject":
      order += 1
      box = OFDBox(attributes.value("Boundary")) ?? OFDBox()
      (text, lastLine, isWhite) = ("", nil, false)
      codes = []
      size = attributes.value("Size").flatMap(Double.init) ?? 0
      matrix = OFDPage.matrix(attributes.value("CTM"))
      note(attributes)
      if unseen.last != names.count, isUndrawn(attributes) { unseen.append(names.count) }
    case "ImageObject", "PathObject":
      order += 1
      drawn[name, default: 0] += 1
      if name == "ImageObject" { hasImages = true }
      let isFilled = name == "ImageObject" || attributes.value("Fill") == "true"
      if isFilled, attributes.value("Visible") != "false", Int(attributes.value("Alpha") ?? "255") ?? 255 > 200,
        let box = OFDBox(attributes.value("Boundary"))
      {
        grounds.append((box, order))
      }
    case "CompositeObject":
      drawn[name, default: 0] += 1
      note(attributes)
    case "PageBlock", "Layer": note(attributes)
    case "Template": templates.append(attributes.value("TemplateID") ?? "")
    case "TextCode":
      // Lines of one object differ in Y, which stays the same until it is given anew.
      let line = attributes.value("Y") ?? lastLine
      if lastLine != nil, line != lastLine { text += "\n" }
      lastLine = line
      func place(_ name: String, _ last: Double?) -> Double {
        attributes.value(name).flatMap(Double.init) ?? last ?? 0
      }
      codes.append(
        Code(
          x: place("X", codes.last?.x), y: place("Y", codes.last?.y),
          steps: (attributes.value("DeltaX"), attributes.value("DeltaY"))))
    case "FillColor" where names.dropLast().last == "TextObject":
      isWhite = OFDPage.isWhite(attributes.value("Value"))
      if attributes.value("Alpha") == "0" { unseen.append(names.count - 1) }
    default: break
    }
  }

  /// Letters without filling and line, so small that nobody reads them, or left of and above the paper.
  private func isUndrawn(_ attributes: [XMLAttribute]) -> Bool {
    if attributes.value("Fill") == "false", attributes.value("Stroke") != "true" { return true }
    let scale = matrix.map { max(abs($0[0]) + abs($0[1]), abs($0[2]) + abs($0[3])) } ?? 1
    if size > 0, size * scale < 0.5 { return true }
    if box.width > 0, box.height > 0, box.x + box.width <= 0 || box.y + box.height <= 0 { return true }
    return area.map { box.x >= $0.x + $0.width || box.y >= $0.y + $0.height } ?? false
  }

  /// White in RGB or in grey, or so near to it that nobody sees it on white.
  private static func isWhite(_ value: String?) -> Bool {
    let parts = (value ?? "").split(separator: " ").map { Double($0) ?? 0 }
    return [1, 3].contains(parts.count) && parts.allSatisfy { $0 >= 245 }
  }

  private static func matrix(_ text: String?) -> [Double]? {
    let numbers = (text ?? "").split(separator: " ").compactMap { Double($0) }.filter(\.isFinite)
    return numbers.count == 6 ? numbers : nil
  }

  private mutating func note(_ attributes: [XMLAttribute]) {
    if attributes.value("Visible") == "false" || attributes.value("Alpha") == "0" { unseen.append(names.count) }
  }

  /// Objects on one height make a line; a gap of half a letter is a space.
  private func put(_ pieces: [Piece], hidden: Bool, _ gathering: inout Gathering) {
    let sorted = pieces.sorted { ($0.box.y, $0.box.x, $0.order) < ($1.box.y, $1.box.x, $1.order) }
    var lines: [[Piece]] = []
    for piece in sorted {
      if let first = lines.last?.first, abs(piece.box.y - first.box.y) <= max(0.5, first.box.height / 3) {
        lines[lines.count - 1].append(piece)
      } else {
        lines.append([piece])
      }
    }
    for (number, line) in lines.enumerated() {
      var text = ""
      var end: Double?
      for piece in line.sorted(by: { ($0.box.x, $0.order) < ($1.box.x, $1.order) }) {
        if let end, piece.box.x - end > max(0.5, piece.box.height / 2) { text += " " }
        text += piece.text
        end = piece.box.x + piece.box.width
      }
      gathering.text("\(title)第\(number + 1)行\(hidden ? "（不可见）" : "")", text, hidden: hidden)
    }
  }
}
