/// A fault in a template, for the person who edits it.
public struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A stable code, such as `template.unknown-field`.
  public let code: String
  /// Name of the template's file.
  public let file: String
  /// Lines and columns count from 1; columns in characters (Unicode scalars).
  public let line: Int
  public let column: Int
  /// A Chinese sentence.
  public let message: String

  /// `record.mustache:12:5: 未知字段「nosuch」…`
  public var description: String { "\(file):\(line):\(column): \(message)" }
}

/// All faults of a set of templates.
public struct TemplateErrors: Error, Sendable, CustomStringConvertible {
  /// Sorted by file, line and column; one a place and code.
  public let errors: [TemplateError]

  init(_ found: [TemplateError]) {
    var places: Set<[String]> = []
    errors =
      found
      .filter { places.insert([$0.file, "\($0.line):\($0.column)", $0.code]).inserted }
      .sorted { ($0.file, $0.line, $0.column, $0.code) < ($1.file, $1.line, $1.column, $1.code) }
  }

  /// One fault a line.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
