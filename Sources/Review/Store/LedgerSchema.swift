import GRDB

/// The database's schema: named migrations, ordered, never edited.
enum LedgerSchema {
  /// Marks a file as a gongkai ledger (`PRAGMA application_id`): "gkai".
  static let applicationID = 0x676B_6169

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1-events-and-snapshots") { db in
      for statement in v1 { try db.execute(sql: statement) }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    migrator.registerMigration("v2-secret") { db in
      for statement in v2 { try db.execute(sql: statement) }
      try db.execute(sql: "INSERT INTO secret (id, bytes) VALUES (1, randomblob(32))")
    }
    return migrator
  }

  /// Every statement of the schema, word for word as SQLite keeps it, so that verification can compare.
  static let all = v1 + v2

  /// Which statements are looked at: all but the table of GRDB's migrations and what SQLite itself makes. (A trigger may
  /// be called as these are.)
  static let isOurs = """
    sql IS NOT NULL AND NOT (type = 'table' AND name = 'grdb_migrations') \
    AND NOT (type IN ('table', 'index') AND name GLOB 'sqlite_*')
    """

  /// What only who holds the database knows: no export takes it along, unlike the events.
  static let v2 = ["CREATE TABLE secret (id INTEGER PRIMARY KEY CHECK (id = 1), bytes BLOB NOT NULL) STRICT"]

  /// The ledger itself.
  static let v1: [String] = [
    "CREATE TABLE events (sequence INTEGER PRIMARY KEY, bytes BLOB NOT NULL, hash BLOB NOT NULL) STRICT",
    "CREATE TABLE blobs (sha256 BLOB NOT NULL PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
    """
    CREATE TABLE snapshots (digest BLOB NOT NULL PRIMARY KEY, record TEXT NOT NULL, form BLOB NOT NULL) STRICT
    """,
    "CREATE TABLE expunged (sha256 BLOB NOT NULL PRIMARY KEY, sequence INTEGER NOT NULL) STRICT",
    "CREATE TABLE intent (id INTEGER PRIMARY KEY CHECK (id = 1), bytes BLOB NOT NULL) STRICT",
    refusal("events_no_update", "UPDATE ON events", "events are never changed"),
    refusal("events_no_delete", "DELETE ON events", "events are never deleted"),
    // INSERT OR REPLACE slips past a delete trigger: only the number after the last may come in.
    """
    CREATE TRIGGER events_in_order BEFORE INSERT ON events \
    WHEN NEW.sequence IS NOT (SELECT ifnull(max(sequence), 0) + 1 FROM events) \
    BEGIN SELECT RAISE(ABORT, 'events come in order'); END
    """,
    refusal("blobs_no_update", "UPDATE ON blobs", "snapshots are never changed"),
    """
    CREATE TRIGGER blobs_no_replace BEFORE INSERT ON blobs \
    WHEN EXISTS (SELECT 1 FROM blobs WHERE sha256 = NEW.sha256) \
    BEGIN SELECT RAISE(ABORT, 'snapshots are never replaced'); END
    """,
    """
    CREATE TRIGGER blobs_no_delete BEFORE DELETE ON blobs \
    WHEN NOT EXISTS (SELECT 1 FROM expunged WHERE sha256 = OLD.sha256) \
    BEGIN SELECT RAISE(ABORT, 'snapshots are only expunged by an act of two people'); END
    """,
    refusal("snapshots_no_update", "UPDATE ON snapshots", "snapshots are never changed"),
    """
    CREATE TRIGGER snapshots_no_delete BEFORE DELETE ON snapshots \
    WHEN NOT EXISTS (SELECT 1 FROM expunged WHERE sha256 = OLD.digest) \
    BEGIN SELECT RAISE(ABORT, 'snapshots are only expunged by an act of two people'); END
    """,
    """
    CREATE TRIGGER snapshots_no_replace BEFORE INSERT ON snapshots \
    WHEN EXISTS (SELECT 1 FROM snapshots WHERE digest = NEW.digest) \
    BEGIN SELECT RAISE(ABORT, 'snapshots are never replaced'); END
    """,
    refusal("expunged_no_update", "UPDATE ON expunged", "expunging is never undone"),
    refusal("expunged_no_delete", "DELETE ON expunged", "expunging is never undone"),
  ]

  private static func refusal(_ name: String, _ event: String, _ message: String) -> String {
    "CREATE TRIGGER \(name) BEFORE \(event) BEGIN SELECT RAISE(ABORT, '\(message)'); END"
  }
}
