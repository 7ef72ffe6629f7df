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
    var reading = ""
    var isText = false
    var phonetic = 0
    isWhole = gathering.xml(bytes, place) { event, gathering in
      switch event.kind {
      case .start("si", _, _): (text, reading) = ("", "")
      case .start("rPh", _, _): phonetic += 1
      case .end("rPh", _): phonetic -= 1
      case .start("t", _, _): isText = true
      case .end("t", _): isText = false
      case .text(let piece), .cdata(let piece):
        guard isText else { return }
        // Readings above the letters are no part of the text.
        if phonetic == 0 { text += piece } else { reading += piece }
      case .end("si", _):
        texts.append(text)
        gathering.text("单元格文字的拼音", reading, hidden: true)
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
