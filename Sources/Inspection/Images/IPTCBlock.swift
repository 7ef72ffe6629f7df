/// IPTC-IIM records within a Photoshop block: caption, author, place.
enum IPTCBlock {
  /// Reads the text records of application 2.
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    var at = 0
    while at + 5 <= bytes.count {
      guard bytes[at] == 0x1C, bytes[at + 1] == 2,
        let length = Bytes.number(bytes, at + 3, 2, bigEndian: true), length > 0, at + 5 + length <= bytes.count
      else {
        at += 1
        continue
      }
      if let name = names[bytes[at + 2]] {
        let text = Bytes.string(Array(bytes[(at + 5)..<(at + 5 + length)]))
        gathering.text("图片信息·\(name)", text, hidden: true)
        gathering.find(.metadata, "图片信息", "\(name)：\(Mask.text(text))")
      }
      at += 5 + length
    }
  }

  private static let names: [UInt8: String] = [
    5: "名称", 25: "关键词", 40: "说明", 80: "作者", 85: "作者职务", 90: "城市", 92: "地点", 95: "省份", 105: "标题",
    110: "提供者", 115: "来源", 116: "版权", 118: "联系人", 120: "题注", 122: "题注作者",
  ]
}
