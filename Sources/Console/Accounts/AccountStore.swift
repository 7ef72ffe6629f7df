import Files
import Foundation
import GRDB
import Values

/// What the console keeps of its own, beside the ledger: password hashes, invitations, guesses, who saved which bytes,
/// the security log.
///
/// Who is who and who may what stands in the ledger; nothing here gives a right.
final class AccountStore: Sendable {
  /// Name of the database below the site folder.
  static let fileName = "console.sqlite"

  let queue: DatabaseQueue

  /// Opens the store, making it if it is not there; readable by its owner alone.
  init(path: String) throws {
    if path != ":memory:", try OutputFiles.kind(of: path) == nil { try OutputFiles.write([UInt8](), to: path) }
    if path != ":memory:" { try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path) }
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.label = "console"
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { db in
      _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
      try db.execute(sql: "PRAGMA synchronous = FULL")
      _ = try Int.fetchOne(db, sql: "PRAGMA secure_delete = ON")
    }
    try AccountStore.migrator.migrate(queue)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      try db.execute(
        sql: """
          CREATE TABLE passwords (account TEXT PRIMARY KEY, hash TEXT NOT NULL, changed INTEGER NOT NULL) STRICT;
          CREATE TABLE invitations (
            token BLOB PRIMARY KEY, account TEXT NOT NULL UNIQUE, expires INTEGER NOT NULL, by TEXT NOT NULL) STRICT;
          CREATE TABLE guesses (key TEXT PRIMARY KEY, count INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;
          CREATE TABLE log (
            number INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, account TEXT NOT NULL,
            address TEXT NOT NULL, note TEXT NOT NULL) STRICT;
          CREATE TRIGGER log_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'append only'); END;
          CREATE TRIGGER log_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'append only'); END;
          """)
    }
    migrator.registerMigration("v2") { db in
      try db.execute(
        sql: """
          ALTER TABLE guesses ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
          CREATE TABLE saves (
            number INTEGER PRIMARY KEY, time INTEGER NOT NULL, account TEXT NOT NULL, record TEXT NOT NULL,
            digest BLOB NOT NULL, before BLOB) STRICT;
          CREATE INDEX saves_digest ON saves (digest);
          CREATE INDEX saves_record ON saves (record);
          CREATE TRIGGER saves_update BEFORE UPDATE ON saves BEGIN SELECT RAISE(ABORT, 'append only'); END;
          CREATE TRIGGER saves_delete BEFORE DELETE ON saves BEGIN SELECT RAISE(ABORT, 'append only'); END;
          """)
    }
    return migrator
  }
}

extension AccountStore {
  // MARK: - Passwords

  /// The kept hash of an account's password; nil if it has none.
  func password(of account: String) throws -> PasswordHash? {
    try queue.read { db in
      try String.fetchOne(db, sql: "SELECT hash FROM passwords WHERE account = ?", arguments: [account])
        .flatMap { PasswordHash(kept: $0) }
    }
  }

  /// Every account with a password, and when it was set.
  func accountsWithPassword() throws -> [String: Moment] {
    try queue.read { db in
      var found: [String: Moment] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT account, changed FROM passwords") {
        found[row[0]] = Moment(seconds: row[1])
      }
      return found
    }
  }

  /// Sets a password; with an invitation, uses it up in the same transaction.
  ///
  /// - Returns: false if the invitation is no longer good; then nothing changed.
  func setPassword(_ hash: PasswordHash, of account: String, invitation: SecretToken?, now: Moment) throws -> Bool {
    try queue.write { db in
      if let invitation {
        try db.execute(
          sql: "DELETE FROM invitations WHERE token = ? AND account = ? AND expires > ?",
          arguments: [Data(invitation.digest.raw), account, now.seconds])
        guard db.changesCount == 1 else { return false }
      }
      try db.execute(
        sql: "INSERT OR REPLACE INTO passwords (account, hash, changed) VALUES (?, ?, ?)",
        arguments: [account, hash.kept, now.seconds])
      return true
    }
  }

  // MARK: - Invitations

  /// Makes a one-time invitation; an earlier one of the same account is void.
  func invite(_ account: String, by inviter: String, until: Moment) throws -> SecretToken {
    let token = SecretToken()
    try queue.write { db in
      try db.execute(sql: "DELETE FROM invitations WHERE account = ?", arguments: [account])
      try db.execute(
        sql: "INSERT INTO invitations (token, account, expires, by) VALUES (?, ?, ?, ?)",
        arguments: [Data(token.digest.raw), account, until.seconds, inviter])
    }
    return token
  }

  /// The account that an invitation is for; nil if it is unknown, used or over.
  func account(invitedBy token: SecretToken, now: Moment) throws -> String? {
    try queue.read { db in
      try String.fetchOne(
        db, sql: "SELECT account FROM invitations WHERE token = ? AND expires > ?",
        arguments: [Data(token.digest.raw), now.seconds])
    }
  }

  /// Open invitations: account and when each ends.
  func openInvitations(now: Moment) throws -> [String: Moment] {
    try queue.read { db in
      var found: [String: Moment] = [:]
      for row in try Row.fetchAll(
        db, sql: "SELECT account, expires FROM invitations WHERE expires > ?", arguments: [now.seconds])
      {
        found[row[0]] = Moment(seconds: row[1])
      }
      return found
    }
  }
}
