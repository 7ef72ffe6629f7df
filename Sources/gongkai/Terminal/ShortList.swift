import Diagnostics

/// Warnings as a person can read them: of many with one code the first few, and how many more there are.
///
/// Errors are all told. The machine forms keep everything.
enum ShortList {
  /// Warnings of one code that are all told.
  private static let most = 20
  /// What is told where there are more.
  private static let shown = 5

  /// The diagnostics to tell, in their order; each code that was cut ends in a line that says so.
  static func of(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var counts: [String: Int] = [:]
    for diagnostic in diagnostics where diagnostic.severity == .warning { counts[diagnostic.code, default: 0] += 1 }
    var told: [String: Int] = [:]
    return diagnostics.flatMap { diagnostic -> [Diagnostic] in
      guard diagnostic.severity == .warning, let count = counts[diagnostic.code], count > most else {
        return [diagnostic]
      }
      let number = told[diagnostic.code, default: 0] + 1
      told[diagnostic.code] = number
      if number < shown { return [diagnostic] }
      guard number == shown else { return [] }
      return [
        diagnostic,
        Diagnostic(
          diagnostic.code, .warning, "同类的警告还有 \(count - shown) 条，没有列出",
          remedy: "执行 gongkai check --format json 查看全部"),
      ]
    }
  }
}
