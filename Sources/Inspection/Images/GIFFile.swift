/// GIF 87a and 89a: comment extensions.
enum GIFFile {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    ImageNote.unread(&gathering)
    guard bytes.count > 13 else {
      ImageNote.broken(&gathering)
      return
    }
    var at = 13 + table(bytes[10])
    while at < bytes.count {
      switch bytes[at] {
      case 0x3B:
        ImageNote.trailing(bytes, from: at + 1, &gathering)
        return
      case 0x21 where at + 1 < bytes.count:
        let kind = bytes[at + 1]
        let (content, end) = blocks(bytes, at + 2)
        at = end
        if kind == 0xFE {
          let text = Bytes.string(content)
          gathering.text("图片注释", text, hidden: true)
          gathering.find(.metadata, "图片注释", Mask.text(text))
        } else if kind == 0xFF, content.starts(with: Array("XMP DataXMP".utf8)) {
          gathering.find(.metadata, "图片信息", "含 XMP 属性")
          gathering.text("图片信息", String(decoding: content, as: UTF8.self), hidden: true)
        }
      case 0x2C where at + 9 < bytes.count: at = blocks(bytes, at + 11 + table(bytes[at + 9])).end
      default:
        ImageNote.broken(&gathering)
        return
      }
    }
    ImageNote.broken(&gathering)
  }

  /// Bytes of a colour table by its flags.
  private static func table(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }

  /// Sub-blocks up to the empty one.
  private static func blocks(_ bytes: [UInt8], _ start: Int) -> (content: [UInt8], end: Int) {
    var at = start
    var content: [UInt8] = []
    while at < bytes.count, bytes[at] != 0 {
      content.append(contentsOf: Bytes.slice(bytes, at + 1, Int(bytes[at])))
      at += 1 + Int(bytes[at])
    }
    return (content, min(bytes.count, at + 1))
  }
}
