/// A JSON value that keeps the order of its members, so that the same value always writes the same bytes.
///
/// The ledger hashes bytes, not meanings: this type writes one canonical form (members in the order given,
/// no spaces, only `"`, `\` and control characters escaped) and reads strictly (RFC 8259, no duplicate keys).
/// Numbers are integers of 64 bits, or decimals for reports.
public enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int64)
  case decimal(Double)
  case string(String)
  case array([JSON])
  case object([Member])

  /// One name with its value.
  public struct Member: Sendable, Equatable {
    public let name: String
    public let value: JSON

    /// Pairs a name and a value.
    public init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a member of an object; nil if this is no object or has no such member.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The text of a string value.
  public var text: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// The number of an integer value.
  public var integer: Int64? {
    if case .int(let value) = self { return value }
    return nil
  }

  /// The elements of an array value.
  public var elements: [JSON]? {
    if case .array(let elements) = self { return elements }
    return nil
  }

  /// The members of an object value, in order.
  public var members: [Member]? {
    if case .object(let members) = self { return members }
    return nil
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .int(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  public init(nilLiteral: ()) { self = .null }

  /// A string, or null for nil.
  public init(_ text: String?) { self = text.map(JSON.string) ?? .null }

  /// An integer.
  public init(_ value: Int) { self = .int(Int64(value)) }

  /// An array of strings.
  public init(_ texts: [String]) { self = .array(texts.map(JSON.string)) }
}

extension JSON {
  /// The canonical bytes: no spaces, members in order.
  public var bytes: [UInt8] {
    var out: [UInt8] = []
    write(to: &out, indent: nil, depth: 0)
    return out
  }

  /// Appends the canonical bytes.
  public func write(to out: inout [UInt8]) { write(to: &out, indent: nil, depth: 0) }

  /// The same value over several lines, two spaces a level, for people and diffs.
  public var pretty: [UInt8] {
    var out: [UInt8] = []
    write(to: &out, indent: 2, depth: 0)
    out.append(0x0A)
    return out
  }

  private func write(to out: inout [UInt8], indent: Int?, depth: Int) {
    switch self {
    case .null: out.append(contentsOf: "null".utf8)
    case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
    case .int(let value): out.append(contentsOf: String(value).utf8)
    case .decimal(let value): out.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
    case .string(let text): JSON.quote(text, to: &out)
    case .array(let elements):
      JSON.writeList(elements, "[", "]", to: &out, indent: indent, depth: depth) { element, out in
        element.write(to: &out, indent: indent, depth: depth + 1)
      }
    case .object(let members):
      JSON.writeList(members, "{", "}", to: &out, indent: indent, depth: depth) { member, out in
        JSON.quote(member.name, to: &out)
        out.append(UInt8(ascii: ":"))
        if indent != nil { out.append(0x20) }
        member.value.write(to: &out, indent: indent, depth: depth + 1)
      }
    }
  }

  private static func writeList<Item>(
    _ items: [Item], _ open: Unicode.Scalar, _ close: Unicode.Scalar, to out: inout [UInt8], indent: Int?,
    depth: Int, _ body: (Item, inout [UInt8]) -> Void
  ) {
    func newLine(_ depth: Int, _ out: inout [UInt8]) {
      guard let indent, !items.isEmpty else { return }
      out.append(0x0A)
      out.append(contentsOf: repeatElement(0x20, count: indent * depth))
    }
    out.append(UInt8(ascii: open))
    for (index, item) in items.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      newLine(depth + 1, &out)
      body(item, &out)
    }
    newLine(depth, &out)
    out.append(UInt8(ascii: close))
  }

  /// Appends a quoted JSON string.
  public static func quote(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      var start = 0
      for index in 0..<bytes.count {
        let byte = bytes[index]
        guard byte < 0x20 || byte == 0x22 || byte == 0x5C else { continue }
        out.append(contentsOf: bytes[start..<index])
        start = index + 1
        out.append(0x5C)
        switch byte {
        case 0x0A: out.append(UInt8(ascii: "n"))
        case 0x0D: out.append(UInt8(ascii: "r"))
        case 0x09: out.append(UInt8(ascii: "t"))
        case 0x22, 0x5C: out.append(byte)
        default:
          let digits = Array("0123456789abcdef".utf8)
          out.append(contentsOf: "u00".utf8)
          out.append(digits[Int(byte >> 4)])
          out.append(digits[Int(byte & 0xF)])
        }
      }
      out.append(contentsOf: bytes[start..<bytes.count])
    }
    out.append(UInt8(ascii: "\""))
  }
}
