import Catalogue
import Records
import Values

/// Reads versions back from their snapshots. Every byte is checked against the digest it is kept under.
struct SnapshotReader {
  let transaction: LedgerTransaction
  let catalogue: Catalogue

  /// The parsed records of many versions, by digest; those whose bytes are gone or altered are not among them.
  ///
  /// - Parameter keep: what is kept of each; both cores do it.
  func records(
    _ versions: [Version], keep: @escaping @Sendable (Record) -> Record = { $0 }
  ) throws -> [Digest: Record] {
    var records: [Digest: Record] = [:]
    records.reserveCapacity(versions.count)
    var at = 0
    try Parallel.stream(
      {
        // The database is read by one thread, the forms by both.
        let batch = versions[at..<min(at + SnapshotReader.batch, versions.count)]
        at = batch.endIndex
        return try batch.map { Kept(version: $0, form: try transaction.form($0.digest)) }
      },
      { kept in (kept.version, kept.record.map(keep)) },
      take: { read in
        for (version, found) in read { records[version.digest] = try found ?? record(version).map(keep) }
      })
    return records
  }

  private static let batch = 512

  private struct Kept: Sendable {
    let version: Version
    let form: [UInt8]?

    var record: Record? {
      guard let form, Digest(of: form) == version.formDigest, let json = try? JSON(reading: form) else { return nil }
      return Record(form: json)
    }
  }

  /// The parsed record; nil if its bytes are not there or not what was approved.
  func record(_ version: Version) throws -> Record? {
    if let form = try transaction.form(version.digest), Digest(of: form) == version.formDigest,
      let json = try? JSON(reading: form), let record = Record(form: json)
    {
      return record
    }
    // The form is only a shortcut: without it, or with another one, the bytes are parsed again.
    guard let parts = try parts(version) else { return nil }
    return RecordParser(catalogue: catalogue).parse(parts: parts).record
  }

  /// All parts with their bytes; nil if one is missing or altered.
  func parts(_ version: Version) throws -> [RecordPart]? {
    var parts: [RecordPart] = []
    for reference in version.parts {
      guard let bytes = try bytes(reference) else { return nil }
      parts.append(RecordPart(kind: reference.kind, path: reference.path, bytes: bytes))
    }
    return parts
  }

  /// The bytes of one part; nil if missing or altered.
  func bytes(_ reference: PartReference) throws -> [UInt8]? {
    guard let bytes = try transaction.blob(reference.digest), bytes.count == reference.size,
      Digest(of: bytes) == reference.digest
    else { return nil }
    return bytes
  }
}
