import Values

/// A fault as a value: what is wrong, where, by which rule, and what to do next.
///
/// Rooms return diagnostics; only the renderers turn them into text.
public struct Diagnostic: Sendable, Hashable {
  /// How grave a fault is.
  public enum Severity: String, Sendable, Hashable {
    /// Holds the record, or refuses the run.
    case error = "错误"
    /// Is told, and holds nothing.
    case warning = "警告"
  }

  /// A stable code of DESIGN §5's table, or one of the same form (`site.invalid`).
  public let code: String
  public let severity: Severity
  public private(set) var place: Place?
  /// A Chinese sentence: what is wrong.
  public let message: String
  /// A Chinese sentence: what to do.
  public let remedy: String?
  /// The article or standard behind the rule.
  public let source: String?
  /// Name of the field whose absence is the fault.
  public let lacks: String?

  /// Makes an error.
  public init(
    _ code: String, at place: Place? = nil, _ message: String, remedy: String? = nil, source: String? = nil
  ) {
    self.init(code, .error, at: place, message, remedy: remedy, source: source)
  }

  /// Makes a diagnostic of either severity.
  public init(
    _ code: String, _ severity: Severity, at place: Place? = nil, _ message: String,
    remedy: String? = nil, source: String? = nil, lacks: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.place = place
    self.message = message
    self.remedy = remedy
    self.source = source
    self.lacks = lacks
  }

  /// The same diagnostic at a place, if it has none.
  public func placed(_ place: Place?) -> Diagnostic {
    var placed = self
    placed.place = self.place ?? place
    return placed
  }

  /// The same diagnostic at another place.
  public func moved(to place: Place) -> Diagnostic {
    var moved = self
    moved.place = place
    return moved
  }
}

/// A place in a file, counted as editors count: lines and columns from 1, columns in characters.
public struct Place: Sendable, Hashable, Comparable {
  /// Path as people know it: relative to the site folder's parent, or as they typed it.
  public let file: String
  public let line: Int?
  public let column: Int?

  /// Makes a place.
  public init(_ file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  public static func < (left: Place, right: Place) -> Bool {
    (left.file, left.line ?? 0, left.column ?? 0) < (right.file, right.line ?? 0, right.column ?? 0)
  }
}

extension Place: CustomStringConvertible {
  /// `文件:行:列`, as far as known.
  public var description: String {
    [file, line.map(String.init), line == nil ? nil : column.map(String.init)].compactMap(\.self)
      .joined(separator: ":")
  }
}
