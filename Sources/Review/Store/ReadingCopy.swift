import Foundation
import GRDB

/// A ledger that can't be opened where it lies, because its folder is read-only or the disk is full, is looked at through
/// a private copy: SQLite needs to write beside a database even to read it.
enum ReadingCopy {
  /// Whether an error is one that a copy gets around.
  static func helps(against error: any Error) -> Bool {
    guard let code = (error as? DatabaseError)?.resultCode else { return false }
    return [.SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_PERM].contains(code)
  }

  /// Calls a function with the path of a copy, which has no name left once the function is done.
  ///
  /// - Throws: what the function throws, or what keeps the copy from being made.
  static func with<Value>(of database: String, _ body: (_ copy: String) throws -> Value) throws -> Value {
    let files = FileManager.default
    let folder = files.temporaryDirectory.appendingPathComponent("gongkai-\(UUID().uuidString)")
    try files.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? files.removeItem(at: folder) }
    let copy = folder.appendingPathComponent("ledger.sqlite").path
    for suffix in ["", "-wal"] where files.fileExists(atPath: database + suffix) {
      try files.copyItem(atPath: database + suffix, toPath: copy + suffix)
      // A file of a read-only folder is often read-only itself.
      try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: copy + suffix)
    }
    return try body(copy)
  }
}
