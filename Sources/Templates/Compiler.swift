/// Compiles a template against a schema: names become slots, partials and parents are taken in, and every fault is
/// collected.
struct Compiler {
  private let page: String
  private let sources: [String: Unit]
  private(set) var program = Program()
  private(set) var errors: [TemplateError] = []
  private var names: Names
  /// Templates being taken in, outermost first, each with the error to give if it turns out to take in itself.
  private var trail: [(file: String, error: TemplateError)] = []
  /// Blocks met so far, filled or not.
  private var blocks: Set<String> = []
  private var level = 0
  private var inclusions = 0
  private var isStopped = false

  /// Deepest nesting of sections, blocks, partials and parents together.
  private static let limit = 64
  /// Most templates taken in for one page, each counted as often as it is.
  private static let inclusionLimit = 4096

  init(_ page: String, root: Schema.Kind, sources: [String: Unit]) {
    self.page = page
    self.sources = sources
    names = Names(root: root)
    guard let unit = sources[page] else {
      errors = [TemplateError(code: "template.missing", file: page, line: 1, column: 1, message: "缺少模板「\(page)」")]
      return
    }
    compile(unit, fillings: [:])
  }

  private typealias Fillings = [String: Node.Filling]

  private mutating func fail(_ code: String, _ tag: Tag, of unit: Unit, _ message: String) {
    errors.append(unit.error(code, tag.range.lowerBound, message))
  }

  private mutating func compile(_ unit: Unit, fillings: Fillings) {
    let parser = Parser(unit)
    errors += parser.errors
    if parser.errors.isEmpty { compile(parser.nodes, of: unit, fillings: fillings) }
  }

  private mutating func compile(_ nodes: [Node], of unit: Unit, fillings: Fillings) {
    for node in nodes where !isStopped {
      switch node {
      case .text(let bytes): program.literal(bytes)
      case .variable(let tag, let isRaw): variable(tag, isRaw: isRaw, of: unit)
      case .section(let tag, let isInverted, let children):
        section(tag, isInverted: isInverted, children, of: unit, fillings: fillings)
      case .partial(let tag, let indentation):
        include(tag, indentation, of: unit, fillings: fillings)
      case .parent(let tag, let indentation, let own):
        // The outermost template's blocks win.
        inherit(tag, indentation, own, of: unit, fillings: own.merging(fillings) { $1 })
      case .block(let tag, let block): fill(tag, block, of: unit, fillings: fillings)
      }
    }
  }

  /// Goes one level down, or stops the compilation where that would be one too many.
  private mutating func descend(_ tag: Tag, of unit: Unit, _ body: (inout Compiler) -> Void) {
    level += 1
    defer { level -= 1 }
    if level > Compiler.limit {
      fail("template.nesting", tag, of: unit, "嵌套超过 \(Compiler.limit) 层")
    } else if program.isTooLarge || inclusions > Compiler.inclusionLimit {
      fail("template.too-large", tag, of: unit, "展开后太大")
    } else {
      return body(&self)
    }
    isStopped = true
    guard level > Compiler.limit, let closing = repeated else { return }
    errors[errors.count - 1] = closing
  }

  /// The error of the first template that is taken in while it is being taken in.
  private var repeated: TemplateError? {
    var files: Set<String> = [page]
    return trail.first { !files.insert($0.file).inserted }?.error
  }

  // MARK: - Other templates

  private mutating func include(
    _ tag: Tag, _ indentation: ArraySlice<UInt8>, of unit: Unit, fillings: Fillings
  ) {
    let file = tag.name.hasSuffix(".mustache") ? tag.name : "\(tag.name).mustache"
    guard let source = sources[file] else {
      let near = Nearest.word(to: file, among: sources.keys.sorted()).map { "，是否为「\($0)」？" } ?? ""
      return fail("template.partial-missing", tag, of: unit, "没有模板「\(file)」\(near)")
    }
    inclusions += 1
    let path = ([page] + trail.map(\.file)).drop { $0 != file } + [file]
    trail.append(
      (
        file,
        unit.error(
          "template.recursion", tag.range.lowerBound, "模板「\(file)」套用了它自己：\(path.joined(separator: " → "))")
      ))
    descend(tag, of: unit) {
      $0.compile(source.indented(removing: 0, adding: indentation), fillings: fillings)
    }
    trail.removeLast()
  }

