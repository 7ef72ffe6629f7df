import Values

/// A document that the calendar or the law expects to be on the site.
public struct ExpectedDocument: Hashable, Sendable {
  public let kind: Kind
  /// The year it speaks of; 0 for what is always expected.
  public let year: Int
  /// The quarter (1-4) or month (1-12); 0 otherwise.
  public let part: Int
  /// The last day; nil for what is always expected.
  public let due: Day?
  /// The system's name, for 制度.
  public let name: String

  /// What is expected.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case plan = "年度工作计划"
    case yearSummary = "年度工作总结"
    case quarterSummary = "季度工作小结"
    case monthSummary = "月度工作小结"
    case guide = "政府信息公开指南"
    case system = "制度"
    /// By 01-31, as a department (Art. 49).
    case departmentReport = "本机关年度报告"
    /// By 03-31, as the 主管部门 for the government (Art. 49).
    case governmentReport = "本级政府年度报告"

    /// The column it belongs into.
    public var column: String {
      switch self {
      case .plan: "3.1"
      case .yearSummary, .quarterSummary, .monthSummary: "3.4"
      case .guide: "3.5.1"
      case .system: "3.5.2"
      case .departmentReport, .governmentReport: "3.5.3"
      }
    }
  }

  /// What asks for it.
  public var source: String {
    switch kind {
    case .plan: "篇3 二(二)3(1)"
    case .yearSummary, .quarterSummary, .monthSummary: "篇3 二(二)3(4)"
    case .guide: "条例第十二条"
    case .system: "篇3 三(一)"
    case .departmentReport, .governmentReport:
      due.map { Regime(on: $0) == .of2019 } == false ? "2008年条例第三十一条" : "条例第四十九条"
    }
  }

  /// `2025年第3季度工作小结`, `保密审查制度`.
  public var title: String {
    switch kind {
    case .plan, .yearSummary: "\(year)\(kind.rawValue)"
    case .departmentReport, .governmentReport: "\(year)年\(kind.rawValue)"
    case .quarterSummary: "\(year)年第\(part)季度工作小结"
    case .monthSummary: "\(year)年\(part)月工作小结"
    case .guide: kind.rawValue
    case .system: "\(name)制度"
    }
  }
}

/// A document found on the site that answers an expectation.
public struct HeldDocument: Hashable, Sendable {
  public let kind: ExpectedDocument.Kind
  public let year: Int
  public let part: Int
  public let name: String
  public let publishedOn: Day

  /// Makes a document; `year`, `part` and `name` as in `ExpectedDocument`.
  public init(_ kind: ExpectedDocument.Kind, year: Int = 0, part: Int = 0, name: String = "", publishedOn: Day) {
    self.kind = kind
    self.year = year
    self.part = part
    self.name = name
    self.publishedOn = publishedOn
  }
}
