/// TIFF 6.0 and the EXIF data that other pictures carry in its form.
enum TIFFFile {
  static func inspect(_ bytes: [UInt8], _ place: String, _ gathering: inout Gathering) {
    ImageNote.unread(&gathering)
    read(bytes, "图片信息", &gathering)
  }

  /// Follows the directories; each is read once, however they point to each other.
  static func read(_ bytes: [UInt8], _ place: String, _ gathering: inout Gathering) {
    let isBig = bytes.starts(with: [0x4D, 0x4D])
    guard isBig || bytes.starts(with: [0x49, 0x49]), let first = Bytes.number(bytes, 4, 4, bigEndian: isBig) else {
      gathering.find(.unreadable, place, "图片信息无法读取")
      return
    }
    var todo: [(offset: Int, isGPS: Bool)] = [(first, false)]
    var seen: Set<Int> = []
    while let (offset, isGPS) = todo.popLast() {
      guard offset > 0, seen.insert(offset).inserted, seen.count < 200,
        let count = Bytes.number(bytes, offset, 2, bigEndian: isBig)
      else { continue }
      for index in 0..<count {
        let at = offset + 2 + index * 12
        guard let tag = Bytes.number(bytes, at, 2, bigEndian: isBig) else { break }
        if isGPS {
          // Latitude and longitude; a GPS directory with its version alone says nothing.
          if tag == 2 || tag == 4 || tag == 0x1B || tag == 0x1C || tag == 7 {
            gathering.find(.gps, place, "照片带有拍摄地点")
          }
          continue
        }
        if tag == 0x8825 || tag == 0x8769 || tag == 0xA005 || tag == 0x14A {
          if let next = Bytes.number(bytes, at + 8, 4, bigEndian: isBig) { todo.append((next, tag == 0x8825)) }
          continue
        }
        note(bytes, at, tag, isBig, place, &gathering)
      }
      if !isGPS, let next = Bytes.number(bytes, offset + 2 + count * 12, 4, bigEndian: isBig) {
        todo.append((next, false))
      }
    }
  }

  private static func note(
    _ bytes: [UInt8], _ at: Int, _ tag: Int, _ isBig: Bool, _ place: String, _ gathering: inout Gathering
  ) {
    guard names[tag] != nil || tag == 0x2BC || tag == 0x83BB || tag == 0x8649 else { return }
    let content = value(bytes, at, isBig)
    if tag == 0x2BC {
      XMPPacket.inspect(content, &gathering)
    } else if tag == 0x83BB || tag == 0x8649 {
      IPTCBlock.inspect(content, &gathering)
    } else if let name = names[tag] {
      let isWide = (0x9C9B...0x9C9F).contains(tag)
      let raw = tag == 0x9286 ? Array(content.dropFirst(8)) : content
      let text =
        isWide
        ? String(decoding: TextDecoding.utf16([0xFF, 0xFE] + raw, bigEndian: false) ?? [], as: UTF8.self)
          .replacing("\0", with: "") : Bytes.string(raw)
      guard !Mask.isBlank(text) else { return }
      gathering.text("\(place)·\(name)", text, hidden: true)
      // The maker and model of a camera tell nobody's name.
      if tag != 0x10F, tag != 0x110 { gathering.find(.metadata, place, "\(name)：\(Mask.text(text))") }
    }
  }

  /// The value of an entry: within its last 4 bytes, or where they point to.
  private static func value(_ bytes: [UInt8], _ at: Int, _ isBig: Bool) -> [UInt8] {
    guard let type = Bytes.number(bytes, at + 2, 2, bigEndian: isBig),
      let count = Bytes.number(bytes, at + 4, 4, bigEndian: isBig),
      let offset = Bytes.number(bytes, at + 8, 4, bigEndian: isBig)
    else { return [] }
    let width = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 9: 4, 10: 8][type] ?? 1
    let size = min(count, 1 << 20) * width
    return Bytes.slice(bytes, size <= 4 ? at + 8 : offset, size)
  }

  private static let names: [Int: String] = [
    0x10E: "说明", 0x10F: "相机厂商", 0x110: "相机型号", 0x131: "软件", 0x13B: "作者", 0x13C: "电脑名", 0x8298: "版权",
    0x9286: "备注", 0x9C9B: "标题", 0x9C9C: "备注", 0x9C9D: "作者", 0x9C9E: "关键词", 0x9C9F: "主题", 0xA430: "相机主人",
    0xA431: "机身序列号", 0xA435: "镜头序列号",
  ]
}