  private mutating func inherit(
    _ tag: Tag, _ indentation: ArraySlice<UInt8>, _ own: Fillings, of unit: Unit, fillings: Fillings
  ) {
    let before = blocks
    let errorsBefore = errors.count
    blocks = []
    include(tag, indentation, of: unit, fillings: fillings)
    // Where something else is wrong, a block may be missing because of that.
    if errors.count == errorsBefore {
      for (name, filling) in own where !blocks.contains(name) {
        let near = Nearest.word(to: name, among: blocks.sorted()).map { "，是否为「\($0)」？" } ?? "，写在这里不会显示"
        fail("template.unknown-block", filling.tag, of: filling.unit, "「\(tag.name)」里没有块「\(name)」\(near)")
      }
    }
    blocks.formUnion(before)
  }

  private mutating func fill(_ tag: Tag, _ block: Node.Block, of unit: Unit, fillings: Fillings) {
    blocks.insert(tag.name)
    guard let filling = fillings[tag.name] else {
      return descend(tag, of: unit) { $0.compile(block.content, fillings: fillings) }
    }
    // A filling moves from the indentation it was written at to that of the place it fills.
    let written = filling.content.indentation.count
    let own = block.content.indentation
    let wanted = block.standsAlone && !own.isEmpty ? own : block.indentation
    let content = filling.content.indented(removing: written, adding: wanted, keepsFirst: !block.standsAlone)
    // A block of the same name inside what fills it is another one.
    var inner = fillings
    inner[tag.name] = nil
    descend(tag, of: unit) { $0.compile(content, fillings: inner) }
  }

  // MARK: - Fields

  private mutating func resolve(_ tag: Tag, of unit: Unit) -> Names.Target? {
    do throws(Names.Unknown) {
      return try names.resolve(tag.name)
    } catch {
      let whose = unit.file == page ? "" : "（页面 \(page)）"
      fail("template.unknown-field", tag, of: unit, error.message + whose)
      return nil
    }
  }

  private mutating func variable(_ tag: Tag, isRaw: Bool, of unit: Unit) {
    guard let target = resolve(tag, of: unit) else { return }
    let name = tag.name
    switch (target.kind, isRaw) {
    case (.text, false): program.append(.escaped(program.path(frame: target.frame, slots: target.slots)))
    case (.html, true): program.append(.raw(program.path(frame: target.frame, slots: target.slots)))
    case (.html, false):
      fail("template.html-needs-triple", tag, of: unit, "「\(name)」是 HTML，要写成 {{{\(name)}}}")
    case (.text, true):
      fail("template.raw-not-html", tag, of: unit, "「\(name)」是文字，不能不转义，要写成 {{\(name)}}")
    default:
      fail("template.not-text", tag, of: unit, "「\(name)」不是文字，要用 {{#\(name)}}…{{/\(name)}}")
    }
  }

  private mutating func section(
    _ tag: Tag, isInverted: Bool, _ children: [Node], of unit: Unit, fillings: Fillings
  ) {
    guard let target = resolve(tag, of: unit) else { return }
    let frame: Schema.Kind? =
      switch target.kind {
      case _ where isInverted: nil
      case .flag: nil
      case .list(let element): element
      case .object, .text, .html: target.kind
      }
    if let frame { names.open(frame) }
    let path = program.path(frame: target.frame, slots: target.slots)
    let index = program.open(path, frames: names.frames.count)
    descend(tag, of: unit) { $0.compile(children, of: unit, fillings: fillings) }
    if frame != nil { names.close() }
    program.close(index) { end in
      switch target.kind {
      case _ where isInverted: .testNot(path, end: end)
      case .flag: .test(path, end: end)
      case .text, .html, .object: .with(path, end: end)
      case .list: .each(path, end: end)
      }
    }
  }
}
