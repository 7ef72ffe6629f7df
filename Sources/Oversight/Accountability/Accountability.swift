import Values

/// Each unit's record, as known on one day.
///
/// All clocks are read once; every table is then a walk over the readings. Events after `asOf` are left out, so that a
/// past report can be made again.
public struct Accountability: Sendable {
  public let asOf: Day
  public let clock: DisclosureClock
  /// One for each record provided by `asOf`, in the order given.
  public let entries: [Entry]
  /// The days of each entry that can bring it into a period, side by side so that a walk over them is quick.
  private let marks: [Marks]

  /// Provided, published, late.
  private struct Marks {
    let provided: Day?
    let published: Day?
    let overdue: [Day]

    func touch(_ period: Period) -> Bool {
      provided.map(period.contains) == true || published.map(period.contains) == true
        || overdue.contains(where: period.contains)
    }
  }

  /// A record with its reading.
  public struct Entry: Hashable, Sendable {
    public let record: AccountedRecord
    public let reading: ClockReading
    /// The outcome as known on the day asked for.
    public let outcome: AccountedRecord.Outcome
    public let overdues: [OverdueEvent]

    /// The first of them; nil if it was never late.
    public var overdue: OverdueEvent? { overdues.first }
  }

  /// Reads every clock.
  public init(_ records: [AccountedRecord], asOf: Day, clock: DisclosureClock = DisclosureClock()) {
    self.asOf = asOf
    self.clock = clock
    let entries = records.compactMap { record -> Entry? in
      let starts = min(record.providedOn ?? record.clocked.formedOn, record.clocked.formedOn)
      guard starts <= asOf else { return nil }
      let reading = clock.read(record.clocked, asOf: asOf)
      var outcome = record.outcome
      switch outcome {
      case .adopted(let day) where day > asOf: outcome = .open
      case .notAdopted(let day, _) where day > asOf: outcome = .open
      default: break
      }
      return Entry(
        record: record, reading: reading, outcome: outcome, overdues: OverdueEvent.all(of: reading, asOf: asOf))
    }
    self.entries = entries
    marks = entries.map { entry in
      Marks(
        provided: entry.record.providedOn, published: entry.reading.deadlines.first?.publishedOn,
        overdue: entry.overdues.map(\.countedOn))
    }
  }

  // MARK: - Figures

  /// Each unit's figures in a period, by unit name, and the sum of all.
  ///
  /// - Parameter units: units to list even where they provided nothing.
  public func figures(_ period: Period, units: [String] = []) -> (units: [UnitFigures], total: UnitFigures) {
    var counts: [String: Counts] = [:]
    var total = Counts()
    for unit in units { counts[unit] = Counts() }
    for (index, mark) in marks.enumerated() where mark.touch(period) {
      let entry = entries[index]
      var own = Counts()
      own.add(entry, period, asOf)
      guard own.isTouched else { continue }
      counts[entry.reading.record.unit, default: Counts()].add(own)
      total.add(own)
    }
    let rows = counts.sorted { $0.key < $1.key }.map { $0.value.figures(unit: $0.key) }
    return (rows, total.figures(unit: "合计"))
  }

  /// Records that became late in a period or were carried over into its year, by unit.
  public func overdue(_ period: Period) -> [String: [OverdueEvent]] {
    let events = marks.enumerated().compactMap { index, mark in
      mark.overdue.contains(where: period.contains)
        ? entries[index].overdues.first { period.contains($0.countedOn) } : nil
    }
    return Dictionary(grouping: events.sorted { ($0.overdueOn, $0.id) < ($1.overdueOn, $1.id) }, by: \.unit)
  }

  /// The lags of the records first published in a period, for a histogram.
  public func lags(_ period: Period) -> [Int] {
    entries.compactMap { entry in
      guard let first = entry.reading.deadlines.first, first.due != nil, let day = first.publishedOn,
        period.contains(day)
      else { return nil }
      return first.lag
    }
  }

  /// Sums of one unit while walking.
  private struct Counts {
    var provided = 0
    var adopted = 0
    var open = 0
    var reasons: [String: Int] = [:]
    var published = 0
    var onTime = 0
    var outstanding = 0
    var lags: [Int] = []
    var overdue: [OverdueEvent] = []

    var isTouched: Bool { provided > 0 || published > 0 || outstanding > 0 || !overdue.isEmpty }

    mutating func add(_ entry: Entry, _ period: Period, _ asOf: Day) {
      if let day = entry.record.providedOn, period.contains(day), day <= asOf {
        provided = 1
        switch entry.outcome {
        case .open: open = 1
        case .adopted: adopted = 1
        case .notAdopted(_, let reason): reasons[reason] = 1
        }
      }
      if let first = entry.reading.deadlines.first, first.due != nil,
        let day = first.publishedOn, period.contains(day)
      {
        published = 1
        onTime = first.isOverdue ? 0 : 1
        // From the formation to what was decided only later is no delay of the unit's.
        lags = [first.lag].compactMap(\.self)
      }
      if let event = entry.overdues.first(where: { period.contains($0.countedOn) }) {
        overdue = [event]
        outstanding = event.closedOn.map { $0 > period.last } ?? true ? 1 : 0
      }
    }

    mutating func add(_ other: Counts) {
      provided += other.provided
      adopted += other.adopted
      open += other.open
      reasons.merge(other.reasons) { $0 + $1 }
      published += other.published
      onTime += other.onTime
      outstanding += other.outstanding
      lags += other.lags
      overdue += other.overdue
    }

    func figures(unit: String) -> UnitFigures {
      UnitFigures(
        unit: unit, provided: provided, adopted: adopted, open: open, reasons: reasons, published: published,
        onTime: onTime, outstanding: outstanding, lag: Median(lags),
        overdue: overdue.sorted { ($0.overdueOn, $0.id) < ($1.overdueOn, $1.id) })
    }
  }
}
