/// Why bytes are not the JSON that gongkai reads.
public struct JSONFault: Error, Equatable, Sendable {
  /// Byte offset of the fault.
  public let offset: Int
  /// What was wrong, in Chinese.
  public let message: String
}

extension JSON {
  /// Reads one value, and tells whether the bytes are surely the canonical ones of it (no need to write them again to
  /// know); where it says no they may still be.
  ///
  /// - Throws: as `init(reading:)`.
  public static func reading(_ bytes: [UInt8]) throws(JSONFault) -> (value: JSON, isCanonical: Bool) {
    let result: Result<(JSON, Bool), JSONFault> = bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(buffer)
      do throws(JSONFault) {
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.at == buffer.count else { throw reader.fault("值之后还有多余内容") }
        return .success((value, reader.isCanonical))
      } catch {
        return .failure(error)
      }
    }
    let (value, isCanonical) = try result.get()
    return (value, isCanonical)
  }

  /// Reads one value that begins at an offset, whatever follows it; nil unless its bytes are surely the canonical ones.
  public static func canonical(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (value: JSON, end: Int)? {
    var reader = JSONReader(bytes)
    reader.at = start
    guard let value = try? reader.value(depth: 1), reader.isCanonical else { return nil }
    return (value, reader.at)
  }

  /// Reads one value from all of the bytes.
  ///
  /// - Throws: `JSONFault` for anything that RFC 8259 refuses, for duplicate member names, invalid UTF-8,
  ///   lone surrogates, and nesting deeper than 64.
  public init(reading bytes: some Sequence<UInt8>) throws(JSONFault) {
    self = try JSON.reading(Array(bytes)).value
  }
}

/// A recursive-descent reader over bytes.
private struct JSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  fileprivate(set) var at = 0
  /// No blank, no escape and no number but a plain one came so far.
  private(set) var isCanonical = true

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  func fault(_ message: String) -> JSONFault { JSONFault(offset: at, message: message) }

  private var current: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      at += 1
      isCanonical = false
    }
  }

  mutating func value(depth: Int) throws(JSONFault) -> JSON {
    guard depth < 64 else { throw fault("嵌套超过 64 层") }
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONFault) -> JSON {
    for index in 0..<text.utf8CodeUnitCount {
      guard current == text.utf8Start[index] else { throw fault("不是 JSON 的值") }
      at += 1
    }
    return value
  }

  private mutating func object(depth: Int) throws(JSONFault) -> JSON {
    at += 1
    var members: [JSON.Member] = []
    skipSpace()
    if current == UInt8(ascii: "}") {
      at += 1
      return .object([])
    }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw fault("此处应为成员名") }
      let name = try string()
      guard !members.contains(where: { $0.name.hasSameBytes(as: name) }) else { throw fault("成员「\(name)」重复") }
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw fault("成员名之后应为冒号") }
      at += 1
      members.append(JSON.Member(name, try value(depth: depth + 1)))
      skipSpace()
      if try closes(UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONFault) -> JSON {
    at += 1
    var elements: [JSON] = []
    skipSpace()
    if current == UInt8(ascii: "]") {
      at += 1
      return .array([])
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if try closes(UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func closes(_ close: UInt8) throws(JSONFault) -> Bool {
    guard let byte = current, byte == close || byte == UInt8(ascii: ",") else { throw fault("此处应为逗号或括号") }
    at += 1
    return byte == close
  }

  private mutating func number() throws(JSONFault) -> JSON {
    let start = at
    if current == UInt8(ascii: "-") { isCanonical = false }
    var isDecimal = false
    while let byte = current {
      switch byte {
      case 0x30...0x39, UInt8(ascii: "-"): break
      case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"):
        isDecimal = true
        isCanonical = false
      default:
        return try finishNumber(start, isDecimal)
      }
      at += 1
    }
    return try finishNumber(start, isDecimal)
  }

  private func finishNumber(_ start: Int, _ isDecimal: Bool) throws(JSONFault) -> JSON {
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let whole = digits.prefix { $0.isASCII && $0.isNumber }
    let hasLeadingZero = whole.count > 1 && whole.hasPrefix("0")
    let fraction = digits.dropFirst(whole.count).first == "." ? digits.dropFirst(whole.count + 1).first : "0"
    if !whole.isEmpty, !hasLeadingZero, fraction?.isNumber == true {
      if !isDecimal, let value = Int64(text) { return .int(value) }
      if isDecimal, let value = Double(text), value.isFinite { return .decimal(value) }
    }
    throw JSONFault(offset: start, message: "不是 JSON 的值")
  }

  private mutating func string() throws(JSONFault) -> String {
    at += 1
    let start = at
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { at += 1 }
    if current == UInt8(ascii: "\"") {
      defer { at += 1 }
      return try decoded(bytes[start..<at])
    }
    var out = Array(bytes[start..<at])
    isCanonical = false
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return try decoded(out)
      case UInt8(ascii: "\\"): try escape(into: &out)
      case 0..<0x20: throw fault("字符串里有未转义的控制字符")
      default:
        out.append(byte)
        at += 1
      }
    }
    throw fault("字符串没有结束")
  }

  private func decoded(_ slice: Slice<UnsafeBufferPointer<UInt8>>) throws(JSONFault) -> String {
    guard let text = UnsafeBufferPointer(rebasing: slice).text else { throw fault("不是有效的 UTF-8") }
    return text
  }

  private func decoded(_ slice: [UInt8]) throws(JSONFault) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else { throw fault("不是有效的 UTF-8") }
    return text
  }

  private mutating func escape(into out: inout [UInt8]) throws(JSONFault) {
    at += 1
    guard let byte = current else { throw fault("转义没有结束") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
    case UInt8(ascii: "n"): out.append(0x0A)
    case UInt8(ascii: "r"): out.append(0x0D)
    case UInt8(ascii: "t"): out.append(0x09)
    case UInt8(ascii: "b"): out.append(0x08)
    case UInt8(ascii: "f"): out.append(0x0C)
    case UInt8(ascii: "u"):
      let high = try hexUnit()
      var code = UInt32(high)
      if (0xD800..<0xDC00).contains(high) {
        guard current == UInt8(ascii: "\\"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "u") else {
          throw fault("代理项不成对")
        }
        at += 2
        let low = try hexUnit()
        guard (0xDC00..<0xE000).contains(low) else { throw fault("代理项不成对") }
        code = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw fault("代理项不成对") }
      out.append(contentsOf: String(Character(scalar)).utf8)
    default: throw fault("未知的转义")
    }
  }

  private mutating func hexUnit() throws(JSONFault) -> UInt16 {
    guard at + 4 <= bytes.count,
      bytes[at..<at + 4].allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) }),
      let unit = UInt16(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    else { throw fault("\\u 之后应为四位十六进制数") }
    at += 4
    return unit
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes as text; nil unless they are UTF-8.
  public var text: String? {
    // Bytes of ASCII need no closer look.
    var all: UInt8 = 0
    for byte in self { all |= byte }
    if all < 0x80 {
      return String(unsafeUninitializedCapacity: count) { $0.initialize(fromContentsOf: self) }
    }
    // What can't be read is put right by this, and then no longer the same bytes. (The initializer that validates is not
    // made for bytes: it asks the runtime for its types each time.)
    let text = String(decoding: self, as: UTF8.self)
    let isSame = text.utf8.withContiguousStorageIfAvailable { $0.elementsEqual(self) } ?? text.utf8.elementsEqual(self)
    return isSame ? text : nil
  }
}
