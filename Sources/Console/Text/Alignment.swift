/// Which pieces of two texts belong together. What stands once in both parts long texts into short ones first, so that a
/// text of any length costs about as much as reading it.
struct Alignment {
  /// Stretches in reading order, by their places in the old and the new text.
  enum Block {
    case same(Range<Int>, Range<Int>)
    case changed(gone: Range<Int>, came: Range<Int>)
  }

  private(set) var blocks: [Block] = []
  /// A stretch was too long to be compared and had nothing to part it by.
  private(set) var isCoarse = false

  /// Pieces of a stretch, old and new together, that are compared each with each.
  private static let limit = 800
  /// How often a stretch is parted again.
  private static let depth = 12

  private let old: [Int]
  private let new: [Int]

  init(_ old: [String], _ new: [String]) {
    var numbers: [String: Int] = [:]
    func number(_ piece: String) -> Int {
      if let known = numbers[piece] { return known }
      numbers[piece] = numbers.count
      return numbers.count - 1
    }
    self.old = old.map(number)
    self.new = new.map(number)
    align(0..<old.count, 0..<new.count, depth: 0)
  }

  private mutating func align(_ one: Range<Int>, _ other: Range<Int>, depth: Int) {
    var head = 0
    while head < min(one.count, other.count), old[one.lowerBound + head] == new[other.lowerBound + head] { head += 1 }
    var tail = 0
    while tail < min(one.count, other.count) - head,
      old[one.upperBound - 1 - tail] == new[other.upperBound - 1 - tail]
    {
      tail += 1
    }
    let (inner, outer) = (
      one.lowerBound + head..<one.upperBound - tail, other.lowerBound + head..<other.upperBound - tail
    )
    same(one.lowerBound..<inner.lowerBound, other.lowerBound..<outer.lowerBound)
    if inner.isEmpty || outer.isEmpty {
      changed(inner, outer)
    } else if inner.count + outer.count <= Alignment.limit {
      compare(inner, outer)
    } else {
      part(inner, outer, depth: depth)
    }
    same(inner.upperBound..<one.upperBound, outer.upperBound..<other.upperBound)
  }

  /// Parts a long stretch at the pieces that stand once in its old and once in its new text.
  private mutating func part(_ one: Range<Int>, _ other: Range<Int>, depth: Int) {
    let anchors = depth < Alignment.depth ? anchors(one, other) : []
    guard !anchors.isEmpty else {
      isCoarse = isCoarse || old[one].contains(where: Set(new[other]).contains)
      changed(one, other)
      return
    }
    var (at, to) = (one.lowerBound, other.lowerBound)
    for (first, second) in anchors {
      align(at..<first, to..<second, depth: depth + 1)
      same(first..<first + 1, second..<second + 1)
      (at, to) = (first + 1, second + 1)
    }
    align(at..<one.upperBound, to..<other.upperBound, depth: depth + 1)
  }

  /// The longest row of such pieces that stand in the same order.
  private func anchors(_ one: Range<Int>, _ other: Range<Int>) -> [(Int, Int)] {
    func single(_ pieces: [Int], _ range: Range<Int>) -> [Int: Int] {
      var places: [Int: Int] = [:]
      for at in range { places[pieces[at]] = places[pieces[at]] == nil ? at : -1 }
      return places.filter { $0.value >= 0 }
    }
    let (first, second) = (single(old, one), single(new, other))
    let pairs = one.compactMap { at in
      first[old[at]] == at ? second[old[at]].map { (at, $0) } : nil
    }
    // Patience: each pile's top is the least end of a row of its length.
    var tops: [Int] = []
    var before = [Int](repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      var (low, high) = (0, tops.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[tops[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? tops[low - 1] : -1
      if low == tops.count { tops.append(index) } else { tops[low] = index }
    }
    var row: [(Int, Int)] = []
    var next = tops.last ?? -1
    while next >= 0 {
      row.append(pairs[next])
      next = before[next]
    }
    return row.reversed()
  }

  /// A short stretch, each piece with each.
  private mutating func compare(_ one: Range<Int>, _ other: Range<Int>) {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in Array(new[other]).difference(from: Array(old[one])) {
      switch change {
      case .remove(let offset, _, _): removed.insert(one.lowerBound + offset)
      case .insert(let offset, _, _): inserted.insert(other.lowerBound + offset)
      }
    }
    var (at, to) = (one.lowerBound, other.lowerBound)
    while at < one.upperBound || to < other.upperBound {
      let (start, begin) = (at, to)
      while removed.contains(at) { at += 1 }
      while inserted.contains(to) { to += 1 }
      changed(start..<at, begin..<to)
      let (from, into) = (at, to)
      while at < one.upperBound, to < other.upperBound, !removed.contains(at), !inserted.contains(to) {
        at += 1
        to += 1
      }
      same(from..<at, into..<to)
    }
  }

  private mutating func same(_ one: Range<Int>, _ other: Range<Int>) {
    if !one.isEmpty { blocks.append(.same(one, other)) }
  }

  private mutating func changed(_ gone: Range<Int>, _ came: Range<Int>) {
    if !gone.isEmpty || !came.isEmpty { blocks.append(.changed(gone: gone, came: came)) }
  }
}
