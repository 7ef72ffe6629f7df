/// WebP (RFC 9649): EXIF and XMP chunks.
enum WebPFile {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    ImageNote.unread(&gathering)
    let end = min(bytes.count, 8 + (Bytes.number(bytes, 4, 4, bigEndian: false) ?? 0))
    var at = 12
    while at + 8 <= end, let length = Bytes.number(bytes, at + 4, 4, bigEndian: false) {
      guard at + 8 + length <= bytes.count else {
        ImageNote.broken(&gathering)
        return
      }
      let content = { Array(bytes[(at + 8)..<(at + 8 + length)]) }
      switch String(decoding: bytes[at..<(at + 4)], as: UTF8.self) {
      case "EXIF":
        let exif = content()
        let isPrefixed = exif.starts(with: Array("Exif\0\0".utf8))
        TIFFFile.read(isPrefixed ? Array(exif.dropFirst(6)) : exif, "图片信息", &gathering)
      case "XMP ": XMPPacket.inspect(content(), &gathering)
      default: break
      }
      at += 8 + length + length % 2
    }
    ImageNote.trailing(bytes, from: min(bytes.count, max(at, end)), &gathering)
  }
}
