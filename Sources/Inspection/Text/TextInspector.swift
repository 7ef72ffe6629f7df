/// Plain text: one part a line, so that a place names the line.
enum TextInspector {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    guard bytes.count <= gathering.limits.maxEntryBytes else {
      gathering.find(.tooLarge, "", "文件超过 \(gathering.limits.maxEntryBytes >> 20) MB，没有查看")
      return
    }
    guard let text = TextDecoding.utf8(of: bytes) else {
      gathering.find(.unreadable, "", "不是 UTF-8、UTF-16 或 GB 18030 编码的文字")
      return
    }
    for (index, line) in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      if gathering.isFull { return }
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if line.contains(where: { $0 > 0x20 }) { gathering.bytes("第\(index + 1)行", Array(line)) }
    }
  }
}
