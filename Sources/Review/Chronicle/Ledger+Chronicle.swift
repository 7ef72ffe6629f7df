import Records
import Values

extension Ledger {
  /// What the ledger held at the end of a day, read in one pass; each event is checked against its hash and the one
  /// before.
  ///
  /// - Parameter fields: the fields of records to keep; bodies are left out.
  /// - Throws: `LedgerFault` if the chain does not hold.
  public func chronicle(asOf: Day, keeping fields: Set<Field>) throws(LedgerFault) -> Chronicle {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        // What an earlier run folded is taken over if it lies before the day asked for and these events lead to it.
        let memory = try memoryAhead(transaction)?.result()
        let recalled = memory.flatMap { ($0.frame.lastTime?.day).map { $0 <= asOf } == true ? $0.unpack() : nil }
        var reading = ChronicleReading(asOf: asOf, recalled: recalled)
        try reading.read(transaction)
        if reading.isOther {
          reading = ChronicleReading(asOf: asOf)
          try reading.read(transaction)
        }
        return try reading.chronicle(transaction, keeping: fields)
      }
    }
  }
}

/// A chronicle in the making.
private struct ChronicleReading {
  let asOf: Day
  /// What an earlier run folded; the events up to its head are only hashed, linked and told.
  var recalled: LedgerMemory.Contents?
  var state = LedgerState()
  var entries: [RecordID: [RecordStory.Entry]] = [:]
  var isPast = false
  /// The events do not lead to what was recalled.
  var isOther = false
  private var linked: LedgerHead?

  init(asOf: Day, recalled: LedgerMemory.Contents? = nil) {
    self.asOf = asOf
    self.recalled = recalled
  }

  /// Versions whose records are in memory whole at a time.
  private static let batch = 4096

  /// Folds the events of every day up to the one asked for: both cores read a batch, while this one folds the one before.
  mutating func read(_ transaction: LedgerTransaction) throws {
    let rows = try transaction.eventRows(after: 0)
    var story = self
    try Parallel.stream(
      {
        var batch: [KeptEvent] = []
        while !story.isPast, !story.isOther, batch.count < Ledger.batch, let row = try rows.next() { batch.append(row) }
        return batch
      },
      { [count = recalled?.state.head?.count ?? 0] kept in
        Result { () throws(LedgerFault) in try Reading(kept, recalled: count) }
      },
      take: { read in try story.take(read) })
    // A ledger that ends before what was recalled is another one.
    if let head = story.recalled?.state.head, (story.linked?.count ?? 0) < head.count { story.isOther = true }
    self = story
  }

  /// An event, its place in the chain, and what the story says of it.
  private final class Reading: Sendable {
    let link: LedgerHead
    let previous: Digest?
    let record: RecordID?
    let entry: RecordStory.Entry
    /// Nil where the state after it was recalled: a hundred thousand events are then gone where they were read.
    let event: Event?

    init(_ kept: KeptEvent, recalled: Int) throws(LedgerFault) {
      let read = try ReadEvent(kept)
      link = LedgerHead(count: read.event.sequence, hash: read.hash)
      previous = read.event.previous
      record = read.event.record
      entry = RecordStory.Entry(read.event)
      event = link.count > recalled ? read.event : nil
    }
  }

  private mutating func take(_ read: [Result<Reading, LedgerFault>]) throws {
    for result in read where !isPast && !isOther {
      let one = try result.get()
      if let event = one.event {
        guard (linked?.count ?? 0) == (recalled?.state.head?.count ?? 0) else {
          isOther = true
          return
        }
        guard event.time.day <= asOf else {
          isPast = true
          return
        }
        do throws(LedgerFault) {
          try state.apply(event, hash: one.link.hash)
        } catch {
          throw LedgerFault("台账第 \(event.sequence) 号事件:\(error.message)")
        }
      } else {
        recall(one)
      }
      if let id = one.record { entries[id, default: []].append(one.entry) }
    }
  }

  /// Takes an event before the head that was recalled, whose state is taken over where it is reached.
  private mutating func recall(_ read: Reading) {
    guard let recalled, let head = recalled.state.head, read.link.count == (linked?.count ?? 0) + 1,
      read.previous == linked?.hash
    else {
      isOther = true
      return
    }
    linked = read.link
    if read.link.count == head.count {
      if read.link.hash == head.hash { state = recalled.state } else { isOther = true }
    }
  }

  /// Adds what the versions say.
  func chronicle(_ transaction: LedgerTransaction, keeping fields: Set<Field>) throws -> Chronicle {
    let known = recalled?.records ?? [:]
    // Digests, not versions: copying a version counts some twenty references.
    let ids = Array(state.records.keys)
    let missing = Parallel.map(ids) { [histories = state.records] id in
      histories[id]?.versions.keys.filter { known[$0] == nil } ?? []
    }
    let versions = zip(ids, missing).flatMap { id, digests in digests.compactMap { state.records[id]?.versions[$0] } }
    var read: [Digest: Record] = [:]
    let snapshots = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
    for first in stride(from: 0, to: versions.count, by: ChronicleReading.batch) {
      let batch = versions[first..<min(first + ChronicleReading.batch, versions.count)]
      let found = try snapshots.records(Array(batch)) { record in
        Record(
          id: record.id, column: record.column, fields: record.fields.keeping(fields), body: .none)
      }
      read.merge(found) { first, _ in first }
    }
    let stories = Parallel.map(Array(entries)) { [histories = state.records, read] id, entries in
      var records: [Digest: Record] = [:]
      for digest in histories[id]?.versions.keys.map(\.self) ?? [] { records[digest] = known[digest] ?? read[digest] }
      return RecordStory(id: id, entries: entries, records: records)
    }
    return Chronicle(asOf: asOf, state: state, stories: stories.sorted { $0.id < $1.id }, isPast: isPast)
  }
}
