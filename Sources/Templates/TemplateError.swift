/// A fault in a template, for the person who edits it.
public struct TemplateError: Error, Sendable, Hashable {
  /// A stable code, such as `template.unknown-field`.
  public let code: String
  /// Name of the template's file.
  public let file: String
  /// Lines and columns count from 1; columns in characters.
  public let line: Int
  public let column: Int
  /// A Chinese sentence.
  public let message: String
}

/// All faults of a set of templates.
public struct TemplateErrors: Error, Sendable {
  public let errors: [TemplateError]
}
