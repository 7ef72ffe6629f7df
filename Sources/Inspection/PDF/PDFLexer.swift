/// Reads values from bytes; what is broken ends the reading, never the program.
struct PDFLexer {
  private let bytes: [UInt8]
  private(set) var at: Int
  private let end: Int

  init(_ bytes: [UInt8], at: Int, end: Int? = nil) {
    self.bytes = bytes
    self.at = max(0, at)
    self.end = min(end ?? bytes.count, bytes.count)
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0 || byte == 9 || byte == 10 || byte == 12 || byte == 13 || byte == 32
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0x2F, 0x25: true
    default: false
    }
  }

  /// Skips white space and comments.
  mutating func skipSpace() {
    while at < end {
      if PDFLexer.isSpace(bytes[at]) {
        at += 1
      } else if bytes[at] == 0x25 {
        while at < end, bytes[at] != 10, bytes[at] != 13 { at += 1 }
      } else {
        return
      }
    }
  }

  /// The next value; nil at the end or at what is none.
  mutating func value(depth: Int = 0) -> PDFValue? {
    skipSpace()
    guard at < end, depth < 100 else { return nil }
    switch bytes[at] {
    case UInt8(ascii: "/"): return .name(name())
    case UInt8(ascii: "("): return .string(literal())
    case UInt8(ascii: "<"):
      if at + 1 < end, bytes[at + 1] == UInt8(ascii: "<") { return dictionary(depth) }
      return .string(hexadecimal())
    case UInt8(ascii: "["): return array(depth)
    case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): return number()
    default:
      switch word() {
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      case "null": return .null
      default: return nil
      }
    }
  }

  /// The next run of ordinary characters.
  mutating func word() -> String {
    skipSpace()
    let start = at
    while at < end, !PDFLexer.isSpace(bytes[at]), !PDFLexer.isDelimiter(bytes[at]), at - start < 64 { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func name() -> String {
    at += 1
    var result: [UInt8] = []
    while at < end, !PDFLexer.isSpace(bytes[at]), !PDFLexer.isDelimiter(bytes[at]), result.count < 256 {
      // `/J#61vaScript` is `/JavaScript`.
      if bytes[at] == UInt8(ascii: "#"), at + 2 < end, let high = PDFLexer.digit(bytes[at + 1]),
        let low = PDFLexer.digit(bytes[at + 2])
      {
        result.append(high << 4 | low)
        at += 3
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func number() -> PDFValue {
    guard let whole = digits() else {
      let text = word()
      return Double(text).map { .number($0) } ?? .null
    }
    // `12 0 R` is a reference.
    let behind = at
    skipSpace()
    if digits() != nil {
      skipSpace()
      if at < end, bytes[at] == UInt8(ascii: "R") {
        at += 1
        return .reference(whole)
      }
    }
    at = behind
    return .number(Double(whole))
  }

  /// A run of up to 10 digits that ends a word; nothing is read if there is none.
  private mutating func digits() -> Int? {
    var here = at
    var value = 0
    while here < end, here - at < 10, (0x30...0x39).contains(bytes[here]) {
      value = value * 10 + Int(bytes[here] - 0x30)
      here += 1
    }
    guard here > at, here == end || PDFLexer.isSpace(bytes[here]) || PDFLexer.isDelimiter(bytes[here]) else {
      return nil
    }
    at = here
    return value
  }

  private mutating func array(_ depth: Int) -> PDFValue? {
    at += 1
    var items: [PDFValue] = []
    while true {
      skipSpace()
      guard at < end else { return .array(items) }
      if bytes[at] == UInt8(ascii: "]") {
        at += 1
        return .array(items)
      }
      guard let item = value(depth: depth + 1) else { return .array(items) }
      items.append(item)
    }
  }

  private mutating func dictionary(_ depth: Int) -> PDFValue? {
    at += 2
    var items: [String: PDFValue] = [:]
    while true {
      skipSpace()
      guard at < end else { return .dictionary(items) }
      if bytes[at] == UInt8(ascii: ">") {
        at = min(end, at + 2)
        return .dictionary(items)
      }
      guard bytes[at] == UInt8(ascii: "/") else { return .dictionary(items) }
      let key = name()
      skipSpace()
      if at < end, bytes[at] == UInt8(ascii: ">") { continue }
      guard let item = value(depth: depth + 1) else { return .dictionary(items) }
      items[key] = item
    }
  }

  private mutating func literal() -> [UInt8] {
    at += 1
    var result: [UInt8] = []
    var open = 1
    while at < end {
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "("): open += 1
      case UInt8(ascii: ")"):
        open -= 1
        if open == 0 { return result }
      case UInt8(ascii: "\\"):
        escape(into: &result)
        continue
      default: break
      }
      result.append(byte)
    }
    return result
  }

  private mutating func escape(into result: inout [UInt8]) {
    guard at < end else { return }
    let byte = bytes[at]
    at += 1
    switch byte {
    case UInt8(ascii: "n"): result.append(10)
    case UInt8(ascii: "r"): result.append(13)
    case UInt8(ascii: "t"): result.append(9)
    case UInt8(ascii: "b"): result.append(8)
    case UInt8(ascii: "f"): result.append(12)
    case 10: break
    case 13: if at < end, bytes[at] == 10 { at += 1 }
    case 0x30...0x37:
      var code = Int(byte - 0x30)
      var count = 1
      while count < 3, at < end, (0x30...0x37).contains(bytes[at]) {
        code = code * 8 + Int(bytes[at] - 0x30)
        at += 1
        count += 1
      }
      result.append(UInt8(truncatingIfNeeded: code))
    default: result.append(byte)
    }
  }

  private mutating func hexadecimal() -> [UInt8] {
    at += 1
    var result: [UInt8] = []
    var high: UInt8?
    while at < end {
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: ">") { break }
      guard let digit = PDFLexer.digit(byte) else { continue }
      if let first = high {
        result.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    if let high { result.append(high << 4) }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
