#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Notes in the way of other dialects, `[^1]: 说明`, and other lines that CommonMark takes for the address of a link, which
/// no page shows: what was approved would not be published.
enum FootnoteMarks {
  /// The text with such lines made plain ones; nil if it has none.
  static func plain(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let base = bytes.baseAddress, ReferenceMarks.mayStand(in: bytes) else { return nil }
    var references = ReferenceMarks(bytes)
    var out: [UInt8] = []
    var start = 0
    var fence: UInt8?
    var found = false
    while start < bytes.count {
      let end = memchr(base + start, 0x0A, bytes.count - start).map { base.distance(to: UnsafeRawPointer($0)) + 1 }
      let line = UnsafeRawBufferPointer(rebasing: bytes[start..<(end ?? bytes.count)])
      start = end ?? bytes.count
      let text = line.drop { $0 == 0x20 || $0 == UInt8(ascii: ">") }
      if let mark = text.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~"),
        text.prefix(3).allSatisfy({ $0 == mark }), text.count > 2, fence == nil || fence == mark
      {
        fence = fence == nil ? mark : nil
      } else if fence == nil, text.startIndex - line.startIndex < 4 || line.first == UInt8(ascii: ">") {
        let words = withoutListMark(text)
        if isNote(words) || references.isText(words) {
          out += line[..<words.startIndex]
          out.append(UInt8(ascii: "\\"))
          out += words
          found = true
          continue
        }
      }
      out += line
    }
    return found ? out : nil
  }

  /// A line behind `- ` or `1. `.
  private static func withoutListMark(_ line: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
    var rest = line.drop { $0 >= 0x30 && $0 <= 0x39 }
    guard let mark = rest.first,
      rest.startIndex > line.startIndex
        ? mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")") : "-+*".utf8.contains(mark)
    else { return line }
    rest = rest.dropFirst()
    let words = rest.drop { $0 == 0x20 }
    let blanks = words.startIndex - rest.startIndex
    return blanks > 0 && blanks < 5 ? words : line
  }

  /// Whether a line begins with `[^name]:`.
  private static func isNote(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard line.starts(with: "[^".utf8), let close = line.firstIndex(of: UInt8(ascii: "]")) else { return false }
    let after = line.index(after: close)
    return line.distance(from: line.startIndex, to: close) > 2 && after < line.endIndex
      && line[after] == UInt8(ascii: ":")
  }
}
