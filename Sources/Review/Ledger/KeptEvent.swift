import Values

/// An event as the database keeps it.
struct KeptEvent: Sendable {
  let sequence: Int
  let bytes: [UInt8]
  /// Nil where what is kept as its hash is none.
  let hash: Digest?

  /// The event and its hash.
  ///
  /// - Throws: `LedgerFault` if the bytes are not those that were hashed, or are no event.
  func read() throws(LedgerFault) -> (Event, Digest) {
    let digest = EventHash.of(bytes)
    guard digest == hash else { throw LedgerFault("内容与其哈希不符") }
    return (try Event(bytes: bytes), digest)
  }
}

/// An event that was read, with its hash: one object, since it goes from thread to thread by the hundred thousand.
final class ReadEvent: Sendable {
  let event: Event
  let hash: Digest

  /// Reads an event.
  ///
  /// - Throws: as `KeptEvent.read`, with the event's number before the message.
  init(_ kept: KeptEvent) throws(LedgerFault) {
    do throws(LedgerFault) {
      (event, hash) = try kept.read()
    } catch {
      throw LedgerFault("台账第 \(kept.sequence) 号事件:\(error.message)")
    }
  }
}
