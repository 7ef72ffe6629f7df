import Foundation
import GRDB
import Records
import Review
import Values

extension AccountStore {
  // MARK: - Who wrote what

  /// Notes whose hand the bytes of a record's file are of, before they are written.
  ///
  /// - Parameter before: the bytes that they take the place of; nil for a new file.
  func noteSave(_ digest: Digest, over before: Digest?, of record: RecordID, by account: String, now: Moment) throws {
    try queue.write { db in
      try db.execute(
        sql: "INSERT INTO saves (time, account, record, digest, before) VALUES (?, ?, ?, ?, ?)",
        arguments: [now.seconds, account, record.rawValue, Data(digest.raw), before.map { Data($0.raw) }])
    }
  }

  /// Who wrote the bytes of a record's file here: who saved them, who saved what they were made from, back to what was
  /// approved, and who saved the record since its last approval, though somebody changed the file by hand afterwards.
  ///
  /// - Parameters:
  ///   - digest: of the record's own file.
  ///   - history: what the ledger knows of the record; nil if nothing.
  func writers(of digest: Digest, record: RecordID, history: RecordHistory?) throws -> Set<String> {
    let versions = history?.versions.values.map { $0 } ?? []
    let approved = Set(versions.filter { !$0.approvals.isEmpty || $0.approval != nil }.compactMap(\.recordFile))
    let ends = versions.compactMap { $0.approval?.by.time.seconds } + [history?.withdrawal?.time.seconds ?? 0]
    return try queue.read { db in
      var writers = Set(
        try String.fetchAll(
          db, sql: "SELECT DISTINCT account FROM saves WHERE record = ? AND time >= ?",
          arguments: [record.rawValue, ends.max() ?? 0]))
      var seen: Set<Digest> = []
      var open = [digest]
      while let next = open.popLast() {
        guard seen.insert(next).inserted else { continue }
        let rows = try Row.fetchAll(
          db, sql: "SELECT account, before FROM saves WHERE digest = ?", arguments: [Data(next.raw)])
        for row in rows {
          writers.insert(row[0])
          let before: Data? = row[1]
          if let before = before.flatMap({ Digest(raw: Array($0)) }), !approved.contains(before) { open.append(before) }
        }
      }
      return writers
    }
  }

  /// Who wrote a version here; nobody if it is none that the console writes.
  func writers(of version: Version, _ record: RecordID, _ history: RecordHistory) throws -> Set<String> {
    guard let file = version.recordFile else { return [] }
    return try writers(of: file, record: record, history: history)
  }
}

extension Version {
  /// Digest of the record's own Markdown file; nil for rows and documents, which the console doesn't write.
  var recordFile: Digest? { parts.first { $0.kind == .record }?.digest }
}
