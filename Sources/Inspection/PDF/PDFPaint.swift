/// What the operators of a page's content draw (ISO 32000-1, Annex A), as far as it tells which of its text nobody
/// sees: text in the invisible mode, and white text where nothing was drawn before.
struct PDFPaint {
  private struct State {
    /// Text rendering mode; 3 draws nothing.
    var mode = 0
    var isWhite = false
    /// The area that a picture of one by one takes.
    var scale = 1.0
  }

  /// Bytes of invisible text, and of white text on nothing.
  private var unseen: (invisible: Set<UInt8>, white: Set<UInt8>) = ([], [])
  private var state = State()
  private var stack: [State] = []
  /// Something was drawn on which white letters may show.
  private var hasGround = false
  /// Pictures and forms that were drawn, by their names in the page's resources, and how large.
  private(set) var drawn: [(name: String, area: Double)] = []

  /// Reads the content of a page to its end.
  init(_ content: [UInt8]) {
    var lexer = PDFLexer(content, at: 0)
    var operands: [PDFValue] = []
    while true {
      lexer.skipSpace()
      guard lexer.at < content.count else { return }
      if PDFPaint.beginsValue(content[lexer.at]) {
        guard let value = lexer.value() else { return }
        if operands.count < 64 { operands.append(value) }
        continue
      }
      let start = lexer.at
      let name = lexer.word()
      if name == "ID" {
        hasGround = true
        lexer = PDFLexer(content, at: PDFPaint.endOfImage(content, from: lexer.at))
      } else if lexer.at == start {
        lexer = PDFLexer(content, at: start + 1)
      } else {
        take(name, operands)
      }
      operands.removeAll(keepingCapacity: true)
    }
  }

  /// There is text in the invisible mode. Fewer than three kinds of bytes are blanks.
  var hasInvisibleText: Bool { unseen.invisible.count >= 3 }
  /// There is white text on white paper.
  var hasWhiteText: Bool { unseen.white.count >= 3 }

  private mutating func take(_ name: String, _ operands: [PDFValue]) {
    let numbers = operands.compactMap(\.double)
    switch name {
    case "q": if stack.count < 1000 { stack.append(state) }
    case "Q": state = stack.popLast() ?? state
    case "cm": if numbers.count == 6 { state.scale *= abs(numbers[0] * numbers[3] - numbers[1] * numbers[2]) }
    case "Tr": state.mode = operands.last?.integer ?? 0
    case "g", "rg", "k", "sc", "scn": state.isWhite = PDFPaint.isWhite(numbers, name)
    case "cs": state.isWhite = false
    case "f", "F", "f*", "B", "B*", "b", "b*": if !state.isWhite { hasGround = true }
    case "sh": hasGround = true
    case "Do":
      hasGround = true
      drawn.append((operands.last?.name ?? "", state.scale))
    case "Tj", "'", "\"": show(operands.last?.string ?? [])
    case "TJ": for piece in operands.last?.array ?? [] { show(piece.string ?? []) }
    default: break
    }
  }

  private mutating func show(_ text: [UInt8]) {
    if state.mode == 3 {
      unseen.invisible.formUnion(text.lazy.filter { $0 > 0x20 })
    } else if state.isWhite, !hasGround, state.mode % 4 == 0 {
      unseen.white.formUnion(text.lazy.filter { $0 > 0x20 })
    }
  }

  /// White in grey, RGB or CMYK; a single number of a colour space that is not known here may mean anything.
  private static func isWhite(_ numbers: [Double], _ name: String) -> Bool {
    switch numbers.count {
    case 1: name == "g" && numbers[0] >= 0.96
    case 3: numbers.allSatisfy { $0 >= 0.96 }
    case 4: numbers.allSatisfy { $0 <= 0.04 }
    default: false
    }
  }

  private static func beginsValue(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: "<"), UInt8(ascii: "["): true
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
  }

  /// Behind the word that ends a picture written into the content.
  private static func endOfImage(_ content: [UInt8], from start: Int) -> Int {
    var at = start
    while let found = Bytes.find(Array("EI".utf8), in: content, from: at) {
      let isAlone = found + 2 >= content.count || PDFLexer.isSpace(content[found + 2])
      if isAlone, found > 0, PDFLexer.isSpace(content[found - 1]) { return found + 2 }
      at = found + 1
    }
    return content.count
  }
}

extension PDFValue {
  fileprivate var double: Double? { if case .number(let value) = self { value } else { nil } }
}
