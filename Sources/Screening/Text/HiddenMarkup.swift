import Inspection

/// What a body hides by its markup: its page is made without styles, and shows what its author may not have seen.
enum HiddenMarkup {
  /// What is hidden in a body: a page of HTML, or a text that holds HTML. A plain text is what it is.
  static func findings(in bytes: [UInt8], name: String) -> [Finding] {
    guard !name.lowercased().hasSuffix(".txt"), mayHide(bytes) else { return [] }
    return FileInspector.hiddenText(inPage: bytes).map {
      Finding(detector: .hiddenText, action: .block, place: $0.place, masked: $0.masked, offset: nil)
    }
  }

  /// Whether a tag stands in the text, and a word that hides. (Most bodies hold neither, and no page is read.)
  private static func mayHide(_ bytes: [UInt8]) -> Bool {
    guard
      bytes.indices.dropLast().contains(where: { bytes[$0] == UInt8(ascii: "<") && (bytes[$0 + 1] | 0x20) &- 0x61 < 26 }
      )
    else { return false }
    let text = bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return words.contains { text.firstRange(of: $0) != nil }
  }

  private static let words = [" hidden", "style", "class", "color"].map { Array($0.utf8) }
}
