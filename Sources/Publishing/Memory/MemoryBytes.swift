import Files
import Values

/// Bytes in which nothing can be taken for anything else: numbers in eight bytes, texts after their length.
struct MemoryBytes {
  private(set) var bytes: [UInt8]

  init(_ head: [UInt8] = []) { bytes = head }

  /// Makes room for a number of bytes.
  init(capacity: Int) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  mutating func add(_ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

  mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  mutating func add(_ text: String?) {
    add(text == nil ? 0 : 1)
    if let text { add(text) }
  }

  mutating func add(_ identity: FileIdentity) {
    add(identity.inode)
    add(UInt64(bitPattern: identity.size))
    add(UInt64(bitPattern: identity.modified))
    add(UInt64(bitPattern: identity.changed))
  }

  mutating func add(_ digest: Digest) { digest.appendRaw(to: &bytes) }

  var digest: Digest { Digest(of: bytes) }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}

/// Reads what `MemoryBytes` wrote; nil where the bytes end too soon.
struct MemoryReader {
  private let bytes: [UInt8]
  private var at: Int

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    at = start
  }

  var isAtEnd: Bool { at == bytes.count }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= bytes.count - at else { return nil }
    defer { at += count }
    return bytes[at..<at + count]
  }

  mutating func number() -> UInt64? {
    guard let taken = take(8) else { return nil }
    return taken.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
  }

  /// How many things follow, each of one byte at least.
  mutating func count() -> Int? {
    guard let number = number(), number <= UInt64(bytes.count - at) else { return nil }
    return Int(number)
  }

  mutating func text() -> String? {
    guard let length = count(), let taken = take(length) else { return nil }
    return String(decoding: taken, as: UTF8.self)
  }

  mutating func digest() -> Digest? { take(32).flatMap { taken in taken.withUnsafeBytes { Digest(raw: $0) } } }

  mutating func identity() -> FileIdentity? {
    guard let inode = number(), let size = number(), let modified = number(), let changed = number() else { return nil }
    return FileIdentity(
      inode: inode, size: Int64(bitPattern: size), modified: Int64(bitPattern: modified),
      changed: Int64(bitPattern: changed))
  }

  mutating func folders() -> [Folders.Entry]? {
    guard let count = count() else { return nil }
    var folders: [Folders.Entry] = []
    folders.reserveCapacity(count)
    for _ in 0..<count {
      guard let path = text(), let identity = identity() else { return nil }
      folders.append(Folders.Entry(path: path, identity: identity))
    }
    return folders
  }

  /// What links were taken for.
  mutating func links() -> [String: String?]? {
    guard let count = count() else { return nil }
    var links: [String: String?] = [:]
    for _ in 0..<count {
      guard let name = text(), let isKnown = number() else { return nil }
      if isKnown == 0 {
        links[name] = .some(nil)
      } else {
        guard let address = text() else { return nil }
        links[name] = address
      }
    }
    return links
  }
}
