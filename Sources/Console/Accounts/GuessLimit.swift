import GRDB
import Values

/// How often a password may be guessed: a wait that doubles with each further wrong guess, up to a quarter of an hour.
///
/// Counted for an account from one address (after 5), for an address (after 20), and for an account from anywhere (after
/// 50), so that somebody outside can't easily lock a person out of their own place.
struct GuessLimit: Sendable {
  /// The longest wait, in seconds.
  static let longest: Int64 = 900
  /// Wrong guesses are forgotten after a day without another.
  private static let memory: Int64 = 86_400

  private let counters: [(key: String, free: Int)]

  init(account: String, address: String) {
    counters = [
      ("a|\(account.lowercased())|\(address)", 5), ("i|\(address)", 20), ("n|\(account.lowercased())", 50),
    ]
  }

  /// Seconds to wait before the next try; 0 for none.
  func wait(in store: AccountStore, now: Moment) throws -> Int64 {
    try store.queue.read { db in
      let ends = try counters.map { counter in
        try Int64.fetchOne(db, sql: "SELECT until FROM guesses WHERE key = ?", arguments: [counter.key]) ?? 0
      }
      return max(0, (ends.max() ?? 0) - now.seconds)
    }
  }

  /// Counts a try before it is checked, so that many at once can't all slip through.
  func count(in store: AccountStore, now: Moment) throws {
    try store.queue.write { db in
      for counter in counters {
        let row = try Row.fetchOne(db, sql: "SELECT count, until FROM guesses WHERE key = ?", arguments: [counter.key])
        let last: Int64 = row?[1] ?? 0
        let before: Int = last + GuessLimit.memory < now.seconds ? 0 : row?[0] ?? 0
        let count = before + 1
        let over = count - counter.free
        let wait = over < 0 ? 0 : over > 8 ? GuessLimit.longest : min(GuessLimit.longest, 5 << Int64(over))
        try db.execute(
          sql: "INSERT OR REPLACE INTO guesses (key, count, until) VALUES (?, ?, ?)",
          arguments: [counter.key, count, now.seconds + wait])
      }
    }
  }

  /// A right password: the account's own count begins anew. The address's count goes down by one, no further: who knows
  /// one password has no free guesses at others.
  func succeed(in store: AccountStore) throws {
    try store.queue.write { db in
      for (index, counter) in counters.enumerated() {
        if index == 1 {
          try db.execute(sql: "UPDATE guesses SET count = max(0, count - 1) WHERE key = ?", arguments: [counter.key])
        } else {
          try db.execute(sql: "DELETE FROM guesses WHERE key = ?", arguments: [counter.key])
        }
      }
    }
  }
}
