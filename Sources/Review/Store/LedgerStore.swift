import Files
import Foundation
import GRDB
import Values

/// The ledger's database file. (This folder is the only place that speaks SQL.)
///
/// WAL with `synchronous=FULL`: an acknowledged act survives a power cut (one sync a commit).
final class LedgerStore: Sendable {
  private let queue: DatabaseQueue
  let path: String

  /// Opens a ledger, making it if the file is not there.
  ///
  /// - Parameter isForReading: nothing will be written: where the file can't be opened in its place (read-only folder,
  ///   full disk), a copy of it will do.
  /// - Throws: `LedgerFault` if the file is no ledger, is damaged, or can't be made durable.
  init(path: String, isForReading: Bool = false) throws(LedgerFault) {
    self.path = path
    queue = try LedgerStore.guarded("打开台账") {
      do {
        return try LedgerStore.open(path)
      } catch let error where isForReading && ReadingCopy.helps(against: error) {
        return try ReadingCopy.with(of: path) { copy in try LedgerStore.open(copy) }
      }
    }
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.label = "ledger"
    // What nobody approved lies in it, and what people said of it: a new one is for the account alone that runs the
    // program, and SQLite gives its log the database's mode. One that is there keeps the mode that it has.
    if path != ":memory:" { try OutputFiles.reserve(path) }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    // GRDB sets synchronous to NORMAL on switching to WAL, so FULL comes after, and is read back.
    let level = try queue.writeWithoutTransaction { db in
      _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
      try db.execute(sql: "PRAGMA synchronous = FULL")
      // What is expunged is overwritten, not only unlinked.
      _ = try Int.fetchOne(db, sql: "PRAGMA secure_delete = ON")
      return try Int.fetchOne(db, sql: "PRAGMA synchronous")
    }
    guard level == 2 else { throw LedgerFault("数据库不能设为每次提交都落盘(synchronous=FULL)") }
    try LedgerSchema.migrator.migrate(queue)
    try queue.read { try checkSchema($0) }
    return queue
  }

  /// Makes sure that the database still refuses what the ledger refuses: who owns the file can drop a trigger, or add one
  /// that swallows events.
  ///
  /// - Throws: `LedgerFault` for the first difference.
  private static func checkSchema(_ db: Database) throws {
    let statements = try Row.fetchAll(
      db,
      sql: "SELECT type, sql FROM sqlite_schema WHERE \(LedgerSchema.isOurs)"
    ).map { (type: $0["type"] as String, sql: $0["sql"] as String) }
    let found = Set(statements.map(\.sql))
    if let missing = LedgerSchema.all.first(where: { !found.contains($0) }) {
      throw LedgerFault("台账结构缺少:\(missing.prefix(60))…")
    }
    if let strange = statements.first(where: { $0.type != "table" && !LedgerSchema.all.contains($0.sql) }) {
      throw LedgerFault("台账结构多出:\(strange.sql.prefix(60))…")
    }
  }

  /// Turns any database error into a sentence.
  static func guarded<Value>(_ what: String, _ body: () throws -> Value) throws(LedgerFault) -> Value {
    do {
      return try body()
    } catch let fault as LedgerFault {
      throw fault
    } catch let error as DatabaseError {
      let isPassing = [.SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_FULL, .SQLITE_BUSY, .SQLITE_IOERR, .SQLITE_PERM]
        .contains(error.resultCode)
      throw LedgerFault(isUnavailable: isPassing, "\(what)失败:\(reason(error))")
    } catch let fault as FileFault {
      throw LedgerFault(isUnavailable: true, "\(what)失败:\(fault.message)")
    } catch {
      throw LedgerFault("\(what)失败:\(error)")
    }
  }

