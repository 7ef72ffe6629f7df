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

  private static let batch = 4096

  /// Folds the events of every day up to the one asked for.
  mutating func read(_ transaction: LedgerTransaction) throws {
    while !isPast {
      var batch: [Kept] = []
      try transaction.events(after: state.head?.count ?? 0, limit: ChronicleReading.batch) { sequence, bytes, hash in
        batch.append(Kept(sequence: sequence, bytes: bytes, hash: hash))
      }
      let read = Parallel.map(batch) { kept in (kept.sequence, Result { () throws(LedgerFault) in try kept.read() }) }
      for (sequence, result) in read {
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
      guard batch.count == ChronicleReading.batch else { return }
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

  /// An event as the database keeps it.
  private struct Kept: Sendable {
    let sequence: Int
    let bytes: [UInt8]
    let hash: [UInt8]

    func read() throws(LedgerFault) -> (Event, Digest, RecordStory.Entry) {
      let digest = EventHash.of(bytes)
      guard digest == Digest(raw: hash) else { throw LedgerFault("内容与其哈希不符") }
      let event = try Event(bytes: bytes)
      return (event, digest, RecordStory.Entry(event))
    }
  }
}
