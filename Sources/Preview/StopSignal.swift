import Dispatch
import Glibc

/// Waits for Ctrl-C or the system's request to end.
package enum StopSignal {
  /// Returns when SIGINT or SIGTERM came or the task was cancelled. From then on the signals do what they did before,
  /// so that a second Ctrl-C ends a process that does not stop.
  package static func wait() async {
    let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
    let sources = [SIGINT, SIGTERM].map { number in
      let before = signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.setCancelHandler { signal(number, before) }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    for await _ in signals { return }
  }
}
