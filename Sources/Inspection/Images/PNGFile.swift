/// PNG (ISO/IEC 15948): text, EXIF and time chunks.
enum PNGFile {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    ImageNote.unread(&gathering)
    var at = 8
    while let length = Bytes.number(bytes, at, 4, bigEndian: true), at + 12 + length <= bytes.count {
      let content = Array(bytes[(at + 8)..<(at + 8 + length)])
      switch String(decoding: bytes[(at + 4)..<(at + 8)], as: UTF8.self) {
      case "IEND":
        ImageNote.trailing(bytes, from: at + 12, &gathering)
        return
      case "eXIf": TIFFFile.read(content, "图片信息", &gathering)
      case "tEXt": text(content, packedAt: nil, &gathering)
      case "zTXt": text(content, packedAt: 1, &gathering)
      case "iTXt": international(content, &gathering)
      default: break
      }
      at += 12 + length
    }
    ImageNote.broken(&gathering)
  }

  /// Keyword, NUL, text; or keyword, NUL, method, packed text.
  private static func text(_ content: [UInt8], packedAt offset: Int?, _ gathering: inout Gathering) {
    guard let end = content.firstIndex(of: 0) else { return }
    var value = Array(content[(end + 1)...])
    if let offset {
      guard let unpacked = Inflate.zlib(Array(value.dropFirst(offset)), limit: gathering.entryLimit).whole else {
        gathering.find(.unreadable, "图片文字", "压缩的文字无法解开")
        return
      }
      gathering.spend(unpacked.count)
      value = unpacked
    }
    note(Bytes.string(Array(content[..<end])), value, &gathering)
  }

  /// Keyword, NUL, packed?, method, language, NUL, translated keyword, NUL, text.
  private static func international(_ content: [UInt8], _ gathering: inout Gathering) {
    guard let end = content.firstIndex(of: 0), end + 2 < content.count,
      let language = content[(end + 3)...].firstIndex(of: 0),
      let translated = content[(language + 1)...].firstIndex(of: 0)
    else { return }
    var value = Array(content[(translated + 1)...])
    if content[end + 1] == 1 {
      guard let unpacked = Inflate.zlib(value, limit: gathering.entryLimit).whole else {
        gathering.find(.unreadable, "图片文字", "压缩的文字无法解开")
        return
      }
      gathering.spend(unpacked.count)
      value = unpacked
    }
    note(Bytes.string(Array(content[..<end])), value, &gathering)
  }

  private static func note(_ keyword: String, _ value: [UInt8], _ gathering: inout Gathering) {
    if keyword == "XML:com.adobe.xmp" {
      XMPPacket.inspect(value, &gathering)
      return
    }
    PictureProfile.inspectRaw(keyword, value, &gathering)
    let text = TextDecoding.string(value)
    gathering.text("图片文字 \(Mask.name(keyword))", text, hidden: true)
    gathering.find(.metadata, "图片文字", "\(Mask.name(keyword))：\(Mask.text(text))")
  }
}
