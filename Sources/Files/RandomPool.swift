import CSyscalls

/// The system's random numbers, fetched many at a time: an act on ten thousand records needs twenty thousand, and each is a
/// system call otherwise. One object: a copy would give the same numbers again.
public final class RandomPool: RandomNumberGenerator {
  private var left: [UInt64] = []

  /// Fetched at once.
  private static let size = 512

  /// An empty pool, filled when the first number is asked for.
  public init() {}

  public func next() -> UInt64 {
    if let number = left.popLast() { return number }
    left = RandomPool.fetch()
    // Where the system gives none at once, it is asked for one, as often as it takes.
    var system = SystemRandomNumberGenerator()
    return left.popLast() ?? system.next()
  }

  private static func fetch() -> [UInt64] {
    [UInt64](unsafeUninitializedCapacity: size) { numbers, count in
      let bytes = UnsafeMutableRawBufferPointer(numbers)
      guard let start = bytes.baseAddress else { return }
      let filled = gk_random(start, bytes.count)
      // Only whole ones.
      count = max(0, filled) / MemoryLayout<UInt64>.size
    }
  }
}
