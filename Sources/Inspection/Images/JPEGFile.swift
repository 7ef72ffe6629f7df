/// JPEG (ISO/IEC 10918-1): the segments before and between the scans.
enum JPEGFile {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    ImageNote.unread(&gathering)
    var at = 2
    while let (marker, start, end) = segment(bytes, at) {
      switch marker {
      case 0xD9:
        ImageNote.trailing(bytes, from: end, &gathering)
        return
      case 0xE1: PictureProfile.inspect(Array(bytes[start..<end]), &gathering)
      case 0xED: IPTCBlock.inspect(Array(bytes[start..<end]), &gathering)
      case 0xFE:
        let text = Bytes.string(Array(bytes[start..<end]))
        gathering.text("图片注释", text, hidden: true)
        gathering.find(.metadata, "图片注释", Mask.text(text))
      default: break
      }
      at = marker == 0xDA ? afterScan(bytes, end) : end
    }
    ImageNote.broken(&gathering)
  }

  /// The marker at a place, and the range of what belongs to it.
  private static func segment(_ bytes: [UInt8], _ at: Int) -> (marker: UInt8, start: Int, end: Int)? {
    var at = at
    guard at + 1 < bytes.count, bytes[at] == 0xFF else { return nil }
    while at + 1 < bytes.count, bytes[at + 1] == 0xFF { at += 1 }
    guard at + 1 < bytes.count else { return nil }
    let marker = bytes[at + 1]
    if marker == 0xD9 || marker == 1 || (0xD0...0xD8).contains(marker) { return (marker, at + 2, at + 2) }
    guard let length = Bytes.number(bytes, at + 2, 2, bigEndian: true), length >= 2, at + 2 + length <= bytes.count
    else { return nil }
    return (marker, at + 4, at + 2 + length)
  }

  /// Where the compressed data ends: at a marker that is neither a stuffed FF nor a restart.
  private static func afterScan(_ bytes: [UInt8], _ start: Int) -> Int {
    var at = start
    while at + 1 < bytes.count {
      if bytes[at] == 0xFF, bytes[at + 1] != 0, bytes[at + 1] != 0xFF, !(0xD0...0xD7).contains(bytes[at + 1]) {
        return at
      }
      at += 1
    }
    return bytes.count
  }
}
