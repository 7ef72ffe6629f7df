import Synchronization

/// How long a body may take: a base, and a second for every 20 KB that came.
final class BodyPace: Sendable {
  /// Bytes that a slow line must bring in a second, once the base is over.
  static let rate = 20 << 10

  private let base: Duration
  private let start = ContinuousClock.now
  private let count = Atomic(0)

  init(base: Duration) { self.base = base }

  /// Counts bytes that came.
  func took(_ bytes: Int) { count.add(bytes, ordering: .relaxed) }

  /// When the body is late, by what came until now.
  var deadline: ContinuousClock.Instant {
    start + base + .milliseconds(count.load(ordering: .relaxed) * 1000 / BodyPace.rate)
  }

  /// Waits until the body is late, or until the task is cancelled.
  func lapse() async {
    while ContinuousClock.now < deadline {
      guard (try? await Task.sleep(until: deadline)) != nil else { return }
    }
  }
}
