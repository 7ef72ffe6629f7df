import Diagnostics
import Files
import Records
import Values

/// An act at work: the state it sees, and the events it adds, inside one transaction.
struct ActContext {
  let transaction: LedgerTransaction
  private(set) var state: LedgerState
  /// Records that events were added for.
  private(set) var touched: Set<RecordID> = []
  let actor: Actor
  let person: Person
  let now: Moment
  /// What the state was taken over from; nil where it was folded from the events.
  private let recalled: RecalledHistories?
  private var policyDigest: Digest?
  /// The ledger had no event before, and what was done since is no more than to found it.
  private var isOnlyFounding: Bool
  private let random = RandomPool()

  init(
    transaction: LedgerTransaction, state: LedgerState, actor: Actor, founding: Founding, now: Moment,
    recalled: RecalledHistories? = nil, isUrgent: Bool = false
  ) throws {
    self.recalled = recalled
    self.transaction = transaction
    self.state = state
    self.actor = actor
    isOnlyFounding = state.head == nil
    // Clocks of one machine may step back a moment; more than that is a set clock.
    // What leaks goes nevertheless, dated as the last event is: one act by a clock that ran ahead keeps nothing up.
    if let last = state.lastTime, now < last {
      guard last.seconds - now.seconds <= 2 || isUrgent || state.isLeaking else {
        throw ActRefusal([ActContext.clockFault(now, last)])
      }
      self.now = last
    } else {
      self.now = now
    }
    person = try ActContext.person(actor, in: state, founding)
    policyDigest = state.policy?.digest
    if state.head == nil { try found(founding) }
  }

  /// Who acts, as the ledger lists them; before it has an event, as the site's files propose.
  static func person(_ actor: Actor, in state: LedgerState, _ founding: Founding) throws(ActRefusal) -> Person {
    if actor.authentication == .program {
      return Person(account: actor.account, name: "", post: "发布程序", unit: "", roles: [])
    }
    let listed = state.head == nil ? founding.people : Array(state.people.values)
    guard let known = listed.first(where: { $0.account == actor.account }) else {
      throw ActRefusal([ActContext.unknownPerson(actor.account, listed, isFounded: state.head != nil)])
    }
    guard (state.policy ?? founding.policy).requiresPassword, actor.authentication == .declared else { return known }
    throw ActRefusal([
      Diagnostic(
        "person.unproven", "本站要求以口令确认身份，不接受仅用 --as 声明的「\(actor.account)」", remedy: "在审查台登录后办理",
        source: "site.yaml 认证要求")
    ])
  }

  static func clockFault(_ now: Moment, _ last: Moment) -> Diagnostic {
    Diagnostic(
      "ledger.rolled-back", "系统时钟(\(now))早于台账最后一个事件的时间(\(last))",
      remedy: "时钟慢了的，校准后重试；是那个事件办理时时钟快了的，要等到那个时间之后才能办理，其间只能紧急撤下和确认撤下；"
        + "那个事件之后没有发布过的，也可以换回它之前的 ledger.sqlite 备份，把其后的事项重新办理")
  }

  static func unknownPerson(_ account: String, _ people: [Person], isFounded: Bool) -> Diagnostic {
    // Who writes a name where an account belongs is told the account of that name.
    let called = people.filter { $0.name == account }.map(\.account).sorted()
    let near =
      called.isEmpty
      ? Suggestion.nearest(to: account, among: people.map(\.account).sorted()).map { "，是否为「\($0)」？" } ?? ""
      : "；姓名是「\(account)」的账号是「\(called.joined(separator: "」「"))」"
    // Who may change that is told: what reviewers.yaml says now may be all that anybody knows.
    let administrators = people.filter { $0.roles.contains(.administrator) }.map(\.account).sorted()
    let inForce = administrators.isEmpty ? "" : "(台账中现有的是「\(administrators.joined(separator: "」「"))」)"
    let remedy =
      isFounded
      ? "新增人员写入 reviewers.yaml 后，由管理员\(inForce)执行 gongkai people apply 才生效" : "先在 reviewers.yaml 中列出此人"
    return Diagnostic("person.unknown", "没有账号「\(account)」\(near)", remedy: remedy)
  }

