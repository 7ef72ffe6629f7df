#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Lines that look like the address of a link, `[说明]: 本表为初步统计数`, and are none: nothing in the text leads there, the
/// label has an address already, or what follows is words. CommonMark takes such a line out of the text all the same.
struct ReferenceMarks {
  /// What links may be named by: what stands in brackets anywhere but before a colon.
  private let used: Set<String>
  private var defined: Set<String> = []

  /// Looks through a text.
  init(_ bytes: UnsafeRawBufferPointer) {
    var used: Set<String> = []
    var open: Int?
    var isEscaped = false
    for at in bytes.indices {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch bytes[at] {
      case UInt8(ascii: "\\"): isEscaped = true
      case UInt8(ascii: "["): open = at + 1
      case UInt8(ascii: "]"):
        guard let start = open else { continue }
        open = nil
        if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: ":") { continue }
        used.insert(ReferenceMarks.label(bytes[start..<at]))
      default: break
      }
    }
    self.used = used
  }

  /// Whether `]:` stands anywhere.
  static func mayStand(in bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    var at = 0
    while at < bytes.count, let next = memchr(base + at, Int32(UInt8(ascii: "]")), bytes.count - at) {
      at = base.distance(to: UnsafeRawPointer(next)) + 1
      if at < bytes.count, bytes[at] == UInt8(ascii: ":") { return true }
    }
    return false
  }

  /// Whether a line, without blanks and the marks of quotations and lists before it, is text that looks like an address.
  mutating func isText(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard line.first == UInt8(ascii: "["),
      let close = line.indices.first(where: { line[$0] == UInt8(ascii: "]") && line[$0 - 1] != UInt8(ascii: "\\") }),
      close + 1 < line.endIndex, line[close + 1] == UInt8(ascii: ":")
    else { return false }
    let label = ReferenceMarks.label(line[(line.startIndex + 1)..<close])
    guard !label.isEmpty else { return false }
    guard used.contains(label), !defined.contains(label) else { return true }
    let target = line[(close + 2)...].drop { $0 == 0x20 || $0 == 0x09 }.prefix { $0 > 0x20 }
    // 附件/表.docx is an address, and 本表为初步统计数 none. An address may stand on the next line.
    if let first = target.first, first >= 0x80, !target.contains(where: { "./#".utf8.contains($0) }) { return true }
    defined.insert(label)
    return false
  }

  /// A label as labels are compared: without case, blanks as one.
  private static func label(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    String(decoding: bytes, as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
