import Records
import Values

/// Reads approved bytes for publishing, inside one look at the ledger.
public struct SnapshotSource {
  let reader: SnapshotReader
  /// What the state was taken over from in an earlier run; nil where it was folded from the events.
  let recalled: RecalledHistories?

  /// Holds a page that is made anew against the events of its record, and against what was approved, where what is known of
  /// it was taken over from an earlier run: what that run kept is believed in much, but makes no page of what was not
  /// approved.
  ///
  /// - Throws: `MemoryFault` if it does not hold; the error of the ledger if that can't be read.
  public func vouch(for page: PublicationPlan.Page) throws { try recalled?.hold(page, reader) }

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

extension Ledger {
  /// Gives approved bytes to what renders them.
  ///
  /// - Throws: also `ActRefusal` where what an earlier run kept is not what the events say.
  public func withSnapshots<Value>(_ body: (SnapshotSource) throws -> Value) throws -> Value {
    do {
      return try store.read { transaction in
        let state = try load(transaction)
        let recalled = recollection.withLock { $0.histories }
        let reader = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
        return try body(SnapshotSource(reader: reader, recalled: recalled))
      }
    } catch let fault as MemoryFault {
      throw distrust(fault)
    }
  }
}
