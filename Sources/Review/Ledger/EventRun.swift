import Records
import Values

/// Events that follow each other, each as it is hashed: side by side in one array, since a chain of a hundred thousand is
/// checked whenever a ledger is opened.
struct EventRun: Sendable {
  private var bytes: [UInt8] = []
  private var rows: [Row] = []

  /// Where an event lies: what is hashed begins at `start`, its own bytes at `event`.
  private struct Row: Sendable {
    let sequence: Int
    /// Nil where what is kept as its hash is none.
    let hash: Digest?
    let start: Int
    let event: Int
    let end: Int
  }

  /// An event's hash, and the one that it names as the hash before it.
  struct Link: Sendable {
    let sequence: Int
    let hash: Digest
    let previous: Digest
    /// Tells events of one record from nearly all others; 0 for those that concern none.
    let record: UInt64
  }

  /// Makes room for a number of events.
  init(capacity: Int) {
    rows.reserveCapacity(capacity)
    bytes.reserveCapacity(capacity * EventRun.usual)
  }

  /// Bytes that few events have more of.
  private static let usual = 768

  var isEmpty: Bool { rows.isEmpty }

  /// Takes in the next event.
  mutating func append(_ sequence: Int, _ event: UnsafeRawBufferPointer, hash: Digest?) {
    let start = bytes.count
    EventHash.begin(event.count, in: &bytes)
    let place = bytes.count
    bytes.append(contentsOf: event)
    rows.append(Row(sequence: sequence, hash: hash, start: start, event: place, end: bytes.count))
  }

  /// The events' links, without reading the rest; nil for one whose bytes are not those that were hashed, or are no event.
  var links: [Link?] {
    bytes.withUnsafeBytes { bytes in rows.map { EventRun.link($0, in: bytes) } }
  }

  private static func link(_ row: Row, in bytes: UnsafeRawBufferPointer) -> Link? {
    let digest = Digest(of: UnsafeRawBufferPointer(rebasing: bytes[row.start..<row.end]))
    // An event ends with the hash before it: `,"prev":"…"}`.
    let hex = row.end - 66
    guard digest == row.hash, hex - tail.count > row.event, bytes[(hex - tail.count)..<hex].elementsEqual(tail),
      bytes[(row.end - 2)..<row.end].elementsEqual("\"}".utf8),
      let previous = Digest(
        hex: UnsafeRawBufferPointer(rebasing: bytes[hex..<(row.end - 2)]).bindMemory(to: UInt8.self))
    else { return nil }
    guard let record = recordKey(UnsafeRawBufferPointer(rebasing: bytes[row.event..<row.end])) else { return nil }
    return Link(sequence: row.sequence, hash: digest, previous: previous, record: record)
  }

  /// The key of the record that an event names, found without reading the rest; nil where that stands elsewhere than an
  /// event has it.
  private static func recordKey(_ event: UnsafeRawBufferPointer) -> UInt64? {
    var at = "{\"v\":\"gongkai-event-v1\",\"seq\":".utf8.count
    while at < event.count, event[at] != UInt8(ascii: ",") { at += 1 }
    // Time, account, post, how known, act: each begins after a name of known length.
    for name in namesBeforeRecord {
      guard let end = endOfText(event, at + name) else { return nil }
      at = end + 1
    }
    guard at + recordName.count < event.count, event[at..<at + recordName.count].elementsEqual(recordName) else {
      return nil
    }
    at += recordName.count
    // `null`
    guard event[at] == UInt8(ascii: "\"") else { return 0 }
    guard let end = endOfText(event, at + 1) else { return nil }
    return key(of: UnsafeRawBufferPointer(rebasing: event[at..<end + 1]))
  }

  private static let namesBeforeRecord = ["time", "account", "post", "known", "act"].map { $0.utf8.count + 5 }
  private static let recordName = Array(",\"record\":".utf8)

  /// Where the quotation mark stands that ends a text.
  private static func endOfText(_ event: UnsafeRawBufferPointer, _ start: Int) -> Int? {
    var at = start
    while at < event.count, event[at] != UInt8(ascii: "\"") {
      at += event[at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return at < event.count ? at : nil
  }

  /// The key of a record's id as it stands in an event, with its quotation marks (FNV-1a); never 0.
  static func key(of quoted: UnsafeRawBufferPointer) -> UInt64 {
    var key: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in quoted { key = (key ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return key | 1
  }

  static func key(of record: RecordID) -> UInt64 {
    var quoted: [UInt8] = []
    JSON.quote(record.rawValue, to: &quoted)
    return quoted.withUnsafeBytes { key(of: $0) }
  }

  /// What stands before the hash that an event ends with.
  private static let tail = Array(",\"prev\":\"".utf8)
}
