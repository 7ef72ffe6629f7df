import CCmarkGFM

/// Ends a bare address where Chinese text begins.
///
/// cmark-gfm takes all up to the next space for the address, so `见https://www.gov.cn，特此通知` would link the whole
/// sentence. An address in angle brackets is the writer's own and stays whole.
enum BareAddress {
  /// Shortens a bare address; what is cut off becomes text behind it.
  static func cut(_ link: MarkdownNode, in source: UnsafeRawBufferPointer) {
    guard let child = cmark_node_first_child(link.pointer).map(MarkdownNode.init),
      child.type == CMARK_NODE_TEXT, cmark_node_next(child.pointer) == nil,
      link.url.contains(where: { $0 >= 0x80 }), !isBracketed(Array(child.literal), in: source)
    else { return }
    let text = StarMarks.restored(Array(child.literal))
    let url = StarMarks.restored(Array(link.url))
    guard url.suffix(text.count).elementsEqual(text), var end = text.firstIndex(where: { $0 >= 0x80 }) else { return }
    // Western punctuation at the end belongs to the sentence, as cmark has it.
    while end > 0, "?!.,:*_~'\"".utf8.contains(text[end - 1]) { end -= 1 }
    let prefixLength = url.count - text.count
    // "http://例子.中国" has nothing before the Chinese.
    guard end > 0,
      text[end - 1] != UInt8(ascii: "/") || text[..<end].count(where: { $0 == UInt8(ascii: "/") }) > 2,
      let rest = cmark_node_new_with_mem(CMARK_NODE_TEXT, CommonMark.memory)
    else { return }
    set(rest, text[end...], cmark_node_set_literal)
    guard cmark_node_insert_after(link.pointer, rest) != 0 else {
      cmark_node_free(rest)
      return
    }
    set(child.pointer, text[..<end], cmark_node_set_literal)
    set(link.pointer, url[..<(prefixLength + end)], cmark_node_set_url)
  }

  private static func set(
    _ node: OpaquePointer, _ bytes: ArraySlice<UInt8>,
    _ setter: (OpaquePointer?, UnsafePointer<CChar>?) -> Int32
  ) {
    var text = bytes.map { CChar(bitPattern: $0) }
    text.append(0)
    _ = setter(node, text)
  }

  /// Whether the address stands in the source between angle brackets.
  private static func isBracketed(_ text: [UInt8], in source: UnsafeRawBufferPointer) -> Bool {
    var at = source.startIndex
    while let open = source[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = open + 1
      let rest = source[at...]
      if rest.count > text.count, rest.starts(with: text), rest[at + text.count] == UInt8(ascii: ">") {
        return true
      }
    }
    return false
  }
}
