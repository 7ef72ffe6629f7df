import GRDB
import Values

/// One line of the security log: a sign-in, a refusal, a change of a password, who saved which file. Never a password, a token or a form.
struct SecurityEntry: Sendable {
  let number: Int
  let time: Moment
  let kind: Kind
  let account: String
  let address: String
  let note: String

  enum Kind: String, Sendable, CaseIterable {
    case signIn = "登录"
    case signOut = "退出"
    case wrongPassword = "口令错误"
    case throttled = "限制尝试"
    case refused = "拒绝"
    case invited = "发出邀请"
    case passwordSet = "设置口令"
    case sessionsEnded = "结束会话"
    case decided = "办理"
    case saved = "保存"
  }
}

extension AccountStore {
  /// Adds a line. What can't be written must not stop who is at work: the act itself stands in the ledger.
  func log(_ kind: SecurityEntry.Kind, account: String, address: String, _ note: String, now: Moment = .now()) {
    try? logged(kind, account: account, address: address, note, now: now)
  }

  /// Adds a line, or fails: for what must not happen unrecorded.
  func logged(
    _ kind: SecurityEntry.Kind, account: String, address: String, _ note: String, now: Moment = .now()
  ) throws {
    try queue.write { db in
      try db.execute(
        sql: "INSERT INTO log (time, kind, account, address, note) VALUES (?, ?, ?, ?, ?)",
        arguments: [now.seconds, kind.rawValue, account.limited(64), address.limited(64), note.limited(300)])
    }
  }

  /// The last lines, newest first.
  func entries(kind: SecurityEntry.Kind?, account: String, limit: Int, offset: Int) throws -> [SecurityEntry] {
    try queue.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT number, time, kind, account, address, note FROM log
          WHERE (? = '' OR kind = ?) AND (? = '' OR account = ?) ORDER BY number DESC LIMIT ? OFFSET ?
          """,
        arguments: [kind?.rawValue ?? "", kind?.rawValue ?? "", account, account, limit, offset]
      ).compactMap { row in
        SecurityEntry.Kind(rawValue: row[2]).map {
          SecurityEntry(
            number: row[0], time: Moment(seconds: row[1]), kind: $0, account: row[3], address: row[4],
            // Earlier releases wrote the address of a refused invitation as it was.
            note: SecretToken.hidden(in: row[5]))
        }
      }
    }
  }
}

extension String {
  /// At most that many characters, with its line breaks.
  func limitedLines(_ count: Int) -> String {
    replacing("\r\n", with: "\n").replacing("\r", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).limited(count) }.joined(separator: "\n").prefix(count + 1).description
  }

  /// At most that many characters, on one line.
  func limited(_ count: Int) -> String {
    let line = String(unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
    return line.count > count ? String(line.prefix(count)) + "…" : line
  }
}
