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
        var reading = ChronicleReading(asOf: asOf)
        try reading.read(transaction)
        return try reading.chronicle(transaction, keeping: fields)
      }
    }
  }
}

/// A chronicle in the making.
private struct ChronicleReading {
  let asOf: Day
  var state = LedgerState()
  var entries: [RecordID: [RecordStory.Entry]] = [:]
  var isPast = false

  /// Versions whose records are in memory whole at a time.
  private static let batch = 4096

  /// Folds the events of every day up to the one asked for: both cores read a batch, while this one folds the one before.
  mutating func read(_ transaction: LedgerTransaction) throws {
    let rows = try transaction.eventRows(after: 0)
    var story = self
    try Parallel.stream(
      {
        var batch: [KeptEvent] = []
        while !story.isPast, batch.count < Ledger.batch, let row = try rows.next() { batch.append(row) }
        return batch
      },
      { kept in (kept.sequence, Result { () throws(LedgerFault) in try ChronicleReading.entry(of: kept) }) },
      take: { read in try story.take(read) })
    self = story
  }

  private typealias Reading = (event: Event, digest: Digest, entry: RecordStory.Entry)

  private static func entry(of kept: KeptEvent) throws(LedgerFault) -> Reading {
    let (event, digest) = try kept.read()
    return (event, digest, RecordStory.Entry(event))
  }

  private mutating func take(_ read: [(Int, Result<Reading, LedgerFault>)]) throws {
    for (sequence, result) in read where !isPast {
      do throws(LedgerFault) {
        let (event, digest, entry) = try result.get()
        guard event.time.day <= asOf else {
          isPast = true
          return
        }
        try state.apply(event, hash: digest)
        if let id = event.record { entries[id, default: []].append(entry) }
      } catch {
        throw LedgerFault("台账第 \(sequence) 号事件:\(error.message)")
      }
    }
  }

  /// Adds what the versions say.
  func chronicle(_ transaction: LedgerTransaction, keeping fields: Set<Field>) throws -> Chronicle {
    let snapshots = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
    var records: [RecordID: [Digest: Record]] = [:]
    let versions = state.records.flatMap { id, history in history.versions.values.map { (id, $0) } }
    for first in stride(from: 0, to: versions.count, by: ChronicleReading.batch) {
      let batch = versions[first..<min(first + ChronicleReading.batch, versions.count)]
      let read = try snapshots.records(batch.map(\.1))
      for (id, version) in batch {
        guard let record = read[version.digest] else { continue }
        records[id, default: [:]][version.digest] = Record(
          id: record.id, column: record.column, fields: record.fields.filter { fields.contains($0.key) }, body: .none)
      }
    }
    let stories = entries.map { RecordStory(id: $0, entries: $1, records: records[$0] ?? [:]) }
    return Chronicle(asOf: asOf, state: state, stories: stories.sorted { $0.id < $1.id }, isPast: isPast)
  }
}
