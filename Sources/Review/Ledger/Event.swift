import Records
import Values

/// What an event of the ledger did.
public enum Act: String, Sendable, Hashable, CaseIterable {
  /// A ledger begins: people and policy as they were found.
  case founding = "设立"
  /// reviewers.yaml took effect.
  case people = "人员变更"
  /// Review steps, catalogue changes and agreed layout took effect.
  case policy = "规则变更"
  /// A version was put forward.
  case submit = "提交"
  /// A step agreed.
  case agree = "同意"
  /// A step returned the version.
  case sendBack = "退回"
  /// 保密审查 could not decide and asks the 主管部门 (条例 Art. 17).
  case unsure = "不能确定"
  /// The answer of the 主管部门 came in.
  case answer = "答复"
  /// A finding of the screening was let pass by name, with a reason.
  case waive = "豁免"
  /// A version waits for other organs, or for a third party (条例 Arts. 11 and 15).
  case pause = "搁置"
  /// What it waited for has come.
  case resume = "解除搁置"
  /// A decision not to publish was looked at again (条例 Art. 18).
  case reassess = "复核"
  /// A person said why a record stays at the office's own level (篇3 二(一)).
  case keepRoute = "去向说明"
  /// The government took over what was handed up, and where it stands there (篇3 二(一)).
  case accept = "接收"
  /// An agreement, or a submission, was taken back before publication.
  case revoke = "撤回"
  /// A person decided that a published record leaves the site, or changes its form there.
  case withdraw = "撤下决定"
  /// A second person confirmed an emergency withdrawal.
  case confirmWithdrawal = "确认撤下"
  /// A person asked to destroy the snapshot of a withdrawn record.
  case requestExpunge = "申请销毁"
  /// A second person destroyed it; its hash stays.
  case expunge = "销毁"
  /// The site went live (no record id), or a record's version did.
  case publish = "发布"
  /// A record left the site.
  case takeDown = "撤下"
}

/// How the person behind an event was known.
public enum Authentication: String, Sendable, Hashable, CaseIterable {
  /// Named with `--as`, unproven.
  case declared = "声明"
  /// By password, in the console.
  case password = "口令"
  /// The program itself, for what follows from earlier acts.
  case program = "程序"
}

/// One line of the ledger.
public struct Event: Sendable, Equatable {
  /// 1 for the first.
  public let sequence: Int
  public let time: Moment
  public let account: String
  public let post: String
  public let authentication: Authentication
  public let act: Act
  public let record: RecordID?
  public let digest: Digest?
  /// Digest of the policy in force.
  public let policy: Digest?
  public let details: JSON
  /// 32 hexadecimal digits of randomness, so that a published hash gives nothing away.
  public let nonce: String
  /// Hash of the event before; zeros for the first.
  public let previous: Digest?

  /// Names of the members, in order.
  private static let names = [
    "v", "seq", "time", "account", "post", "known", "act", "record", "digest", "policy", "details", "nonce", "prev",
  ]

  /// Version tag of the form of an event's bytes.
  static let form = "gongkai-event-v1"
  /// Stands for the hash before the first event.
  static let zeros = String(repeating: "0", count: 64)

  /// The exact bytes that are hashed and kept.
  public var bytes: [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(640)
    func member(_ name: StaticString) {
      out.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }
    func digest(_ digest: Digest?) {
      guard let digest else { return out.append(contentsOf: "null".utf8) }
      out.append(UInt8(ascii: "\""))
      digest.appendHex(to: &out)
      out.append(UInt8(ascii: "\""))
    }
    // Canonical JSON, written as it is: a publication writes an event for each record.
    member("{\"v\":\"gongkai-event-v1\",\"seq\":")
    out.append(contentsOf: String(sequence).utf8)
    member(",\"time\":")
    JSON.quote(time.description, to: &out)
    member(",\"account\":")
    JSON.quote(account, to: &out)
    member(",\"post\":")
    JSON.quote(post, to: &out)
    member(",\"known\":")
    JSON.quote(authentication.rawValue, to: &out)
    member(",\"act\":")
    JSON.quote(act.rawValue, to: &out)
    member(",\"record\":")
    if let record { JSON.quote(record.rawValue, to: &out) } else { member("null") }
    member(",\"digest\":")
    digest(self.digest)
    member(",\"policy\":")
    digest(policy)
    member(",\"details\":")
    details.write(to: &out)
    member(",\"nonce\":")
    JSON.quote(nonce, to: &out)
    member(",\"prev\":\"")
    if let previous { previous.appendHex(to: &out) } else { out.append(contentsOf: Event.zeros.utf8) }
    member("\"}")
    return out
  }

  /// Reads an event from its bytes.
  ///
  /// - Throws: `LedgerFault` unless the bytes are exactly what `bytes` writes: an unknown act, an unknown
  ///   member or another spelling of the same value is a fault, not a warning.
  public init(bytes: [UInt8]) throws(LedgerFault) {
    if let event = EventScanner.event(bytes) {
      self = event
    } else {
      try self.init(reading: bytes)
    }
  }

