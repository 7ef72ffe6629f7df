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

  /// The event's hash and the one it names as the hash before it, without reading the rest; nil if the bytes are not those
  /// that were hashed.
  var link: (hash: Digest, previous: Digest)? {
    let digest = EventHash.of(bytes)
    guard digest == hash, bytes.count > KeptEvent.tail.count + 66,
      bytes[(bytes.count - 66 - KeptEvent.tail.count)...].starts(with: KeptEvent.tail),
      bytes[(bytes.count - 2)...].elementsEqual("\"}".utf8),
      let previous = Digest(hex: bytes[(bytes.count - 66)..<(bytes.count - 2)])
    else { return nil }
    return (digest, previous)
  }

  /// What stands before the hash that an event ends with.
  private static let tail = Array(",\"prev\":\"".utf8)
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
