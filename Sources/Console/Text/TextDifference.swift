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

  /// Sentences compared at most; longer texts are shown whole, old and new.
  private static let limit = 3000
  /// Characters of a sentence that are compared one by one.
  private static let sentenceLimit = 400

  init(from old: String, to new: String) {
    guard old != new else {
      runs = new.isEmpty ? [] : [Run(kind: .same, text: new)]
      changed = 0
      return
    }
    let (one, other) = (TextDifference.pieces(old), TextDifference.pieces(new))
    var runs: [Run] = []
    if one.count > TextDifference.limit || other.count > TextDifference.limit {
      runs = [Run(kind: .removed, text: old), Run(kind: .added, text: new)]
    } else {
      for block in TextDifference.blocks(one, other) {
        switch block {
        case .same(let text): runs.append(Run(kind: .same, text: text))
        case .changed(let gone, let came): runs += TextDifference.fine(gone, came)
        }
      }
    }
    self.runs = TextDifference.joined(runs)
    changed = self.runs.reduce(0) { $0 + ($1.kind == .same ? 0 : $1.text.count) }
  }

  private enum Block {
    case same(String)
    case changed(gone: [String], came: [String])
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

  /// Pieces that stayed, and stretches that did not.
  private static func blocks(_ old: [String], _ new: [String]) -> [Block] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var blocks: [Block] = []
    var (at, to) = (0, 0)
    while at < old.count || to < new.count {
      var gone: [String] = []
      var came: [String] = []
      while removed.contains(at) {
        gone.append(old[at])
        at += 1
      }
      while inserted.contains(to) {
        came.append(new[to])
        to += 1
      }
      if !gone.isEmpty || !came.isEmpty { blocks.append(.changed(gone: gone, came: came)) }
      guard at < old.count, to < new.count else { continue }
      if !removed.contains(at), !inserted.contains(to) {
        blocks.append(.same(new[to]))
        at += 1
        to += 1
      }
    }
    return blocks
  }

  /// A stretch character by character, where enough of it stayed to be read that way.
  private static func fine(_ gone: [String], _ came: [String]) -> [Run] {
    let (old, new) = (gone.joined(), came.joined())
    let whole = [Run(kind: .removed, text: old), Run(kind: .added, text: new)].filter { !$0.text.isEmpty }
    guard whole.count == 2, old.count <= sentenceLimit, new.count <= sentenceLimit else { return whole }
    let characters = blocks(old.map(String.init), new.map(String.init))
    let runs = characters.flatMap { block -> [Run] in
      switch block {
      case .same(let text): [Run(kind: .same, text: text)]
      case .changed(let gone, let came):
        [Run(kind: .removed, text: gone.joined()), Run(kind: .added, text: came.joined())].filter { !$0.text.isEmpty }
      }
    }
    let kept = runs.reduce(0) { $0 + ($1.kind == .same ? $1.text.count : 0) }
    return kept * 2 >= min(old.count, new.count) ? runs : whole
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
