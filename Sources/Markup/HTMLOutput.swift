/// HTML being written, in UTF-8.
struct HTMLOutput {
  private(set) var bytes: [UInt8] = []

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Writes markup of ours.
  mutating func raw(_ markup: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  /// Writes markup of ours that is put together at run time.
  mutating func raw(_ markup: some Collection<UInt8>) { bytes.append(contentsOf: markup) }

  /// Writes the level of a heading: 1 to 6.
  mutating func digit(_ level: Int) { bytes.append(UInt8(truncatingIfNeeded: 0x30 + level)) }

  /// Starts a new line unless one has just started.
  mutating func freshLine() {
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
  }

  /// Writes text or an attribute's value: markup escaped, our marks (U+FDD0) left out.
  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var at = 0
    while at < text.count {
      let byte = text[at]
      // Everything that matters is below "?" or the lead byte of U+FDD0.
      if byte > 0x3E, byte != 0xEF {
        at += 1
        continue
      }
      let escape: StaticString
      var length = 1
      switch byte {
      case UInt8(ascii: "&"): escape = "&amp;"
      case UInt8(ascii: "<"): escape = "&lt;"
      case UInt8(ascii: ">"): escape = "&gt;"
      case UInt8(ascii: "\""): escape = "&quot;"
      case 0xEF where at + 2 < text.count && text[at + 1] == 0xB7 && text[at + 2] == 0x90:
        escape = ""
        length = 3
      default:
        at += 1
        continue
      }
      if at > start { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<at])) }
      raw(escape)
      at += length
      start = at
    }
    if at > start { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<at])) }
  }

  /// Writes text or an attribute's value.
  mutating func text(_ string: String) {
    var string = string
    string.withUTF8 { text($0) }
  }

  /// Writes an address as an attribute's value: what a URL cannot hold is percent-encoded.
  mutating func address(_ address: String) {
    var address = address
    address.withUTF8 { self.address($0) }
  }

  private mutating func address(_ address: UnsafeBufferPointer<UInt8>) {
    for byte in address {
      switch byte {
      case UInt8(ascii: "&"): raw("&amp;")
      case UInt8(ascii: "'"): raw("&#x27;")
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: bytes.append(byte)
      case 0x21, 0x23...0x25, 0x28...0x2F, 0x3A...0x3B, 0x3D, 0x3F...0x40, 0x5F, 0x7E: bytes.append(byte)
      default:
        bytes.append(UInt8(ascii: "%"))
        bytes.append(HTMLOutput.digits[Int(byte >> 4)])
        bytes.append(HTMLOutput.digits[Int(byte & 15)])
      }
    }
  }

  private static let digits = Array("0123456789ABCDEF".utf8)
}
