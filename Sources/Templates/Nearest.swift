import Values

/// Finds the word most likely meant.
enum Nearest {
  /// The known word with the fewest letters to change; none if too much would change.
  static func word(to word: String, among known: [String]) -> String? {
    let letters = Array(word.unicodeScalars.prefix(64))
    let best = known.map { ($0, EditDistance.between(letters, Array($0.unicodeScalars.prefix(64)))) }
      .min { $0.1 < $1.1 }
    let limit = letters.count < 4 ? 1 : max(2, letters.count / 3)
    guard let best, best.1 <= limit, best.1 < letters.count else { return nil }
    return best.0
  }
}
