/// Colours of letters and of what they stand on, 0xRRGGBB.
enum Ink {
  /// Reads `FF0000`, also behind two digits of opacity.
  static func colour(_ text: String) -> Int? {
    let digits = text.suffix(6)
    return [6, 8].contains(text.utf8.count) ? Int(digits, radix: 16) : nil
  }

  /// White, or so near to it that nobody sees it on white.
  static func isPale(_ colour: Int) -> Bool { isNear(colour, 0xFFFFFF, within: 10) }

  /// So near to each other that nobody reads the one on the other.
  static func isNear(_ ink: Int, _ ground: Int) -> Bool { isNear(ink, ground, within: 24) }

  private static func isNear(_ left: Int, _ right: Int, within distance: Int) -> Bool {
    [16, 8, 0].allSatisfy { abs(left >> $0 & 0xFF - right >> $0 & 0xFF) <= distance }
  }
}
