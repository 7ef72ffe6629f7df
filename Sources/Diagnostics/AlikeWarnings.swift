/// Warnings as a person can read them: of many with one code the first few, and how many more there are.
///
/// Errors are all told. The machine forms keep everything.
public struct AlikeWarnings {
  /// Warnings of one code that are all told.
  private static let most = 20
  /// What is told where there are more.
  private static let shown = 5

  private var counts: [String: Int] = [:]
  private var told: [String: Int] = [:]

  /// Counts what is to be told.
  public init(_ diagnostics: some Sequence<Diagnostic>) {
    for diagnostic in diagnostics where diagnostic.severity == .warning { counts[diagnostic.code, default: 0] += 1 }
  }

  /// Whether the next diagnostic, in order, is told.
  public mutating func tells(_ diagnostic: Diagnostic) -> Bool {
    guard diagnostic.severity == .warning, isCut(diagnostic.code) else { return true }
    told[diagnostic.code, default: 0] += 1
    return told[diagnostic.code, default: 0] <= AlikeWarnings.shown
  }

  /// What to tell instead of those that are left out, by code.
  public var rest: [Diagnostic] {
    counts.keys.filter(isCut).sorted().map { code in
      Diagnostic(
        code, .warning, "同类的警示还有 \(counts[code, default: 0] - AlikeWarnings.shown) 条，没有列出",
        remedy: "执行 gongkai check --format json 查看全部")
    }
  }

  private func isCut(_ code: String) -> Bool { counts[code, default: 0] > AlikeWarnings.most }
}
