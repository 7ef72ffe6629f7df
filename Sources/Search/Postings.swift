/// Where every pair of neighbouring characters (二元组) of a segment stands, gathered while its texts pass by.
///
/// The positions of a pair are written at once as differences in varints, into small chunks that are linked: seven
/// million positions take some twelve megabytes and one pass.
struct Postings: ~Copyable {
  /// One pair's list in the making.
  private struct List {
    var key: UInt64
    var last: UInt32 = 0
    var count: UInt32 = 0
    var bytes: UInt32 = 0
    var head: UInt32
    var tail: UInt32
    /// Bytes used of the last chunk.
    var used: UInt32 = 0
  }

  /// Bytes of a chunk; the last four name the next one.
  private static let chunk = 32
  private static let payload = 28

  private var lists: [List] = []
  /// Open addressing: position in `lists` plus one, 0 for a free place.
  private var slots: [UInt32]
  private var mask: UInt64
  private var arena: UnsafeMutablePointer<UInt8>
  private var arenaCount = 0
  private var arenaCapacity = 1 << 16

  init() {
    slots = Array(repeating: 0, count: 1 << 12)
    mask = 1 << 12 - 1
    arena = .allocate(capacity: arenaCapacity * Postings.chunk)
  }

  deinit { arena.deallocate() }

  /// Notes a pair at a position; positions come in order.
  mutating func add(_ first: UInt32, _ second: UInt32, at position: Int) {
    let index = list(UInt64(first) << 21 | UInt64(second))
    var rest = UInt32(position) - lists[index].last
    lists[index].last = UInt32(position)
    lists[index].count += 1
    while rest >= 0x80 {
      append(UInt8(rest & 0x7F | 0x80), to: index)
      rest >>= 7
    }
    append(UInt8(rest), to: index)
  }

  private mutating func append(_ byte: UInt8, to index: Int) {
    if lists[index].used == Postings.payload {
      let next = newChunk()
      let link = arena + Int(lists[index].tail) * Postings.chunk + Postings.payload
      for shift in 0..<4 { link[shift] = UInt8(truncatingIfNeeded: next >> UInt32(8 * shift)) }
      lists[index].tail = next
      lists[index].used = 0
    }
    arena[Int(lists[index].tail) * Postings.chunk + Int(lists[index].used)] = byte
    lists[index].used += 1
    lists[index].bytes += 1
  }

  private mutating func newChunk() -> UInt32 {
    if arenaCount == arenaCapacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: arenaCapacity * 2 * Postings.chunk)
      larger.update(from: arena, count: arenaCapacity * Postings.chunk)
      arena.deallocate()
      arena = larger
      arenaCapacity *= 2
    }
    arenaCount += 1
    return UInt32(arenaCount - 1)
  }

  private mutating func list(_ key: UInt64) -> Int {
    var at = Postings.hash(key) & mask
    while true {
      let found = slots[Int(at)]
      if found == 0 { break }
      if lists[Int(found) - 1].key == key { return Int(found) - 1 }
      at = (at + 1) & mask
    }
    let first = newChunk()
    lists.append(List(key: key, head: first, tail: first))
    slots[Int(at)] = UInt32(lists.count)
    if lists.count * 2 > slots.count { grow() }
    return lists.count - 1
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    mask = UInt64(slots.count - 1)
    for (index, list) in lists.enumerated() {
      var at = Postings.hash(list.key) & mask
      while slots[Int(at)] != 0 { at = (at + 1) & mask }
      slots[Int(at)] = UInt32(index + 1)
    }
  }

  private static func hash(_ key: UInt64) -> UInt64 {
    let mixed = key &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 32
  }

  /// Bytes of all lists that are not longer than a limit.
  func size(below limit: Int) -> Int { lists.reduce(0) { Int($1.bytes) > limit ? $0 : $0 + Int($1.bytes) } }

  /// The pairs in a fixed order: by their characters.
  func pairs() -> [(first: UInt32, second: UInt32, list: Int)] {
    lists.indices.sorted { lists[$0].key < lists[$1].key }.map {
      (UInt32(lists[$0].key >> 21), UInt32(lists[$0].key & 0x1F_FFFF), $0)
    }
  }

  /// The bytes of one list.
  func bytes(of list: Int) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(Int(lists[list].bytes))
    var rest = Int(lists[list].bytes)
    var at = Int(lists[list].head)
    while rest > 0 {
      let start = arena + at * Postings.chunk
      let take = min(rest, Postings.payload)
      out.append(contentsOf: UnsafeBufferPointer(start: start, count: take))
      rest -= take
      at = (0..<4).reduce(0) { $0 | Int(start[Postings.payload + $1]) << (8 * $1) }
    }
    return out
  }
}
