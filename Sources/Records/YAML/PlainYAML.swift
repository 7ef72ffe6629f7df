import Values

/// The plain front matter that nearly every record has, read without Yams (which takes 50-150 µs for it).
///
/// One field a line: `名称: 值`, the value plain, in double quotes, or a list in brackets. Anything else, or anything in
/// doubt, is left to Yams; what is read here reads the same there, places included, which a test compares.
struct PlainYAML {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  /// Where the line begins.
  private var lineStart = 0
  private var line: Int

  /// Reads a text; nil leaves it to Yams.
  ///
  /// - Parameter linesBefore: lines of the file before the text; added to every position.
  static func read(_ text: String, linesBefore: Int) -> YAMLNode? {
    var text = text
    return text.withUTF8 { utf8 in
      var reader = PlainYAML(bytes: utf8, line: linesBefore + 1)
      return reader.map()
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, line: Int) {
    self.bytes = bytes
    self.line = line
  }

  private mutating func map() -> YAMLNode? {
    var entries: [YAMLNode.Entry] = []
    var start: Position?
    // No two texts of these are equal unless their bytes are.
    var isOnlyIdeographs = true
    while at < bytes.count {
      if bytes[at] == 0x0A {
        nextLine()
        continue
      }
      let place = position
      guard let key = key(), let value = value(), endsLine() else { return nil }
      isOnlyIdeographs = isOnlyIdeographs && key.utf8.allSatisfy { $0 < 0x80 || 0xE4...0xE9 ~= $0 }
      let isTwice =
        isOnlyIdeographs
        ? entries.contains { $0.key.text.utf8.elementsEqual(key.utf8) } : entries.contains { $0.key.text == key }
      guard !isTwice else { return nil }
      start = start ?? place
      entries.append(YAMLNode.Entry(key: PlacedText(text: key, position: place), value: value))
    }
    return start.map { YAMLNode(content: .map(entries), position: $0) }
  }

  private mutating func nextLine() {
    at += 1
    lineStart = at
    line += 1
  }

  private mutating func endsLine() -> Bool {
    guard at < bytes.count else { return true }
    guard bytes[at] == 0x0A else { return false }
    nextLine()
    return true
  }

  private var position: Position {
    var column = 1
    for index in lineStart..<at where bytes[index] & 0xC0 != 0x80 { column += 1 }
    return Position(line: line, column: column)
  }

  private mutating func key() -> String? {
    let start = at
    while at < bytes.count, PlainYAML.isWord(bytes[at]), isUsual() { at += 1 }
    guard at > start, at - start < 256, at + 1 < bytes.count, bytes[at] == UInt8(ascii: ":"), bytes[at + 1] == 0x20
    else { return nil }
    let key = text(start..<at)
    at += 1
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    return key
  }

  private mutating func value() -> YAMLNode? {
    guard at < bytes.count else { return nil }
    let place = position
    switch bytes[at] {
    case UInt8(ascii: "["):
      guard let items = list() else { return nil }
      return YAMLNode(content: .list(items), position: place)
    case UInt8(ascii: "\""): return quoted().map { YAMLNode(content: .scalar($0), position: place) }
    default: return plain(inList: false).map { YAMLNode(content: .scalar($0), position: place) }
    }
  }

  /// A scalar without quotes: begins with a letter, a digit or a character beyond ASCII.
  private mutating func plain(inList: Bool) -> String? {
    let start = at
    guard PlainYAML.isWord(bytes[at]), bytes[at] != UInt8(ascii: "-") else { return nil }
    while at < bytes.count, bytes[at] != 0x0A {
      let byte = bytes[at]
      if inList, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") { break }
      // In a list brackets, colons and the like have meanings of their own.
      guard isUsual(), inList ? PlainYAML.isWord(byte) || byte == 0x20 : byte != UInt8(ascii: "#") else { return nil }
      if byte == UInt8(ascii: ":") {
        guard at + 1 < bytes.count, bytes[at + 1] != 0x20, bytes[at + 1] != 0x0A else { return nil }
      }
      at += 1
    }
    guard bytes[at - 1] != 0x20 else { return nil }
    let value = text(start..<at)
    return value.hasSameBytes(as: "null") ? nil : value
  }

  /// A scalar in double quotes on one line, with no escapes but those of the quote and the backslash.
  private mutating func quoted() -> String? {
    at += 1
    let start = at
    var isEscaped = false
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      guard isUsual() else { return nil }
      if bytes[at] == UInt8(ascii: "\\") {
        guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\\") || bytes[at + 1] == UInt8(ascii: "\"") else {
          return nil
        }
        isEscaped = true
        at += 1
      }
      at += 1
    }
    guard at < bytes.count else { return nil }
    defer { at += 1 }
    guard isEscaped else { return text(start..<at) }
    var out: [UInt8] = []
    var index = start
    while index < at {
      if bytes[index] == UInt8(ascii: "\\") { index += 1 }
      out.append(bytes[index])
      index += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// `[甲, "乙", 丙]` on one line.
  private mutating func list() -> [YAMLNode]? {
    at += 1
    var items: [YAMLNode] = []
    while at < bytes.count {
      while at < bytes.count, bytes[at] == 0x20 { at += 1 }
      guard at < bytes.count else { return nil }
      let place = position
      guard let item = bytes[at] == UInt8(ascii: "\"") ? quoted() : plain(inList: true) else { return nil }
      items.append(YAMLNode(content: .scalar(item), position: place))
      guard at < bytes.count else { return nil }
      at += 1
      if bytes[at - 1] == UInt8(ascii: "]") { return items }
      guard bytes[at - 1] == UInt8(ascii: ",") else { return nil }
    }
    return nil
  }

  /// No control character, and none of those that YAML 1.1 takes for a line end or refuses.
  private func isUsual() -> Bool {
    let byte = bytes[at]
    if byte < 0x80 { return byte >= 0x20 && byte != 0x7F }
    switch byte {
    case 0xC2: return false
    case 0xE2: return !(at + 2 < bytes.count && bytes[at + 1] == 0x80 && bytes[at + 2] & 0xFE == 0xA8)
    case 0xEF: return !(at + 1 < bytes.count && (bytes[at + 1] == 0xBB || bytes[at + 1] == 0xBF))
    default: return true
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x80..., 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: false
    }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }
}

// MARK: - Writing

extension PlainYAML {
  /// A text as a value of YAML: as it is where it reads back the same, otherwise in double quotes.
  static func written(_ text: String) -> String {
    guard case .map(let entries)? = PlainYAML.read("键: \(text)\n", linesBefore: 0)?.content, entries.count == 1,
      case .scalar(let back) = entries[0].value.content, back.utf8.elementsEqual(text.utf8)
    else { return quoted(text) }
    return text
  }

  /// A text in double quotes, on one line; the escapes of JSON are YAML's, too.
  static func quoted(_ text: String) -> String { String(decoding: JSON.string(text).bytes, as: UTF8.self) }
}
