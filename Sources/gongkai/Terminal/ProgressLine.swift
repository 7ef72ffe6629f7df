import Glibc
import Synchronization
import Values

/// A line of progress on a terminal, for anything that takes longer than a second.
final class ProgressLine: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let began = Moment.now()
  private let shown = Mutex(false)

  /// Shows a stage by its name, and how far it is.
  func show(_ stage: String, _ done: Int, _ total: Int) {
    guard isTerminal, Moment.now().seconds - began.seconds >= 1 || total == 0 else { return }
    let isShown = shown.withLock { isShown in
      defer { isShown = total > 0 }
      return isShown
    }
    guard total > 0 || isShown else { return }
    let text = total > 0 ? "\r\u{1B}[K\(stage) \(done)/\(total)" : "\r\u{1B}[K"
    _ = text.utf8.withContiguousStorageIfAvailable { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