  /// Reads an event from its bytes by way of a JSON value: any spelling is understood, to be told what is wrong.
  init(reading bytes: [UInt8]) throws(LedgerFault) {
    let json: JSON
    let isCanonical: Bool
    do throws(JSONFault) {
      (json, isCanonical) = try JSON.reading(bytes)
    } catch {
      throw LedgerFault("第 \(error.offset) 字节:\(error.message)")
    }
    guard json["v"]?.text == Event.form else { throw LedgerFault("不认识的事件格式") }
    guard let actName = json["act"]?.text, let act = Act(rawValue: actName) else {
      throw LedgerFault("不认识的事件种类")
    }
    guard let sequence = json["seq"]?.integer, sequence > 0, let time = json["time"]?.text.flatMap({ Moment($0) }),
      let account = json["account"]?.text, let post = json["post"]?.text,
      let authentication = json["known"]?.text.flatMap(Authentication.init(rawValue:)),
      let details = json["details"], details.members != nil, let nonce = json["nonce"]?.text,
      let previous = json["prev"]?.text
    else { throw LedgerFault("事件缺少必有的内容") }
    self.init(
      sequence: Int(sequence), time: time, account: account, post: post, authentication: authentication, act: act,
      record: json["record"]?.text.map(RecordID.init(rawValue:)),
      digest: json["digest"]?.text.flatMap { Digest(hex: $0) },
      policy: json["policy"]?.text.flatMap { Digest(hex: $0) }, details: details, nonce: nonce,
      previous: previous == Event.zeros ? nil : Digest(hex: previous))
    // Canonical JSON whose members are those of an event, in their order, can't be written otherwise: every value was
    // read by a form that knows one spelling only.
    let isPlain =
      isCanonical && json.members?.lazy.map(\.name).elementsEqual(Event.names) == true
      && (json["record"] == .null) == (record == nil) && (json["digest"] == .null) == (digest == nil)
      && (json["policy"] == .null) == (policy == nil) && (previous == Event.zeros) == (self.previous == nil)
    guard isPlain || self.bytes == bytes else { throw LedgerFault("事件不是规定的写法") }
  }

  init(
    sequence: Int, time: Moment, account: String, post: String, authentication: Authentication, act: Act,
    record: RecordID?, digest: Digest?, policy: Digest?, details: JSON, nonce: String, previous: Digest?
  ) {
    self.sequence = sequence
    self.time = time
    self.account = account
    self.post = post
    self.authentication = authentication
    self.act = act
    self.record = record
    self.digest = digest
    self.policy = policy
    self.details = details
    self.nonce = nonce
    self.previous = previous
  }
}

/// The end of a chain at some point: how many events, and the hash of the last.
public struct LedgerHead: Sendable, Hashable {
  public let count: Int
  public let hash: Digest

  /// Makes a head.
  public init(count: Int, hash: Digest) {
    self.count = count
    self.hash = hash
  }
}

/// A fault in the ledger itself, in Chinese.
public struct LedgerFault: Error, Sendable, Hashable {
  public let message: String
  /// The ledger is an older one, not a damaged one.
  public let isRollback: Bool
  /// The ledger may be sound, but can't be reached now: a full disk, no permission, another process.
  public let isUnavailable: Bool
  /// The chain holds, and somebody acted who could not.
  public let isUnauthorised: Bool
  /// The ledger itself may be sound, and what an earlier run kept of it says otherwise than its events.
  public let isOfMemory: Bool
  /// What to do where it is not what the kind of fault tells.
  private let way: String?

  /// Makes a fault.
  public init(
    isRollback: Bool = false, isUnavailable: Bool = false, isUnauthorised: Bool = false, isOfMemory: Bool = false,
    remedy: String? = nil, _ message: String
  ) {
    way = remedy
    self.isUnauthorised = isUnauthorised
    self.isOfMemory = isOfMemory
    self.message = message
    self.isRollback = isRollback
    self.isUnavailable = isUnavailable
  }

  /// The code of DESIGN §5's table, or `ledger.unavailable`, `ledger.role` or `ledger.memory`.
  public var code: String {
    if isOfMemory { return "ledger.memory" }
    if isUnauthorised { return "ledger.role" }
    if isUnavailable { return "ledger.unavailable" }
    return isRollback ? "ledger.rolled-back" : "ledger.broken"
  }

  /// What to do.
  public var remedy: String {
    if let way { return way }
    if isOfMemory {
      return "删去 \(LedgerMemory.fileName)，执行 gongkai publish，再用 gongkai verify 核对网站；并查明是谁写的它:能这样写的人读得到 ledger.sqlite"
    }
    return isUnavailable ? "台账本身可能完好:排除原因(权限、磁盘、占用)后重试" : Ledger.brokenRemedy
  }
}

/// The hash of an event: type tag and length before the bytes, so that nothing else hashes alike.
public enum EventHash {
  private static let beginning = Array("\(Event.form)\n".utf8)

  /// SHA-256 over `gongkai-event-v1`, the length, and the bytes (which hold the previous hash).
  public static func of(_ bytes: [UInt8]) -> Digest {
    var stream = DigestStream()
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      stream.update(beginning)
      stream.update(UnsafeRawBufferPointer(length(bytes.count, in: digits)))
    }
    stream.update(bytes)
    return stream.finish()
  }

  /// Appends what is hashed before the bytes of an event.
  static func begin(_ count: Int, in out: inout [UInt8]) {
    out += beginning
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { out.append(contentsOf: length(count, in: $0)) }
  }

  /// A length in decimal digits, with a line's end: a ledger is hashed whole whenever it is opened, and text costs more
  /// than the hash.
  private static func length(
    _ count: Int, in digits: UnsafeMutableBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    var at = digits.count - 1
    var rest = count
    digits[at] = UInt8(ascii: "\n")
    repeat {
      at -= 1
      digits[at] = 0x30 + UInt8(rest % 10)
      rest /= 10
    } while rest > 0
    return UnsafeBufferPointer(rebasing: digits[at...])
  }
}
