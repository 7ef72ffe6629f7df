/// A block of text in the making, in UTF-8.
///
/// `@unchecked Sendable`: its memory is its own, and there is never a second copy that another thread could have.
struct TextBlock: ~Copyable, @unchecked Sendable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0
  /// How many characters it holds that are counted.
  var characters = 0

  /// - Parameter characters: how many it will mostly hold; there is room for more.
  init(characters: Int) {
    capacity = characters * 4
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  var isEmpty: Bool { count == 0 }

  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

  mutating func removeAll() {
    count = 0
    characters = 0
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
    capacity *= 2
  }

  @inline(__always)
  mutating func append(_ scalar: UInt32) {
    if count + 4 > capacity { grow() }
    let to = start + count
    switch scalar {
    case 0..<0x80:
      to[0] = UInt8(truncatingIfNeeded: scalar)
      count += 1
    case 0x80..<0x800:
      to[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      to[1] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      count += 2
    case 0x800..<0x10000:
      to[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      to[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
      to[2] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      count += 3
    default:
      to[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18)
      to[1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F)
      to[2] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
      to[3] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
      count += 4
    }
  }
}
