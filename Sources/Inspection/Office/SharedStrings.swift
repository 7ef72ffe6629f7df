import XML

/// xl/sharedStrings.xml: the texts that cells name by number.
struct SharedStrings {
  private(set) var texts: [String] = []
  private var isUsed: [Bool] = []
  /// The table was read to its end.
  private(set) var isWhole = true

  init() {}

  init(_ bytes: [UInt8], _ place: String, _ gathering: inout Gathering) {
    var texts: [String] = []
    var text = ""
    var isText = false
    var phonetic = 0
    isWhole = gathering.xml(bytes, place) { event, _ in
      switch event.kind {
      case .start("si", _, _): text = ""
      case .start("rPh", _, _): phonetic += 1
      case .end("rPh", _): phonetic -= 1
      // Readings above the letters are no part of the text.
      case .start("t", _, _): isText = phonetic == 0
      case .end("t", _): isText = false
      case .text(let piece), .cdata(let piece): if isText { text += piece }
      case .end("si", _): texts.append(text)
      default: break
      }
    }
    self.texts = texts
    isUsed = [Bool](repeating: false, count: texts.count)
  }

  /// The text of a number, which counts as used from now on.
  mutating func use(_ index: Int) -> String? {
    guard texts.indices.contains(index) else { return nil }
    isUsed[index] = true
    return texts[index]
  }

  /// Texts that no cell names.
  var unused: [String] { zip(texts, isUsed).filter { !$0.1 && !Mask.isBlank($0.0) }.map(\.0) }
}
