/// Compiles a template against a schema: names become slots, partials and parents are taken in, and every fault is
/// collected.
struct Compiler {
  private let sources: [String: [UInt8]]
  private(set) var program = Program()
  private(set) var errors: [TemplateError] = []
  /// Kinds of the frames that are open, outermost first.
  private var frames: [Schema.Kind] = []

  /// Deepest chain of partials and parents; beyond it one takes in itself.
  private static let depthLimit = 40

  init(_ file: String, schema: Schema, sources: [String: [UInt8]]) {
    self.sources = sources
    frames = [.object(schema)]
    guard let bytes = sources[file] else {
      errors = [TemplateError(code: "template.missing", file: file, line: 1, column: 1, message: "缺少模板「\(file)」")]
      return
    }
    compile(Unit(file: file, bytes: bytes), fillings: [:], depth: 0)
  }

  private mutating func fail(_ code: String, _ unit: Unit, _ tag: Tag, _ message: String) {
    let (line, column) = unit.position(tag.range.lowerBound)
    let error = TemplateError(code: code, file: unit.file, line: line, column: column, message: message)
    if !errors.contains(error) { errors.append(error) }
  }

  private mutating func compile(_ unit: Unit, fillings: [String: Unit], depth: Int) {
    let parser = Parser(unit)
    for error in parser.errors where !errors.contains(error) { errors.append(error) }
    guard parser.errors.isEmpty else { return }
    compile(parser.nodes, of: unit, fillings: fillings, depth: depth)
  }

  private mutating func compile(_ nodes: [Node], of unit: Unit, fillings: [String: Unit], depth: Int) {
    for node in nodes {
      switch node {
      case .text(let bytes): program.literal(bytes)
      case .variable(let tag, let isRaw): variable(tag, isRaw: isRaw, of: unit)
      case .section(let tag, let isInverted, let children):
        section(tag, isInverted: isInverted, children, of: unit, fillings: fillings, depth: depth)
      case .partial(let tag, let indentation):
        guard let source = source(tag, of: unit, depth: depth) else { continue }
        compile(source.indented(removing: 0, adding: indentation), fillings: [:], depth: depth + 1)
      case .parent(let tag, let indentation, let blocks):
        guard let source = source(tag, of: unit, depth: depth) else { continue }
        // The outermost template's blocks win.
        let merged = blocks.merging(fillings) { _, outer in outer }
        compile(source.indented(removing: 0, adding: indentation), fillings: merged, depth: depth + 1)
      case .block(let tag, let block): self.block(tag, block, fillings: fillings, depth: depth)
      }
    }
  }

  /// The source that a partial or parent tag names.
  private mutating func source(_ tag: Tag, of unit: Unit, depth: Int) -> Unit? {
    guard depth < Compiler.depthLimit else {
      fail("template.recursion", unit, tag, "模板「\(tag.name)」套用了它自己")
      return nil
    }
    let file = tag.name.hasSuffix(".mustache") ? tag.name : "\(tag.name).mustache"
    guard let bytes = sources[file] else {
      let near = Nearest.word(to: file, among: sources.keys.sorted()).map { "，是否为「\($0)」？" } ?? ""
      fail("template.partial-missing", unit, tag, "没有模板「\(file)」\(near)")
      return nil
    }
    return Unit(file: file, bytes: bytes)
  }

  private mutating func block(_ tag: Tag, _ block: Node.Block, fillings: [String: Unit], depth: Int) {
    guard let filling = fillings[tag.name] else {
      compile(block.content, fillings: fillings, depth: depth)
      return
    }
    // A filling moves from the indentation it was written at to that of the place it fills.
    let written = filling.indentation.count
    if block.standsAlone {
      let own = block.content.indentation
      let wanted = own.isEmpty ? block.indentation : own
      compile(filling.indented(removing: written, adding: wanted), fillings: fillings, depth: depth + 1)
    } else {
      compile(
        filling.indented(removing: written, adding: block.indentation, keepsFirst: true), fillings: fillings,
        depth: depth + 1)
    }
  }

