/// A target of the year's assessment (篇2 个性、共性目标; 篇3 三).
public struct Target: Hashable, Sendable {
  public let name: String
  /// nil for a common target (共性), the unit's name for an individual one (个性).
  public let unit: String?
  /// Points; 0 to 10,000.
  public let weight: Int
  public let measure: Measure

  /// Makes a target; weights outside 0 to 10,000 are cut.
  public init(_ name: String, unit: String? = nil, weight: Int, measure: Measure) {
    self.name = name
    self.unit = unit
    self.weight = min(max(weight, 0), 10_000)
    self.measure = measure
  }

  /// What is measured. Shares are in ‰.
  public enum Measure: Hashable, Sendable {
    /// 提供数 against a number.
    case provided(atLeast: Int)
    /// 录用数 against a number.
    case adopted(atLeast: Int)
    /// 录用率 against a share.
    case adoptionRate(atLeast: Int)
    /// 及时率 against a share.
    case timeliness(atLeast: Int)
    /// Each overdue record takes a share of the points.
    case overdue(eachCosts: Int)
    /// Each error takes a share of the points.
    case errors(eachCosts: Int)
    /// Given by the assessors, in ‰ by unit.
    case given([String: Int])
  }
}

/// The year's score sheet: each unit's points by target, score out of 100, and rank.
public struct ScoreSheet: Hashable, Sendable {
  /// By rank, then unit name.
  public let rows: [Row]

  /// One unit's line.
  public struct Row: Hashable, Sendable {
    public let unit: String
    public let parts: [Part]
    /// Tenths of a point out of 100.
    public let tenths: Int
    /// Equal scores share a rank, as in 1, 2, 2, 4.
    public let rank: Int
    /// 责任追究, as a person set it; never derived.
    public let flag: String?

    /// `87.5`.
    public var score: String { "\(tenths / 10).\(tenths % 10)" }
  }

  /// One target of one unit.
  public struct Part: Hashable, Sendable {
    public let name: String
    public let isCommon: Bool
    public let weight: Int
    /// How far the target is reached, 0 to 1000 ‰; nil where there was nothing to measure, and it is left out.
    public let reached: Int?
  }

  /// Scores the units of a year's figures.
  ///
  /// - Parameters:
  ///   - errors: errors by unit.
  ///   - flags: 责任追究 by unit, as persons set them.
  public init(_ figures: [UnitFigures], targets: [Target], errors: [String: Int] = [:], flags: [String: String] = [:]) {
    let scored = figures.map { own -> (String, [Part], Int) in
      let parts = targets.filter { $0.unit == nil || $0.unit == own.unit }.map { target in
        Part(
          name: target.name, isCommon: target.unit == nil, weight: target.weight,
          reached: ScoreSheet.reached(target.measure, own, errors: errors[own.unit] ?? 0))
      }
      let counted = parts.filter { $0.reached != nil }
      let weights = counted.reduce(0) { $0 + $1.weight }
      let points = counted.reduce(0) { $0 + $1.weight * ($1.reached ?? 0) }
      return (own.unit, parts, weights > 0 ? (points * 2 / weights + 1) / 2 : 0)
    }.sorted { ($1.2, $0.0) < ($0.2, $1.0) }
    var rows: [Row] = []
    for (index, (unit, parts, tenths)) in scored.enumerated() {
      let rank = rows.last.flatMap { $0.tenths == tenths ? $0.rank : nil } ?? index + 1
      rows.append(Row(unit: unit, parts: parts, tenths: tenths, rank: rank, flag: flags[unit]))
    }
    self.rows = rows
  }

  private static func reached(_ measure: Target.Measure, _ own: UnitFigures, errors: Int) -> Int? {
    func share(_ value: Int, of goal: Int) -> Int {
      guard goal > 0 else { return 1000 }
      return min(Ratio(value, of: goal).permille ?? 0, 1000)
    }
    func left(_ count: Int, _ cost: Int) -> Int {
      let (loss, overflow) = count.multipliedReportingOverflow(by: max(cost, 0))
      return overflow ? 0 : max(1000 - loss, 0)
    }
    switch measure {
    case .provided(let goal): return share(own.provided, of: goal)
    case .adopted(let goal): return share(own.adopted, of: goal)
    case .adoptionRate(let goal): return own.adoptionRate.permille.map { share($0, of: goal) }
    case .timeliness(let goal): return own.timeliness.permille.map { share($0, of: goal) }
    case .overdue(let cost): return left(own.overdue.count, cost)
    case .errors(let cost): return left(max(errors, 0), cost)
    case .given(let shares): return shares[own.unit].map { min(max($0, 0), 1000) }
    }
  }
}
