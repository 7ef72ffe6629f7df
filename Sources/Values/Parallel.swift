import Dispatch
import Glibc
import Synchronization

/// Work on both cores.
///
///     let digests = Parallel.map(files) { Digest(of: $0) }
public enum Parallel {
  /// The results of two functions that run side by side.
  public static func both<One: Sendable, Other: Sendable>(
    _ one: @escaping @Sendable () -> One, _ other: @escaping @Sendable () -> Other
  ) -> (One, Other) {
    let beside = Beside(one)
    let second = other()
    return (beside.result(), second)
  }

  /// The results of a function over items, in order; on two threads where there is enough to do.
  ///
  /// - Parameter least: the number of items that is worth it.
  public static func map<Item: Sendable, Output: Sendable>(
    _ items: [Item], atLeast least: Int = 64, _ transform: @escaping @Sendable (Item) -> Output
  ) -> [Output] {
    guard items.count >= least else { return items.map(transform) }
    var outputs: [Output] = []
    outputs.reserveCapacity(items.count)
    for piece in SharedBatch(items, transform).finish() { outputs += piece }
    return outputs
  }

  /// Fetches items a batch at a time, transforms each batch on both cores, and takes the results in order: while one
  /// batch is transformed, the one before is taken and the next is fetched.
  ///
  /// - Parameters:
  ///   - fetch: the next batch; empty at the end. Called by this thread only.
  ///   - take: gets the results of a batch, a piece at a time, in order. Called by this thread only.
  public static func stream<Item: Sendable, Output: Sendable>(
    _ fetch: () throws -> [Item], _ transform: @escaping @Sendable (Item) -> Output,
    take: ([Output]) throws -> Void
  ) rethrows {
    var ready: [[Output]] = []
    var batch = try fetch()
    while !batch.isEmpty {
      let work = SharedBatch(batch, transform)
      // Whatever is thrown here, the work beside ends by itself: it holds all that it needs.
      for piece in ready { try take(piece) }
      batch = try fetch()
      ready = work.finish()
    }
    for piece in ready { try take(piece) }
  }
}

/// A function that runs beside the caller.
public final class Beside<Output: Sendable>: Sendable {
  private let standing: Mutex<Standing>
  private let isDone = DispatchSemaphore(value: 0)

  private enum Standing {
    case waiting(@Sendable () -> Output)
    case running
    case done(Output)
  }

  /// Starts it.
  public init(_ work: @escaping @Sendable () -> Output) {
    standing = Mutex(.waiting(work))
    OwnThread.start { [self] in
      run()
      isDone.signal()
    }
  }

  /// What the function holds is let go before anybody hears that it is done: a database that is closed by the last who
  /// lets go of it is then closed by who waited, and not later or never.
  private func run() {
    let work = standing.withLock { standing -> (@Sendable () -> Output)? in
      guard case .waiting(let work) = standing else { return nil }
      standing = .running
      return work
    }
    guard let output = work?() else { return }
    standing.withLock { $0 = .done(output) }
  }

  /// Waits for it. Called once or more.
  public func result() -> Output {
    isDone.wait()
    isDone.signal()
    guard case .done(let output) = standing.withLock({ $0 }) else {
      preconditionFailure("a function that ran beside has no result")
    }
    return output
  }
}

/// A batch of items that two threads transform, each taking the next piece that nobody took yet.
private final class SharedBatch<Item: Sendable, Output: Sendable>: Sendable {
  private let items: [Item]
  private let transform: @Sendable (Item) -> Output
  private let next = Atomic(0)
  private let results: Mutex<[[Output]]>
  private let other = DispatchSemaphore(value: 0)
  private let size: Int
  private let pieces: Int

  /// Begins on another thread.
  init(_ items: [Item], _ transform: @escaping @Sendable (Item) -> Output) {
    self.items = items
    self.transform = transform
    // Cut fine, so that neither waits long for the other.
    size = max(1, items.count / 64)
    pieces = (items.count + size - 1) / size
    results = Mutex(Array(repeating: [], count: pieces))
    OwnThread.start { [self] in
      run()
      other.signal()
    }
  }

  private func run() {
    while true {
      let piece = next.add(1, ordering: .relaxed).oldValue
      guard piece < pieces else { return }
      let output = items[(piece * size)..<min((piece + 1) * size, items.count)].map(transform)
      results.withLock { $0[piece] = output }
    }
  }

  /// Helps with what is left, and waits for the rest; the results in pieces, in order.
  func finish() -> [[Output]] {
    run()
    other.wait()
    return results.withLock { results in
      defer { results = [] }
      return results
    }
  }
}

/// A thread for one piece of work. (Threads of a pool are few: where those that wait for others hold all of them, the
/// others never begin.)
private final class OwnThread: Sendable {
  private let work: @Sendable () -> Void

  private init(_ work: @escaping @Sendable () -> Void) { self.work = work }

  /// Starts it; does the work at once where there can be no thread.
  static func start(_ work: @escaping @Sendable () -> Void) {
    let held = Unmanaged.passRetained(OwnThread(work))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { pointer in
        if let pointer { Unmanaged<OwnThread>.fromOpaque(pointer).takeRetainedValue().work() }
        return nil
      }, held.toOpaque())
    if status == 0 { pthread_detach(thread) } else { held.takeRetainedValue().work() }
  }
}
