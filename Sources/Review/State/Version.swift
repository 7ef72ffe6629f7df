import Records
import Screening
import Values

/// One version of a record: a digest, who put it forward, and the steps taken on it.
public struct Version: Sendable, Hashable {
  public let digest: Digest
  /// The column that is part of what is approved.
  public let columnCode: String
  public let parts: [PartReference]
  /// Digest of the parsed form kept with the snapshot.
  public let formDigest: Digest?
  public var submittedBy: String
  public var submittedAt: Moment
  /// Sequence number of the submission that the steps stand on.
  public var submission: Int
  /// Everyone who put forward bytes of the record since its last approval.
  public var contributors: Set<String>
  /// Agreements, in order.
  public var agreements: [StepTaken] = []
  public var returned: StepTaken?
  /// Set while an answer of the 主管部门 is awaited.
  public var unsure: StepTaken?
  public var approval: Approval?
  /// Hashes of every event that ever approved these bytes.
  public var approvals: Set<Digest> = []
  /// The submission was taken back by its drafter.
  public var isTakenBack = false
  /// What the detectors found when it was put forward; nil for versions from before there were any.
  public var screening: RecordScreening?
  /// Findings that were waived, by their id.
  public var waivers: [String: Waiver] = [:]
  /// Why the record stays at the office's own level though it looks like one that goes up; nil if nobody was asked.
  public var routeAnswer: StepTaken?
  /// What the version waits for outside the office; nil if nothing.
  public var pause: Pause?

  /// A finding that a named person let pass, with the reason.
  public struct Waiver: Sendable, Hashable {
    public let finding: String
    public let account: String
    public let post: String
    public let time: Moment
    public let reason: String
  }

  /// A wait that the regulation itself provides for.
  public struct Pause: Sendable, Hashable {
    public let kind: PauseKind
    public let account: String
    public let time: Moment
    public let reason: String
    public let sequence: Int
  }

  /// A step of one person.
  public struct StepTaken: Sendable, Hashable {
    public let step: String
    public let account: String
    public let post: String
    public let time: Moment
    public let reason: String?
    public let sequence: Int
  }

  /// What 批准 fixed.
  public struct Approval: Sendable, Hashable {
    public let disclosure: Disclosure
    public let carriers: [Carrier]
    /// The reason for not publishing; nil for 主动公开.
    public let withholding: String?
    /// The day to look at the decision again (条例 Art. 18); nil for 主动公开 and for older events.
    public let reassessOn: Day?
    public let by: StepTaken
    /// Hash of the approving event: what a published record points to.
    public let hash: Digest
  }
}

/// Why a version waits for somebody outside the office.
public enum PauseKind: String, Sendable, Hashable, CaseIterable {
  /// Other organs are concerned and are asked (条例 Art. 11).
  case consultation = "会商"
  /// A third party whose secrets or privacy it touches is asked (条例 Art. 15).
  case thirdParty = "征求第三方意见"

  /// The article behind it.
  public var article: String {
    switch self {
    case .consultation: "条例第十一条"
    case .thirdParty: "条例第十五条"
    }
  }
}

/// What the ledger knows of one record.
public struct RecordHistory: Sendable, Hashable {
  public var versions: [Digest: Version] = [:]
  /// The version last put forward; nil once its drafter took it back.
  public var latest: Digest?
  public var live: Live?
  /// 索引号, allocated at first publication.
  public var indexNumber: String?
  /// Path of the record's page below the base path.
  public var address: String?
  public var firstPublished: Moment?
  /// 原网址 of every version that ever went live: they lead to the record for ever.
  public var originalURLs: Set<String> = []
  public var withdrawal: Withdrawal?
  /// The form in which the record stands on the site after a take-down.
  public var tombstone: Tombstone?
  /// Every look back at a decision not to publish, in order.
  public var reassessments: [Reassessment] = []
  /// Who put forward bytes since the last approval.
  var contributors: Set<String> = []
  /// First of the two who must agree to destroy the snapshot.
  public var expungeRequest: Version.StepTaken?
  public var isExpunged = false

  /// The version that readers see.
  public struct Live: Sendable, Hashable {
    public let digest: Digest
    /// When this version went live.
    public let since: Moment
    /// Hash of the event that approved it.
    public let approval: Digest
  }

  /// What stays of a record that left the site.
  public struct Tombstone: Sendable, Hashable {
    public let kind: WithdrawalKind
    public let day: Day
    public let target: RecordID?
    /// Number of the event that took it down; 0 for one that is only planned.
    public let sequence: Int
  }
}
