import Catalogue
import Values

/// What one column of the site holds, as counted from the site and its ledger.
public struct ColumnFigures: Hashable, Sendable {
  public let code: ColumnCode
  public let name: String
  public let isRequired: Bool
  /// Whether records may be put into the column itself.
  public let isLeaf: Bool
  /// Longest time between updates, in days; nil where none is set.
  public let interval: Int?
  /// Which rule of the inspection the column falls under.
  public let kind: ColumnKind
  /// Records on the site.
  public let published: Int
  /// Records in review.
  public let pending: Int
  /// Records held: 不能确定, or not to be published.
  public let held: Int
  /// The last day on which something was published or changed; nil where nothing was.
  public let newest: Day?
  /// Required fields that published records lack.
  public let gaps: [FieldGap]
  /// Publications by month, for charts; months without are left out.
  public let months: [Month: Int]

  /// The largest count kept, so that sums stay whole.
  private static let most = 1_000_000_000

  /// Makes figures of a column; counts below 0 are taken as 0, above a thousand million as that.
  public init(
    code: ColumnCode, name: String, isRequired: Bool, isLeaf: Bool = true, interval: Int? = nil,
    kind: ColumnKind = .other, published: Int = 0, pending: Int = 0, held: Int = 0, newest: Day? = nil,
    gaps: [FieldGap] = [], months: [Month: Int] = [:]
  ) {
    self.code = code
    self.name = name
    self.isRequired = isRequired
    self.isLeaf = isLeaf
    self.interval = interval
    self.kind = kind
    self.published = min(max(published, 0), ColumnFigures.most)
    self.pending = min(max(pending, 0), ColumnFigures.most)
    self.held = min(max(held, 0), ColumnFigures.most)
    self.newest = newest
    self.gaps = gaps
    self.months = months.mapValues { min(max($0, 0), ColumnFigures.most) }
  }

  /// Makes figures of a column of a catalogue.
  public init(
    _ column: Column, published: Int = 0, pending: Int = 0, held: Int = 0, newest: Day? = nil,
    gaps: [FieldGap] = [], months: [Month: Int] = [:]
  ) {
    self.init(
      code: column.code, name: column.name, isRequired: column.requirement == .required, isLeaf: column.isLeaf,
      interval: column.interval, kind: ColumnKind(of: column), published: published, pending: pending, held: held,
      newest: newest, gaps: gaps, months: months)
  }

  /// A required field that a record lacks, such as the 联系电话 of a department (篇3 二(二)1(3)).
  public struct FieldGap: Hashable, Sendable {
    /// The record, as people know it.
    public let record: String
    public let fields: [String]

    /// Makes a gap.
    public init(record: String, fields: [String]) {
      self.record = record
      self.fields = fields
    }

    /// `文书科：联系电话、负责人`.
    public var text: String { "\(record)：\(fields.joined(separator: "、"))" }
  }
}
