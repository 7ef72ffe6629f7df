import Values

/// Which text of the 条例 governs an event, by the day of the event.
///
/// Old files replay by the rules of their time: events before 2019-05-15 keep the 2008 periods.
public enum Regime: String, Hashable, Sendable, CaseIterable {
  /// Before 2008-05-01: no national regulation, no period.
  case none = "条例施行前"
  /// 国务院令第492号, 2008-05-01 to 2019-05-14.
  case of2008 = "2008年条例"
  /// 国务院令第711号, from 2019-05-15.
  case of2019 = "2019年条例"

  /// The regime of an event's day.
  public init(on day: Day) {
    if day < Regime.first2008 {
      self = .none
    } else {
      self = day < Regime.first2019 ? .of2008 : .of2019
    }
  }

  /// 2008-05-01.
  private static let first2008 = Day(ordinal: 14_000)
  /// 2019-05-15.
  private static let first2019 = Day(ordinal: 18_031)

  /// A period of working days.
  public enum Period: String, Hashable, Sendable, CaseIterable {
    /// Proactive publication: 2008 Art. 18, 2019 Art. 26.
    case publication = "主动公开"
    /// Answer to an application: 2008 Art. 24, 2019 Art. 33.
    case answer = "答复申请"
    /// Its one extension.
    case answerExtension = "延长答复"
    /// A third party's opinion: 2019 Art. 32 (2008 Art. 23 sets no days).
    case thirdParty = "征求第三方意见"
    /// The notice to complete an application: 2019 Art. 30 (2008 Art. 21 sets no days).
    case completion = "补正告知"
    /// The answer of co-makers: 2019 Art. 34.
    case coMakers = "征求共同制作机关意见"
  }

  /// Working days of a period with its article; nil where the regime sets none.
  public func limit(_ period: Period) -> (days: Int, source: String)? {
    switch (self, period) {
    case (.none, _): nil
    case (.of2008, .publication): (20, "2008年条例第十八条")
    case (.of2008, .answer), (.of2008, .answerExtension): (15, "2008年条例第二十四条")
    case (.of2008, _): nil
    case (.of2019, .publication): (20, "条例第二十六条")
    case (.of2019, .answer), (.of2019, .answerExtension): (20, "条例第三十三条")
    case (.of2019, .thirdParty): (15, "条例第三十二条")
    case (.of2019, .completion): (7, "条例第三十条")
    case (.of2019, .coMakers): (15, "条例第三十四条")
    }
  }
}
