/// The visible text of a safe HTML fragment, such as the sanitiser writes.
public enum VisibleText {
  /// Elements that stand within a line; every other one ends it.
  private static let inline: [UInt64] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "rp",
    "rt",
    "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr",
  ].map { key($0.utf8) }

  /// A name of up to eight bytes as a number; 0 for a longer one.
  private static func key(_ name: some Collection<UInt8>) -> UInt64 {
    name.count > 8 ? 0 : name.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static let cells = ["td", "th"].map { key($0.utf8) }

  private static let pre = key("pre".utf8)

  /// The text in UTF-8: a line feed for every end of a block, a tab between the cells of a row, entities decoded. A line
  /// that ends within a paragraph goes on: after a space, or without one between two Chinese characters.
  public static func of(html: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var lines = Lines()
    out.reserveCapacity(html.count)
    html.withUnsafeBufferPointer { bytes in
      var at = 0
      while at < bytes.count {
        let byte = bytes[at]
        if byte == UInt8(ascii: "<") {
          at = tag(bytes, at, &lines, &out)
        } else if byte == UInt8(ascii: "&") {
          lines.goOn(before: nil, &out)
          at = entity(bytes, at, &out)
        } else {
          let start = at
          at = textEnd(bytes, at)
          lines.text(UnsafeBufferPointer(rebasing: bytes[start..<at]), &out)
        }
      }
    }
    return out
  }

  /// Where the next tag or reference begins, eight bytes at a time.
  private static func textEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(bytes)
    var at = start
    while at + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      if hasZero(word ^ 0x3C3C_3C3C_3C3C_3C3C) || hasZero(word ^ 0x2626_2626_2626_2626) { break }
      at += 8
    }
    while at < bytes.count, bytes[at] != UInt8(ascii: "<"), bytes[at] != UInt8(ascii: "&") { at += 1 }
    return at
  }

  private static func hasZero(_ word: UInt64) -> Bool {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 != 0
  }

  private static func tag(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ lines: inout Lines, _ out: inout [UInt8]
  ) -> Int {
    var at = start + 1
    let isEnd = at < bytes.count && bytes[at] == UInt8(ascii: "/")
    if at < bytes.count, bytes[at] == UInt8(ascii: "/") { at += 1 }
    let nameStart = at
    while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
    let name = UnsafeBufferPointer(rebasing: bytes[nameStart..<at])
    // An attribute's value may hold ">".
    var quote: UInt8 = 0
    while at < bytes.count, quote != 0 || bytes[at] != UInt8(ascii: ">") {
      let byte = bytes[at]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      }
      at += 1
    }
    let key = key(name)
    if key == pre { lines.inPre = max(0, lines.inPre + (isEnd ? -1 : 1)) }
    if cells.contains(key) || key == 0 || !inline.contains(key) { lines.isBroken = false }
    if cells.contains(key) {
      out.append(0x09)
    } else if key == 0 || !inline.contains(key) {
      out.append(0x0A)
    }
    return at + 1
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  private static func entity(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ out: inout [UInt8]) -> Int {
    let limit = min(start + 12, bytes.count)
    guard let end = (start..<limit).first(where: { bytes[$0] == UInt8(ascii: ";") }) else {
      out.append(bytes[start])
      return start + 1
    }
    let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    let known: [String: UInt32] = ["amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "nbsp": 0xA0]
    var scalar = known[name]
    if scalar == nil, name.hasPrefix("#x") || name.hasPrefix("#X") { scalar = UInt32(name.dropFirst(2), radix: 16) }
    if scalar == nil, name.hasPrefix("#") { scalar = UInt32(name.dropFirst()) }
    guard let scalar, let valid = Unicode.Scalar(scalar) else {
      out.append(bytes[start])
      return start + 1
    }
    NormalisedText.append(valid.value, to: &out)
    return end + 1
  }
}

/// Where lines of the source end within a paragraph.
private struct Lines {
  /// A line ended, and nothing came after it yet.
  var isBroken = false
  var inPre = 0

  mutating func text(_ text: UnsafeBufferPointer<UInt8>, _ out: inout [UInt8]) {
    var at = 0
    while at < text.count {
      let end = inPre > 0 ? text.count : text[at...].firstIndex(of: 0x0A) ?? text.count
      var piece = text[at..<end]
      if isBroken { piece = piece.drop { Lines.isSpace($0) } }
      if !piece.isEmpty {
        goOn(before: piece, &out)
        out.append(contentsOf: UnsafeBufferPointer(rebasing: piece))
      }
      if end < text.count {
        while let last = out.last, Lines.isSpace(last) { out.removeLast() }
        isBroken = true
      }
      at = end + 1
    }
  }

  /// Puts a space where a line ended, but for two Chinese characters.
  mutating func goOn(before next: Slice<UnsafeBufferPointer<UInt8>>?, _ out: inout [UInt8]) {
    guard isBroken else { return }
    isBroken = false
    guard let before = out.last, before != 0x0A, before != 0x09 else { return }
    if let next, Lines.isWide(next), Lines.isWide(out[Lines.lead(of: out)...]) { return }
    out.append(0x20)
  }

  /// Where the last character begins.
  private static func lead(of text: [UInt8]) -> Int {
    var at = text.count - 1
    while at > 0, text[at] & 0xC0 == 0x80 { at -= 1 }
    return at
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D }

  /// Whether a text begins with a Chinese character, a full-width mark, or one of “ ” ‘ ’ — and …, which Chinese shares.
  private static func isWide<Text: RandomAccessCollection<UInt8>>(_ text: Text) -> Bool {
    let start = text.startIndex
    guard text.count >= 3 else { return false }
    let (second, third) = (text[text.index(start, offsetBy: 1)], text[text.index(start, offsetBy: 2)])
    switch text[start] {
    case 0xE3...0xE9, 0xEF: return true
    // Rare characters of names; what lies before them is pictures.
    case 0xF0: return second >= 0xA0
    case 0xE2: return second == 0x80 && [0x94, 0x98, 0x99, 0x9C, 0x9D, 0xA6].contains(third)
    default: return false
    }
  }
}
