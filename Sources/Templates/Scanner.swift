/// A tag of a template.
struct Tag: Sendable {
  enum Kind: Sendable, Hashable {
    case variable, raw, section, inverted, close, comment, partial, parent, block, delimiters

    /// Whether a tag `{{/name}}` must follow.
    var opens: Bool { [.section, .inverted, .parent, .block].contains(self) }
  }

  let kind: Kind
  /// The name inside, without blanks.
  let name: String
  /// Bytes of the whole tag.
  let range: Range<Int>
  /// Delimiters that it was written in.
  let delimiters: Delimiters
}

/// Finds the tags of a unit, one after another, under changing delimiters.
struct Scanner {
  private let unit: Unit
  private var delimiters: Delimiters
  private(set) var tags: [Tag] = []
  private(set) var errors: [TemplateError] = []

  private static let kinds: [UInt8: Tag.Kind] = [
    UInt8(ascii: "&"): .raw, UInt8(ascii: "#"): .section, UInt8(ascii: "^"): .inverted, UInt8(ascii: "/"): .close,
    UInt8(ascii: "!"): .comment, UInt8(ascii: ">"): .partial, UInt8(ascii: "<"): .parent, UInt8(ascii: "$"): .block,
  ]

  init(_ unit: Unit) {
    self.unit = unit
    delimiters = unit.delimiters
    if let offset = Scanner.firstInvalid(unit.bytes) {
      errors.append(unit.error("template.encoding", offset, "此处不是有效的 UTF-8，请把文件另存为 UTF-8 编码"))
      return
    }
    var at = 0
    while let next = scan(from: at) { at = next }
  }

  /// The offset of the first byte that is not UTF-8.
  private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8()
    var rest = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&rest) { offset += UTF8.width(scalar) }
    return offset
  }

  private func find(_ pattern: [UInt8], in range: Range<Int>) -> Int? {
    guard let first = pattern.first, range.count >= pattern.count else { return nil }
    return (range.lowerBound...range.upperBound - pattern.count).first {
      unit.bytes[$0] == first && unit.bytes[$0..<$0 + pattern.count].elementsEqual(pattern)
    }
  }

  /// Takes in the next tag; says where to go on, or nothing if there is no further tag.
  private mutating func scan(from at: Int) -> Int? {
    let count = unit.bytes.count
    guard let start = find(delimiters.open, in: at..<count) else { return nil }
    let inside = start + delimiters.open.count
    let mark = inside < count ? unit.bytes[inside] : 0
    let isTriple = mark == UInt8(ascii: "{") && delimiters.isDefault
    let isDelimiters = mark == UInt8(ascii: "=")
    let ending = (isTriple ? [UInt8(ascii: "}")] : isDelimiters ? [mark] : []) + delimiters.close
    let from = isTriple || isDelimiters ? inside + 1 : inside
    guard let end = find(ending, in: from..<count) else {
      report("template.unclosed-tag", start, "标签没有结束，缺「\(String(decoding: ending, as: UTF8.self))」")
      return find(delimiters.open, in: from..<count)
    }
    if mark != UInt8(ascii: "!"), let nested = find(delimiters.open, in: from..<end) {
      report("template.unclosed-tag", start, "标签没有结束，缺「\(String(decoding: ending, as: UTF8.self))」")
      return nested
    }
    let range = start..<end + ending.count
    if isDelimiters {
      setDelimiters(unit.bytes[from..<end], range)
    } else {
      add(unit.bytes[from..<end], range, isTriple: isTriple)
    }
    return range.upperBound
  }

  private mutating func report(_ code: String, _ offset: Int, _ message: String) {
    errors.append(unit.error(code, offset, message))
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == space || byte == tab || byte == newline || byte == carriageReturn
  }

  private mutating func setDelimiters(_ content: ArraySlice<UInt8>, _ range: Range<Int>) {
    let parts = content.split(whereSeparator: Scanner.isBlank)
    guard parts.count == 2, !content.contains(UInt8(ascii: "=")) else {
      report("template.delimiters", range.lowerBound, "改换定界符的写法不对，应如 {{=<% %>=}}")
      return
    }
    tags.append(Tag(kind: .delimiters, name: "", range: range, delimiters: delimiters))
    delimiters = Delimiters(open: Array(parts[0]), close: Array(parts[1]))
  }

  private mutating func add(_ content: ArraySlice<UInt8>, _ range: Range<Int>, isTriple: Bool) {
    let trimmed = content.drop(while: Scanner.isBlank)
    let marked = isTriple ? nil : trimmed.first.flatMap { Scanner.kinds[$0] }
    let kind = isTriple ? .raw : marked ?? .variable
    let words = trimmed.dropFirst(marked == nil ? 0 : 1).split(whereSeparator: Scanner.isBlank)
    let name = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    if name.hasPrefix("*"), kind == .partial || kind == .parent {
      report("template.unsupported", range.lowerBound, "不支持动态的模板名「\(name)」，请写固定的名字")
    } else if words.count == 1 || kind == .comment {
      tags.append(Tag(kind: kind, name: kind == .comment ? "" : name, range: range, delimiters: delimiters))
    } else {
      report("template.name", range.lowerBound, words.isEmpty ? "标签里没有名字" : "标签里的名字「\(name)」不能有空格")
    }
  }
}
