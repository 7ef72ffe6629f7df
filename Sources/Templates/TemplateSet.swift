/// A set of templates by file name, compiled against the schemas of the pages they make.
public struct TemplateSet: Sendable {
  private let sources: [String: [UInt8]]

  /// Takes sources by file name (`record.mustache`); reads nothing itself.
  public init(_ sources: [String: [UInt8]]) { self.sources = sources }

  /// Compiles the templates of several pages.
  ///
  /// - Parameter pages: file name and schema of each page.
  /// - Returns: the templates in the same order.
  /// - Throws: `TemplateErrors` with every fault of all of them, in the order of files and lines.
  public func compile(_ pages: [(file: String, schema: Schema)]) throws(TemplateErrors) -> [Template] {
    var templates: [Template] = []
    var errors: Set<TemplateError> = []
    for page in pages {
      let compiler = Compiler(page.file, schema: page.schema, sources: sources)
      errors.formUnion(compiler.errors)
      templates.append(Template(program: compiler.program))
    }
    guard errors.isEmpty else {
      throw TemplateErrors(
        errors: errors.sorted { ($0.file, $0.line, $0.column, $0.code) < ($1.file, $1.line, $1.column, $1.code) })
    }
    return templates
  }

  /// Compiles the template of one page.
  public func compile(_ file: String, schema: Schema) throws(TemplateErrors) -> Template {
    try compile([(file, schema)])[0]
  }
}
