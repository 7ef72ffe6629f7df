import Catalogue
import Diagnostics
import Dispatch
import Files
import Preview
import Publishing
import Records
import Review
import Synchronization
import Values

/// The site at work: every act goes through here, one after the other, and every page reads the view that the last one
/// left. What a page shows is a value; an act is acknowledged after the ledger has it on disk.
final class Desk: Sendable {
  let path: String
  let output: String
  let templatesPath: String
  /// Acts, and the refreshing of the view: one at a time.
  private let acts = DispatchQueue(label: "gongkai.console.acts")
  /// Readings that take a while: pages rendered, the site examined.
  let readings = DispatchQueue(label: "gongkai.console.readings")
  /// What is on the site, parsed.
  let liveRecords = LiveRecords()
  let siteTemplates = TemplateShelf()
  let examinations = ExaminationShelf()
  let differences = DifferenceShelf()
  let publishing = PublishJob()
  private let state: Mutex<State>

  private struct State {
    var view: DeskView
    var facts: [Digest: VersionFacts]
    /// Numbers of each record's events.
    var numbers: [RecordID: [Int]]
    var checked: ContinuousClock.Instant
    var settings: SettingsInForce
  }

  /// How old a view may be before a look at the ledger: others may act from the command line.
  private static let staleness: Duration = .milliseconds(250)

  /// Opens a site.
  ///
  /// - Throws: `SiteRefusal`, `FileFault` or `LedgerFault`.
  init(path: String, output: String, templates: String) throws {
    self.path = path
    self.output = output
    templatesPath = templates
    let look = SettingsLook(site: path, templates: templates)
    let session = try Desk.open(path, templates: templates, output: output)
    let facts = FactBox()
    let view = try Desk.made(after: nil, session, facts: facts)
    state = Mutex(
      State(
        view: view, facts: facts.all, numbers: facts.numbers, checked: .now,
        settings: SettingsInForce(session: session, look: look)))
  }

  /// Opens the site anew: its settings as they are now, under the same ledger.
  ///
  /// - Parameter isEmergency: what leaked has to go at once, whatever is wrong with files that only propose.
  static func open(
    _ path: String, templates: String, output: String, isEmergency: Bool = false
  ) throws -> SiteSession {
    let folder = try TemplateFolder(path: templates, overrides: TemplateFolder.overrides(site: path))
    return try SiteSession(
      path: path, use: .acting, published: { Manifest.head(in: output, for: path) }, isEmergency: isEmergency,
      earlier: { KeptLayout.siteFile(beside: output) },
      layout: { LayoutDigests(templates: folder.digest, settings: $0.settings.digest) })
  }

  /// The site under its settings as they were when they could be read last.
  var session: SiteSession { state.withLock { $0.settings.session } }

  /// What the pages go by: the session, how often its settings changed, and why the files can't be read now.
  var inForce: SettingsInForce { state.withLock { $0.settings } }

  /// The settings in force for pages.
  var settings: SiteSettings { session.configuration.settings }

  /// The latest view, without a look at the ledger.
  var view: DeskView { state.withLock { $0.view } }

  /// Numbers of a record's events.
  func numbers(of id: RecordID) -> [Int] { state.withLock { $0.numbers[id] ?? [] } }

  /// The view, looked after if it could be stale. A ledger that can't be read now leaves the last view standing.
  func freshView() async -> DeskView {
    let (view, isStale) = state.withLock { state in
      (state.view, state.checked.duration(to: .now) > Desk.staleness || state.view.asOf != Moment.now().day)
    }
    guard isStale else { return view }
    return await Blocking.run(on: acts) { [self] in
      try? refresh()
      return self.view
    }
  }

  /// Runs an act; the view holds what it did before the answer goes out.
  ///
  /// - Throws: what the act throws, most of all `ActRefusal`.
  func act<Value: Sendable>(_ body: @escaping @Sendable (SiteSession) throws -> Value) async throws -> Value {
    try await Blocking.run(on: acts) { [self] in
      let result = Result { try body(session) }
      try? refresh()
      return result
    }.get()
  }

  /// Runs what only reads and takes a while.
  func read<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await Blocking.run(on: readings) { Result { try body() } }.get()
  }

  // MARK: - Refreshing

  private func refresh() throws {
    let (known, before) = state.withLock { ($0.view, $0.settings) }
    let settings = before.looked(after: self, isFounded: known.state.head != nil)
    let session = settings.session
    let isOther = settings.generation != before.generation
    // Two requests may have waited for the same look.
    if !isOther, try session.ledger.eventCount() == (known.state.head?.count ?? 0), known.asOf == Moment.now().day {
      state.withLock { state in
        state.checked = .now
        state.settings = settings
      }
      return
    }
    let facts = state.withLock { isOther ? FactBox($0.facts) : FactBox($0.facts, $0.numbers) }
    let view = try Desk.made(after: isOther ? nil : known, session, facts: facts)
    let waiting = Set(view.rows.map(\.digest))
    let kept = facts.all.count > waiting.count + 500 ? facts.all.filter { waiting.contains($0.key) } : facts.all
    state.withLock {
      $0 = State(view: view, facts: kept, numbers: facts.numbers, checked: .now, settings: settings)
    }
  }

  /// Facts in the making, on one thread.
  private final class FactBox {
    var all: [Digest: VersionFacts]
    var numbers: [RecordID: [Int]]

    init(_ known: [Digest: VersionFacts] = [:], _ numbers: [RecordID: [Int]] = [:]) {
      all = known
      self.numbers = numbers
    }
  }

  private static func made(after old: DeskView?, _ session: SiteSession, facts: FactBox) throws -> DeskView {
    let asOf = Moment.now().day
    let ledger = session.ledger
    let state = try ledger.state()
    var changed: Set<RecordID>?
    // What others added since the state was read comes with the next look.
    let events = try ledger.events(after: old?.state.head?.count ?? 0)
      .prefix { $0.sequence <= state.head?.count ?? 0 }
    for event in events { if let id = event.record { facts.numbers[id, default: []].append(event.sequence) } }
    if let old, old.asOf == asOf, old.state.head != nil {
      if !events.contains(where: { [.founding, .people, .policy].contains($0.act) }) {
        changed = Set(events.compactMap(\.record))
      }
    }
    let people =
      state.head == nil
      ? Dictionary(session.founding.people.map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first })
      : state.people
    let clocks = LawClocks(session: session, state: state, numbers: facts.numbers, asOf: asOf)
    return try DeskView(
      after: old, state: state, changed: changed, people: people, asOf: asOf, deadlines: clocks.deadlines
    ) { versions in
      let missing = versions.filter { facts.all[$0.digest] == nil }
      if !missing.isEmpty {
        try ledger.withSnapshots { source in
          let records = try source.records(missing)
          for version in missing {
            guard let record = records[version.digest] else { continue }
            let found = try source.screening(version, asOf: asOf)?.findings ?? []
            facts.all[version.digest] = VersionFacts(
              record: record, screening: found.map { ($0.id, $0.action == .block, $0.isWaivable) })
          }
        }
      }
      return facts.all
    }
  }
}
