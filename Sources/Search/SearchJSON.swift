/// Quoting for the small JSON files of the index.
enum SearchJSON {
  /// Appends a quoted text.
  static func quote(_ text: String, to out: inout [UInt8]) {
    out.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: out += [0x5C, byte]
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        out += "\\u00".utf8
        out += [digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      default: out.append(byte)
      }
    }
    out.append(0x22)
  }
}
