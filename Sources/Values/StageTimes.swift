import Glibc
import Synchronization

/// Processor time spent on parts of the work that run among others, so that it can be told what each costs.
public enum StageTimes {
  private static let spent = Mutex<[String: Double]>([:])

  /// Runs a part and adds the processor time of the calling thread to what was spent on it.
  public static func measure<Value>(_ stage: String, _ body: () throws -> Value) rethrows -> Value {
    let start = now()
    defer {
      let time = now() - start
      spent.withLock { $0[stage, default: 0] += time }
    }
    return try body()
  }

  /// Processor seconds by stage, since the process began.
  public static var all: [String: Double] { spent.withLock { $0 } }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
