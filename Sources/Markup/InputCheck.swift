import XML

/// What every body must pass before it is read.
enum InputCheck {
  /// Refuses a body that is too large or not UTF-8.
  static func check(_ bytes: UnsafeRawBufferPointer, _ options: MarkupOptions) throws(MarkupFault) {
    guard bytes.count <= options.maxBytes else {
      throw MarkupFault("markup.too-large", "正文有 \(bytes.count) 字节，超过上限 \(options.maxBytes) 字节。")
    }
    guard let offset = UTF8Text.firstInvalidOffset(in: bytes) else { return }
    let (line, column) = UTF8Text.position(of: offset, in: bytes)
    throw MarkupFault("markup.encoding", line: line, column: column, "正文第 \(offset + 1) 字节起不是 UTF-8。")
  }
}
