import Catalogue
import Diagnostics
import Values

/// What the site folder holds, as read in one run.
public struct WorkingSite: Sendable {
  /// Records that can be read and break no rule of their own, ordered by id.
  public var records: [WorkingRecord] = []
  /// Records whose files hold a version that the ledger keeps and that were therefore not read; empty unless asked for.
  public var standing: [RecordID: StandingRecord] = [:]
  /// Records with at least one fault.
  public var faulty: [FaultyRecord] = []
  /// Warnings that hold nothing, and faults that belong to no record.
  public var diagnostics: [Diagnostic] = []

  /// An empty site.
  public init() {}
}

/// A record that breaks a rule: it can't be submitted, and its faults are its reasons.
public struct FaultyRecord: Sendable {
  /// The id as far as it could be known (a broken row: its file and line).
  public var id: RecordID
  /// Empty where it could not be read.
  public var title: String
  public var column: ColumnCode?
  /// All errors, each with its place.
  public var faults: [Diagnostic]
  /// The fields that could be read.
  public var fields: FieldTable<FieldValue>

  /// Makes one.
  public init(
    id: RecordID, title: String, column: ColumnCode?, faults: [Diagnostic], fields: FieldTable<FieldValue> = [:]
  ) {
    self.fields = fields
    self.id = id
    self.title = title
    self.column = column
    self.faults = faults
  }
}

/// The three settings files (DESIGN §3), read and checked.
public struct SiteConfiguration: Sendable {
  public var settings: SiteSettings
  /// reviewers.yaml: a proposal until `people apply`.
  public var people: [Person]
  /// 审查步骤: a proposal until `policy apply`.
  public var steps: [ReviewStep]
  /// 认证要求: 口令: acts declared with `--as` alone are refused.
  public var requiresPassword: Bool
  /// 版式审查: 是.
  public var reviewsLayout: Bool
  /// 复核周期, in months: how long a decision not to publish stands before it is looked at again (条例 Art. 18).
  public var reassessmentMonths: Int
  /// catalogue.yaml: a proposal until `policy apply`.
  public var catalogueChanges: [CatalogueChange]
  /// What supervision goes by.
  public var oversight: OversightSettings
  /// Warnings.
  public var diagnostics: [Diagnostic]
  /// What is wrong with reviewers.yaml; it proposes nobody then.
  public var peopleFaults: [Diagnostic] = []
  /// What is wrong with catalogue.yaml; it proposes nothing then.
  public var catalogueFaults: [Diagnostic] = []
  /// What is wrong with site.yaml and the files it names, where an earlier site.yaml stands in for it.
  public var siteFaults: [Diagnostic] = []
  /// Where the first value of a new site stands in site.yaml that nobody filled in.
  public var siteSample: Place?
  /// Where the first person of a new site stands in reviewers.yaml that nobody filled in.
  public var peopleSample: Place?
}

/// A settings file can't be used: the run is refused, with all faults at once.
public struct SiteRefusal: Error, Sendable {
  public let diagnostics: [Diagnostic]

  /// Makes a refusal.
  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
