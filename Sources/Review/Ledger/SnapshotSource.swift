import Records
import Synchronization
import Values

/// Reads approved bytes for publishing, inside one look at the ledger.
public struct SnapshotSource {
  let reader: SnapshotReader
  /// The head at which the state was taken over from an earlier run; nil where it was folded from the events.
  let recalled: LedgerHead?
  private let places = EventPlaces()

  /// Holds a page that is made anew against the event that approved it, where what is known of it was taken over from an
  /// earlier run: what that run kept is believed in much, but puts nothing on the site.
  ///
  /// - Throws: `LedgerFault` if the ledger has no such approval.
  public func vouch(for page: PublicationPlan.Page) throws {
    guard let recalled else { return }
    if let by = page.version.approval?.by, page.version.approval?.hash == page.approval {
      guard by.sequence <= recalled.count else { return }
      if let bytes = try reader.transaction.event(by.sequence), try SnapshotSource.approves(bytes, page) { return }
    } else {
      // Approved more than once, or repealed since.
      let sequence = try places.sequence(of: page.approval, in: reader.transaction)
      if let bytes = try sequence.flatMap(reader.transaction.event), try SnapshotSource.approves(bytes, page) { return }
    }
    throw LedgerFault("「\(page.record.id)」的版本 \(page.version.digest.short) 在台账中没有所写的批准")
  }

  private static func approves(_ bytes: [UInt8], _ page: PublicationPlan.Page) throws -> Bool {
    let event = try Event(bytes: bytes)
    return EventHash.of(bytes) == page.approval && event.act == .agree && event.record == page.record.id
      && event.digest == page.version.digest && event.details["step"]?.text == ReviewStep.approval
  }

  /// The body of a version; empty for a record without one.
  ///
  /// - Throws: `LedgerFault` if the bytes are gone or not what was approved.
  public func body(of record: Record, _ version: Version) throws -> [UInt8] {
    guard let body = try RecordBody.bytes(of: record, version: version, snapshots: reader) else {
      throw LedgerFault("「\(record.id)」的快照 \(version.digest.short) 残缺，与批准时不符")
    }
    return body
  }

  /// The bytes of one part.
  ///
  /// - Throws: `LedgerFault` if they are gone or not what was approved.
  public func bytes(of part: PartReference, in record: RecordID) throws -> [UInt8] {
    guard let bytes = try reader.bytes(part) else {
      throw LedgerFault("「\(record)」的「\(part.path)」在台账中残缺，与批准时不符")
    }
    return bytes
  }
}

/// Where events stand by the hashes that the ledger keeps beside them, listed once for all who ask.
private final class EventPlaces: Sendable {
  private let known = Mutex<[Digest: Int]?>(nil)

  func sequence(of hash: Digest, in transaction: LedgerTransaction) throws -> Int? {
    try known.withLock { known in
      let places = try known ?? transaction.eventHashes()
      known = places
      return places[hash]
    }
  }
}

extension Ledger {
  /// Gives approved bytes to what renders them.
  public func withSnapshots<Value>(_ body: (SnapshotSource) throws -> Value) throws -> Value {
    try store.read { transaction in
      let state = try load(transaction)
      let recalled = recollection.withLock { $0.head }
      let reader = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
      return try body(SnapshotSource(reader: reader, recalled: recalled))
    }
  }
}
