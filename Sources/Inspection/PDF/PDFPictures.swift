extension PDFFile {
  /// The JPEG file of a picture: as it stands, or out of the filters around it (ISO 32000-1, 7.4); nil if it is none.
  func jpeg(of item: Item, limit: Int) -> [UInt8]? {
    guard let range = item.stream, range.count > 3, let dictionary = item.value.dictionary else { return nil }
    if bytes[range].starts(with: PDFFile.jpegStart) { return Array(bytes[range]) }
    let filters = resolve(dictionary["Filter"] ?? dictionary["F"])?.array?.compactMap { resolve($0)?.name } ?? []
    guard filters.count > 1, filters.last == "DCTDecode" || filters.last == "DCT" else { return nil }
    var content = Array(bytes[range])
    for filter in filters.dropLast() {
      switch filter {
      case "FlateDecode", "Fl":
        let outcome = Inflate.zlib(content, limit: limit)
        guard !outcome.isTooLarge else { return nil }
        content = outcome.bytes
      case "ASCIIHexDecode", "AHx": content = PDFFile.fromHex(content)
      case "ASCII85Decode", "A85": content = PDFFile.from85(content)
      default: return nil
      }
    }
    return content.starts(with: PDFFile.jpegStart) ? content : nil
  }

  private static let jpegStart: [UInt8] = [0xFF, 0xD8, 0xFF]

  private static func fromHex(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var high: UInt8?
    for byte in text.prefix(while: { $0 != UInt8(ascii: ">") }) {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init) else { continue }
      if let first = high { out.append(first << 4 | digit) }
      high = high == nil ? digit : nil
    }
    if let high { out.append(high << 4) }
    return out
  }

  private static func from85(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var group: [UInt32] = []
    func four(_ digits: [UInt32]) -> [UInt8] {
      let value = digits.reduce(UInt32(0)) { $0 &* 85 &+ $1 }
      return (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * $0)) }
    }
    for byte in text.prefix(while: { $0 != UInt8(ascii: "~") }) {
      if byte == UInt8(ascii: "z"), group.isEmpty { out += [0, 0, 0, 0] }
      guard (0x21...0x75).contains(byte) else { continue }
      group.append(UInt32(byte - 0x21))
      if group.count == 5 {
        out += four(group)
        group = []
      }
    }
    if group.count > 1 {
      out += four(group + [UInt32](repeating: 84, count: 5 - group.count)).prefix(group.count - 1)
    }
    return out
  }
}
