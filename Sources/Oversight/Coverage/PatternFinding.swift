/// One of the four patterns that the survey of 篇3 一 found in offices' catalogues (domain §8.2).
public struct PatternFinding: Hashable, Sendable {
  public let pattern: Pattern
  /// nil where the facts to judge it were not given.
  public let isFound: Bool?
  /// What it was judged by, in words.
  public let facts: [String]

  /// The four patterns.
  public enum Pattern: String, Hashable, Sendable, CaseIterable {
    case notListed = "P1"
    case governmentInstead = "P2"
    case onlyOrganisation = "P3"
    case strayColumns = "P4"

    /// The pattern in words.
    public var name: String {
      switch self {
      case .notListed: "部门目录中没有列出办公厅（室）"
      case .governmentInstead: "以政府代替办公厅（室）"
      case .onlyOrganisation: "只公开职责、领导和内设机构"
      case .strayColumns: "栏目偏离通行的五类"
      }
    }
  }
}
