import CCmarkGFM

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Finds marks of emphasis that stayed in the text.
enum LeftoverMarks {
  /// Whether the source has marks at all, none of them escaped on purpose.
  static func arePossible(in source: UnsafeRawBufferPointer) -> Bool {
    guard let base = source.baseAddress else { return false }
    let hasMarks =
      memchr(base, Int32(UInt8(ascii: "*")), source.count) != nil
      || memchr(base, Int32(UInt8(ascii: "~")), source.count) != nil
    return hasMarks && memchr(base, Int32(UInt8(ascii: "\\")), source.count) == nil
  }

  /// Offset of the first `**` or `~~` in a text.
  static func first(in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard text.count > 1 else { return nil }
    for at in 0..<(text.count - 1) where text[at] == text[at + 1] {
      if text[at] == UInt8(ascii: "*") || text[at] == UInt8(ascii: "~") { return at }
    }
    return nil
  }

  /// Line and column in the writer's own text. The column is told only where it proves right: cmark counts bytes
  /// and loses count behind entities.
  static func place(
    of node: MarkdownNode, offset: Int, in source: UnsafeRawBufferPointer
  ) -> (line: Int?, column: Int?) {
    guard let line = node.line else { return (nil, nil) }
    var start = 0
    for _ in 1..<line {
      guard let end = source[start...].firstIndex(of: UInt8(ascii: "\n")) else { return (line, nil) }
      start = end + 1
    }
    let at = start + Int(cmark_node_get_start_column(node.pointer)) - 1 + offset
    guard at >= start, at < source.count,
      source[at] == UInt8(ascii: "*") || source[at] == UInt8(ascii: "~") || source[at] == StarMarks.mark[0]
    else { return (line, nil) }
    let before = String(decoding: source[start..<at], as: UTF8.self)
    return (line, before.unicodeScalars.count { $0.value != 0xFDD0 } + 1)
  }
}
