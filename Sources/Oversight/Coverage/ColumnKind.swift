import Catalogue

/// The class under which the inspection counts a column (国办秘函〔2019〕19号; domain §4).
public enum ColumnKind: String, Hashable, Sendable, CaseIterable {
  case news = "动态要闻"
  case notice = "通知公告"
  case policy = "政策文件"
  case interpretation = "政策解读"
  case overview = "概况信息"
  case plan = "人事规划"
  case statistics = "办事统计"
  case messages = "留言公开"
  case other = "其他栏目"

  /// The longest time without an update, in days, where the catalogue sets none.
  public var interval: Int {
    switch self {
    case .news: 14
    case .messages: 60
    case .statistics: 90
    case .notice, .policy, .interpretation: 183
    case .overview, .plan, .other: 365
    }
  }

  /// The inspection's indicator that loses points; nil where there is none but for blank columns.
  var deduction: String? {
    switch self {
    case .news: "K-news"
    case .notice: "K-notice"
    case .policy: "K-policy"
    case .interpretation: "K-interpretation"
    case .overview: "K-overview"
    case .plan: "K-plan"
    case .statistics: "K-statistics"
    case .messages: "K-messages"
    case .other: nil
    }
  }

  /// The class of a column of the standard catalogue, or of one that the site added below it.
  public init(of column: Column) {
    let parts = column.code.parts
    switch parts {
    case let parts where parts.starts(with: [1]): self = .overview
    case let parts where parts.starts(with: [2, 4]): self = .policy
    case let parts where parts.starts(with: [2, 5]): self = .interpretation
    case let parts where parts.starts(with: [3, 1]) || parts.starts(with: [4, 1, 6]): self = .plan
    case let parts where parts.starts(with: [4, 1, 2]): self = .news
    default:
      let isOwn = Catalogue.standard[column.code] == nil
      self = isOwn ? ColumnKind.named.first { $0.words.contains(where: column.name.contains) }?.kind ?? .other : .other
    }
  }

  /// What the names of columns that a site added say of them, the first that fits.
  private static let named: [(kind: ColumnKind, words: [String])] = [
    (.notice, ["通知", "公告", "公示"]), (.interpretation, ["解读"]), (.news, ["动态", "要闻", "新闻"]),
    (.policy, ["政策文件", "规范性文件"]), (.plan, ["规划", "人事", "招聘", "招考"]), (.statistics, ["统计"]),
    (.messages, ["留言", "来信", "信箱"]),
  ]
}
