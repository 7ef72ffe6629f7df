import Dispatch
import Synchronization

/// Work on both cores.
///
///     let digests = Parallel.map(files) { Digest(of: $0) }
public enum Parallel {
  private static let workers = 2

  /// The results of two functions that run side by side.
  public static func both<One: Sendable, Other: Sendable>(
    _ one: @escaping @Sendable () -> One, _ other: @escaping @Sendable () -> Other
  ) -> (One, Other) {
    let results = Mutex<(One?, Other?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      if worker == 0 {
        let result = one()
        results.withLock { $0.0 = result }
      } else {
        let result = other()
        results.withLock { $0.1 = result }
      }
    }
    guard let (first, second) = results.withLock({ both in both.0.flatMap { a in both.1.map { (a, $0) } } }) else {
      return (one(), other())
    }
    return (first, second)
  }

  /// The results of a function over items, in order; on two threads where there is enough to do.
  public static func map<Item: Sendable, Output: Sendable>(
    _ items: [Item], _ transform: @escaping @Sendable (Item) -> Output
  ) -> [Output] {
    guard items.count >= 64 else { return items.map(transform) }
    // Cut finer than the workers, so that none waits long for the other.
    let pieces = workers * 4
    let halves = Mutex([[Output]](repeating: [], count: pieces))
    DispatchQueue.concurrentPerform(iterations: pieces) { worker in
      let range = (items.count * worker / pieces)..<(items.count * (worker + 1) / pieces)
      let results = items[range].map(transform)
      halves.withLock { $0[worker] = results }
    }
    return halves.withLock { $0.flatMap(\.self) }
  }
}
