import Catalogue
import Records
import Values

/// Reads versions back from their snapshots. Every byte is checked against the digest it is kept under.
struct SnapshotReader {
  let transaction: LedgerTransaction
  let catalogue: Catalogue

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
