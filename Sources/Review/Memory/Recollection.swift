import Files
import Records
import Synchronization
import Values

/// What a ledger took over from an earlier run.
struct Recollection: Sendable {
  /// The memory; nil until it was looked for, and nil inside where there is none.
  var memory: LedgerMemory??
  /// The head that the state was taken over at; nil where it was folded from the events.
  var head: LedgerHead?
  /// Parsed records that were taken over, by version.
  var records: [Digest: Record] = [:]
  /// Which records lie together in the memory.
  var groups: [[RecordID]] = []
  /// Records that events came for since.
  var touched: Set<RecordID> = []

  /// The memory as it is to be kept anew; nil where nothing was taken over.
  var earlier: LedgerMemory.Earlier? {
    guard head != nil, case .some(.some(let memory)) = memory else { return nil }
    return LedgerMemory.Earlier(memory: memory, groups: groups, touched: touched)
  }
}

extension Ledger {
  /// What only who holds the ledger knows: nothing of the first event but its hash ever leaves the office.
  public func memorySecret() throws(LedgerFault) -> Digest {
    try LedgerStore.guarded("读取台账") { try store.read { try secret($0) } }
  }

  private func secret(_ transaction: LedgerTransaction) throws -> Digest {
    var first: [UInt8] = []
    try transaction.events(after: 0, limit: 1) { _, bytes, _ in first = bytes }
    return Digest(of: Array("gongkai-memory-secret-v1\n".utf8) + first)
  }

  func memory(_ transaction: LedgerTransaction) throws -> LedgerMemory? {
    if let looked = recollection.withLock({ $0.memory }) { return looked }
    let secret = try secret(transaction)
    let found = memoryFolder.flatMap { LedgerMemory.read(in: $0, secret: secret) }
    recollection.withLock { $0.memory = .some(found) }
    return found
  }

  /// Working files that held a version of the ledger when an earlier run looked at them.
  public func rememberedFiles() -> [String: RememberedFile] {
    ((try? store.read { try memory($0)?.files }) ?? nil) ?? [:]
  }

  /// The state that an earlier run kept, if the events lead to it; the events themselves are hashed and linked anew.
  func recall(_ transaction: LedgerTransaction) throws -> LedgerState? {
    guard let memory = try memory(transaction), let head = memory.head else { return nil }
    let unpacking = Beside { memory.unpack() }
    guard try leads(transaction, to: head), let contents = unpacking.result() else { return nil }
    recollection.withLock { recollection in
      recollection.head = head
      recollection.records = contents.records
      recollection.groups = contents.groups
    }
    return contents.state
  }

  /// Whether the events, each of the bytes that were hashed and each naming the one before, lead to a head.
  private func leads(_ transaction: LedgerTransaction, to head: LedgerHead) throws -> Bool {
    let rows = try transaction.eventRows(after: 0, limit: head.count)
    var last = Digest(hex: Event.zeros)
    var count = 0
    var holds = true
    try Parallel.stream(
      {
        var batch: [KeptEvent] = []
        while batch.count < Ledger.batch, let row = try rows.next() { batch.append(row) }
        return batch
      },
      { kept in (kept.sequence, kept.link) },
      take: { links in
        for (sequence, link) in links {
          count += 1
          guard let link, sequence == count, link.previous == last else {
            holds = false
            continue
          }
          last = link.hash
        }
      })
    return holds && count == head.count && last == head.hash
  }

  /// Keeps the state for the next run. What goes wrong here costs that run its time, and nothing else.
  ///
  /// - Parameters:
  ///   - records: parsed records of what is live or waits, by version.
  ///   - files: working files that hold a version of the ledger.
  public func remember(records: [Digest: Record], files: [String: RememberedFile]) {
    guard let folder = memoryFolder, let state = try? state(), state.head != nil, let secret = try? memorySecret()
    else {
      return
    }
    let earlier = recollection.withLock { $0.earlier }
    let pieces = LedgerMemory.pieces(of: state, records: records, files: files, secret: secret, earlier: earlier)
    let path = "\(folder.path)/\(LedgerMemory.fileName)"
    if (try? OutputFiles.replaceUnsynced(path, with: pieces)) == nil { OutputFiles.remove(path + ".new") }
  }

  /// Removes what is kept for the next run, and what was taken over from the last.
  func forget() {
    recollection.withLock { $0 = Recollection(memory: .some(nil)) }
    guard let folder = memoryFolder else { return }
    OutputFiles.remove("\(folder.path)/\(LedgerMemory.fileName)")
  }

  /// Whether the state was folded from many events, so that keeping it would spare the next run much.
  public var isWorthRemembering: Bool {
    let recalled = recollection.withLock { $0.head?.count ?? 0 }
    return ((try? state().head?.count) ?? 0) - recalled > 512
  }
}
