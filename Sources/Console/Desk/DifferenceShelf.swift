import Synchronization
import Values

/// Differences of versions that were looked at lately: a version never changes, so neither do they.
final class DifferenceShelf: Sendable {
  private struct Pair: Hashable {
    let old: Digest
    let new: Digest
  }

  /// Pairs that are kept.
  private static let limit = 32

  private let kept = Mutex<[Pair: [ItemLook.Change]]>([:])

  /// The changes of a look against its base. Takes a while for long texts; called on the readings' queue.
  func changes(_ look: ItemLook) -> [ItemLook.Change] {
    guard let base = look.base else { return [] }
    let pair = Pair(old: base.version.digest, new: look.version.digest)
    if let known = kept.withLock({ $0[pair] }) { return known }
    let changes = look.compared()
    kept.withLock { kept in
      if kept.count >= DifferenceShelf.limit { kept = [:] }
      kept[pair] = changes
    }
    return changes
  }
}