  private static func reason(_ error: DatabaseError) -> String {
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: "数据库文件已损坏(\(error.message ?? ""))"
    case .SQLITE_FULL: "磁盘已满"
    case .SQLITE_READONLY: "数据库只读"
    case .SQLITE_BUSY: "数据库正被另一进程占用"
    case .SQLITE_IOERR: "磁盘读写错误"
    case .SQLITE_CANTOPEN: "不能打开数据库文件"
    default: error.message ?? "\(error.resultCode)"
    }
  }

  /// Runs one transaction that takes the write lock at once; all of it happens or nothing.
  ///
  /// - Parameter keeping: asked after the body; what it wrote is dropped otherwise.
  func transaction<Value>(
    keeping: () -> Bool = { true }, _ body: (LedgerTransaction) throws -> Value
  ) throws -> Value {
    try queue.writeWithoutTransaction { db in
      var result: Value?
      try db.inTransaction(.immediate) {
        try LedgerStore.checkSchema(db)
        result = try body(LedgerTransaction(db))
        return keeping() ? .commit : .rollback
      }
      guard let result else { throw LedgerFault("事务没有结果") }
      return result
    }
  }

  /// Reads without changing.
  func read<Value>(_ body: (LedgerTransaction) throws -> Value) throws -> Value {
    try queue.read { db in try body(LedgerTransaction(db)) }
  }

  /// Closes the file: its log is folded in, and it is one file again.
  func close() throws(LedgerFault) {
    try LedgerStore.guarded("关闭台账") {
      try queue.writeWithoutTransaction { db in _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
      try queue.close()
    }
  }

  /// Empties the log, so that what was overwritten in the database lies nowhere beside it either.
  ///
  /// - Returns: whether nothing is left in it; a process that is reading keeps it.
  func emptyLog() -> Bool {
    let isDone = try? queue.writeWithoutTransaction { db in
      _ = try Int.fetchOne(db, sql: "PRAGMA busy_timeout = 3000")
      let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      _ = try Int.fetchOne(db, sql: "PRAGMA busy_timeout = 30000")
      return row?[0] == 0
    }
    return isDone == true
  }

  /// Writes a consistent copy of the whole database to a new file, which is for its owner alone.
  func copy(to path: String) throws {
    try OutputFiles.reserve(path)
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "VACUUM INTO ?", arguments: [path])
    }
  }
}

/// What can be done with a ledger inside one transaction.
struct LedgerTransaction {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// Calls back with each event after a sequence number, in order.
  ///
  /// - Parameter limit: the most events to give; negative for all.
  func events(
    after sequence: Int, limit: Int = -1, _ body: (_ sequence: Int, _ bytes: [UInt8], _ hash: Digest?) throws -> Void
  ) throws {
    let rows = try eventRows(after: sequence, limit: limit)
    while let event = try rows.next() { try body(event.sequence, event.bytes, event.hash) }
  }

  /// The events after a sequence number, in order, one at a time.
  func eventRows(after sequence: Int, limit: Int = -1) throws -> EventRows {
    try EventRows(db, after: sequence, limit: limit)
  }

  func event(_ sequence: Int) throws -> [UInt8]? {
    let statement = try db.cachedStatement(sql: "SELECT bytes FROM events WHERE sequence = ?")
    return try Data.fetchOne(statement, arguments: [sequence]).map { [UInt8]($0) }
  }

  /// The events whose bytes hold one of these texts, in order.
  func events(containing texts: [String]) throws -> [[UInt8]] {
    let tests = texts.map { _ in "instr(bytes, ?) > 0" }.joined(separator: " OR ")
    return try Data.fetchAll(
      db, sql: "SELECT bytes FROM events WHERE \(tests) ORDER BY sequence",
      arguments: StatementArguments(texts.map { Data($0.utf8) })
    ).map { [UInt8]($0) }
  }

  /// Whether the bytes of an event hold a text.
  func hasEvent(containing text: String) throws -> Bool {
    let sql = "SELECT 1 FROM events WHERE instr(bytes, ?) > 0 LIMIT 1"
    return try Int.fetchOne(db, sql: sql, arguments: [Data(text.utf8)]) != nil
  }

  func eventCount() throws -> Int { try Int.fetchOne(db, sql: "SELECT max(sequence) FROM events") ?? 0 }

  func append(_ sequence: Int, bytes: [UInt8], hash: Digest) throws {
    let statement = try db.cachedStatement(sql: "INSERT INTO events (sequence, bytes, hash) VALUES (?, ?, ?)")
    try statement.execute(arguments: [sequence, Data(bytes), Data(hash.raw)])
    try cameIn("第 \(sequence) 号事件")
  }

