/// One rule of the inspection (国办秘函〔2019〕19号) applied to a site.
public struct InspectionFinding: Hashable, Sendable {
  /// `V1`…`V6` for 单项否决, `K-…` for deductions.
  public let rule: String
  public let name: String
  public let state: State
  /// Points lost where the figure is known; nil where it is not, or nothing is lost.
  public let points: Int?
  public let facts: [String]

  /// What the rule says of the site.
  public enum State: String, Hashable, Sendable, CaseIterable {
    case ok
    /// 70 % of the limit is used up.
    case warn
    /// 单项否决: the site would fail.
    case wouldFail = "would-fail"
    /// 扣分: points would be lost.
    case wouldLose = "would-lose"
    /// The facts to judge it were not given.
    case notChecked = "not-checked"

    /// The word for people.
    public var name: String {
      switch self {
      case .ok: "未触发"
      case .warn: "接近"
      case .wouldFail: "单项否决"
      case .wouldLose: "扣分"
      case .notChecked: "未检查"
      }
    }
  }
}
