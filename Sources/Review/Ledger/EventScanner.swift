import Records
import Values

/// Reads an event's bytes where they are written as `Event.bytes` writes them: member for member, no blank, no escape.
///
/// A ledger has five events or more a record, and whoever opens it reads them all; this way costs a third of going
/// through a JSON value. It takes nothing that the strict reader would not take, and says nil to the rest.
struct EventScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The event; nil where another reader has to look at the bytes.
  static func event(_ bytes: [UInt8]) -> Event? {
    bytes.withUnsafeBufferPointer { buffer in
      var scanner = EventScanner(buffer)
      return scanner.event()
    }
  }

  private mutating func event() -> Event? {
    guard passes("{\"v\":\"gongkai-event-v1\",\"seq\":"), let sequence = number(),
      passes(",\"time\":"), let time = string().flatMap({ Moment($0) }),
      passes(",\"account\":"), let account = string()?.text,
      passes(",\"post\":"), let post = string()?.text,
      passes(",\"known\":"), let known = string()?.text.flatMap(Authentication.init(rawValue:)),
      passes(",\"act\":"), let act = string()?.text.flatMap(Act.init(rawValue:)),
      passes(",\"record\":"), let record = orNull({ $0.text.map(RecordID.init(rawValue:)) }),
      passes(",\"digest\":"), let digest = orNull({ Digest(hex: $0) }),
      passes(",\"policy\":"), let policy = orNull({ Digest(hex: $0) }),
      passes(",\"details\":"), let (details, end) = JSON.canonical(in: bytes, from: at), details.members != nil
    else { return nil }
    at = end
    guard passes(",\"nonce\":"), let nonce = string()?.text,
      passes(",\"prev\":"), let previous = string(),
      let hash = Digest(hex: previous), passes("}"), at == bytes.count
    else { return nil }
    return Event(
      sequence: sequence, time: time, account: account, post: post, authentication: known, act: act, record: record,
      digest: digest, policy: policy, details: details, nonce: nonce,
      previous: previous.allSatisfy { $0 == UInt8(ascii: "0") } ? nil : hash)
  }

  /// Steps over what must come next.
  private mutating func passes(_ expected: StaticString) -> Bool {
    let count = expected.utf8CodeUnitCount
    guard count <= bytes.count - at else { return false }
    let start = expected.utf8Start
    for index in 0..<count where bytes[at + index] != start[index] { return false }
    at += count
    return true
  }

  /// A number from 1 on, as it is written: no sign, no zero before it.
  private mutating func number() -> Int? {
    guard at < bytes.count, bytes[at] != 0x30 else { return nil }
    var value = 0
    let start = at
    while at < bytes.count, bytes[at] &- 0x30 < 10 {
      guard at - start < 18 else { return nil }
      value = value * 10 + Int(bytes[at] - 0x30)
      at += 1
    }
    return at > start ? value : nil
  }

  /// The bytes between two quotation marks, none of them escaped or in need of it.
  private mutating func string() -> UnsafeBufferPointer<UInt8>? {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return nil }
    var end = at + 1
    while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
      guard bytes[end] >= 0x20, bytes[end] != UInt8(ascii: "\\") else { return nil }
      end += 1
    }
    guard end < bytes.count else { return nil }
    defer { at = end + 1 }
    return UnsafeBufferPointer(rebasing: bytes[(at + 1)..<end])
  }

  /// What a string means, or nothing for `null`; nil where it is neither.
  private mutating func orNull<Value>(_ meaning: (UnsafeBufferPointer<UInt8>) -> Value?) -> Value?? {
    if passes("null") { return .some(nil) }
    return string().flatMap { text in meaning(text).map { .some($0) } }
  }
}
