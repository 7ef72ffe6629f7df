import Catalogue
import Diagnostics
import Records
import Screening
import Values

extension Ledger {
  /// Examines every record of the ledger and of the working folder against the gate.
  ///
  /// - Parameters:
  ///   - site: the working folder, for drafts and for what differs from the approved bytes.
  ///   - proposals: what the settings files propose, to tell where they differ from what is in force.
  ///   - layout: digests of templates and settings as they are now; nil where they are not at hand.
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func examine(
    _ site: WorkingSite, proposals: Founding, layout: LayoutDigests?, asOf: Day
  ) throws(LedgerFault) -> Examination {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        let state = try load(transaction)
        let remembered = recollection.withLock { $0.records }
        return try Examiner(
          transaction: transaction, state: state, site: site, proposals: proposals, layout: layout, asOf: asOf
        ).examination(remembered)
      }
    }
  }
}

/// One examination at work: one thread reads the ledger's snapshots, both judge what was read.
struct Examiner {
  private let transaction: LedgerTransaction
  private let state: LedgerState
  private let site: WorkingSite
  private let proposals: Founding
  private let layout: LayoutDigests?
  private let asOf: Day
  private let snapshots: SnapshotReader
  private let catalogue: Catalogue

  /// Records whose snapshots are held in memory at a time.
  private static let batch = 1024

  init(
    transaction: LedgerTransaction, state: LedgerState, site: WorkingSite, proposals: Founding,
    layout: LayoutDigests?, asOf: Day
  ) {
    self.transaction = transaction
    self.state = state
    self.site = site
    self.proposals = proposals
    self.layout = layout
    self.asOf = asOf
    catalogue = (state.policy ?? proposals.policy).catalogue
    snapshots = SnapshotReader(transaction: transaction, catalogue: catalogue)
  }

  /// - Parameter remembered: parsed records that an earlier run kept.
  func examination(_ remembered: [Digest: Record]) throws -> Examination {
    var records = remembered
    // A snapshot that was lost since is missed now, not when its page has to be made again.
    let kept = remembered.isEmpty ? [] : try transaction.keptForms()
    var missing: [Version] = []
    var wanted: [Digest] = []
    func want(_ digest: Digest, _ history: RecordHistory) {
      if records[digest] != nil {
        if kept.contains(digest) { return }
        records[digest] = nil
      }
      wanted.append(digest)
      if let version = history.versions[digest] { missing.append(version) }
    }
    for history in state.records.values {
      let live = history.live?.digest
      if let live { want(live, history) }
      if let latest = history.latest, latest != live { want(latest, history) }
      // What it took the place of stays out of force.
      if live == nil, let last = history.lastShown, last != history.latest { want(last, history) }
    }
    for (digest, record) in try snapshots.records(missing) {
      records[digest] = record
    }
    let lost = lostSnapshots(among: wanted.filter { records[$0] == nil })
    let working = Dictionary(site.records.map { ($0.record.id, $0) }, uniquingKeysWith: { first, _ in first })
    // What was put forward is judged by approved records alone; a file that nobody approved opens no column.
    let leaders = approvedLeaders(records)
    func gate(_ leaders: Set<String>) -> Gate {
      Gate(state: state, catalogue: catalogue, asOf: asOf, layout: layout, leaders: leaders)
    }
    let assessor = Assessor(
      state: state, asOf: asOf, records: records, working: working, standing: site.standing,
      faulty: Dictionary(grouping: site.faulty, by: \.id),
      brokenTables: Set(
        site.faulty.lazy.flatMap(\.faults).compactMap { $0.place?.file }.filter { $0.hasSuffix(".csv") }),
      strict: gate(leaders), lenient: gate(leaders.union(Examiner.leaders(working.values.lazy.map(\.record)))),
      screen: RecordScreen(asOf: asOf, catalogue: catalogue))
    let notices = SiteNotices(state: state, proposals: proposals, layout: layout, asOf: asOf)
    let telling = Beside { notices.all }
    let assessments = try assessments(by: assessor)
    let told = telling.result()
    let renamed = try RenamedFiles(site, in: state) { versions in
      let lost = versions.filter { records[$0.digest] == nil }
      return records.merging(try snapshots.records(lost)) { known, _ in known }
    }
    let noticed =
      site.diagnostics + told + SiteNotices.contradictions(assessments)
      + site.records.compactMap { renamed.told(of: $0, in: state) }
      + Examiner.goneFiles(of: assessments, site, in: state)
    return Examination(
      asOf: asOf, state: state, assessments: assessments, refusals: assessor.strict.layoutHolds() + lost,
      notices: noticed, records: records, standing: site.standing)
  }

