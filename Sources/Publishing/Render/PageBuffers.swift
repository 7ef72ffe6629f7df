import Synchronization
import Templates

/// Buffers that pages are rendered into, one a thread at a time: memory of its own for each page would be asked of the
/// system again and again.
final class PageBuffers: Sendable {
  private let buffers = [Buffer(), Buffer(), Buffer()]

  private final class Buffer: Sendable {
    let output = Mutex(Output())
  }

  /// Lends an empty buffer that nobody else uses.
  func with(_ body: @Sendable (inout Output) throws -> Void) throws {
    for buffer in buffers {
      let isLent: Void? = try buffer.output.withLockIfAvailable { output in
        output.removeAll()
        try body(&output)
      }
      if isLent != nil { return }
    }
    var output = Output()
    try body(&output)
  }
}
