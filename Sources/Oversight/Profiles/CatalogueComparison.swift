import Catalogue

/// Many offices' catalogues side by side, for the supervisor of an area: one row an office, one column a leaf.
public struct CatalogueComparison: Hashable, Sendable {
  /// The standard's required leaves, in order.
  public let leaves: [Column]
  /// In the order given.
  public let rows: [Row]

  /// What an office's catalogue.json says, as far as a comparison needs it.
  public struct Office: Hashable, Sendable {
    public let name: String
    /// Published records by column code; a column without is left out or 0.
    public let published: [String: Int]

    /// Makes an office.
    public init(name: String, published: [String: Int]) {
      self.name = name
      self.published = published
    }

    /// A surveyed office, with 1 for each column that it served.
    public init(_ office: SurveyedOffice) {
      self.init(name: office.name, published: Dictionary(uniqueKeysWithValues: office.covered.map { ($0, 1) }))
    }
  }

  /// One office.
  public struct Row: Hashable, Sendable {
    public let name: String
    /// For each leaf, how many records are published; those of columns below it count.
    public let counts: [Int]
    public let filled: Ratio
    /// Columns of the office that the standard does not have.
    public let strays: [String]
  }

  /// Compares offices with a standard.
  public init(_ offices: [Office], standard: Catalogue = .standard) {
    let leaves = standard.leaves.filter { $0.requirement == .required }
    let indexes = Dictionary(uniqueKeysWithValues: leaves.enumerated().map { ("\($1.code)", $0) })
    self.leaves = leaves
    rows = offices.map { office in
      var counts = [Int](repeating: 0, count: leaves.count)
      var strays: [String] = []
      for (text, count) in office.published where count > 0 {
        guard let code = ColumnCode(text) else {
          strays.append(text)
          continue
        }
        var place: ColumnCode? = code
        while let current = place, indexes["\(current)"] == nil { place = current.parent }
        if let index = place.flatMap({ indexes["\($0)"] }) {
          counts[index] = counts[index].addingReportingOverflow(count).partialValue
        } else if standard[code] == nil {
          strays.append(text)
        }
      }
      let filled = Ratio(counts.filter { $0 > 0 }.count, of: leaves.count)
      return Row(name: office.name, counts: counts, filled: filled, strays: strays.sorted())
    }
  }

  /// How many offices fill each leaf, in the order of the leaves.
  public var filledByLeaf: [Ratio] {
    leaves.indices.map { index in
      Ratio(rows.filter { $0.counts.indices.contains(index) && $0.counts[index] > 0 }.count, of: rows.count)
    }
  }
}
