import Records
import Synchronization
import Values

/// Who looks at which item now, and which versions each person has opened; in memory only.
final class Presence: Sendable {
  /// Seconds after which a look is over.
  private static let fading: Int64 = 60

  private struct State {
    var looks: [RecordID: [String: Moment]] = [:]
    /// When a person first opened a version.
    var opened: [String: [Digest: Moment]] = [:]
  }

  private let state = Mutex(State())

  /// Notes a look.
  func look(_ account: String, at id: RecordID, _ digest: Digest?, now: Moment) {
    state.withLock { state in
      if state.looks.count > 2000 {
        state.looks = state.looks.filter { $0.value.values.contains { now.seconds - $0.seconds <= Presence.fading } }
      }
      state.looks[id, default: [:]][account] = now
      if let digest, state.opened[account]?[digest] == nil {
        if (state.opened[account]?.count ?? 0) > 20_000 { state.opened[account] = [:] }
        state.opened[account, default: [:]][digest] = now
      }
    }
  }

  /// The others who look at an item.
  func others(than account: String, at id: RecordID, now: Moment) -> [(account: String, since: Moment)] {
    state.withLock { state in
      (state.looks[id] ?? [:]).filter { $0.key != account && now.seconds - $0.value.seconds <= Presence.fading }
        .map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }
  }

  /// When a person first opened a version; nil if never (since the console was started).
  func opened(_ digest: Digest, by account: String) -> Moment? { state.withLock { $0.opened[account]?[digest] } }
}
