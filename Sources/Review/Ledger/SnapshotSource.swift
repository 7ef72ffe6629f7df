import Records
import Values

/// Reads approved bytes for publishing, inside one look at the ledger.
public struct SnapshotSource {
  let reader: SnapshotReader

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
  public func withSnapshots<Value>(_ body: (SnapshotSource) throws -> Value) throws -> Value {
    try store.read { transaction in
      let state = try load(transaction)
      return try body(SnapshotSource(reader: SnapshotReader(transaction: transaction, catalogue: state.catalogue)))
    }
  }
}
