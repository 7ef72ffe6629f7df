/// What is said of every picture that is a file by itself.
enum ImageNote {
  /// Words in a picture cannot be searched: somebody must look. A picture within a document gets no such note.
  static func unread(_ gathering: inout Gathering) {
    if gathering.isPicturePart { return }
    gathering.find(.scanned, "", "图片里的文字无法检查，请人工查看", isBlocking: false)
  }

  /// A picture that ends early: a viewer shows what is there, but nobody knows what was meant to follow. Within a
  /// document it is only told.
  static func broken(_ gathering: inout Gathering) {
    gathering.find(.unreadable, "", "图片不完整", isBlocking: !gathering.isPicturePart)
  }

  /// Bytes behind the end of a picture, which viewers pass over.
  static func trailing(_ bytes: [UInt8], from end: Int, _ gathering: inout Gathering) {
    guard end < bytes.count, bytes[end...].contains(where: { $0 != 0 && $0 != 10 && $0 != 13 && $0 != 32 })
    else { return }
    guard bytes.count - end > 64 else {
      // Many programs leave a few bytes to fill up a block; words are none of these.
      let words = bytes[end...].split { $0 < 0x20 || $0 == 0x7F }.filter { $0.count >= 6 }
      for word in words { gathering.bytes("图片结尾之后", Array(word), hidden: true) }
      return
    }
    gathering.find(.embedded, "", "图片结尾之后还有 \(bytes.count - end) 字节")
    Remainder.inspect(bytes, from: end, &gathering)
  }
}
