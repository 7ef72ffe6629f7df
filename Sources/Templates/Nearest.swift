/// Finds the word most likely meant.
enum Nearest {
  /// The known word with the fewest letters to change; none if too much would change.
  static func word(to word: String, among known: [String]) -> String? {
    let letters = Array(word.unicodeScalars.prefix(64))
    let best = known.map { ($0, distance(letters, Array($0.unicodeScalars.prefix(64)))) }.min { $0.1 < $1.1 }
    let limit = letters.count < 4 ? 1 : max(2, letters.count / 3)
    guard let best, best.1 <= limit, best.1 < letters.count else { return nil }
    return best.0
  }

  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = cost
      }
    }
    return row[right.count]
  }
}
