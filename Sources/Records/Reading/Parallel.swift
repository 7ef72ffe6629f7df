import Dispatch
import Synchronization

/// Work on both cores.
enum Parallel {
  private static let workers = 2

  /// The results of a function over items, in order; on two threads where there is enough to do.
  static func map<Item: Sendable, Output: Sendable>(
    _ items: [Item], _ transform: @escaping @Sendable (Item) -> Output
  ) -> [Output] {
    guard items.count >= 64 else { return items.map(transform) }
    let halves = Mutex([[Output]](repeating: [], count: workers))
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let range = (items.count * worker / workers)..<(items.count * (worker + 1) / workers)
      let results = items[range].map(transform)
      halves.withLock { $0[worker] = results }
    }
    return halves.withLock { $0.flatMap(\.self) }
  }
}
