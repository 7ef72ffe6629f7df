/// A node of a template's tree.
indirect enum Node: Sendable {
  case text(ArraySlice<UInt8>)
  case variable(Tag, isRaw: Bool)
  case section(Tag, isInverted: Bool, [Node])
  case partial(Tag, indentation: ArraySlice<UInt8>)
  case parent(Tag, indentation: ArraySlice<UInt8>, blocks: [String: Unit])
  case block(Tag, Block)

  /// A place that an inheriting template may fill.
  struct Block: Sendable {
    /// What stands there otherwise.
    let content: Unit
    /// The opening tag stands alone on its line.
    let standsAlone: Bool
    /// Blanks before the opening tag, if nothing else is before it on its line.
    let indentation: ArraySlice<UInt8>
  }
}

/// Builds a unit's tree; follows the Mustache specification on tags that stand alone on their line.
struct Parser {
  private let unit: Unit
  private let tags: [Tag]
  private(set) var nodes: [Node] = []
  private(set) var errors: [TemplateError]
  private var at = 0
  /// End of what was taken so far.
  private var cursor = 0

  init(_ unit: Unit) {
    self.unit = unit
    let scanner = Scanner(unit)
    tags = scanner.tags
    errors = scanner.errors
    guard errors.isEmpty else { return }
    nodes = sequence(until: nil)
  }

  private func error(_ code: String, _ tag: Tag, _ message: String) -> TemplateError {
    let (line, column) = unit.position(tag.range.lowerBound)
    return TemplateError(code: code, file: unit.file, line: line, column: column, message: message)
  }

  /// Nodes up to the tag that closes `opening`, or to the end.
  private mutating func sequence(until opening: Tag?) -> [Node] {
    var out: [Node] = []
    while at < tags.count {
      let tag = tags[at]
      at += 1
      if tag.kind == .close {
        let edge = edges(tag.range)
        appendText(upTo: edge.start, to: &out)
        cursor = edge.end
        guard let opening, opening.name == tag.name else {
          let expected = opening.map { "此处应为 {{/\($0.name)}}" } ?? "没有与它对应的开始标签"
          errors.append(error("template.wrong-close", tag, "{{/\(tag.name)}} 放错了地方:\(expected)"))
          at = tags.count
          return out
        }
        return out
      }
      append(tag, to: &out)
    }
    if let opening {
      errors.append(error("template.unclosed-section", opening, "「\(opening.name)」没有结束，缺 {{/\(opening.name)}}"))
      return out
    }
    appendText(upTo: unit.bytes.count, to: &out)
    return out
  }

  private mutating func append(_ tag: Tag, to out: inout [Node]) {
    switch tag.kind {
    case .variable, .raw:
      appendText(upTo: tag.range.lowerBound, to: &out)
      cursor = tag.range.upperBound
      out.append(.variable(tag, isRaw: tag.kind == .raw))
    case .parent: appendParent(tag, to: &out)
    case .block: appendBlock(tag, to: &out)
    default:
      let edge = edges(tag.range)
      appendText(upTo: edge.start, to: &out)
      cursor = edge.end
      switch tag.kind {
      case .section, .inverted:
        let children = sequence(until: tag)
        out.append(.section(tag, isInverted: tag.kind == .inverted, children))
      case .partial: out.append(.partial(tag, indentation: unit.bytes[edge.start..<tag.range.lowerBound]))
      default: break
      }
    }
  }

  private mutating func appendText(upTo end: Int, to out: inout [Node]) {
    if cursor < end { out.append(.text(unit.bytes[cursor..<end])) }
    cursor = max(cursor, end)
  }

  /// Index of the tag that closes the tag before `at`; reports it if there is none.
  private mutating func matching(_ tag: Tag) -> Int? {
    var open = [tag]
    var index = at
    while index < tags.count {
      let next = tags[index]
      switch next.kind {
      case .section, .inverted, .parent, .block: open.append(next)
      case .close:
        guard let last = open.popLast(), last.name == next.name else {
          errors.append(
            error("template.wrong-close", next, "{{/\(next.name)}} 放错了地方:此处应为 {{/\(open.last?.name ?? tag.name)}}"))
          return nil
        }
        if open.isEmpty { return index }
      default: break
      }
      index += 1
    }
    errors.append(error("template.unclosed-section", tag, "「\(tag.name)」没有结束，缺 {{/\(tag.name)}}"))
    return nil
  }

