import Records
import Screening
import Values

/// One version of a record: a digest, who put it forward, and the steps taken on it.
public struct Version: Sendable, Hashable {
  public var digest: Digest { facts.value.digest }
  /// The column that is part of what is approved.
  public var columnCode: String { facts.value.columnCode }
  public var parts: [PartReference] { facts.value.parts }
  /// Digest of the parsed form kept with the snapshot.
  public var formDigest: Digest? { facts.value.formDigest }
  public var submittedBy: String {
    _read { yield facts.value.submittedBy }
    _modify { yield &facts.value.submittedBy }
  }
  public var submittedAt: Moment {
    _read { yield facts.value.submittedAt }
    _modify { yield &facts.value.submittedAt }
  }
  /// Sequence number of the submission that the steps stand on.
  public var submission: Int {
    _read { yield facts.value.submission }
    _modify { yield &facts.value.submission }
  }
  /// Everyone who put forward bytes of the record since its last approval.
  public var contributors: Set<String> {
    _read { yield facts.value.contributors }
    _modify { yield &facts.value.contributors }
  }
  /// Agreements, in order.
  public var agreements: [StepTaken] {
    _read { yield facts.value.agreements }
    _modify { yield &facts.value.agreements }
  }
  public var returned: StepTaken? {
    get { facts.value.returned?.value }
    set { facts.value.returned = newValue.map(Held.init) }
  }
  /// Set while an answer of the 主管部门 is awaited.
  public var unsure: StepTaken? {
    get { facts.value.unsure?.value }
    set { facts.value.unsure = newValue.map(Held.init) }
  }
  public var approval: Approval? {
    _read { yield facts.value.approval }
    _modify { yield &facts.value.approval }
  }
  /// Hashes of every event that ever approved these bytes for publication, each with the carriers that it fixed: a version that went live
  /// keeps them, whatever becomes of the approval afterwards.
  public var approvals: [Digest: [Carrier]] {
    _read { yield facts.value.approvals }
    _modify { yield &facts.value.approvals }
  }
  /// The submission was taken back by its drafter.
  public var isTakenBack: Bool {
    _read { yield facts.value.isTakenBack }
    _modify { yield &facts.value.isTakenBack }
  }
  /// What the detectors found when it was put forward; nil for versions from before there were any.
  public var screening: RecordScreening? {
    _read { yield facts.value.screening }
    _modify { yield &facts.value.screening }
  }
  /// Findings that were waived, by their id.
  public var waivers: [String: Waiver] {
    _read { yield facts.value.waivers }
    _modify { yield &facts.value.waivers }
  }
  /// Why the record stays at the office's own level though it looks like one that goes up; nil if nobody was asked.
  public var routeAnswer: StepTaken? {
    get { facts.value.routeAnswer?.value }
    set { facts.value.routeAnswer = newValue.map(Held.init) }
  }
  /// What the version waits for outside the office; nil if nothing.
  public var pause: Pause? {
    get { facts.value.pause?.value }
    set { facts.value.pause = newValue.map(Held.init) }
  }

  /// That the government took over what was handed up, with its address there as the reason; nil if it is not on record.
  public var acceptance: StepTaken? {
    get { facts.value.acceptance?.value }
    set { facts.value.acceptance = newValue.map(Held.init) }
  }

  private var facts: Held<Facts>

  /// What most versions have nothing of is held apart.
  struct Facts: Sendable, Hashable {
    let digest: Digest
    let columnCode: String
    let parts: [PartReference]
    let formDigest: Digest?
    var submittedBy: String
    var submittedAt: Moment
    var submission: Int
    var contributors: Set<String>
    var agreements: [StepTaken] = []
    var returned: Held<StepTaken>?
    var unsure: Held<StepTaken>?
    var approval: Approval?
    var approvals: [Digest: [Carrier]] = [:]
    var isTakenBack: Bool = false
    var screening: RecordScreening?
    var waivers: [String: Waiver] = [:]
    var routeAnswer: Held<StepTaken>?
    var pause: Held<Pause>?
    var acceptance: Held<StepTaken>?
  }

  /// Makes a version without any step.
  public init(
    digest: Digest, columnCode: String, parts: [PartReference], formDigest: Digest?, submittedBy: String,
    submittedAt: Moment, submission: Int, contributors: Set<String>
  ) {
    self.init(
      Facts(
        digest: digest, columnCode: columnCode, parts: parts, formDigest: formDigest, submittedBy: submittedBy,
        submittedAt: submittedAt, submission: submission, contributors: contributors))
  }

  init(_ facts: Facts) { self.facts = Held(facts) }

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

extension PartReference {
  /// A file that can be handed on as it is, and may come with another record: an attachment, or a Word or OFD file that is
  /// a document's body.
  var isFile: Bool {
    if kind == .attachment { return true }
    let name = kind == .body ? path.lowercased() : ""
    return name.hasSuffix(".docx") || name.hasSuffix(".ofd")
  }
}
