import Publishing
import Records
import Review
import Synchronization
import Values

/// Rendered versions that reviewers look at. A sandboxed frame has no origin, so no cookie comes with what it loads: the
/// address carries a token of its own, good for one version as long as the session lasts that it was made for.
final class FrameShelf: Sendable {
  /// What an address leads to.
  struct Frame: Sendable {
    let session: Digest
    let digest: Digest
    let preview: VersionPreview
  }

  private struct Key: Hashable {
    let session: Digest
    let digest: Digest
    let publication: Int
  }

  private struct State {
    var frames: [Digest: Frame] = [:]
    var tokens: [Key: SecretToken] = [:]
    var order: [(token: Digest, key: Key)] = []
  }

  /// Rendered pages kept.
  private static let limit = 200

  private let state = Mutex(State())

  /// The token of a version's frame in a session, if it was rendered since the last publication.
  func token(_ session: Digest, _ digest: Digest, publication: Int) -> SecretToken? {
    state.withLock { $0.tokens[Key(session: session, digest: digest, publication: publication)] }
  }

  /// Puts a rendered version on the shelf; the oldest gives way.
  func put(_ preview: VersionPreview, _ session: Digest, _ digest: Digest, publication: Int) -> SecretToken {
    let token = SecretToken()
    let key = Key(session: session, digest: digest, publication: publication)
    state.withLock { state in
      state.frames[token.digest] = Frame(session: session, digest: digest, preview: preview)
      state.tokens[key] = token
      state.order.append((token.digest, key))
      while state.order.count > FrameShelf.limit {
        let oldest = state.order.removeFirst()
        state.frames[oldest.token] = nil
        if state.tokens[oldest.key]?.digest == oldest.token { state.tokens[oldest.key] = nil }
      }
    }
    return token
  }

  /// What a token leads to.
  func frame(_ token: SecretToken) -> Frame? { state.withLock { $0.frames[token.digest] } }
}
