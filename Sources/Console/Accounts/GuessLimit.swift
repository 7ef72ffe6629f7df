import GRDB
import Values

/// How often a password may be guessed: a wait that doubles with each further wrong guess, up to a quarter of an hour.
///
/// Wrong guesses alone are counted: for an account from one address (after 5), for an address (after 20), and for an
/// account from anywhere (after 50), so that somebody outside can't easily lock a person out of their own place. Each
/// quarter of an hour one of them is forgotten, whoever signs in meanwhile: an office behind one address is never slowed
/// down by what was mistyped days ago, and who goes on guessing comes no faster than the longest wait lets him.
struct GuessLimit: Sendable {
  /// The longest wait, in seconds.
  static let longest: Int64 = 900
  /// Seconds in which one wrong guess is forgotten.
  private static let fading: Int64 = 900

  private let counters: [(key: String, free: Int)]
  /// The counters that a right password clears: the account's own.
  private let own: [String]

  init(account: String, address: String) {
    let (here, anywhere) = ("a|\(account.lowercased())|\(address)", "n|\(account.lowercased())")
    counters = [(here, 5), ("i|\(address)", 20), (anywhere, 50)]
    own = [here, anywhere]
  }

  /// Seconds to wait before the next try; 0 for none.
  func wait(in store: AccountStore, now: Moment) throws -> Int64 {
    try store.queue.read { db in
      let ends = try counters.map { counter in
        try Int64.fetchOne(db, sql: "SELECT until FROM guesses WHERE key = ?", arguments: [counter.key]) ?? 0
      }
      return min(GuessLimit.longest, max(0, (ends.max() ?? 0) - now.seconds))
    }
  }

  /// Counts a wrong guess.
  func fail(in store: AccountStore, now: Moment) throws {
    try store.queue.write { db in
      for counter in counters {
        let row = try Row.fetchOne(db, sql: "SELECT count, since FROM guesses WHERE key = ?", arguments: [counter.key])
        let (before, since): (Int, Int64) = (row?[0] ?? 0, row?[1] ?? now.seconds)
        let faded = max(0, now.seconds - since) / GuessLimit.fading
        let left = max(0, Int64(before) - faded)
        let count = Int(left) + 1
        let over = count - counter.free
        let wait = over < 0 ? 0 : over > 8 ? GuessLimit.longest : min(GuessLimit.longest, 5 << Int64(over))
        try db.execute(
          sql: "INSERT OR REPLACE INTO guesses (key, count, until, since) VALUES (?, ?, ?, ?)",
          arguments: [
            counter.key, count, now.seconds + wait,
            left == 0 ? now.seconds : since + faded * GuessLimit.fading,
          ])
      }
    }
  }

  /// A right password: the account's own count begins anew. The address's stays: who knows one password has no free
  /// guesses at others.
  func succeed(in store: AccountStore) throws {
    try store.queue.write { db in
      for key in own { try db.execute(sql: "DELETE FROM guesses WHERE key = ?", arguments: [key]) }
    }
  }
}
