import Catalogue
import Values

/// All that a coverage check looks at, as plain values.
public struct CoverageInput: Hashable, Sendable {
  /// The day that the check speaks of.
  public let asOf: Day
  /// The columns that the site has.
  public let columns: [ColumnFigures]
  /// Records on the site of columns that it has no more: they are shown in the column above.
  public let stranded: [ColumnCode: Int]
  /// What the site must have; `Catalogue.standard` unless a supervisor sets another.
  public let standard: Catalogue
  /// Changes to the standard, with the reasons on record.
  public let changes: [CatalogueChange]
  /// The items of Art. 20 and 21 with what the office decided of each.
  public let statutory: [StatutoryDecision]
  /// Which items of Art. 21 join those of Art. 20.
  public let level: Level
  /// Documents found on the site that the calendar expects.
  public let documents: [HeldDocument]
  /// Which documents are expected since when.
  public let expectations: DocumentExpectations
  /// Facts for the four patterns of 篇3 一.
  public let survey: SurveyFacts
  /// Facts for the inspection that columns do not show.
  public let inspection: InspectionFacts

  /// Makes an input.
  public init(
    asOf: Day, columns: [ColumnFigures], stranded: [ColumnCode: Int] = [:], standard: Catalogue = .standard,
    changes: [CatalogueChange] = [], statutory: [StatutoryDecision] = [], level: Level = .none,
    documents: [HeldDocument] = [], expectations: DocumentExpectations = .off, survey: SurveyFacts = SurveyFacts(),
    inspection: InspectionFacts = InspectionFacts()
  ) {
    self.asOf = asOf
    self.columns = columns.sorted { $0.code < $1.code }
    self.stranded = stranded
    self.standard = standard
    self.changes = changes
    self.statutory = statutory
    self.level = level
    self.documents = documents
    self.expectations = expectations
    self.survey = survey
    self.inspection = inspection
  }

  /// The level of government, for Art. 21.
  public enum Level: String, Hashable, Sendable {
    /// Art. 21 does not apply (province).
    case none = "省级"
    /// 设区的市、县级人民政府 and their departments.
    case city = "设区的市、县"
    /// 乡（镇）人民政府.
    case township = "乡镇"
  }
}

/// What the survey of 篇3 一 looks at.
public struct SurveyFacts: Hashable, Sendable {
  /// The government's list of departments; nil where it was not looked at.
  public let departments: [String]?
  /// Names under which the office may stand in it.
  public let officeNames: [String]
  /// Published items by 发文机关; empty where it was not looked at.
  public let makers: [String: Int]
  /// Titles of published items that are not the office's, to be handed up.
  public let foreign: [String]

  /// Makes facts.
  public init(
    departments: [String]? = nil, officeNames: [String] = [], makers: [String: Int] = [:], foreign: [String] = []
  ) {
    self.departments = departments
    self.officeNames = officeNames
    self.makers = makers
    self.foreign = foreign
  }
}

/// What an inspection looks at beside columns; nil where it was not looked at.
public struct InspectionFacts: Hashable, Sendable {
  /// Pages whose shown date is earlier than their first publication in the ledger.
  public let forgedDates: [String]?
  /// Pages whose shown date nothing supports.
  public let doubtfulDates: [String]
  /// Findings of secrets that nobody waived.
  public let secretFindings: Int?
  /// Whether anybody looked at the home page: one that shows no dated item counts as not updated.
  public let isHomeKnown: Bool
  /// The last day on which the home page showed something new.
  public let homeNewest: Day?
  /// Open messages of the public by the day they came in.
  public let openMessages: [Day]?
  /// For each service guide, how many of the ten key elements are missing.
  public let guideGaps: [Int]?

  /// Makes facts.
  public init(
    forgedDates: [String]? = nil, doubtfulDates: [String] = [], secretFindings: Int? = nil, isHomeKnown: Bool = false,
    homeNewest: Day? = nil, openMessages: [Day]? = nil, guideGaps: [Int]? = nil
  ) {
    self.doubtfulDates = doubtfulDates
    self.isHomeKnown = isHomeKnown || homeNewest != nil
    self.forgedDates = forgedDates
    self.secretFindings = secretFindings
    self.homeNewest = homeNewest
    self.openMessages = openMessages
    self.guideGaps = guideGaps
  }
}
