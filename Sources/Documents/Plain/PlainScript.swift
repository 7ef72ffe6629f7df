/// Raised and lowered text without layout: 10⁴, H₂O, x^n. Written as it stands, 10⁴ would be 104.
enum PlainScript {
  private static let raised: [UInt8: String] = table("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
  private static let lowered: [UInt8: String] = table("₀₁₂₃₄₅₆₇₈₉₊₋")

  private static func table(_ characters: String) -> [UInt8: String] {
    Dictionary(uniqueKeysWithValues: zip("0123456789+-".utf8, characters.map { String($0) }))
  }

  /// The text in characters of its own; nil where it can stand as it is.
  static func characters(_ text: UnsafeBufferPointer<UInt8>, isRaised: Bool) -> [UInt8]? {
    let known = isRaised ? raised : lowered
    guard !text.isEmpty else { return nil }
    if text.allSatisfy({ known[$0] != nil }) { return text.flatMap { Array((known[$0] ?? "").utf8) } }
    // A letter or a number: x^n. A note's mark, [1] or ①, stands as it is, and so does what is lowered.
    guard isRaised, let first = text.first, (first | 0x20) &- 0x61 < 26 || first &- 0x30 < 10 else { return nil }
    return text.count == 1 ? [UInt8(ascii: "^"), first] : Array("^(".utf8) + Array(text) + Array(")".utf8)
  }
}
