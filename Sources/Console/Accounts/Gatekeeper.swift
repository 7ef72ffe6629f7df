import Dispatch
import Records
import Values

/// Signs people in and out.
struct Gatekeeper: Sendable {
  let store: AccountStore
  let sessions: Sessions
  /// Cost of new hashes.
  let cost: Int
  /// Hashes take 128 MiB each: one at a time, the others wait.
  private let hashing = DispatchQueue(label: "gongkai.console.passwords")

  init(store: AccountStore, sessions: Sessions, cost: Int) {
    self.store = store
    self.sessions = sessions
    self.cost = cost
  }

  enum SignIn: Sendable {
    case done(Session, SecretToken)
    case wrong
    /// Seconds to wait.
    case wait(Int64)
    case failed(String)
  }

  /// Checks a password; an account that is unknown or has no password takes as long as any other.
  func signIn(_ person: Person?, account: String, password: String, address: String, now: Moment) async -> SignIn {
    let limit = GuessLimit(account: account, address: address)
    // What is no account may be a password typed into the wrong field.
    let known = person?.account ?? "(没有此账号)"
    do {
      let wait = try limit.wait(in: store, now: now)
      guard wait == 0 else {
        store.log(.throttled, account: known, address: address, "还须等待 \(wait) 秒", now: now)
        return .wait(wait)
      }
      try limit.count(in: store, now: now)
      let kept = try person.flatMap { try store.password(of: $0.account) }
      let cost = cost
      let isRight = await Blocking.run(on: hashing) {
        guard let kept, password.count <= PasswordRule.most else {
          _ = PasswordHash("", cost: cost)
          return false
        }
        return kept.matches(password)
      }
      guard isRight, let person else {
        store.log(.wrongPassword, account: known, address: address, "", now: now)
        return .wrong
      }
      try limit.succeed(in: store)
      let (session, token) = sessions.begin(person.account, address: address, now: now)
      store.log(.signIn, account: person.account, address: address, person.post, now: now)
      return .done(session, token)
    } catch {
      return .failed("\(error)")
    }
  }

  /// Whether this is the account's password; for acts that ask for it again.
  func confirms(_ account: String, password: String) async -> Bool {
    guard let kept = try? store.password(of: account) else { return false }
    return await Blocking.run(on: hashing) { kept.matches(password) }
  }

  /// Sets a password.
  ///
  /// - Returns: false if the invitation is no longer good.
  func setPassword(
    _ password: String, of account: String, invitation: SecretToken?, address: String, now: Moment
  ) async throws -> Bool {
    let cost = cost
    guard let hash = await Blocking.run(on: hashing, { PasswordHash(password, cost: cost) }) else { return false }
    guard try store.setPassword(hash, of: account, invitation: invitation, now: now) else { return false }
    store.log(
      .passwordSet, account: account, address: address, invitation == nil ? "本人更改" : "凭邀请设置", now: now)
    return true
  }
}

/// Runs what blocks away from the threads that serve requests.
enum Blocking {
  static func run<Value: Sendable>(on queue: DispatchQueue, _ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: body()) }
    }
  }
}
