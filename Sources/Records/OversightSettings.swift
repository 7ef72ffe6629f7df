import Catalogue
import Values

/// What site.yaml or oversight.yaml says for supervision: the office's calendar, reminders, targets, and what it decided of each
/// statutory item. Every part has a default, so that an office need not write any of it.
public struct OversightSettings: Sendable, Hashable {
  /// 地方节假日 and 节假日文件.
  public var holidays = Holidays()
  /// 起算日计入: the first day counts (domain §1.4: practice is no).
  public var countsStart = false
  /// 期限提醒: working days left on which to remind; the largest is where 临近 begins.
  public var reminders = [5, 3, 1, 0]
  /// 通报批评次数: overdue records of a unit in a year that call for a 通报批评 (篇3 三).
  public var criticismThreshold = 3
  /// 法定事项: what the office decided, by item id.
  public var statutory: [String: Applicability] = [:]
  /// 法定事项 with 栏目: the columns that serve an item beside those of the standard that do.
  public var statutoryColumns: [String: [ColumnCode]] = [:]
  /// 应有文件; nil expects what the program expects by itself.
  public var documents: Documents?
  /// 部门目录: the government's list of departments, where the office looked at it.
  public var departments: [String]?
  /// 考核指标; empty for the program's own.
  public var targets: [Target] = []
  /// 责任追究 by unit: a person's word, never derived.
  public var flags: [String: String] = [:]

  /// Nothing said.
  public init() {}

  /// Days off and days worked beside the national notices.
  public struct Holidays: Sendable, Hashable {
    public var off: [Entry] = []
    public var on: [Entry] = []
    /// Years whose notice is thereby complete.
    public var years: Set<Int> = []

    /// Nothing added.
    public init() {}

    /// Days with the notice behind them.
    public struct Entry: Sendable, Hashable {
      public let days: [Day]
      public let evidence: String
    }

    /// Takes more.
    mutating func add(_ other: Holidays) {
      off += other.off
      on += other.on
      years.formUnion(other.years)
    }

    /// The first day that stands both among the days off and the days worked.
    var conflict: Day? { Set(off.flatMap(\.days)).intersection(on.flatMap(\.days)).min() }
  }

  /// Whether a statutory item (条例 Arts. 20, 21) is the office's own business.
  public enum Applicability: Sendable, Hashable {
    case applies
    case doesNotApply(reason: String)
    case handedUp
  }

  /// Which documents are expected.
  public struct Documents: Sendable, Hashable {
    /// 起始年.
    public var since: Int
    /// 不要求: kinds that the office does not make, by name.
    public var without: Set<String>
    /// 宽限天数 after a month, quarter or year for its summary.
    public var grace: Int
  }

  /// A target of the year's assessment.
  public struct Target: Sendable, Hashable {
    public var name: String
    /// 科室; nil for a common target.
    public var unit: String?
    /// 权重.
    public var weight: Int
    /// 指标.
    public var measure: Measure
    /// 目标, or 每次扣: whole numbers, or percent.
    public var goal: Int
    /// 评分 by unit, in percent.
    public var given: [String: Int]

    /// What a target measures.
    public enum Measure: String, Sendable, Hashable, CaseIterable {
      case provided = "提供数"
      case adopted = "录用数"
      case adoptionRate = "录用率"
      case timeliness = "及时率"
      case overdue = "超限"
      case errors = "差错"
      case given = "评分"
    }
  }
}
