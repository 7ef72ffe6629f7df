import Values

/// One error that came to light: corrected, clarified or withdrawn.
public struct ErrorEntry: Hashable, Sendable {
  public let on: Day
  public let unit: String
  public let record: String
  public let kind: Kind
  /// Why, in the office's classes (错别字, 数据有误 …).
  public let cause: String

  /// Makes an entry.
  public init(on: Day, unit: String, record: String, kind: Kind, cause: String) {
    self.on = on
    self.unit = unit
    self.record = record
    self.kind = kind
    self.cause = cause
  }

  /// How an error was put right.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case correction = "更正"
    /// Art. 6: false or incomplete information calls for a clarification.
    case clarification = "澄清"
    case withdrawal = "撤下"
  }
}

/// Errors of a period beside both limits: 1 % a year (篇1) and none at all (篇2 零差错).
public struct ErrorLedger: Hashable, Sendable {
  public let period: Period
  /// By unit name, then the sum of all.
  public let rows: [Row]
  public let total: Row
  /// Each error, in the order given.
  public let entries: [ErrorEntry]
  /// How many by cause.
  public let causes: [String: Int]

  /// One unit's errors.
  public struct Row: Hashable, Sendable {
    public let unit: String
    /// Records handled in the period, never fewer than those with errors.
    public let handled: Int
    public let kinds: [ErrorEntry.Kind: Int]
    /// Records with errors, each once.
    public let faulty: Int

    /// All errors.
    public var errors: Int { kinds.values.reduce(0, +) }
    /// 错情率 = records with errors ÷ records handled.
    public var rate: Ratio { Ratio(faulty, of: handled) }
    /// The records with errors that 1 % allows: ⌊handled ÷ 100⌋.
    public var allowed: Int { handled / 100 }
    /// Whether the 1 % limit is kept.
    public var isWithinLimit: Bool { faulty <= allowed }
    /// Whether the zero target is met.
    public var isZero: Bool { errors == 0 }
  }

  /// Counts errors in a period.
  ///
  /// - Parameter handled: records handled in the period, by unit.
  public init(_ entries: [ErrorEntry], handled: [String: Int], period: Period, asOf: Day) {
    self.period = period
    let known = entries.filter { period.contains($0.on) && $0.on <= asOf }
    self.entries = known
    var kinds: [String: [ErrorEntry.Kind: Int]] = [:]
    var causes: [String: Int] = [:]
    var all: [ErrorEntry.Kind: Int] = [:]
    var faulty: [String: Set<String>] = [:]
    for entry in known {
      kinds[entry.unit, default: [:]][entry.kind, default: 0] += 1
      faulty[entry.unit, default: []].insert(entry.record)
      causes[entry.cause, default: 0] += 1
      all[entry.kind, default: 0] += 1
    }
    self.causes = causes
    rows = Set(handled.keys).union(kinds.keys).sorted().map { unit in
      let wrong = faulty[unit]?.count ?? 0
      return Row(unit: unit, handled: max(handled[unit] ?? 0, wrong), kinds: kinds[unit] ?? [:], faulty: wrong)
    }
    let sum = rows.reduce(0) { $0.addingReportingOverflow($1.handled).partialValue }
    total = Row(unit: "合计", handled: sum, kinds: all, faulty: faulty.values.reduce(0) { $0 + $1.count })
  }
}
