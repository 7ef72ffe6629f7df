import Catalogue
import Records
import Values

/// What the ledger held at the end of a day: the state as it was then, and the story of each record.
///
/// Whatever was recorded later is left out, so that a report on any past day can be made again from the same ledger.
public struct Chronicle: Sendable {
  /// The day that it speaks of.
  public let asOf: Day
  /// The state after the last event of that day.
  public let state: LedgerState
  /// Everything put forward by then, by record id.
  public let stories: [RecordStory]
  /// Whether the ledger goes on after the day.
  public let isPast: Bool

  /// Makes a chronicle.
  public init(asOf: Day, state: LedgerState, stories: [RecordStory], isPast: Bool) {
    self.asOf = asOf
    self.state = state
    self.stories = stories
    self.isPast = isPast
  }
}

/// All that happened to one record, in order.
///
/// One reference, as its entries are: a report hands hundreds of thousands of them about.
public final class RecordStory: Sendable {
  public let id: RecordID
  public let entries: [Entry]
  /// What each version put forward says, with the fields asked for or more, where its bytes are kept.
  public let records: [Digest: Record]

  /// Makes a story.
  public init(id: RecordID, entries: [Entry], records: [Digest: Record]) {
    self.id = id
    self.entries = entries
    self.records = records
  }

  /// One event of a record, with what figures need of it.
  public final class Entry: Sendable {
    public let sequence: Int
    /// The day on which it was recorded.
    public let day: Day
    public let act: Act
    public let digest: Digest?
    /// 步骤.
    public let step: String?
    /// The words given for it.
    public let reason: String?
    /// The kind of a withdrawal or of a pause.
    public let kind: String?
    /// What 批准 decided.
    public let approval: Approval?
    /// The day that the site shows for a publication.
    public let shown: Day?
    /// Where it stands: a page of the site, or the government's, which took it over.
    public let address: String?

    /// 可否公开 and 公开载体 as decided.
    public struct Approval: Sendable, Hashable {
      public let disclosure: Disclosure
      public let carriers: [Carrier]
      /// 不公开理由.
      public let withholding: String?

      /// Makes a decision.
      public init(disclosure: Disclosure, carriers: [Carrier], withholding: String? = nil) {
        self.disclosure = disclosure
        self.carriers = carriers
        self.withholding = withholding
      }
    }

    /// Makes an entry.
    public init(
      sequence: Int = 0, day: Day, act: Act, digest: Digest? = nil, step: String? = nil, reason: String? = nil,
      kind: String? = nil, approval: Approval? = nil, shown: Day? = nil, address: String? = nil
    ) {
      self.sequence = sequence
      self.day = day
      self.act = act
      self.digest = digest
      self.step = step
      self.reason = reason
      self.kind = kind
      self.approval = approval
      self.shown = shown
      self.address = address
    }

    /// What an event of the ledger says.
    package convenience init(_ event: Event) {
      let details = event.details
      let disclosure = details["disclosure"]?.text.flatMap(Disclosure.init(rawValue:))
      self.init(
        sequence: event.sequence, day: event.time.day, act: event.act, digest: event.digest,
        step: details["step"]?.text, reason: details["reason"]?.text, kind: details["kind"]?.text,
        approval: disclosure.map { disclosure in
          Approval(
            disclosure: disclosure,
            carriers: (details["carriers"]?.elements ?? []).compactMap { $0.text.flatMap(Carrier.init(rawValue:)) },
            withholding: details["withholding"]?.text)
        }, shown: details["since"]?.text.flatMap { Moment($0)?.day }, address: details["address"]?.text)
    }
  }

  /// The version put forward last; nil if its bytes are gone.
  public var latest: Record? {
    entries.last { $0.act == .submit }?.digest.flatMap { records[$0] }
  }
}
