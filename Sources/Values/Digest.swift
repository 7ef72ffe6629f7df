import Crypto

/// A SHA-256 digest (32 bytes), written as 64 lower-case hexadecimal digits.
public struct Digest: Hashable, Comparable, Sendable {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// The digest of bytes.
  public init(of bytes: [UInt8]) { self = bytes.withUnsafeBytes { Digest(hashing: $0) } }

  /// The digest of bytes that come in pieces.
  public init(ofPieces pieces: [some Collection<UInt8>]) {
    var stream = DigestStream()
    for piece in pieces { stream.update(piece) }
    self = stream.finish()
  }

  /// The digest of bytes.
  public init(of bytes: some Sequence<UInt8>) {
    if let digest = bytes.withContiguousStorageIfAvailable({ Digest(hashing: UnsafeRawBufferPointer($0)) }) {
      self = digest
    } else {
      self = Array(bytes).withUnsafeBytes { Digest(hashing: $0) }
    }
  }

  /// The digest of a text's UTF-8 bytes.
  public init(of text: String) { self.init(of: text.utf8) }

  private init(hashing buffer: UnsafeRawBufferPointer) {
    self.init(SHA256.hash(data: buffer))
  }

  fileprivate init(_ hash: SHA256.Digest) {
    words = hash.withUnsafeBytes { raw in
      (
        raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self).bigEndian,
        raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian,
        raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self).bigEndian,
        raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self).bigEndian
      )
    }
  }

  /// Reads 64 lower-case hexadecimal digits; nil for anything else.
  public init?(hex text: String) {
    var text = text
    guard let digest = text.withUTF8({ Digest(hex: $0) }) else { return nil }
    self = digest
  }

  /// Reads 64 lower-case hexadecimal digits; nil for anything else.
  public init?(hex text: Substring) { self.init(hex: String(text)) }

  /// Reads 64 lower-case hexadecimal digits as bytes.
  public init?(hex bytes: ArraySlice<UInt8>) {
    guard let digest = bytes.withUnsafeBufferPointer({ Digest(hex: $0) }) else { return nil }
    self = digest
  }

  /// Reads 64 lower-case hexadecimal digits as bytes.
  public init?(hex bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 64 else { return nil }
    var found: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    // A wrong digit sets a bit that no right one sets; it is looked at once, at the end.
    var seen: UInt8 = 0
    Digest.values.withUnsafeBufferPointer { values in
      func word(_ start: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in start..<(start + 16) {
          let digit = values[Int(bytes[index])]
          seen |= digit
          value = value << 4 | UInt64(digit & 0xF)
        }
        return value
      }
      found = (word(0), word(16), word(32), word(48))
    }
    guard seen < 0x10 else { return nil }
    words = found
  }

  /// What each byte means as a lower-case hexadecimal digit; 0x10 for one that is none.
  private static let values: [UInt8] = (0...255).map { byte in
    switch UInt8(byte) {
    case 0x30...0x39: UInt8(byte - 0x30)
    case 0x61...0x66: UInt8(byte - 0x61 + 10)
    default: 0x10
    }
  }

  /// Takes 32 bytes; nil for any other number of them.
  public init?(raw bytes: [UInt8]) {
    guard let digest = bytes.withUnsafeBytes({ Digest(raw: $0) }) else { return nil }
    self = digest
  }

  /// 64 lower-case hexadecimal digits.
  public var hex: String {
    String(unsafeUninitializedCapacity: 64) { out in
      writeHex(to: out)
      return 64
    }
  }

  /// Appends the 64 digits.
  public func appendHex(to out: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { digits in
      writeHex(to: digits)
      out.append(contentsOf: digits)
    }
  }

  private func writeHex(to out: UnsafeMutableBufferPointer<UInt8>) {
    func write(_ word: UInt64, at start: Int) {
      for place in 0..<16 {
        let nibble = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * place)) & 0xF
        out[start + place] = nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10
      }
    }
    write(words.0, at: 0)
    write(words.1, at: 16)
    write(words.2, at: 32)
    write(words.3, at: 48)
  }

  /// Takes 32 bytes; nil for any other number of them.
  public init?(raw bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 32 else { return nil }
    words = (
      bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self).bigEndian,
      bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self).bigEndian,
      bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self).bigEndian,
      bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self).bigEndian
    )
  }

  /// Appends the 32 bytes.
  public func appendRaw(to out: inout [UInt8]) {
    let big = (words.0.bigEndian, words.1.bigEndian, words.2.bigEndian, words.3.bigEndian)
    withUnsafeBytes(of: big) { out.append(contentsOf: $0) }
  }

  /// The 32 bytes.
  public var raw: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    appendRaw(to: &bytes)
    return bytes
  }

  /// The first 12 hexadecimal digits: the short form that people type and compare.
  public var short: String { String(hex.prefix(12)) }

  public static func == (left: Digest, right: Digest) -> Bool {
    left.words.0 == right.words.0 && left.words.1 == right.words.1
      && left.words.2 == right.words.2 && left.words.3 == right.words.3
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
  }

  public static func < (left: Digest, right: Digest) -> Bool {
    (left.words.0, left.words.1, left.words.2, left.words.3)
      < (right.words.0, right.words.1, right.words.2, right.words.3)
  }
}

extension Digest: CustomStringConvertible {
  /// The same as `hex`.
  public var description: String { hex }
}

/// Computes a digest over parts that arrive one after another.
public struct DigestStream {
  private var hasher = SHA256()

  /// Starts an empty stream.
  public init() {}

  /// Takes the next bytes.
  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// Takes the next bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) { hasher.update(bufferPointer: bytes) }

  /// Takes the next bytes.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    if bytes.withContiguousStorageIfAvailable({ hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }) == nil {
      hasher.update(data: Array(bytes))
    }
  }

  /// The digest of all bytes taken.
  public func finish() -> Digest { Digest(hasher.finalize()) }
}
