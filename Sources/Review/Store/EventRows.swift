import GRDB
import GRDBSQLite
import Values

/// Events that come out of the database one at a time.
struct EventRows {
  private let rows: RawRows

  init(_ db: Database, after sequence: Int, limit: Int) throws {
    let statement = try db.makeStatement(
      sql: "SELECT sequence, bytes, hash FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?")
    try statement.setArguments([sequence, limit])
    rows = RawRows(db, statement)
  }

  /// The next event; nil after the last.
  func next() throws -> KeptEvent? {
    guard try rows.step() else { return nil }
    return KeptEvent(sequence: rows.integer(0), bytes: [UInt8](rows.bytes(1)), hash: Digest(raw: rows.bytes(2)))
  }

  /// The next events, side by side; none after the last.
  func run(of count: Int) throws -> EventRun {
    var run = EventRun(capacity: count)
    var taken = 0
    while taken < count, try rows.step() {
      run.append(rows.integer(0), rows.bytes(1), hash: Digest(raw: rows.bytes(2)))
      taken += 1
    }
    return run
  }
}

/// The rows of a query where SQLite has them. (Made into objects with their values they take longer than what is done
/// with a hundred thousand of them.)
final class RawRows {
  private let db: Database
  private let statement: Statement
  /// SQLite would begin anew after the last.
  private var isOver = false

  init(_ db: Database, _ statement: Statement) {
    self.db = db
    self.statement = statement
  }

  /// Goes to the next row.
  ///
  /// - Returns: whether there is one.
  func step() throws -> Bool {
    guard !isOver else { return false }
    let code = sqlite3_step(statement.sqliteStatement)
    guard code != SQLITE_ROW else { return true }
    isOver = true
    guard code == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
    }
    return false
  }

  func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement.sqliteStatement, column)) }

  /// The bytes of a column, until the next step.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(statement.sqliteStatement, column)
    let count = start == nil ? 0 : Int(sqlite3_column_bytes(statement.sqliteStatement, column))
    return UnsafeRawBufferPointer(start: start, count: count)
  }
}
