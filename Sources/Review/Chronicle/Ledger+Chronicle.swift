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
        let memory = try memory(transaction)
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
      { kept in Result { () throws(LedgerFault) in try Reading(kept) } },
      take: { read in try story.take(read) })
    // A ledger that ends before what was recalled is another one.
    if let head = story.recalled?.state.head, (story.linked?.count ?? 0) < head.count { story.isOther = true }
    self = story
  }

  /// An event and what the story says of it.
  private final class Reading: Sendable {
    let read: ReadEvent
    let entry: RecordStory.Entry

    init(_ kept: KeptEvent) throws(LedgerFault) {
      read = try ReadEvent(kept)
      entry = RecordStory.Entry(read.event)
    }
  }

  private mutating func take(_ read: [Result<Reading, LedgerFault>]) throws {
    for result in read where !isPast && !isOther {
      let one = try result.get()
      if try isRecalled(one.read) {
        if let id = one.read.event.record { entries[id, default: []].append(one.entry) }
        continue
      }
      guard one.read.event.time.day <= asOf else {
        isPast = true
        return
      }
      do throws(LedgerFault) {
        try state.apply(one.read.event, hash: one.read.hash)
      } catch {
        throw LedgerFault("台账第 \(one.read.event.sequence) 号事件:\(error.message)")
      }
      if let id = one.read.event.record { entries[id, default: []].append(one.entry) }
    }
  }

  /// Whether an event lies before the head that was recalled, whose state is taken over where it is reached.
  private mutating func isRecalled(_ read: ReadEvent) throws -> Bool {
    guard let recalled, let head = recalled.state.head, (linked?.count ?? 0) < head.count, !isOther else {
      return false
    }
    let event = read.event
    guard event.sequence == (linked?.count ?? 0) + 1, event.previous == linked?.hash else {
      isOther = true
      return true
    }
    linked = LedgerHead(count: event.sequence, hash: read.hash)
    if event.sequence == head.count {
      if read.hash == head.hash { state = recalled.state } else { isOther = true }
    }
    return true
  }

  /// Adds what the versions say.
  func chronicle(_ transaction: LedgerTransaction, keeping fields: Set<Field>) throws -> Chronicle {
    let snapshots = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
    var records: [RecordID: [Digest: Record]] = [:]
    @Sendable func kept(_ record: Record) -> Record {
      Record(
        id: record.id, column: record.column, fields: record.fields.filter { fields.contains($0.key) }, body: .none)
    }
    // Digests, not versions: copying a version counts some twenty references.
    let digests = state.records.flatMap { id, history in history.versions.keys.map { (id: id, digest: $0) } }
    let found = Parallel.map(digests) { [known = recalled?.records ?? [:]] in known[$0.digest].map(kept) }
    var versions: [(RecordID, Version)] = []
    for ((id, digest), record) in zip(digests, found) {
      if let record {
        records[id, default: [:]][digest] = record
      } else if let version = state.records[id]?.versions[digest] {
        versions.append((id, version))
      }
    }
    for first in stride(from: 0, to: versions.count, by: ChronicleReading.batch) {
      let batch = versions[first..<min(first + ChronicleReading.batch, versions.count)]
      let read = try snapshots.records(batch.map(\.1), keep: kept)
      for (id, version) in batch {
        if let record = read[version.digest] { records[id, default: [:]][version.digest] = record }
      }
    }
    let stories = entries.map { RecordStory(id: $0, entries: $1, records: records[$0] ?? [:]) }
    return Chronicle(asOf: asOf, state: state, stories: stories.sorted { $0.id < $1.id }, isPast: isPast)
  }
}