  /// Makes sure that the last statement took its row in: a trigger of others swallows rows without an error.
  private func cameIn(_ what: String) throws {
    guard db.changesCount == 1 else { throw LedgerFault("\(what)没有写进台账:数据库里有拦截写入的东西") }
  }

  func blob(_ digest: Digest) throws -> [UInt8]? {
    try bytes("SELECT bytes FROM blobs WHERE sha256 = ?", of: digest)
  }

  /// The bytes that a query for a digest finds, copied once.
  private func bytes(_ query: String, of digest: Digest) throws -> [UInt8]? {
    let rows = try Row.fetchCursor(try db.cachedStatement(sql: query), arguments: [Data(digest.raw)])
    return try rows.next().map { row in try row.withUnsafeData(atIndex: 0) { [UInt8]($0 ?? .init()) } }
  }

  func hasBlob(_ digest: Digest) throws -> Bool {
    let statement = try db.cachedStatement(sql: "SELECT 1 FROM blobs WHERE sha256 = ?")
    return try Int.fetchOne(statement, arguments: [Data(digest.raw)]) != nil
  }

  /// Keeps bytes under their digest; those already there stay.
  func keep(_ bytes: [UInt8], digest: Digest) throws {
    guard try !hasBlob(digest) else { return }
    let statement = try db.cachedStatement(sql: "INSERT INTO blobs (sha256, bytes) VALUES (?, ?)")
    try statement.execute(arguments: [Data(digest.raw), Data(bytes)])
    try cameIn("快照 \(digest.short) ")
  }

  func form(_ digest: Digest) throws -> [UInt8]? {
    try bytes("SELECT form FROM snapshots WHERE digest = ?", of: digest)
  }

  /// The versions whose parsed forms are kept.
  func keptForms() throws -> Set<Digest> {
    let rows = RawRows(db, try db.makeStatement(sql: "SELECT digest FROM snapshots"))
    var kept: Set<Digest> = []
    while try rows.step() {
      if let digest = Digest(raw: rows.bytes(0)) { kept.insert(digest) }
    }
    return kept
  }

  /// Keeps a version's parsed form; one already there stays.
  func keepForm(_ form: [UInt8], digest: Digest, record: String) throws {
    guard try self.form(digest) == nil else { return }
    let statement = try db.cachedStatement(sql: "INSERT INTO snapshots (digest, record, form) VALUES (?, ?, ?)")
    try statement.execute(arguments: [Data(digest.raw), record, Data(form)])
    try cameIn("「\(record)」的快照")
  }

  /// Destroys the bytes, or the parsed form, kept under a digest; the digest stays on record.
  func expunge(_ digest: Digest, sequence: Int) throws {
    let key = Data(digest.raw)
    try db.execute(sql: "INSERT OR IGNORE INTO expunged (sha256, sequence) VALUES (?, ?)", arguments: [key, sequence])
    try db.execute(sql: "DELETE FROM blobs WHERE sha256 = ?", arguments: [key])
    try db.execute(sql: "DELETE FROM snapshots WHERE digest = ?", arguments: [key])
    guard try isExpunged(digest), try !hasBlob(digest), try form(digest) == nil else {
      throw LedgerFault("快照 \(digest.short) 没有销毁:数据库里有拦截写入的东西")
    }
  }

  func isExpunged(_ digest: Digest) throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT 1 FROM expunged WHERE sha256 = ?", arguments: [Data(digest.raw)]) != nil
  }

  /// Random bytes that never leave the database.
  func secret() throws -> [UInt8] {
    guard let bytes = try Data.fetchOne(db, sql: "SELECT bytes FROM secret"), bytes.count == 32 else {
      throw LedgerFault("台账结构缺少:secret")
    }
    return [UInt8](bytes)
  }

  /// What a publication is about to record, kept across a crash.
  func intent() throws -> [UInt8]? {
    try Data.fetchOne(db, sql: "SELECT bytes FROM intent").map { [UInt8]($0) }
  }

  func setIntent(_ bytes: [UInt8]?) throws {
    try db.execute(sql: "DELETE FROM intent")
    if let bytes { try db.execute(sql: "INSERT INTO intent (id, bytes) VALUES (1, ?)", arguments: [Data(bytes)]) }
    guard try intent() == bytes else { throw LedgerFault("发布的打算没有写进台账:数据库里有拦截写入的东西") }
  }
}
