/// Cuts a fragment of safe HTML into tags and text, without copying and without a tree.
///
/// The sanitizer has written the fragment, so tags are paired and attributes quoted. Other input is no danger: every
/// byte is either text or inside a tag, and a scan always ends.
struct FragmentScanner {
  /// A piece of a fragment.
  enum Piece {
    case start(FragmentTag, name: Range<Int>, attributes: Range<Int>)
    case end(FragmentTag)
    case text(Range<Int>)
  }

  let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The next piece, or nil at the end.
  mutating func next() -> Piece? {
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "<"), at + 1 < bytes.count {
        let byte = bytes[at + 1]
        if FragmentScanner.isLetter(byte) { return startTag() }
        if byte == UInt8(ascii: "/") { return endTag() }
        if byte == UInt8(ascii: "!") {
          skipDeclaration()
          continue
        }
      }
      let start = at
      at += 1
      while at < bytes.count, bytes[at] != UInt8(ascii: "<") { at += 1 }
      return .text(start..<at)
    }
    return nil
  }

  /// Skips the content of an element whose text is no markup, up to its end tag.
  mutating func skipRaw(_ name: Range<Int>) {
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "<"), at + 1 + name.count < bytes.count, bytes[at + 1] == UInt8(ascii: "/"),
        zip(name, at + 2..<at + 2 + name.count).allSatisfy({ $1 < bytes.count && bytes[$0] | 32 == bytes[$1] | 32 })
      {
        return
      }
      at += 1
    }
  }

  private mutating func startTag() -> Piece {
    let name = name(from: at + 1)
    at = name.upperBound
    let attributes = name.upperBound..<endOfTag()
    return .start(FragmentTag(UnsafeBufferPointer(rebasing: bytes[name])), name: name, attributes: attributes)
  }

  private mutating func endTag() -> Piece {
    let name = name(from: at + 2)
    at = name.upperBound
    _ = endOfTag()
    return .end(FragmentTag(UnsafeBufferPointer(rebasing: bytes[name])))
  }

  private func name(from start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, FragmentScanner.isLetter(bytes[end]) || (end > start && bytes[end] &- 0x30 < 10) {
      end += 1
    }
    return min(start, end, bytes.count)..<min(end, bytes.count)
  }

  /// Goes behind the tag's `>`, which does not count inside quotes, and returns its offset.
  private mutating func endOfTag() -> Int {
    var quote: UInt8 = 0
    while at < bytes.count {
      let byte = bytes[at]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: ">") {
        at += 1
        return at - 1
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      at += 1
    }
    return at
  }

  /// Comments and declarations.
  private mutating func skipDeclaration() {
    let isComment = at + 3 < bytes.count && bytes[at + 2] == UInt8(ascii: "-") && bytes[at + 3] == UInt8(ascii: "-")
    at += isComment ? 4 : 2
    while at < bytes.count {
      at += 1
      guard bytes[at - 1] == UInt8(ascii: ">") else { continue }
      if !isComment || (bytes[at - 2] == UInt8(ascii: "-") && bytes[at - 3] == UInt8(ascii: "-")) { return }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}

extension FragmentScanner {
  /// The raw value of an attribute of a start tag, references and all; nil if it has none.
  func attribute(_ wanted: StaticString, in tag: Range<Int>) -> Range<Int>? {
    var at = tag.lowerBound
    while at < tag.upperBound {
      while at < tag.upperBound, bytes[at] <= 0x20 || bytes[at] == UInt8(ascii: "/") { at += 1 }
      let start = at
      while at < tag.upperBound, bytes[at] > 0x20, bytes[at] != UInt8(ascii: "=") { at += 1 }
      let name = start..<at
      var value = at..<at
      if at < tag.upperBound, bytes[at] == UInt8(ascii: "=") {
        value = self.value(from: at + 1, to: tag.upperBound)
        at = min(tag.upperBound, value.upperBound + 1)
      }
      if bytes[name].elementsEqual(
        UnsafeBufferPointer(start: wanted.utf8Start, count: wanted.utf8CodeUnitCount))
      {
        return value
      }
      if name.isEmpty { at += 1 }
    }
    return nil
  }

  private func value(from start: Int, to end: Int) -> Range<Int> {
    guard start < end else { return end..<end }
    let quote = bytes[start]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    let first = isQuoted ? start + 1 : start
    var at = first
    while at < end, isQuoted ? bytes[at] != quote : bytes[at] > 0x20 { at += 1 }
    return first..<at
  }

  /// A whole number in decimal digits, at most 99,999; nil if the attribute is missing or something else.
  func number(_ name: StaticString, in tag: Range<Int>) -> Int? {
    guard let value = attribute(name, in: tag), (1...5).contains(value.count) else { return nil }
    var number = 0
    for byte in bytes[value] {
      guard byte &- 0x30 < 10 else { return nil }
      number = number * 10 + Int(byte - 0x30)
    }
    return number
  }

  /// Whether the class attribute has a class.
  func hasClass(_ name: StaticString, in value: Range<Int>) -> Bool {
    let wanted = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    return bytes[value].split(separator: 0x20).contains { $0.elementsEqual(wanted) }
  }
}
