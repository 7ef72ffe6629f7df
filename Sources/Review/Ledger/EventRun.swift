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
    return Link(sequence: row.sequence, hash: digest, previous: previous)
  }

  /// What stands before the hash that an event ends with.
  private static let tail = Array(",\"prev\":\"".utf8)
}
