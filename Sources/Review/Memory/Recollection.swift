import Diagnostics
import Files
import Records
import Synchronization
import Values

/// What a ledger took over from an earlier run.
struct Recollection: Sendable {
  /// The memory, which is read beside; nil until it was looked for, and nil inside where there is none.
  var memory: Beside<LedgerMemory?>??
  /// The head that the state was taken over at; nil where it was folded from the events.
  var head: LedgerHead?
  /// Parsed records that were taken over, by version.
  var records: [Digest: Record] = [:]
  /// Which records lie together in the memory.
  var groups: [[RecordID]] = []
  /// Records that events came for since.
  var touched: Set<RecordID> = []
  /// What was taken over, to be held against the events where something is done on its strength.
  var histories: RecalledHistories?

  /// The memory as it is to be kept anew; nil where nothing was taken over.
  var earlier: LedgerMemory.Earlier? {
    guard head != nil, case .some(.some(let found)) = memory, let memory = found.result() else { return nil }
    return LedgerMemory.Earlier(memory: memory, groups: groups, touched: touched)
  }
}

extension Ledger {
  /// What only who holds the ledger's database knows.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func memorySecret() throws(LedgerFault) -> Digest {
    try LedgerStore.guarded("读取台账") { try store.read { try secret($0) } }
  }

  func secret(_ transaction: LedgerTransaction) throws -> Digest {
    Digest(of: Array("gongkai-memory-secret-v2\n".utf8) + (try transaction.secret()))
  }

  /// Begins to read what an earlier run kept; nil where there is nothing.
  func memoryAhead(_ transaction: LedgerTransaction) throws -> Beside<LedgerMemory?>? {
    if let looked = recollection.withLock({ $0.memory }) { return looked }
    let found = try memoryFolder.flatMap { folder -> Beside<LedgerMemory?>? in
      guard folder.exists(LedgerMemory.fileName) else { return nil }
      let secret = try secret(transaction)
      return Beside { LedgerMemory.read(in: folder, secret: secret) }
    }
    recollection.withLock { $0.memory = .some(found) }
    return found
  }

  /// Working files that held a version of the ledger when an earlier run looked at them. What an earlier run kept begins
  /// to be read; the function that is given waits for it.
  public func rememberedFiles() -> @Sendable () -> [String: RememberedFile] {
    let memory = try? store.read { try memoryAhead($0) }
    return { (memory ?? nil)?.result()?.files ?? [:] }
  }

  /// The versions of a state that are made of one file each. What an earlier run kept of a working file still holds where
  /// no event came for its record since.
  func knownVersions(in state: LedgerState) -> KnownVersions {
    let known = state.singleFileVersions
    guard let touched = recollection.withLock({ $0.head == nil ? nil : $0.touched }) else { return known }
    return known.remembering { !touched.contains($0) }
  }

  /// The state that an earlier run kept, if the events lead to it; the events themselves are hashed and linked anew.
  func recall(_ transaction: LedgerTransaction) throws -> LedgerState? {
    guard let memory = try memoryAhead(transaction) else { return nil }
    let unpacking = Beside { memory.result()?.unpack() }
    let chain = try chain(transaction)
    guard let contents = unpacking.result(), let head = memory.result()?.head, head.count > 0,
      head.count <= chain.hashes.count, chain.hashes[head.count - 1] == head.hash
    else { return nil }
    // Who may act, and by which rules, is read from the events: they are few.
    let rules = try LedgerState.rules(
      chain.records[..<head.count].indices.lazy.filter { chain.records[$0] == 0 }.map { $0 + 1 }, transaction)
    var state = contents.state
    guard let last = rules.last, last.people == state.people, last.policy == state.policy,
      last.agreedLayout == state.agreedLayout
    else { return nil }
    state.names = last.names
    recollection.withLock { [state] recollection in
      recollection.head = head
      recollection.histories = RecalledHistories(
        head: head, histories: state.records, records: contents.records, keys: Array(chain.records[..<head.count]),
        rules: rules)
      recollection.records = contents.records
      recollection.groups = contents.groups
    }
    return state
  }

  /// The hashes of the events from the first on, as long as each is of the bytes that were hashed and names the one
  /// before, with the keys of the records that they concern.
  private func chain(_ transaction: LedgerTransaction) throws -> (hashes: [Digest], records: [UInt64]) {
    let rows = try transaction.eventRows(after: 0)
    var chain: [Digest] = []
    var records: [UInt64] = []
    var last = Digest(hex: Event.zeros)
    var holds = true
    try Parallel.stream(
      {
        var batch: [EventRun] = []
        while holds, batch.count < Ledger.batch / Ledger.run {
          let run = try rows.run(of: Ledger.run)
          if run.isEmpty { break }
          batch.append(run)
        }
        return batch
      },
      { $0.links },
      take: { links in
        for link in links.joined() {
          guard holds, let link, link.sequence == chain.count + 1, link.previous == last else {
            holds = false
            return
          }
          last = link.hash
          chain.append(link.hash)
          records.append(link.record)
        }
      })
    return (chain, records)
  }

  /// Events that lie side by side while their links are looked at.
  private static let run = 64

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
    // What was published or taken down meanwhile may be no version of its file any more.
    let known = state.singleFileVersions
    let files = files.filter { known.isOne($1.version, at: $0) }
    let pieces = LedgerMemory.pieces(of: state, records: records, files: files, secret: secret, earlier: earlier)
    let path = "\(folder.path)/\(LedgerMemory.fileName)"
    if (try? OutputFiles.replaceUnsynced(path, with: pieces)) == nil { OutputFiles.remove(path + ".new") }
  }

  /// Gives up what was taken over from an earlier run, which is not what the events say.
  func distrust(_ fault: MemoryFault) -> ActRefusal {
    forget()
    cache.withLock { $0 = LedgerState() }
    return ActRefusal([
      Diagnostic(
        "ledger.broken", "站点文件夹里的 \(LedgerMemory.fileName)(台账的缓存)所记的「\(fault.record)」与台账不符:被改动过，或磁盘出错。已删去它，这次没有办理",
        remedy: "再运行一次，届时全部依据台账本身；并查明是谁改动了站点文件夹")
    ])
  }

  /// Removes what is kept for the next run, and what was taken over from the last.
  func forget() {
    recollection.withLock { $0 = Recollection(memory: .some(nil)) }
    guard let folder = memoryFolder else { return }
    // The second is what a run that was killed while it wrote it left.
    for suffix in ["", ".new"] { OutputFiles.remove("\(folder.path)/\(LedgerMemory.fileName)\(suffix)") }
  }

  /// Whether keeping the state would spare the next run more than it takes: many events came since it was kept, or many
  /// working files were read to find that they are as the ledger has them.
  func isWorthRemembering(filesRead: Int) -> Bool {
    let kept = recollection.withLock { $0.head?.count ?? 0 }
    return filesRead > Ledger.fewFiles || ((try? state().head?.count) ?? 0) - kept > Ledger.fewEvents
  }

  /// So few are folded, and read, in less time than the memory is written in.
  private static let (fewEvents, fewFiles) = (256, 64)
}
