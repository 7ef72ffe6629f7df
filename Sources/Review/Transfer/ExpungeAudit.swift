import Records
import Values

/// What the events let be destroyed: by two people, and nothing but the versions that they named.
struct ExpungeAudit {
  private var parts: [RecordID: [Digest: [Digest]]] = [:]
  private var requests: [RecordID: String] = [:]
  private var allowed: [Int: Set<Digest>] = [:]

  /// Takes the next event.
  mutating func take(_ event: Event) {
    guard let id = event.record else { return }
    switch event.act {
    case .submit:
      guard let version = event.digest else { return }
      parts[id, default: [:]][version] = event.details["parts"]?.elements?.compactMap {
        $0["sha256"]?.text.flatMap { Digest(hex: $0) }
      }
    case .withdraw where event.details["kind"]?.text == WithdrawalKind.emergency.rawValue: requests[id] = nil
    case .requestExpunge: requests[id] = event.account
    case .expunge:
      guard let first = requests.removeValue(forKey: id), first != event.account else { return }
      let known = parts[id] ?? [:]
      // Events of earlier programs destroyed all that there was, and did not say so.
      let versions =
        event.details["versions"]?.elements?.compactMap { $0.text.flatMap { Digest(hex: $0) } } ?? Array(known.keys)
      allowed[event.sequence] = Set(versions + versions.flatMap { known[$0] ?? [] })
    default: return
    }
  }

  /// What is wrong with a destroyed snapshot, and the number of the event that it is said to be destroyed by; nil if
  /// nothing is.
  func fault(_ digest: Digest, by sequence: Int) -> LedgerFault? {
    guard allowed[sequence]?.contains(digest) != true else { return nil }
    return LedgerFault("快照 \(digest.short) 记作已销毁，而第 \(sequence) 号事件不是两人对它的销毁决定")
  }
}
