import Synchronization

/// The latest draft, where requests find it and event streams hear of it.
final class DraftDesk: Sendable {
  /// A draft with the mark that tells it from every other.
  struct Edition: Sendable {
    let draft: Draft
    /// Letters, digits and a hyphen; different after a restart too, so that an old tab notices.
    let mark: String
  }

  private struct State {
    var edition: Edition?
    var count = 0
    var isClosed = false
    var lastListener = 0
    var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
  }

  private let state = Mutex(State())
  /// Tells this run of the server from others. It goes into no output, only into pages shown by the preview.
  private let run = String(UInt32.random(in: .min ... .max), radix: 36)

  /// The latest edition; nil before the first rendering.
  var edition: Edition? { state.withLock { $0.edition } }

  /// The latest edition, after the first rendering if need be; nil when the server stops before.
  func firstEdition() async -> Edition? {
    if let edition { return edition }
    for await _ in wakes() {
      if let edition { return edition }
    }
    return nil
  }

  /// Lays down a new draft and wakes the listeners.
  func publish(_ draft: Draft) {
    state.withLock { state in
      state.count += 1
      state.edition = Edition(draft: draft, mark: "\(run)-\(state.count)")
    }
    wakeAll()
  }

  /// Wakes the listeners without news, so that they say they are there and notice who has gone.
  func wakeAll() {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.yield() }
  }

  /// Ends every stream and lets no new one wait: the server stops.
  func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }

  /// Wakes at once, then whenever the edition may have changed. A slow listener misses wakes, never the latest edition.
  func wakes() -> AsyncStream<Void> {
    let (stream, listener) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let number: Int? = state.withLock { state in
      guard !state.isClosed else { return nil }
      state.lastListener += 1
      state.listeners[state.lastListener] = listener
      return state.lastListener
    }
    guard let number else {
      listener.finish()
      return stream
    }
    listener.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
    listener.yield()
    return stream
  }
}
