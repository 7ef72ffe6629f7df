/// Plain-text bodies.
public enum PlainText {
  /// Turns a text into paragraphs.
  ///
  /// In a Chinese text every line is a paragraph, and the indent of two full-width spaces that typists use is left to
  /// the style sheet. In other texts a blank line ends a paragraph and single line ends stay line ends.
  /// - Throws: `markup.too-large`; `markup.encoding` with line and column.
  public static func html(
    _ bytes: [UInt8], _ options: MarkupOptions = MarkupOptions()
  ) throws(MarkupFault) -> MarkupResult {
    try bytes.withUnsafeBufferPointer { (buffer) throws(MarkupFault) in
      try html(UnsafeRawBufferPointer(buffer), options)
    }
  }

  /// The same over bytes that the caller owns.
  ///
  /// - Throws: `MarkupFault`, as the other does.
  public static func html(
    _ bytes: UnsafeRawBufferPointer, _ options: MarkupOptions = MarkupOptions()
  ) throws(MarkupFault) -> MarkupResult {
    try InputCheck.check(bytes, options)
    let text = String(decoding: withoutCarriageReturns(bytes), as: UTF8.self)
    let isChinese = text.unicodeScalars.contains { $0.value >= 0x3005 && CharacterClass($0.value).isCJK }
    var output = HTMLOutput(capacity: bytes.count + bytes.count / 8)
    var isOpen = false
    for line in text.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isLineEnd) {
      let trimmed = trim(line)
      if trimmed.isEmpty || isChinese, isOpen {
        output.raw("</p>\n")
        isOpen = false
      }
      if trimmed.isEmpty { continue }
      output.raw(isOpen ? "\n" : "<p>")
      isOpen = true
      output.text(trimmed)
    }
    if isOpen { output.raw("</p>\n") }
    return MarkupResult(html: output.bytes, headings: [], warnings: [])
  }

  /// Line ends of Windows and of old Macs become line feeds.
  private static func withoutCarriageReturns(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      if byte != 0x0D {
        result.append(byte)
      } else if index + 1 == bytes.count || bytes[index + 1] != 0x0A {
        result.append(0x0A)
      }
    }
    return result
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\u{2028}" || scalar == "\u{2029}" || scalar == "\u{C}"
  }

  /// A line without outer spaces of any width, byte order mark and control characters.
  private static func trim(_ line: Substring.UnicodeScalarView) -> String {
    let isBlank: (Unicode.Scalar) -> Bool = { CharacterClass($0.value).isSpace || $0 == "\u{FEFF}" }
    var rest = line.drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return String(
      String.UnicodeScalarView(rest.filter { $0 == "\t" || ($0.value > 0x1F && $0.value != 0x7F) }))
  }
}
