import Glibc

/// Characters of a body that nobody sees: those that reorder the text around them (UAX #9: embeddings, overrides,
/// isolates), so that a reviewer would not see what is published, and those of no width, which part words that look whole.
package struct UnseenCharacters: Sendable {
  /// A character and the offset of its first byte.
  package struct Found: Sendable {
    package let offset: Int
    package let scalar: Unicode.Scalar
  }

  /// The first that reorders text, written as it is or as a reference (`&#x202E;`); nil if there is none.
  package private(set) var reordering: Found?
  /// The first of no width; nil if there is none.
  package private(set) var zeroWidth: Found?

  /// The first control character that is no tab and no line end (C0, or DEL); nil if there is none.
  package private(set) var control: Found?

  /// Searches UTF-8 from an offset on; nothing is copied.
  package init(in bytes: [UInt8], from start: Int) {
    bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return }
      func visit(_ byte: UInt8, _ look: (Int) -> Bool) {
        var at = start
        while at < raw.count, let next = memchr(base + at, Int32(byte), raw.count - at) {
          let place = base.distance(to: UnsafeRawPointer(next))
          guard look(place) else { return }
          at = place + 1
        }
      }
      if let place = raw.indices.dropFirst(start).first(where: { UnseenCharacters.isControl(raw[$0]) }) {
        control = Found(offset: place, scalar: Unicode.Scalar(raw[place]))
      }
      visit(0xE2) { place in
        guard place + 2 < raw.count else { return false }
        let value = 0x2000 | UInt32(raw[place + 1] & 0x3F) << 6 | UInt32(raw[place + 2] & 0x3F)
        note(value, at: place)
        return reordering == nil || zeroWidth == nil
      }
      visit(UInt8(ascii: "&")) { place in
        if let value = UnseenCharacters.reference(raw[(place + 1)...].prefix(12)) { note(value, at: place) }
        return true
      }
    }
  }

  private static func isControl(_ byte: UInt8) -> Bool {
    (byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D) || byte == 0x7F
  }

  private mutating func note(_ value: UInt32, at offset: Int) {
    guard let scalar = Unicode.Scalar(value) else { return }
    switch value {
    case 0x202A...0x202E, 0x2066...0x2069:
      if offset < reordering?.offset ?? .max { reordering = Found(offset: offset, scalar: scalar) }
    case 0x200B, 0x2060:
      if offset < zeroWidth?.offset ?? .max { zeroWidth = Found(offset: offset, scalar: scalar) }
    default: break
    }
  }

  /// The number of a character reference after its `&`: `#8238;`, `#x202e;`; HTML does without the semicolon, too.
  private static func reference(_ text: Slice<UnsafeRawBufferPointer>) -> UInt32? {
    guard text.first == UInt8(ascii: "#") else { return nil }
    let digits = text.dropFirst()
    let isHex = digits.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
    let run = (isHex ? digits.dropFirst() : digits).prefix { byte in
      (0x30...0x39).contains(byte) || (isHex && (0x61...0x66).contains(byte | 0x20))
    }
    return UInt32(String(decoding: run, as: UTF8.self), radix: isHex ? 16 : 10)
  }
}
