import Diagnostics
import Records

extension Examination {
  /// The same, with what the settings still say as they were made: nothing is published the first time with a sample's
  /// values, for index numbers hold the code for good, and the ledger the people. A site that went out with them is told so.
  ///
  /// - Parameter proposed: who would be in force, where nobody is yet.
  func telling(samplesOf configuration: SiteConfiguration, proposing proposed: [Person]) -> Examination {
    let people = state.head == nil ? proposed : Array(state.people.values)
    let isFirst = state.lastPublication == nil
    let told = [
      SampleSettings.told(configuration, isFirst), SampleSettings.told(people, configuration, isFirst, state),
    ]
    .compactMap(\.self)
    guard !told.isEmpty else { return self }
    return Examination(
      asOf: asOf, state: state, assessments: assessments, refusals: refusals + (isFirst ? told : []),
      notices: notices + (isFirst ? [] : told), records: records, standing: standing)
  }
}

/// What nobody filled in of a new site.
private enum SampleSettings {
  static func told(_ configuration: SiteConfiguration, _ isFirst: Bool) -> Diagnostic? {
    let unfilled = configuration.settings.unfilled
    guard !unfilled.isEmpty else { return nil }
    return Diagnostic(
      "site.sample", isFirst ? .error : .warning, at: configuration.siteSample,
      "site.yaml 里还有没换成本机关的示例值:\(unfilled.joined(separator: "、"))" + (isFirst ? "；换好之前不能发布" : ""),
      remedy: "逐项改成本机关的，再用 gongkai check 核对")
  }

  static func told(
    _ people: [Person], _ configuration: SiteConfiguration, _ isFirst: Bool, _ state: LedgerState
  ) -> Diagnostic? {
    let accounts = people.filter(\.isUnfilled).map(\.account).sorted()
    guard !accounts.isEmpty else { return nil }
    let isFounded = state.head != nil
    let administrators = people.filter { $0.roles.contains(.administrator) }.map(\.account).sorted()
    return Diagnostic(
      "site.sample", isFirst ? .error : .warning, at: configuration.peopleSample,
      (isFounded ? "台账中现行的人员" : "reviewers.yaml 里") + "还有没换成真人的示例人员:\(accounts.joined(separator: "、"))"
        + (isFirst ? "；换好之前不能发布" : ""),
      remedy: "在 reviewers.yaml 中写上真实的姓名，用不着的删去"
        + (isFounded ? "，再由管理员(现有的是「\(administrators.joined(separator: "」「"))」)执行 gongkai people apply" : ""))
  }
}
