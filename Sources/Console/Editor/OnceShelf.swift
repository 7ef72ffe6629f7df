import Records
import Synchronization
import Values

/// Which forms of new records were saved already: one that is sent twice makes no second file. In memory only.
final class OnceShelf: Sendable {
  /// What became of a form.
  struct Saved: Sendable {
    let id: RecordID
    let path: String
    /// Of what the form said.
    let form: Digest
    /// The working record as the form left it.
    let digest: Digest
  }

  /// Forms that are remembered.
  private static let limit = 5000

  private let saved = Mutex<(known: [String: Saved], order: [String])>(([:], []))

  /// What an account's form became; nil if it was not saved yet.
  func saved(_ once: String, by account: String) -> Saved? { saved.withLock { $0.known["\(account) \(once)"] } }

  func put(_ value: Saved, _ once: String, by account: String) {
    let key = "\(account) \(once)"
    saved.withLock { kept in
      if kept.known.updateValue(value, forKey: key) == nil { kept.order.append(key) }
      if kept.order.count > OnceShelf.limit { kept.known[kept.order.removeFirst()] = nil }
    }
  }
}
