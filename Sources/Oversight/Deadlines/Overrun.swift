/// How far past its last day something is, as people read it.
///
/// A last day is a working day. On days off right after it the period is over, and no working day has passed yet.
public struct Overrun: Hashable, Sendable {
  /// Working days after the last day.
  public let days: Int
  /// 暂定: they touch a year whose days off are not announced.
  public let isProvisional: Bool

  /// Makes an overrun.
  public init(days: Int, isProvisional: Bool = false) {
    self.days = days
    self.isProvisional = isProvisional
  }

  /// `超限 3 个工作日`, for what is over.
  public var text: String { days > 0 ? "超限 \(days) 个工作日\(mark)" : short }

  /// `已超限 3 个工作日`, for what goes on.
  public var current: String { days > 0 ? "已\(text)" : short }

  /// `超限 3`, for a cell of a table.
  public var cell: String { days > 0 ? "超限 \(days)\(mark)" : short }

  /// `3`, for a cell under 超限.
  public var count: String { days > 0 ? "\(days)\(mark)" : "不足 1\(mark)" }

  private var short: String { "已过期限，尚不足 1 个工作日\(mark)" }

  private var mark: String { isProvisional ? "（暂定）" : "" }
}
