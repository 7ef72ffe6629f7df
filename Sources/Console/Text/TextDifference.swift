/// The difference of two texts, piece by piece, as people read Chinese: by line and sentence first, then by character
/// within sentences that were changed and not replaced.
struct TextDifference: Sendable {
  /// A run of text that stayed, went or came.
  struct Run: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case same, removed, added }
    let kind: Kind
    let text: String
  }

  /// In reading order; what went stands before what came in its place.
  let runs: [Run]
  /// Characters that went and came.
  let changed: Int

  var isEmpty: Bool { changed == 0 }

  /// Some of it was too much to be compared closely: changed stretches stand whole, old and new.
  let isCoarse: Bool

  /// Characters of a sentence that are compared one by one.
  private static let sentenceLimit = 400
  /// Pairs of characters that are compared in all, so that a text rewritten from end to end holds nobody up.
  private static let budget = 3_000_000
  /// Bytes of a text that is compared at all.
  private static let textLimit = 4 << 20

  init(from old: String, to new: String) {
    guard old != new else {
      self.init([Run(kind: .same, text: new)], isCoarse: false)
      return
    }
    guard max(old.utf8.count, new.utf8.count) <= TextDifference.textLimit else {
      self.init([Run(kind: .removed, text: old), Run(kind: .added, text: new)], isCoarse: true)
      return
    }
    let (one, other) = (TextDifference.pieces(old), TextDifference.pieces(new))
    let alignment = Alignment(one, other)
    var (runs, left, isCoarse) = ([Run](), TextDifference.budget, alignment.isCoarse)
    for block in alignment.blocks {
      switch block {
      case .same(_, let at): runs.append(Run(kind: .same, text: other[at].joined()))
      case .changed(let gone, let came):
        let stretch = (one[gone].joined(), other[came].joined())
        runs += TextDifference.fine(stretch.0, stretch.1, left: &left, isCoarse: &isCoarse)
      }
    }
    self.init(runs, isCoarse: isCoarse)
  }

  /// The difference of two lists, each item whole on a line of its own.
  init(from old: [String], to new: [String]) {
    let alignment = Alignment(old, new)
    let runs = alignment.blocks.flatMap { block -> [Run] in
      switch block {
      case .same(_, let at): new[at].map { Run(kind: .same, text: $0 + "\n") }
      case .changed(let gone, let came):
        old[gone].map { Run(kind: .removed, text: $0 + "\n") } + new[came].map { Run(kind: .added, text: $0 + "\n") }
      }
    }
    self.init(runs, isCoarse: alignment.isCoarse)
  }

  /// A difference that was found already.
  init(_ runs: [Run], isCoarse: Bool = false) {
    self.runs = TextDifference.joined(runs)
    self.isCoarse = isCoarse
    changed = self.runs.reduce(0) { $0 + ($1.kind == .same ? 0 : $1.text.count) }
  }

  /// Ends of sentences; a line's end stays with its line.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in text {
      piece.append(character)
      if "。！？；\n\r\n".contains(character) {
        pieces.append(piece)
        piece = ""
      }
    }
    return piece.isEmpty ? pieces : pieces + [piece]
  }

  /// A stretch character by character, where enough of it stayed to be read that way.
  private static func fine(_ old: String, _ new: String, left: inout Int, isCoarse: inout Bool) -> [Run] {
    let whole = [Run(kind: .removed, text: old), Run(kind: .added, text: new)].filter { !$0.text.isEmpty }
    // A character takes a few bytes, seldom more.
    guard whole.count == 2, max(old.utf8.count, new.utf8.count) <= sentenceLimit * 16 else { return whole }
    let (one, other) = (old.map(String.init), new.map(String.init))
    guard one.count <= sentenceLimit, other.count <= sentenceLimit else { return whole }
    let cost = one.count * other.count
    guard cost <= left else {
      isCoarse = true
      return whole
    }
    left -= cost
    let runs = Alignment(one, other).blocks.flatMap { block -> [Run] in
      switch block {
      case .same(_, let at): [Run(kind: .same, text: other[at].joined())]
      case .changed(let gone, let came):
        [Run(kind: .removed, text: one[gone].joined()), Run(kind: .added, text: other[came].joined())]
      }
    }
    let kept = runs.reduce(0) { $0 + ($1.kind == .same ? $1.text.count : 0) }
    return kept * 2 >= min(one.count, other.count) ? runs : whole
  }

  /// Neighbouring runs of one kind made one.
  private static func joined(_ runs: [Run]) -> [Run] {
    var result: [Run] = []
    for run in runs where !run.text.isEmpty {
      if let last = result.last, last.kind == run.kind {
        result[result.count - 1] = Run(kind: run.kind, text: last.text + run.text)
      } else {
        result.append(run)
      }
    }
    return result
  }
}
