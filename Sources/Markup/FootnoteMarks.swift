#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Notes in the way of other dialects: `[^1]: 说明`. CommonMark has none, and takes such a line for the address of a link,
/// which no page shows: what was approved would not be published.
enum FootnoteMarks {
  /// The text with such lines made plain ones; nil if it has none.
  static func plain(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    guard let base = bytes.baseAddress, mayHold(bytes, base) else { return nil }
    var out: [UInt8] = []
    var start = 0
    var fence: UInt8?
    var found = false
    while start < bytes.count {
      let end = memchr(base + start, 0x0A, bytes.count - start).map { base.distance(to: UnsafeRawPointer($0)) + 1 }
      let line = UnsafeRawBufferPointer(rebasing: bytes[start..<(end ?? bytes.count)])
      let text = line.drop { $0 == 0x20 || $0 == UInt8(ascii: ">") }
      if let mark = text.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~"),
        text.prefix(3).allSatisfy({ $0 == mark }), text.count > 2, fence == nil || fence == mark
      {
        fence = fence == nil ? mark : nil
      } else if fence == nil, text.startIndex - line.startIndex < 4 || line.first == UInt8(ascii: ">"), isNote(text) {
        out += line[..<text.startIndex]
        out.append(UInt8(ascii: "\\"))
        out += text
        found = true
        start = end ?? bytes.count
        continue
      }
      out += line
      start = end ?? bytes.count
    }
    return found ? out : nil
  }

  /// Whether `[^` stands anywhere.
  private static func mayHold(_ bytes: UnsafeRawBufferPointer, _ base: UnsafeRawPointer) -> Bool {
    var at = 0
    while at < bytes.count, let next = memchr(base + at, Int32(UInt8(ascii: "^")), bytes.count - at) {
      let place = base.distance(to: UnsafeRawPointer(next))
      if place > 0, bytes[place - 1] == UInt8(ascii: "[") { return true }
      at = place + 1
    }
    return false
  }

  /// Whether a line begins with `[^name]:`.
  private static func isNote(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard line.starts(with: "[^".utf8), let close = line.firstIndex(of: UInt8(ascii: "]")) else { return false }
    let after = line.index(after: close)
    return line.distance(from: line.startIndex, to: close) > 2 && after < line.endIndex
      && line[after] == UInt8(ascii: ":")
  }
}
