import Records
import Values

/// What the ledger knows of one record.
public struct RecordHistory: Sendable, Hashable {
  public var versions: [Digest: Version] {
    _read { yield facts.value.versions }
    _modify { yield &facts.value.versions }
  }
  /// The version last put forward; nil once its drafter took it back.
  public var latest: Digest? {
    _read { yield facts.value.latest }
    _modify { yield &facts.value.latest }
  }
  public var live: Live? {
    _read { yield facts.value.live }
    _modify { yield &facts.value.live }
  }
  /// 索引号, allocated at first publication.
  public var indexNumber: String? {
    _read { yield facts.value.indexNumber }
    _modify { yield &facts.value.indexNumber }
  }
  /// Path of the record's page below the base path.
  public var address: String? {
    _read { yield facts.value.address }
    _modify { yield &facts.value.address }
  }
  public var firstPublished: Moment? {
    _read { yield facts.value.firstPublished }
    _modify { yield &facts.value.firstPublished }
  }
  /// 原网址 of every version that ever went live: they lead to the record for ever.
  public var originalURLs: Set<String> {
    _read { yield facts.value.originalURLs }
    _modify { yield &facts.value.originalURLs }
  }
  public var withdrawal: Withdrawal? {
    get { facts.value.withdrawal?.value }
    set { facts.value.withdrawal = newValue.map(Held.init) }
  }
  /// The form in which the record stands on the site after a take-down.
  public var tombstone: Tombstone? {
    get { facts.value.tombstone?.value }
    set { facts.value.tombstone = newValue.map(Held.init) }
  }
  /// Every look back at a decision not to publish, in order.
  public var reassessments: [Reassessment] {
    _read { yield facts.value.reassessments }
    _modify { yield &facts.value.reassessments }
  }
  /// Who put forward bytes since the last approval.
  var contributors: Set<String> {
    _read { yield facts.value.contributors }
    _modify { yield &facts.value.contributors }
  }
  /// First of the two who must agree to destroy the snapshots.
  public var expungeRequest: Version.StepTaken? {
    get { facts.value.expungeRequest?.value }
    set { facts.value.expungeRequest = newValue.map(Held.init) }
  }
  /// The versions that the last emergency withdrawal was about: all that there were. Two people may destroy them.
  public var leaked: Set<Digest> {
    _read { yield facts.value.leaked }
    _modify { yield &facts.value.leaked }
  }
  /// The versions whose snapshots were destroyed.
  public var expunged: Set<Digest> {
    _read { yield facts.value.expunged }
    _modify { yield &facts.value.expunged }
  }

  private var facts: Held<Facts>

  /// What most records have nothing of is held apart.
  struct Facts: Sendable, Hashable {
    var versions: [Digest: Version] = [:]
    var latest: Digest?
    var live: Live?
    var indexNumber: String?
    var address: String?
    var firstPublished: Moment?
    var originalURLs: Set<String> = []
    var withdrawal: Held<Withdrawal>?
    var tombstone: Held<Tombstone>?
    var reassessments: [Reassessment] = []
    var contributors: Set<String> = []
    var expungeRequest: Held<Version.StepTaken>?
    var leaked: Set<Digest> = []
    var expunged: Set<Digest> = []
  }

  /// Of a record that no event spoke of.
  public init() { self.init(Facts()) }

  init(_ facts: Facts) { self.facts = Held(facts) }

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
