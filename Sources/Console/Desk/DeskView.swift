import Catalogue
import Oversight
import Records
import Review
import Values

/// What the console knows at one moment: the ledger's state and the queue made from it. Immutable; requests share it.
struct DeskView: Sendable {
  let state: LedgerState
  /// What waits, most urgent first.
  let rows: [QueueRow]
  /// How many wait for each step, in the order of the steps.
  let counts: [(step: String, count: Int)]
  /// People: those of the ledger, or, before its first event, those that reviewers.yaml proposes.
  let people: [String: Person]
  let asOf: Day

  /// The policy in force.
  var steps: [ReviewStep] { state.policy?.steps ?? ReviewStep.known }

  init(state: LedgerState, rows: [QueueRow], people: [String: Person], asOf: Day) {
    self.state = state
    self.rows = rows
    self.people = people
    self.asOf = asOf
    var found: [String: Int] = [:]
    for row in rows { found[row.step.name, default: 0] += 1 }
    counts = (state.policy?.steps ?? ReviewStep.known).map { ($0.name, found[$0.name] ?? 0) }
  }

  /// The row of a record, if it waits.
  func row(_ id: RecordID) -> QueueRow? { rows.first { $0.id == id } }

  /// A person's name and post, for pages.
  func name(_ account: String) -> String {
    guard let person = people[account] else { return account }
    return "\(person.name)(\(person.post))"
  }
}

extension DeskView {
  /// The view after some records changed.
  ///
  /// - Parameters:
  ///   - changed: the records whose events came in; nil makes every row anew.
  ///   - deadlines: the open deadlines of waiting records by 条例 Art. 26.
  ///   - facts: parsed records and findings of versions.
  init(
    after old: DeskView?, state: LedgerState, changed: Set<RecordID>?, people: [String: Person], asOf: Day,
    deadlines: (_ waiting: [RecordID]) throws -> [RecordID: ClockReading.Deadline],
    facts: (_ versions: [Version]) throws -> [Digest: VersionFacts]
  ) throws {
    let wanted: [(RecordID, RecordHistory)] =
      changed.map { ids in ids.compactMap { id in state.records[id].map { (id, $0) } } }
      ?? state.records.map { ($0.key, $0.value) }
    let waiting = wanted.compactMap { id, history in
      history.waiting.flatMap { version in state.nextStep(of: version).map { (id, history, version, $0) } }
    }
    let known = try facts(waiting.map(\.2))
    let catalogue = state.catalogue
    let due = try deadlines(waiting.map(\.0))
    let made = waiting.map { id, history, version, step in
      let own = known[version.digest]
      return QueueRow(
        id: id, version: version, history: history, record: own?.record, findings: own?.findings(version).all ?? 0,
        blocking: own?.findings(version).holding ?? 0, step: step, state: state, catalogue: catalogue,
        due: due[id])
    }.sorted(by: QueueRow.isBefore)
    guard let old, let changed else {
      self.init(state: state, rows: made, people: people, asOf: asOf)
      return
    }
    let kept = old.rows.filter { !changed.contains($0.id) }
    self.init(state: state, rows: DeskView.merged(kept, made), people: people, asOf: asOf)
  }

  private static func merged(_ kept: [QueueRow], _ new: [QueueRow]) -> [QueueRow] {
    guard !new.isEmpty else { return kept }
    var result: [QueueRow] = []
    result.reserveCapacity(kept.count + new.count)
    var rest = new[...]
    for row in kept {
      while let next = rest.first, QueueRow.isBefore(next, row) { result.append(rest.removeFirst()) }
      result.append(row)
    }
    return result + rest
  }
}

/// What is read once of a version.
struct VersionFacts: Sendable {
  let record: Record
  let screening: [(id: String, isBlocking: Bool, isWaivable: Bool)]

  /// How many findings there are, and how many still hold the version.
  func findings(_ version: Version) -> (all: Int, holding: Int) {
    let holding = screening.filter { $0.isBlocking && (!$0.isWaivable || version.waivers[$0.id] == nil) }
    return (screening.count, holding.count)
  }
}
