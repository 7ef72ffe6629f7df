import Values

/// Finds the known word that a person most likely meant.
public enum Suggestion {
  /// The nearest of the known words, or nil if none is near.
  ///
  /// Near means: one contains the other, or the edit distance in characters is at most a third of the
  /// longer word (at least one). Ties go to the word listed first.
  public static func nearest(to word: String, among known: some Sequence<String>) -> String? {
    let target = Array(word)
    guard !target.isEmpty, target.count <= 64 else { return nil }
    var best: (word: String, cost: Int)?
    for candidate in known {
      let letters = Array(candidate)
      let isPart = candidate.contains(word) || word.contains(candidate)
      let limit = max(1, max(target.count, letters.count) / 3)
      let cost = EditDistance.between(target, letters)
      guard cost <= limit || (isPart && min(target.count, letters.count) >= 2) else { continue }
      if best.map({ cost < $0.cost }) ?? true { best = (candidate, cost) }
    }
    return best?.word
  }
}
