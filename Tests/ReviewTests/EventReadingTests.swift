import Records
import Testing
import Values

@testable import Review

@Suite("an event is read alike by both readers")
struct EventReadingTests {
  private static let events: [Event] = [
    event(act: .submit, details: ["column": "1.1", "parts": [["path": "records/一.md", "size": 12]]]),
    event(act: .agree, details: ["step": "批准", "carriers": ["网站", "公报"], "empty": [], "none": nil]),
    event(act: .publish, record: nil, digest: nil, policy: nil, previous: nil, details: [:]),
    event(act: .sendBack, details: ["reason": "第一行\n「引号\"」\\ 制表\t"]),
  ]

  private static func event(
    act: Act, record: RecordID? = RecordID(rawValue: "policies/2026-1"), digest: Digest? = Digest(of: "d"),
    policy: Digest? = Digest(of: "p"), previous: Digest? = Digest(of: "e"), details: JSON
  ) -> Event {
    Event(
      sequence: 1207, time: Moment(seconds: 1_790_000_000), account: "zhang", post: "副主任", authentication: .password,
      act: act, record: record, digest: digest, policy: policy, details: details,
      nonce: "d6c61c72cc6a1f911e12ef117f6dc21d", previous: previous)
  }

  /// What the two say of the same bytes; the quick one may only pass a question on.
  private func check(_ bytes: [UInt8], _ comment: Comment) {
    let strict = try? Event(reading: bytes)
    guard let quick = EventScanner.event(bytes) else { return }
    #expect(quick == strict, comment)
    #expect(quick.bytes == bytes, comment)
  }

  @Test("plain events come through the quick reader, those with escapes through the other")
  func plain() throws {
    for event in EventReadingTests.events {
      let bytes = event.bytes
      #expect(try Event(bytes: bytes) == event)
      #expect((EventScanner.event(bytes) != nil) == (event.act != .sendBack), "\(event.act)")
    }
  }

  @Test("every byte changed, taken out or doubled: never an event that the strict reader refuses or reads otherwise")
  func damaged() {
    let others = Array("\" \\0{}[],:-+.eAfn\u{7F}".utf8) + [0x00, 0x0A, 0x80, 0xC3, 0xE4, 0xFF]
    for event in EventReadingTests.events {
      let bytes = event.bytes
      for at in bytes.indices {
        for other in others {
          var changed = bytes
          changed[at] = other
          check(changed, "byte \(at) is \(other)")
        }
        var shorter = bytes
        shorter.remove(at: at)
        check(shorter, "byte \(at) is gone")
        var longer = bytes
        longer.insert(bytes[at], at: at)
        check(longer, "byte \(at) stands twice")
        check(Array(bytes[..<at]), "cut at \(at)")
      }
      check(bytes + [0x0A], "a line end after it")
    }
  }

  @Test("the zeros before the first event are the only way to say that nothing came before")
  func zeros() throws {
    let first = EventReadingTests.event(act: .founding, previous: nil, details: [:])
    #expect(try Event(bytes: first.bytes).previous == nil)
    let text = String(decoding: first.bytes, as: UTF8.self)
    let absent = text.replacing("\"\(Event.zeros)\"", with: "null")
    #expect(throws: LedgerFault.self) { try Event(bytes: Array(absent.utf8)) }
  }
}
