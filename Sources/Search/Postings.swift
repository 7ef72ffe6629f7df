import CArena

/// Where every pair of neighbouring characters (二元组) of a segment stands, gathered while its texts pass by.
///
/// The positions of a pair are written at once as differences in varints, into chunks that are linked and grow with the
/// list: seven million positions take some twelve megabytes and one pass.
///
/// `@unchecked Sendable`: its memory is its own, and there is never a second copy that another thread could have.
struct Postings: ~Copyable, @unchecked Sendable {
  /// One pair's list in the making. A free place has the key `free`.
  private struct List {
    var key: UInt64
    var last: UInt32 = 0
    var bytes: UInt32 = 0
    var head: UInt32 = 0
    var tail: UInt32 = 0
    /// Bytes used of the last chunk, and bytes that it can take.
    var used: UInt16 = 0
    var room = UInt16(Postings.unit - Postings.name)
  }

  /// Bytes of the first chunk of a list; each further one is twice as large as the one before, up to `largest`.
  private static let unit = 32
  private static let largest = 256
  /// The last bytes of a chunk, which name the next one.
  private static let name = 4
  /// No pair's key: keys have 42 bits.
  private static let free = UInt64.max

  /// Open addressing: a pair's list lies at its hash, or at the next free place. One look at memory finds it.
  private var lists: UnsafeMutablePointer<List>
  private var capacity: Int
  private var count = 0
  private var arena: UnsafeMutablePointer<UInt8>
  private var arenaCount = 0
  private var arenaCapacity = 1 << 16

  init() {
    capacity = 1 << 12
    lists = .allocate(capacity: capacity)
    lists.initialize(repeating: List(key: Postings.free), count: capacity)
    arena = .allocate(capacity: arenaCapacity * Postings.unit)
  }

  deinit {
    lists.deallocate()
    arena.deallocate()
  }

  /// Begins to fetch where the list of a pair lies, which is noted soon.
  @inline(__always)
  func expect(_ first: UInt32, _ second: UInt32) {
    gk_prefetch(lists + Int(Postings.hash(Postings.key(first, second)) & UInt64(capacity - 1)))
  }

  private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) << 21 | UInt64(second) }

  /// Notes a pair at a position; positions come in order.
  mutating func add(_ first: UInt32, _ second: UInt32, at position: Int) {
    let list = list(Postings.key(first, second))
    var rest = UInt32(position) - list.pointee.last
    list.pointee.last = UInt32(position)
    while rest >= 0x80 {
      append(UInt8(rest & 0x7F | 0x80), to: list)
      rest >>= 7
    }
    append(UInt8(rest), to: list)
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8, to list: UnsafeMutablePointer<List>) {
    if list.pointee.used == list.pointee.room { link(list) }
    arena[Int(list.pointee.tail) * Postings.unit + Int(list.pointee.used)] = byte
    list.pointee.used += 1
    list.pointee.bytes += 1
  }

  private mutating func link(_ list: UnsafeMutablePointer<List>) {
    let room = Int(list.pointee.room)
    let size = Postings.size(after: room + Postings.name)
    let next = newChunk(size)
    let link = arena + Int(list.pointee.tail) * Postings.unit + room
    for shift in 0..<Postings.name { link[shift] = UInt8(truncatingIfNeeded: next >> UInt32(8 * shift)) }
    list.pointee.tail = next
    list.pointee.used = 0
    list.pointee.room = UInt16(size - Postings.name)
  }

  private static func size(after size: Int) -> Int { min(largest, size * 2) }

  /// Room for a chunk, counted in units.
  private mutating func newChunk(_ size: Int) -> UInt32 {
    let units = size / Postings.unit
    if arenaCount + units > arenaCapacity {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: arenaCapacity * 2 * Postings.unit)
      larger.update(from: arena, count: arenaCount * Postings.unit)
      arena.deallocate()
      arena = larger
      arenaCapacity *= 2
    }
    defer { arenaCount += units }
    return UInt32(arenaCount)
  }

  @inline(__always)
  private mutating func list(_ key: UInt64) -> UnsafeMutablePointer<List> {
    let found = place(of: key)
    return found.pointee.key == key ? found : begin(key)
  }

  /// Where the list of a key lies, or would lie.
  @inline(__always)
  private func place(of key: UInt64) -> UnsafeMutablePointer<List> {
    let mask = UInt64(capacity - 1)
    var at = Postings.hash(key) & mask
    while lists[Int(at)].key != key, lists[Int(at)].key != Postings.free { at = (at + 1) & mask }
    return lists + Int(at)
  }

  private mutating func begin(_ key: UInt64) -> UnsafeMutablePointer<List> {
    count += 1
    if count * 2 > capacity { grow() }
    let first = newChunk(Postings.unit)
    let list = place(of: key)
    list.pointee = List(key: key, head: first, tail: first)
    return list
  }

  private mutating func grow() {
    let (old, oldCapacity) = (lists, capacity)
    capacity *= 2
    lists = .allocate(capacity: capacity)
    lists.initialize(repeating: List(key: Postings.free), count: capacity)
    for index in 0..<oldCapacity where old[index].key != Postings.free {
      place(of: old[index].key).pointee = old[index]
    }
    old.deallocate()
  }

  private static func hash(_ key: UInt64) -> UInt64 {
    let mixed = key &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ mixed >> 32
  }

  /// Bytes of all lists that are not longer than a limit.
  func size(below limit: Int) -> Int {
    (0..<capacity).reduce(0) { Int(lists[$1].bytes) > limit ? $0 : $0 + Int(lists[$1].bytes) }
  }

  /// The pairs in a fixed order: by their characters.
  func pairs() -> [(first: UInt32, second: UInt32, list: Int)] {
    var pairs: [(key: UInt64, list: Int)] = []
    pairs.reserveCapacity(count)
    for index in 0..<capacity where lists[index].key != Postings.free { pairs.append((lists[index].key, index)) }
    pairs.sort { $0.key < $1.key }
    return pairs.map { (UInt32($0.key >> 21), UInt32($0.key & 0x1F_FFFF), $0.list) }
  }

  /// How many bytes one list has.
  func count(of list: Int) -> Int { Int(lists[list].bytes) }

  /// Appends the bytes of one list.
  func append(_ list: Int, to out: inout [UInt8]) {
    var rest = Int(lists[list].bytes)
    var at = Int(lists[list].head)
    var size = Postings.unit
    while rest > 0 {
      let start = arena + at * Postings.unit
      let room = size - Postings.name
      let take = min(rest, room)
      out.append(contentsOf: UnsafeBufferPointer(start: start, count: take))
      rest -= take
      at = (0..<Postings.name).reduce(0) { $0 | Int(start[room + $1]) << (8 * $1) }
      size = Postings.size(after: size)
    }
  }
}