  /// A block keeps its content as source: what fills it may be indented anew.
  private mutating func appendBlock(_ tag: Tag, to out: inout [Node]) {
    guard let end = matching(tag) else {
      at = tags.count
      return
    }
    let closing = tags[end]
    let opens = edges(tag.range)
    let standsAlone = opens.end > tag.range.upperBound || opens.isWhole
    let closes = edges(closing.range)
    appendText(upTo: standsAlone ? opens.start : tag.range.lowerBound, to: &out)
    let content =
      standsAlone
      ? opens.end..<max(opens.end, closes.start) : tag.range.upperBound..<closing.range.lowerBound
    let lineStart = start(ofLineAt: tag.range.lowerBound)
    let before = unit.bytes[lineStart..<tag.range.lowerBound]
    out.append(
      .block(
        tag,
        Node.Block(
          content: unit.part(content), standsAlone: standsAlone,
          indentation: before.allSatisfy { $0 == space || $0 == tab } ? before : [])))
    cursor = standsAlone ? closes.end : closing.range.upperBound
    at = end + 1
  }

  /// Only the blocks inside a parent count; the rest of what is between its tags does not.
  private mutating func appendParent(_ tag: Tag, to out: inout [Node]) {
    guard let end = matching(tag) else {
      at = tags.count
      return
    }
    let edge = edges(tag.range.lowerBound..<tags[end].range.upperBound)
    appendText(upTo: edge.start, to: &out)
    var blocks: [String: Unit] = [:]
    while at < end {
      let inner = tags[at]
      at += 1
      guard inner.kind == .block, let close = matching(inner) else { continue }
      blocks[inner.name] = unit.part(filling(inner, tags[close]))
      at = close + 1
    }
    out.append(.parent(tag, indentation: unit.bytes[edge.start..<tag.range.lowerBound], blocks: blocks))
    cursor = edge.end
    at = end + 1
  }

  /// What fills a block: from the line after its tag, if the tag ends its line.
  private func filling(_ tag: Tag, _ closing: Tag) -> Range<Int> {
    let blanks = unit.bytes[tag.range.upperBound...].prefix { $0 == space || $0 == tab || $0 == carriageReturn }
    let next = tag.range.upperBound + blanks.count
    let endsLine = next < closing.range.lowerBound && unit.bytes[next] == newline
    guard endsLine else { return tag.range.upperBound..<closing.range.lowerBound }
    let lineStart = start(ofLineAt: closing.range.lowerBound)
    let isIndented =
      lineStart > next
      && unit.bytes[lineStart..<closing.range.lowerBound].allSatisfy { $0 == space || $0 == tab }
    return next + 1..<(isIndented ? lineStart : closing.range.lowerBound)
  }

  private func start(ofLineAt offset: Int) -> Int {
    unit.bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
  }

  /// The range that a tag takes out of the text: its whole line, if it stands alone there.
  private func edges(_ range: Range<Int>) -> (start: Int, end: Int, isWhole: Bool) {
    let lineStart = start(ofLineAt: range.lowerBound)
    guard unit.bytes[lineStart..<range.lowerBound].allSatisfy({ $0 == space || $0 == tab }) else {
      return (range.lowerBound, range.upperBound, false)
    }
    var end = range.upperBound
    while end < unit.bytes.count, unit.bytes[end] == space || unit.bytes[end] == tab { end += 1 }
    if end == unit.bytes.count { return (lineStart, end, true) }
    if unit.bytes[end] == newline { return (lineStart, end + 1, true) }
    if unit.bytes[end] == carriageReturn, end + 1 < unit.bytes.count, unit.bytes[end + 1] == newline {
      return (lineStart, end + 2, true)
    }
    return (range.lowerBound, range.upperBound, false)
  }
}
