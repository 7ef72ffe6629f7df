/// A set of templates by file name, compiled against the schemas of the pages they make.
///
///     let set = TemplateSet(["record.mustache": bytes, "layout.mustache": more])
///     let template = try set.compile("record.mustache", schema: record)
///     template.render(scope, into: &out)
///
/// Tags are those of the Mustache specification without lambdas and dynamic names. `{{> foot}}` and `{{<layout}}` name
/// `foot.mustache` and `layout.mustache` of the same set.
public struct TemplateSet: Sendable {
  private let sources: [String: Unit]

  /// Takes sources by file name (`record.mustache`); reads nothing itself. A byte-order mark is dropped.
  public init(_ sources: [String: [UInt8]]) {
    self.sources = Dictionary(
      uniqueKeysWithValues: sources.map { file, bytes in
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        return (file, Unit(file: file, bytes: hasMark ? Array(bytes.dropFirst(3)) : bytes))
      })
  }

  /// Compiles the templates of several pages.
  ///
  /// - Parameter pages: file name and schema of each page.
  /// - Returns: the templates in the same order.
  /// - Throws: `TemplateErrors` with every fault of all of them, and the syntax faults of templates that no page uses,
  ///   in the order of files and lines.
  public func compile(_ pages: [(file: String, schema: Schema)]) throws(TemplateErrors) -> [Template] {
    try compile(roots: pages.map { ($0.file, .object($0.schema)) })
  }

  /// Compiles the template of one page; throws as `compile(_:)`.
  public func compile(_ file: String, schema: Schema) throws(TemplateErrors) -> Template {
    try compile([(file, schema)])[0]
  }

  /// Compiles templates for roots of any kind; pages always have fields, but the specification's tests need not.
  func compile(roots: [(file: String, kind: Schema.Kind)]) throws(TemplateErrors) -> [Template] {
    var errors = sources.values.flatMap(Parser.faults)
    let templates = roots.map { root in
      let compiler = Compiler(root.file, root: root.kind, sources: sources)
      errors += compiler.errors
      return Template(program: compiler.program)
    }
    guard errors.isEmpty else { throw TemplateErrors(errors) }
    return templates
  }
}
