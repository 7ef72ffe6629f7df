import Records

/// Finds a record's body among its parts.
enum RecordBody {
  /// The body's bytes; empty for a record without one, nil if the part is not there.
  static func bytes(of record: Record, in parts: [RecordPart]) -> [UInt8]? {
    switch record.body {
    case .none: []
    case .inline(let text): Array(text.utf8)
    case .part(let path, let offset, _):
      parts.first { $0.path == path && $0.kind != .attachment }.map { Array($0.bytes.dropFirst(offset)) }
    }
  }

  /// The same from a version's snapshot.
  static func bytes(of record: Record, version: Version, snapshots: SnapshotReader) throws -> [UInt8]? {
    guard case .part(let path, let offset, _) = record.body else { return bytes(of: record, in: []) }
    guard let part = version.parts.first(where: { $0.path == path && $0.kind != .attachment }) else { return nil }
    return try snapshots.bytes(part).map { Array($0.dropFirst(offset)) }
  }
}
