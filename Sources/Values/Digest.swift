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
    let raw = UnsafeRawBufferPointer(bytes)
    guard let first = Digest.word(raw, 0), let second = Digest.word(raw, 16), let third = Digest.word(raw, 32),
      let fourth = Digest.word(raw, 48)
    else { return nil }
    words = (first, second, third, fourth)
  }

  /// The number that sixteen digits are; nil if one of them is none.
  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> UInt64? {
    guard let high = half(bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)),
      let low = half(bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
    else { return nil }
    return UInt64(high) << 32 | UInt64(low)
  }

  /// The number that eight digits are, which lie side by side in a word, the first in its lowest byte: a site of 30,000
  /// files has 50,000 digests in its manifest, and each event two.
  @inline(__always)
  private static func half(_ word: UInt64) -> UInt32? {
    let word = UInt64(littleEndian: word)
    // 1 for a letter: 0x61 to 0x66 have a bit that 0x30 to 0x39 have not.
    let letters = (word >> 6) & 0x0101_0101_0101_0101
    let values = (word & 0x0F0F_0F0F_0F0F_0F0F) &+ (letters &* 9)
    // Figures stand at 0x30 and mean less than 10, letters stand at 0x60 and mean 10 to 15.
    let isInPlace = word & 0xF0F0_F0F0_F0F0_F0F0 == 0x3030_3030_3030_3030 &+ (letters &* 0x30)
    let fromTen = ((values &+ 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101
    guard isInPlace, values & 0x1010_1010_1010_1010 == 0, fromTen == letters else { return nil }
    let pairs = (values << 4 | values >> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs | pairs >> 8) & 0x0000_FFFF_0000_FFFF
    return UInt32(truncatingIfNeeded: fours | fours >> 16).byteSwapped
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
