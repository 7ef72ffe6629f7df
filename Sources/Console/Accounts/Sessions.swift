import Synchronization
import Values

/// A signed-in browser.
struct Session: Sendable {
  /// Digest of the token in the cookie; the token itself is kept nowhere.
  let id: Digest
  let account: String
  let address: String
  let began: Moment
  var seen: Moment
  /// Goes into every form of the session.
  let formToken: SecretToken
  /// What the next page tells.
  var notices: [Notice] = []
}

/// Who is signed in, in memory only: a restart signs everybody out, and no file holds anything to steal.
final class Sessions: Sendable {
  /// Seconds without a request after which a session ends.
  static let idle: Int64 = 30 * 60
  /// Seconds after which it ends whatever happens.
  static let longest: Int64 = 12 * 3600
  /// A person's sessions at once; the oldest gives way.
  private static let perAccount = 8

  private let sessions = Mutex<[Digest: Session]>([:])

  /// Begins a session under a new token, which nobody knew before.
  func begin(_ account: String, address: String, now: Moment) -> (Session, SecretToken) {
    let token = SecretToken()
    let session = Session(
      id: token.digest, account: account, address: address, began: now, seen: now, formToken: SecretToken())
    sessions.withLock { sessions in
      sessions = sessions.filter { Sessions.isAlive($0.value, now) }
      let own = sessions.values.filter { $0.account == account }.sorted { $0.seen < $1.seen }
      for old in own.dropLast(Sessions.perAccount - 1) { sessions[old.id] = nil }
      sessions[session.id] = session
    }
    return (session, token)
  }

  /// The session of a cookie, if it is alive.
  ///
  /// - Parameter isActive: a person asked, which is noted; a page that looks after something by itself keeps nobody
  ///   signed in.
  func session(_ token: SecretToken, now: Moment, isActive: Bool = true) -> Session? {
    sessions.withLock { sessions in
      guard var session = sessions[token.digest] else { return nil }
      guard Sessions.isAlive(session, now) else {
        sessions[session.id] = nil
        return nil
      }
      guard isActive else { return session }
      session.seen = max(session.seen, now)
      sessions[session.id] = session
      return session
    }
  }

  /// Whether a session is still there, without counting as a request.
  func isAlive(_ id: Digest, now: Moment) -> Bool {
    sessions.withLock { $0[id].map { Sessions.isAlive($0, now) } ?? false }
  }

  /// Leaves something to be told on the session's next page.
  func tell(_ id: Digest, _ notices: [Notice]) {
    sessions.withLock { $0[id]?.notices.append(contentsOf: notices.prefix(60)) }
  }

  /// What is to be told now; told once.
  func takeNotices(_ id: Digest) -> [Notice] {
    sessions.withLock { sessions in
      let notices = sessions[id]?.notices ?? []
      if !notices.isEmpty { sessions[id]?.notices = [] }
      return notices
    }
  }

  /// Ends one session.
  func end(_ id: Digest) { sessions.withLock { _ = $0.removeValue(forKey: id) } }

  /// Ends every session of an account but one.
  func endAll(of account: String, but kept: Digest? = nil) {
    sessions.withLock { $0 = $0.filter { $0.value.account != account || $0.key == kept } }
  }

  /// How many sessions each account has.
  func counts(now: Moment) -> [String: Int] {
    sessions.withLock { sessions in
      sessions.values.reduce(into: [:]) { if Sessions.isAlive($1, now) { $0[$1.account, default: 0] += 1 } }
    }
  }

  private static func isAlive(_ session: Session, _ now: Moment) -> Bool {
    now.seconds - session.seen.seconds <= idle && now.seconds - session.began.seconds <= longest
      && now >= session.began
  }
}