  private mutating func variable(_ tag: Tag, isRaw: Bool, of unit: Unit) {
    guard let (path, kind) = resolve(tag, of: unit) else { return }
    switch (kind, isRaw) {
    case (.text, false): program.operations.append(.escaped(path))
    case (.html, true): program.operations.append(.raw(path))
    case (.html, false):
      fail("template.html-needs-triple", unit, tag, "「\(tag.name)」是 HTML，要写成 {{{\(tag.name)}}}")
    case (.text, true):
      fail("template.raw-not-html", unit, tag, "「\(tag.name)」是文字，不能不转义；要写成 {{\(tag.name)}}")
    default:
      fail("template.not-text", unit, tag, "「\(tag.name)」不是文字，要用 {{#\(tag.name)}}…{{/\(tag.name)}}")
    }
  }

  private mutating func section(
    _ tag: Tag, isInverted: Bool, _ children: [Node], of unit: Unit, fillings: [String: Unit], depth: Int
  ) {
    guard let (path, kind) = resolve(tag, of: unit) else { return }
    let at = program.operations.count
    program.operations.append(.test(path, end: 0))
    // Text may not be joined to what stood before: a section's first literal is its own operation.
    var frame: Schema.Kind?
    if !isInverted {
      switch kind {
      case .object, .text: frame = kind
      case .list(let element): frame = element
      case .flag, .html: break
      }
    }
    if let frame { frames.append(frame) }
    compile(children, of: unit, fillings: fillings, depth: depth)
    if frame != nil { frames.removeLast() }
    let end = program.operations.count
    switch kind {
    case _ where isInverted: program.operations[at] = .testNot(path, end: end)
    case .flag, .html: program.operations[at] = .test(path, end: end)
    case .text, .object: program.operations[at] = .with(path, end: end)
    case .list: program.operations[at] = .each(path, end: end)
    }
    program.seal()
  }

  /// Looks a name up from the innermost frame outwards; the rest of a dotted name must follow from there.
  private mutating func resolve(_ tag: Tag, of unit: Unit) -> (Program.Path, Schema.Kind)? {
    if tag.name == "." { return (Program.Path(frame: frames.count - 1, slots: []), frames[frames.count - 1]) }
    let parts = tag.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    for index in frames.indices.reversed() {
      guard case .object(let schema) = frames[index], let slot = schema.slot(parts[0]) else { continue }
      var slots = [slot]
      var kind = schema.fields[slot].kind
      for part in parts.dropFirst() {
        guard case .object(let inner) = kind, let next = inner.slot(part) else {
          unknown(part, in: kind, tag, of: unit)
          return nil
        }
        slots.append(next)
        kind = inner.fields[next].kind
      }
      return (Program.Path(frame: index, slots: slots), kind)
    }
    let known = frames.reversed().flatMap { kind -> [String] in
      if case .object(let schema) = kind { return schema.fields.map(\.name) }
      return []
    }
    report(parts[0], known: known, tag, of: unit)
    return nil
  }

  private mutating func unknown(_ part: String, in kind: Schema.Kind, _ tag: Tag, of unit: Unit) {
    guard case .object(let schema) = kind else {
      fail("template.unknown-field", unit, tag, "「\(tag.name)」里的「\(part)」之前不是带字段的对象")
      return
    }
    report(part, known: schema.fields.map(\.name), tag, of: unit)
  }

  private mutating func report(_ name: String, known: [String], _ tag: Tag, of unit: Unit) {
    let near = Nearest.word(to: name, among: known).map { "，是否为「\($0)」？" } ?? ""
    let listed = known.prefix(24).joined(separator: "、") + (known.count > 24 ? "等" : "")
    fail("template.unknown-field", unit, tag, "未知字段「\(name)」\(near) 此处可用:\(listed)")
  }
}

extension Program {
  /// Ends a run of literals, so that what follows a section is not joined to what is in it.
  mutating func seal() {
    literals.append(0)
  }
}

/// Finds the word most likely meant.
enum Nearest {
  static func word(to word: String, among known: [String]) -> String? {
    let best = known.map { ($0, distance(Array(word.utf8), Array($0.utf8))) }.min { $0.1 < $1.1 }
    guard let best, best.1 <= max(2, word.utf8.count / 3) else { return nil }
    return best.0
  }

  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard left.count <= 64, right.count <= 64 else { return .max }
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = cost
      }
    }
    return row[right.count]
  }
}
