import Values

/// What the clock of a record needs: days out of the record and the ledger.
public struct ClockedRecord: Hashable, Sendable {
  /// 标识.
  public let id: String
  /// 标题, for lists that people read.
  public let title: String
  /// 栏目 code.
  public let column: String
  /// 承办科室.
  public let unit: String
  /// 生成日期.
  public let formedOn: Day
  /// 变更日期, each that is known: a change in substance has a clock of its own.
  public let changedOn: [Day]
  /// The days on which a version of the record first went onto the site, by the ledger.
  public let publishedOn: [Day]
  /// Recorded spans in which the clock stands still.
  public let holds: [Hold]
  /// Whether and how it goes up to the government.
  public let handover: Handover
  /// Each decision for 依申请公开, 不予公开 or another carrier: ends the clock without a publication.
  public let releases: [Release]
  /// It was put forward, and decided, not to be public before anybody meant to publish it (条例 Art. 18): its formation
  /// was never late, whatever day that was decided.
  public let wasWithheld: Bool
  /// For each change, the day on which a version that says it first went onto the site; nil where versions are not
  /// known apart, and any later publication counts.
  public let carriedOn: [Day: Day]?
  /// Whether the office has to publish it of its own accord; what it does not make (Art. 10), or does not mean to
  /// publish, has no clock.
  public let isSubject: Bool
  /// Another period than Art. 26's, where a law sets one.
  public let period: SpecialPeriod?

  /// Makes a record.
  public init(
    id: String, title: String = "", column: String = "", unit: String, formedOn: Day, changedOn: [Day] = [],
    publishedOn: [Day] = [], holds: [Hold] = [], handover: Handover = .none, releasedOn: Day? = nil,
    releases: [Release] = [], wasWithheld: Bool = false, carriedOn: [Day: Day]? = nil, isSubject: Bool = true,
    period: SpecialPeriod? = nil
  ) {
    self.id = id
    self.title = title
    self.column = column
    self.unit = unit
    self.formedOn = formedOn
    self.changedOn = changedOn
    self.publishedOn = publishedOn
    self.holds = holds
    self.handover = handover
    self.releases = (releasedOn.map { [Release($0, .withheld)] } ?? []) + releases
    self.wasWithheld = wasWithheld
    self.carriedOn = carriedOn
    self.isSubject = isSubject
    self.period = period
  }

  /// The record with one change more, which no version on the site says.
  func changed(on day: Day) -> ClockedRecord {
    ClockedRecord(
      id: id, title: title, column: column, unit: unit, formedOn: formedOn, changedOn: changedOn + [day],
      publishedOn: publishedOn, holds: holds, handover: handover, releases: releases, wasWithheld: wasWithheld,
      carriedOn: carriedOn ?? [:], isSubject: isSubject, period: period)
  }

  /// A span in which the clock stands still; the day it begins still counts, the day it ends does not.
  public struct Hold: Hashable, Sendable {
    public let from: Day
    /// The day the answer was recorded; nil while it is awaited.
    public let until: Day?
    public let reason: Reason

    /// Makes a hold.
    public init(from: Day, until: Day?, reason: Reason) {
      self.from = from
      self.until = until
      self.reason = reason
    }

    /// Why the clock stands still.
    public enum Reason: String, Hashable, Sendable {
      /// Asking a third party (Art. 15, 32, 33).
      case thirdParty = "征求第三方意见"
      /// Asking the 主管部门 or the 保密行政管理部门 (Art. 17).
      case unsure = "不能确定，报请确定"
      /// Asking other organs that it concerns (Art. 11).
      case consultation = "会商"
    }
  }

  /// A decision that nothing is to be published on the site.
  public struct Release: Hashable, Sendable {
    public let day: Day
    public let decision: Decision

    /// Makes a release.
    public init(_ day: Day, _ decision: Decision) {
      self.day = day
      self.decision = decision
    }

    /// What was decided.
    public enum Decision: String, Hashable, Sendable {
      case withheld = "决定不予公开"
      case onApplication = "决定依申请公开"
      case elsewhere = "决定由其他载体公开"
    }
  }

  /// 上交: the place changes, the duty does not (Art. 10; domain §8.3).
  public enum Handover: Hashable, Sendable {
    /// Not handed up.
    case none
    /// Handed up: the clock runs until the government's acceptance and the address there are recorded.
    case up(acceptedOn: Day?, address: String?)
  }

  /// A period that a law sets instead of Art. 26's (Art. 26: 法律、法规另有规定的，从其规定).
  public struct SpecialPeriod: Hashable, Sendable {
    public let workingDays: Int
    public let source: String

    /// Makes a period.
    public init(workingDays: Int, source: String) {
      self.workingDays = workingDays
      self.source = source
    }
  }
}
