/// A node of a template's tree.
indirect enum Node: Sendable {
  case text(ArraySlice<UInt8>)
  case variable(Tag, isRaw: Bool)
  case section(Tag, isInverted: Bool, [Node])
  case partial(Tag, indentation: ArraySlice<UInt8>)
  case parent(Tag, indentation: ArraySlice<UInt8>, fillings: [String: Filling])
  case block(Tag, Block)

  /// A place that an inheriting template may fill.
  struct Block: Sendable {
    /// What stands there otherwise; kept as source, since what fills a block is indented anew.
    let content: Unit
    /// The opening tag stands alone on its line.
    let standsAlone: Bool
    /// Blanks before the opening tag, if nothing else is before it on its line.
    let indentation: ArraySlice<UInt8>
  }

  /// What an inheriting template puts in a block.
  struct Filling: Sendable {
    let content: Unit
    /// Where it is written.
    let unit: Unit
    let tag: Tag
  }
}

/// Builds a unit's tree; follows the Mustache specification on tags that stand alone on their line.
struct Parser {
  private let unit: Unit
  private let tags: [Tag]
  private let ends: [Int]
  private(set) var nodes: [Node] = []
  private(set) var errors: [TemplateError]
  private var at = 0
  /// End of what was taken so far.
  private var cursor = 0

  init(_ unit: Unit) {
    self.unit = unit
    let scanner = Scanner(unit)
    tags = scanner.tags
    let pairing = Pairing(tags, of: unit)
    ends = pairing.ends
    errors = scanner.errors + pairing.errors
    guard errors.isEmpty else { return }
    var all = sequence(to: tags.count)
    appendText(upTo: unit.bytes.count, to: &all)
    nodes = all
  }

  /// The faults of a unit's syntax, also in blocks.
  static func faults(_ unit: Unit) -> [TemplateError] {
    let parser = Parser(unit)
    return parser.errors + faults(parser.nodes)
  }

  private static func faults(_ nodes: [Node]) -> [TemplateError] {
    nodes.flatMap { node -> [TemplateError] in
      switch node {
      case .section(_, _, let children): faults(children)
      case .block(_, let block): faults(block.content)
      case .parent(_, _, let fillings): fillings.values.flatMap { faults($0.content) }
      case .text, .variable, .partial: []
      }
    }
  }

  /// Nodes of the tags up to one.
  private mutating func sequence(to last: Int) -> [Node] {
    var out: [Node] = []
    while at < last {
      let index = at
      at += 1
      append(index, to: &out)
    }
    return out
  }

  private mutating func append(_ index: Int, to out: inout [Node]) {
    let tag = tags[index]
    switch tag.kind {
    case .variable, .raw:
      appendText(upTo: tag.range.lowerBound, to: &out)
      cursor = tag.range.upperBound
      out.append(.variable(tag, isRaw: tag.kind == .raw))
    case .section, .inverted:
      take(edges(tag.range), to: &out)
      var children = sequence(to: ends[index])
      take(edges(tags[ends[index]].range), to: &children)
      at = ends[index] + 1
      out.append(.section(tag, isInverted: tag.kind == .inverted, children))
    case .partial:
      let edge = edges(tag.range)
      take(edge, to: &out)
      out.append(.partial(tag, indentation: unit.bytes[edge.start..<tag.range.lowerBound]))
    case .parent: appendParent(index, to: &out)
    case .block: appendBlock(index, to: &out)
    case .comment, .delimiters, .close: take(edges(tag.range), to: &out)
    }
  }

  private mutating func appendText(upTo end: Int, to out: inout [Node]) {
    if cursor < end { out.append(.text(unit.bytes[cursor..<end])) }
    cursor = max(cursor, end)
  }

  private mutating func take(_ edge: Edge, to out: inout [Node]) {
    appendText(upTo: edge.start, to: &out)
    cursor = edge.end
  }

  private mutating func appendBlock(_ index: Int, to out: inout [Node]) {
    let tag = tags[index]
    let closing = tags[ends[index]]
    let opens = edges(tag.range)
    let closes = edges(closing.range)
    appendText(upTo: opens.start, to: &out)
    let content =
      opens.standsAlone
      ? opens.end..<max(opens.end, closes.start) : tag.range.upperBound..<closing.range.lowerBound
    let before = unit.start(ofLineAt: tag.range.lowerBound)..<tag.range.lowerBound
    out.append(
      .block(
        tag,
        Node.Block(
          content: unit.part(content, tag.delimiters), standsAlone: opens.standsAlone,
          indentation: unit.isBlank(before) ? unit.bytes[before] : [])))
    cursor = opens.standsAlone ? closes.end : closing.range.upperBound
    at = ends[index] + 1
  }

  /// Only the blocks inside a parent count. Text between them does not, as specified; another tag there would be lost
  /// without a word, so it is refused.
  private mutating func appendParent(_ index: Int, to out: inout [Node]) {
    let tag = tags[index]
    let end = ends[index]
    let edge = edges(tag.range.lowerBound..<tags[end].range.upperBound)
    var fillings: [String: Node.Filling] = [:]
    while at < end {
      let inner = tags[at]
      if inner.kind == .block {
        let range = filling(inner, tags[ends[at]])
        fillings[inner.name] = Node.Filling(content: unit.part(range, inner.delimiters), unit: unit, tag: inner)
      } else if inner.kind != .comment, inner.kind != .delimiters {
        let message = "{{<\(tag.name)}} 里面只有 {{$块}}…{{/块}} 起作用，「\(inner.name)」要移到块里"
        errors.append(unit.error("template.outside-block", inner.range.lowerBound, message))
      }
      at = ends[at] + 1
    }
    take(edge, to: &out)
    out.append(.parent(tag, indentation: unit.bytes[edge.start..<tag.range.lowerBound], fillings: fillings))
    at = end + 1
  }

  /// What fills a block: from the line after its tag, if the tag ends its line.
  private func filling(_ tag: Tag, _ closing: Tag) -> Range<Int> {
    let whole = tag.range.upperBound..<closing.range.lowerBound
    let blanks = unit.bytes[whole].prefix { $0 == space || $0 == tab || $0 == carriageReturn }
    guard blanks.endIndex < whole.upperBound, unit.bytes[blanks.endIndex] == newline else { return whole }
    let start = blanks.endIndex + 1
    let lastLine = unit.start(ofLineAt: whole.upperBound)
    let isIndented = lastLine >= start && unit.isBlank(lastLine..<whole.upperBound)
    return start..<(isIndented ? lastLine : whole.upperBound)
  }

  /// The range that a tag takes out of the text.
  private struct Edge {
    let start: Int
    let end: Int
    let standsAlone: Bool
  }

  /// The whole line, if the tag stands alone there.
  private func edges(_ range: Range<Int>) -> Edge {
    let own = Edge(start: range.lowerBound, end: range.upperBound, standsAlone: false)
    let start = unit.start(ofLineAt: range.lowerBound)
    guard unit.isBlank(start..<range.lowerBound), start > 0 || unit.startsLine else { return own }
    let bytes = unit.bytes
    let end = bytes[range.upperBound...].firstIndex { $0 != space && $0 != tab } ?? bytes.count
    if end == bytes.count { return unit.endsLine ? Edge(start: start, end: end, standsAlone: true) : own }
    if bytes[end] == newline { return Edge(start: start, end: end + 1, standsAlone: true) }
    if bytes[end] == carriageReturn, end + 1 < bytes.count, bytes[end + 1] == newline {
      return Edge(start: start, end: end + 2, standsAlone: true)
    }
    return own
  }
}
