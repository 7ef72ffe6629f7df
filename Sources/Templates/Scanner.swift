/// A tag of a template.
struct Tag: Sendable {
  enum Kind: Sendable, Hashable {
    case variable, raw, section, inverted, close, comment, partial, parent, block, delimiters
  }

  let kind: Kind
  /// The name inside, without blanks.
  let name: String
  /// Bytes of the whole tag.
  let range: Range<Int>
}

/// Finds the tags of a unit, one after another, under changing delimiters.
struct Scanner {
  private let unit: Unit
  private var open = Array("{{".utf8)
  private var close = Array("}}".utf8)
  private(set) var tags: [Tag] = []
  private(set) var errors: [TemplateError] = []

  init(_ unit: Unit) {
    self.unit = unit
    if String(validating: unit.bytes, as: UTF8.self) == nil {
      errors.append(error("template.encoding", 0, "不是有效的 UTF-8"))
      return
    }
    scan()
  }

  private func error(_ code: String, _ offset: Int, _ message: String) -> TemplateError {
    let (line, column) = unit.position(offset)
    return TemplateError(code: code, file: unit.file, line: line, column: column, message: message)
  }

  private func find(_ pattern: [UInt8], from start: Int) -> Int? {
    guard let first = pattern.first, unit.bytes.count >= pattern.count else { return nil }
    var at = start
    while at + pattern.count <= unit.bytes.count {
      if unit.bytes[at] == first, unit.bytes[at..<at + pattern.count].elementsEqual(pattern) { return at }
      at += 1
    }
    return nil
  }

  private mutating func scan() {
    var at = 0
    while let start = find(open, from: at) {
      let inside = start + open.count
      let isTriple = unit.bytes.count > inside && unit.bytes[inside] == UInt8(ascii: "{") && open == Array("{{".utf8)
      let isDelimiters = unit.bytes.count > inside && unit.bytes[inside] == UInt8(ascii: "=")
      let ending = isTriple ? [UInt8(ascii: "}")] + close : isDelimiters ? [UInt8(ascii: "=")] + close : close
      let from = isTriple || isDelimiters ? inside + 1 : inside
      guard let end = find(ending, from: from) else {
        errors.append(error("template.unclosed-tag", start, "标签没有结束，缺「\(String(decoding: ending, as: UTF8.self))」"))
        return
      }
      let range = start..<end + ending.count
      let content = unit.bytes[from..<end]
      if isDelimiters {
        setDelimiters(content, range)
      } else {
        add(isTriple ? [UInt8(ascii: "{")] + content : content, range)
      }
      at = range.upperBound
    }
  }

  private mutating func setDelimiters(_ content: ArraySlice<UInt8>, _ range: Range<Int>) {
    let parts = content.split { $0 == space || $0 == tab || $0 == newline || $0 == carriageReturn }
    guard parts.count == 2, !content.contains(UInt8(ascii: "=")) else {
      errors.append(error("template.unsupported", range.lowerBound, "改换定界符的写法不对，应如 {{=<% %>=}}"))
      return
    }
    (open, close) = (Array(parts[0]), Array(parts[1]))
    tags.append(Tag(kind: .delimiters, name: "", range: range))
  }

  private mutating func add(_ content: ArraySlice<UInt8>, _ range: Range<Int>) {
    let kinds: [UInt8: Tag.Kind] = [
      UInt8(ascii: "{"): .raw, UInt8(ascii: "&"): .raw, UInt8(ascii: "#"): .section, UInt8(ascii: "^"): .inverted,
      UInt8(ascii: "/"): .close, UInt8(ascii: "!"): .comment, UInt8(ascii: ">"): .partial, UInt8(ascii: "<"): .parent,
      UInt8(ascii: "$"): .block,
    ]
    let trimmed = content.drop { $0 == space || $0 == tab || $0 == newline || $0 == carriageReturn }
    let kind = trimmed.first.flatMap { kinds[$0] }
    let named = kind == nil ? trimmed : trimmed.dropFirst()
    let isBlank: (UInt8) -> Bool = { $0 == space || $0 == tab || $0 == newline || $0 == carriageReturn }
    let words = named.split(whereSeparator: isBlank)
    let name = String(decoding: named.drop(while: isBlank).prefix { !isBlank($0) }, as: UTF8.self)
    if kind == .comment {
      tags.append(Tag(kind: .comment, name: "", range: range))
      return
    }
    guard words.count == 1 else {
      let what = words.isEmpty ? "标签里没有名字" : "标签里的名字不能有空格"
      errors.append(error("template.name", range.lowerBound, what))
      return
    }
    if name.hasPrefix("*"), kind == .partial || kind == .parent {
      errors.append(error("template.unsupported", range.lowerBound, "不支持动态的模板名「\(name)」，请写固定的名字"))
      return
    }
    tags.append(Tag(kind: kind ?? .variable, name: name, range: range))
  }
}