  private func assessments(by assessor: Assessor) throws -> [Assessment] {
    let ids = assessor.ids
    let waiting = assessor.waiting
    var assessments: [Assessment] = []
    assessments.reserveCapacity(ids.count)
    var first = 0
    // One thread reads what the next ones are judged by, while both judge those before.
    try Parallel.stream(
      {
        let batch = try ids[first..<min(first + Examiner.batch, ids.count)].map { id in
          (id: id, exhibit: try waiting[id].map { try exhibit($0, assessor.records[$0.digest]) })
        }
        first += batch.count
        return batch
      },
      { assessor.assess($0.id, $0.exhibit) },
      take: { for found in $0 { assessments += found } })
    return assessments
  }

  /// What the ledger keeps of a version that is to be judged.
  private func exhibit(_ version: Version, _ record: Record?) throws -> Exhibit {
    var exhibit = Exhibit(screening: (try? snapshots.screening(version, asOf: asOf)) ?? nil)
    guard let record else { return exhibit }
    exhibit.body = RecordBody.reference(of: record, version: version)
    for part in version.parts {
      if part == exhibit.body, let bytes = try transaction.blob(part.digest) {
        exhibit.bytes = bytes
      } else if try !transaction.hasBlob(part.digest) {
        exhibit.missing.append(part)
      }
    }
    return exhibit
  }

  /// Live versions whose snapshots are gone: their pages can't be made again, so nothing is published.
  ///
  /// - Parameter missing: versions that are not there.
  private func lostSnapshots(among missing: [Digest]) -> [Diagnostic] {
    guard !missing.isEmpty else { return [] }
    let missing = Set(missing)
    return state.inOrder { id, history in
      guard let live = history.live, missing.contains(live.digest), history.withdrawal?.kind != .emergency else {
        return nil
      }
      return Diagnostic(
        "snapshot.missing", "网站上「\(id)」的版本 \(live.digest.short) 不在台账中，不能重新生成它的页面",
        remedy: "恢复 ledger.sqlite 的备份，或放回原文件后把 ledger.sqlite 连同 -wal、-shm 移走并执行 gongkai ledger restore")
    }
  }

  private func approvedLeaders(_ records: [Digest: Record]) -> Set<String> {
    let known = records.filter { $0.value.column == Examiner.leadership }
    return Examiner.leaders(
      known.compactMap { digest, record in
        guard let history = state.records[record.id] else { return nil }
        let isApproved = history.latest == digest && history.versions[digest]?.approval != nil
        return isApproved || history.live?.digest == digest ? record : nil
      })
  }

  private static let leadership = ColumnCode("1.2")

  private static func leaders(_ known: some Sequence<Record>) -> Set<String> {
    Set(
      known.filter { $0.column == leadership }.flatMap { [$0.text(.personName), $0.text(.title)] }.compactMap(\.self))
  }
}

extension Ledger {
  /// Keeps what an examination found for the next run, where that spares it time.
  public func rememberIfWorth(_ examination: Examination) {
    let read = examination.standing.values.lazy.filter { !$0.wasRemembered }.count
    if isWorthRemembering(filesRead: read) { remember(examination) }
  }

  /// Keeps what an examination found for the next run.
  public func remember(_ examination: Examination) {
    let files = examination.standing.values.compactMap(\.remembered)
    remember(
      records: examination.records,
      files: Dictionary(files.map { ($0.path, $0.file) }, uniquingKeysWith: { first, _ in first }))
  }
}

/// What the ledger keeps of a version that is to be judged.
struct Exhibit: Sendable {
  /// What the detectors find in it; nil if its bytes are gone.
  let screening: RecordScreening?
  /// The part that holds its body, if a part does.
  var body: PartReference?
  /// The bytes of that part, not yet checked; nil if they are gone.
  var bytes: [UInt8]?
  /// Parts whose bytes are gone.
  var missing: [PartReference] = []

  /// The body; nil if its bytes are gone or not what was put forward.
  func body(of record: Record) -> [UInt8]? {
    guard case .part(_, let offset, _) = record.body else { return RecordBody.bytes(of: record, in: []) }
    guard let body, let bytes, bytes.count == body.size, Digest(of: bytes) == body.digest else { return nil }
    return Array(bytes.dropFirst(offset))
  }
}