  private mutating func found(_ founding: Founding) throws {
    var details: [JSON.Member] = [
      .init("people", .array(founding.people.map(\.json))), .init("policy", founding.policy.json),
    ]
    if let layout = founding.layout { details.append(.init("layout", layout.json)) }
    policyDigest = founding.policy.digest
    try append(.founding, details: .object(details))
  }

  /// Adds an event: hashed, written, and folded into the state.
  @discardableResult
  mutating func append(
    _ act: Act, record: RecordID? = nil, digest: Digest? = nil, details: JSON = .object([])
  ) throws -> Digest {
    if let record { try hold(record) }
    let event = Event(
      sequence: (state.head?.count ?? 0) + 1, time: now, account: actor.account, post: person.post,
      authentication: actor.authentication, act: act, record: record, digest: digest, policy: policyDigest,
      details: details, nonce: nonce(), previous: state.head?.hash)
    let bytes = event.bytes
    let hash = EventHash.of(bytes)
    try state.apply(event, hash: hash)
    if let record { touched.insert(record) }
    if act != .founding { isOnlyFounding = false }
    try transaction.append(event.sequence, bytes: bytes, hash: hash)
    if act == .policy { policyDigest = state.policy?.digest }
    return hash
  }

  /// Lets the act found the ledger and do nothing else.
  ///
  /// - Returns: whether it does.
  mutating func keepFounding() -> Bool {
    defer { isOnlyFounding = false }
    return isOnlyFounding
  }

  /// Whether something is to be kept: an act that did nothing founds no ledger, for what that puts in force stays.
  var isToKeep: Bool { !isOnlyFounding }

  /// Holds what was taken over from an earlier run of a record against its events.
  func hold(_ record: RecordID) throws { try recalled?.hold(record, transaction) }

  /// The same, with the fields of the version that readers see.
  func holdShown(_ record: RecordID) throws {
    try recalled?.holdShown(record, SnapshotReader(transaction: transaction, catalogue: state.catalogue))
  }

  private func nonce() -> String {
    let parts = [random.next() as UInt64, random.next() as UInt64]
    return String(unsafeUninitializedCapacity: 32) { out in
      for at in 0..<32 {
        let nibble = UInt8(truncatingIfNeeded: parts[at / 16] >> UInt64(60 - at % 16 * 4)) & 0xF
        out[at] = nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10
      }
      return 32
    }
  }

  /// Refuses the whole act unless the person has one of these roles.
  func require(_ roles: [Role], for act: String) throws {
    try person.require(roles, for: act)
  }

  /// Why the person may not act, if none of their roles allows it.
  func roleRefusal(_ roles: [Role], for act: String) -> Diagnostic? { person.roleRefusal(roles, for: act) }

  /// The parsed record of a version, from its form, or else from its bytes.
  func record(_ version: Version) throws -> Record? {
    try SnapshotReader(transaction: transaction, catalogue: state.catalogue).record(version)
  }
}

extension Person {
  /// Refuses an act unless the person has one of these roles.
  func require(_ roles: [Role], for act: String) throws(ActRefusal) {
    if let refusal = roleRefusal(roles, for: act) { throw ActRefusal([refusal]) }
  }

  /// Why the person may not act, if none of their roles allows it.
  func roleRefusal(_ roles: [Role], for act: String) -> Diagnostic? {
    guard !self.roles.contains(where: roles.contains) else { return nil }
    let needed = roles.map(\.rawValue).joined(separator: "、")
    let held = self.roles.map(\.rawValue).joined(separator: "、")
    return Diagnostic(
      "person.role", "「\(account)」的角色是\(held.isEmpty ? "无" : held)，不能\(act)",
      remedy: "请由\(needed)办理；角色由管理员执行 people apply 变更")
  }
}
