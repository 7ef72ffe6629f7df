import Catalogue
import Values

/// What a coverage check found; every figure in it can be shown without computing again.
public struct CoverageReport: Hashable, Sendable {
  public let asOf: Day
  public let coverage: Ratio
  public let columns: [ColumnFinding]
  public let statutory: [StatutoryFinding]
  public let differences: [Difference]
  public let patterns: [PatternFinding]
  public let inspection: [InspectionFinding]
  public let absent: [ExpectedDocument]
  public let late: [ExpectedDocument]

  /// How a column or an item stands.
  public enum State: String, Hashable, Sendable, CaseIterable {
    case ok
    /// Required, and nothing is published.
    case empty
    /// Idle longer than its interval.
    case stale
    /// Fields or documents are missing.
    case incomplete
    /// The site has no such column, or nobody decided the item.
    case absent
    case notApplicable = "not-applicable"

    /// The word for people.
    public var name: String {
      switch self {
      case .ok: "达标"
      case .empty: "空白"
      case .stale: "未更新"
      case .incomplete: "不完整"
      case .absent: "缺少"
      case .notApplicable: "不适用"
      }
    }
  }

  /// One column of the standard, or one that the site added.
  public struct ColumnFinding: Hashable, Sendable {
    public let code: ColumnCode
    public let name: String
    public let isRequired: Bool
    public let isLeaf: Bool
    public let kind: ColumnKind
    public let state: State
    public let published: Int
    public let pending: Int
    public let held: Int
    public let newest: Day?
    /// Days from the newest to the day asked for; nil where nothing was published.
    public let idleDays: Int?
    public let interval: Int?
    /// At least 70 % of the interval is used up, and not all.
    public let isNearStale: Bool
    /// Fields and documents missing, in words.
    public let missing: [String]
    /// Everything amiss with the column, each with the rule that says so.
    public let problems: [Problem]
    public let months: [Month: Int]
  }

  /// One thing amiss with a column.
  public struct Problem: Hashable, Sendable {
    public let text: String
    /// The rule: 篇3, 条例, or the inspection's.
    public let source: String
  }

  /// One item of Art. 20 or 21.
  public struct StatutoryFinding: Hashable, Sendable {
    public let item: String
    public let name: String
    /// 适用, 不适用, 上交, or 未定 where nobody decided.
    public let applies: String
    public let reason: String
    public let state: State
  }

  /// A way in which the site's catalogue differs from the standard.
  public struct Difference: Hashable, Sendable {
    public let code: ColumnCode
    public let name: String
    public let kind: Kind
    /// The reason on record; empty where there is none.
    public let reason: String

    /// How it differs.
    public enum Kind: String, Hashable, Sendable {
      case added = "增加"
      case dropped = "删除"
      case renamed = "改名"
    }
  }

  /// The columns in one state.
  public func columns(_ state: State) -> [ColumnFinding] { columns.filter { $0.state == state } }
}
