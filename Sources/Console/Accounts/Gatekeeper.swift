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
    // What is no account may be a password typed into the wrong field.
    let known = person?.account ?? "(没有此账号)"
    do {
      switch try await check(password, of: person, named: account, address: address) {
      case .wait(let wait):
        store.log(.throttled, account: known, address: address, "还须等待 \(wait) 秒", now: now)
        return .wait(wait)
      case .right: break
      case .wrong:
        store.log(.wrongPassword, account: known, address: address, "", now: now)
        return .wrong
      }
      guard let person else { return .wrong }
      let (session, token) = sessions.begin(person.account, address: address, now: now)
      store.log(.signIn, account: person.account, address: address, person.post, now: now)
      return .done(session, token)
    } catch {
      return .failed(error.words)
    }
  }

  /// What a try came to.
  enum Try: Sendable {
    case right, wrong
    /// Seconds to wait; nothing was tried.
    case wait(Int64)
  }

  /// Checks a password in its turn. The wait is looked at when the turn comes, and a wrong guess is counted before the
  /// next one's: many at once can't all slip through, and a right one never counts as a guess.
  ///
  /// - Parameter account: the name that was given, whoever's it is.
  func check(_ password: String, of person: Person?, named account: String, address: String) async throws -> Try {
    let limit = GuessLimit(account: account, address: address)
    let (store, cost) = (store, cost)
    return try await Blocking.run(on: hashing) {
      Result { () throws -> Try in
        let wait = try limit.wait(in: store, now: .now())
        guard wait == 0 else { return .wait(wait) }
        guard let kept = try person.flatMap({ try store.password(of: $0.account) }),
          password.count <= PasswordRule.most
        else {
          _ = PasswordHash("", cost: cost)
          try limit.fail(in: store, now: .now())
          return .wrong
        }
        guard kept.matches(password) else {
          try limit.fail(in: store, now: .now())
          return .wrong
        }
        try limit.succeed(in: store)
        return .right
      }
    }.get()
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
