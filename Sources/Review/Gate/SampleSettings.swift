import Diagnostics

extension Examination {
  /// The same, with what site.yaml still says as it was made: nothing is published the first time with a sample's values,
  /// for index numbers hold the code for good. A site that went out with them is told so.
  func telling(unfilled: [String]) -> Examination {
    guard !unfilled.isEmpty else { return self }
    let isFirst = state.lastPublication == nil
    let told = Diagnostic(
      "site.sample", isFirst ? .error : .warning, at: Place("site.yaml"),
      "site.yaml 里还有没换成本机关的示例值:\(unfilled.joined(separator: "、"))" + (isFirst ? "；换好之前不能发布" : ""),
      remedy: "逐项改成本机关的，再用 gongkai check 核对")
    return Examination(
      asOf: asOf, state: state, assessments: assessments, refusals: refusals + (isFirst ? [told] : []),
      notices: notices + (isFirst ? [] : [told]), records: records, standing: standing)
  }
}
