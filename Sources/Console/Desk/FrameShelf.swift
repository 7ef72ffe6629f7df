import Publishing
import Records
import Review
import Synchronization
import Values

/// Rendered versions that reviewers look at. A sandboxed frame has no origin, so no cookie comes with what it loads: the
/// address carries a token of its own, good for one version as long as the session lasts that it was made for.
final class FrameShelf: Sendable {
  /// What an address leads to: a version, and its page once somebody asked for it.
  struct Frame: Sendable {
    let session: Digest
    let source: Source
    var preview: VersionPreview?
  }

  /// What a page is rendered from.
  enum Source: Sendable {
    case version(Record, Version, body: [UInt8])
    case draft(WorkingRecord)

    var digest: Digest {
      switch self {
      case .version(_, let version, _): version.digest
      case .draft(let working): working.digest
      }
    }

    /// Bytes that it holds.
    var size: Int {
      switch self {
      case .version(_, _, let body): body.count
      case .draft(let working): working.parts.reduce(0) { $0 + $1.bytes.count }
      }
    }
  }

  private struct Key: Hashable {
    let session: Digest
    let digest: Digest
    let publication: Int
  }

  private struct State {
    var frames: [Digest: Frame] = [:]
    var tokens: [Key: SecretToken] = [:]
    var order: [(token: Digest, key: Key, size: Int)] = []
    var size = 0
  }

  /// Frames kept at the most, and bytes that they are rendered from; the newest is kept whatever it holds.
  private static let (limit, sizeLimit) = (400, 256 << 20)

  private let state = Mutex(State())

  /// The token of a version's frame in a session; a new one if there is none since the last publication. The oldest
  /// frame gives way.
  func token(_ source: Source, _ session: Digest, publication: Int) -> SecretToken {
    let key = Key(session: session, digest: source.digest, publication: publication)
    return state.withLock { state in
      if let known = state.tokens[key] { return known }
      let token = SecretToken()
      state.frames[token.digest] = Frame(session: session, source: source)
      state.tokens[key] = token
      state.order.append((token.digest, key, source.size))
      state.size += source.size
      while state.order.count > 1, state.order.count > FrameShelf.limit || state.size > FrameShelf.sizeLimit {
        let oldest = state.order.removeFirst()
        state.size -= oldest.size
        state.frames[oldest.token] = nil
        if state.tokens[oldest.key]?.digest == oldest.token { state.tokens[oldest.key] = nil }
      }
      return token
    }
  }

  /// Keeps the page of a frame that is still on the shelf.
  func put(_ preview: VersionPreview, _ token: SecretToken) {
    state.withLock { $0.frames[token.digest]?.preview = preview }
  }

  /// What a token leads to.
  func frame(_ token: SecretToken) -> Frame? { state.withLock { $0.frames[token.digest] } }
}
