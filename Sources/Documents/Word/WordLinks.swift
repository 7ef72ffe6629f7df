/// The addresses that a Word document links to; each is a relationship of the document part.
struct WordLinks {
  private(set) var addresses: [[UInt8]] = []

  /// Word opens no longer ones.
  private static let maxBytes = 2000

  /// The number of a new relationship, or nil if the address is not one of the web.
  ///
  /// Word calls a file damaged for a single address that is no URI, so what cannot stand in one is percent-encoded
  /// and an address without a proper host gets no link.
  mutating func add(_ address: [UInt8]) -> Int? {
    guard let clean = WordLinks.clean(address) else { return nil }
    // The same address again is mostly the same link, continued in the next paragraph.
    if addresses.last != clean { addresses.append(clean) }
    return addresses.count
  }

  private static func clean(_ address: [UInt8]) -> [UInt8]? {
    guard let rest = ["https://", "http://"].lazy.compactMap({ after($0, address) }).first else { return nil }
    let host = rest.prefix { !"/?#".utf8.contains($0) }
    let name = host.prefix { $0 != UInt8(ascii: ":") }
    let port = host.dropFirst(name.count + 1)
    guard !name.isEmpty, name.allSatisfy({ isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E }), name.first != 0x2E,
      port.count <= 5, port.allSatisfy({ $0 &- 0x30 < 10 })
    else { return nil }
    var result = Array(address[..<host.endIndex])
    for index in host.endIndex..<address.count { append(address, index, to: &result) }
    return result.count <= maxBytes ? result : nil
  }

  private static func append(_ address: [UInt8], _ index: Int, to result: inout [UInt8]) {
    let byte = address[index]
    let isEscape =
      byte == UInt8(ascii: "%") && index + 2 < address.count && isHex(address[index + 1])
      && isHex(address[index + 2])
    if isEscape || isAlphanumeric(byte) || "-._~/?#!$&'()*+,;=:@".utf8.contains(byte) {
      result.append(byte)
    } else {
      result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private static func after(_ scheme: String, _ address: [UInt8]) -> ArraySlice<UInt8>? {
    let start = address.prefix(scheme.utf8.count)
    return start.elementsEqual(scheme.utf8, by: { ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 })
      ? address[start.endIndex...] : nil
  }

  private static func isHex(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6 }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 }
}
