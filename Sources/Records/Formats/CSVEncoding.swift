/// Tells in which encoding a CSV file was written.
enum CSVEncoding {
  /// The file's text: UTF-8, or GB 18030 converted to it.
  ///
  /// A file whose first line is UTF-8 beyond ASCII, or that begins with the UTF-8 mark, is meant to be UTF-8:
  /// a bad byte further on is a fault of its row, not a reason to read the whole in another encoding, or not at all.
  static func text(of bytes: [UInt8]) throws(TextFault) -> SourceText {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw TextFault(
        position: .start, message: "文件是 UTF-16 编码", remedy: "另存为「CSV UTF-8（逗号分隔）」")
    }
    do throws(TextFault) {
      return try SourceText(checking: bytes)
    } catch {
      let firstLine = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
      let isMeantAsUTF8 =
        firstLine.contains { $0 >= 0x80 } && String(validating: firstLine, as: UTF8.self) != nil
      if isMeantAsUTF8 || SourceText.firstInvalid(in: bytes) == nil { return SourceText(bearing: bytes) }
      guard let text = GB18030.text(of: bytes) else {
        throw TextFault(
          position: error.position, message: "既不是 UTF-8，也不是 GB 18030 编码",
          remedy: "另存为「CSV UTF-8（逗号分隔）」")
      }
      guard !text.utf8.contains(0) else { return SourceText(bearing: Array(text.utf8)) }
      return SourceText(known: text)
    }
  }
}
