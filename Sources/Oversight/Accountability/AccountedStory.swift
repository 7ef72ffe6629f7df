import Records
import Review
import Values

/// One story as figures.
struct AccountedStory: Sendable {
  let record: AccountedRecord
  let publications: [Day]
  let isForged: Bool
  let isDoubtful: Bool
  /// When it was taken down as 发布有误, where nothing came after it.
  let mistakenOn: Day?
  private let corrections: [Day]
  private let mistakes: [(day: Day, kind: String)]
  /// Of a clarification, the records that it corrects.
  private let clarified: [RecordID]

  /// - Parameters:
  ///   - begun: the first day of the ledger; what was published before it stands nowhere but in 原发布日期.
  ///   - asOf: the day that the story ends.
  ///   - isMoved: whether two versions hold the same files, so that only their places differ.
  init(
    _ story: RecordStory, office: OfficeNames, begun: Day?, clock: DisclosureClock, asOf: Day,
    isMoved: (Digest, Digest) -> Bool = { _, _ in false }
  ) {
    let walk = StoryWalk(story)
    let live = walk.published.compactMap { item in
      item.digest.flatMap { digest in story.records[digest].map { (item.day, $0, item.isRemedy, digest) } }
    }
    func carried(_ change: Day, formed: Day) -> Day? {
      // A version that says a later change holds the earlier one too.
      live.filter { ($0.1.day(.changed) ?? formed) >= change }.map(\.0).min()
    }
    let binding = BindingVersions(walk, story, clock: clock, carried: carried)
    // What was only put forward or sent back says nothing of what is on the site.
    let last = live.last?.1 ?? binding.latest ?? story.latest
    let first = binding.dated.filter(\.said.isBeforePublication).map(\.record.formed).min()
    let formed =
      first ?? (live.first?.1 ?? last)?.formed ?? walk.providedOn ?? story.entries.first?.day ?? Day(ordinal: 0)
    let dated = binding.dated.isEmpty ? [last].compactMap(\.self) : binding.dated.map(\.record)
    let changes = Set(dated.compactMap { $0.day(.changed) }).filter { $0 > formed }
    var carriedOn: [Day: Day] = [:]
    for change in changes { carriedOn[change] = carried(change, formed: formed) }
    let original = OriginalDay(last, formed: formed, published: walk.published.first?.day, begun: begun)
    let days = ([original.day] + walk.published.map(\.day)).compactMap(\.self)
    let said = binding.proposing.isEmpty ? [last].compactMap(\.self) : binding.proposing.map(\.record)
    let isProposed = said.contains { $0.isProposed(by: office) }
    let early = walk.withheldAfter.map { count in binding.proposing.filter { $0.index < count } } ?? []
    let wasWithheld = !early.isEmpty && !early.contains { $0.record.isProposed(by: office) }
    let isSubject = isProposed || last == nil || (walk.isAgreed && last?.isOwn(of: office) == true)
    func made(_ unit: String?) -> ClockedRecord {
      ClockedRecord(
        id: story.id.rawValue, title: last?.title ?? story.id.rawValue, column: last.map { "\($0.column)" } ?? "",
        unit: unit ?? "（内容已销毁）", formedOn: formed, changedOn: changes.sorted(), publishedOn: days,
        holds: walk.holds,
        handover: last?.handover == nil
          ? .none : .up(acceptedOn: walk.accepted?.day, address: walk.accepted?.address),
        releases: walk.releases, wasWithheld: wasWithheld, carriedOn: carriedOn, isSubject: isSubject)
    }
    let latest = made(last?.unit)
    let unit = live.isEmpty ? binding.unit { clock.read(latest, asOf: asOf).overdueOn } : nil
    let clocked = unit.map { made($0) } ?? latest
    record = AccountedRecord(clocked, providedOn: walk.providedOn, outcome: walk.outcome)
    publications = walk.published.map(\.day)
    isForged =
      !walk.published.isEmpty && (original.isImpossible || (walk.forged != nil && last?.day(.originalDate) == nil))
    isDoubtful = !walk.published.isEmpty && original.isDoubtful
    // The same 变更日期 in other bytes: nothing changed in substance, something published was put right. What was taken
    // down for its mistake counts by that, once.
    corrections = zip(live, live.dropFirst()).compactMap { earlier, later in
      guard !later.2, later.1.day(.changed) == earlier.1.day(.changed) else { return nil }
      // What only moved was not wrong.
      return later.1.fields == earlier.1.fields && isMoved(earlier.3, later.3) ? nil : later.0
    }
    mistakes = walk.mistakes
    mistakenOn = walk.mistakenOn
    let isClarification = last.map { $0.list(.keywords).contains("澄清") || $0.text(.genre) == "澄清" } ?? false
    clarified = isClarification && !walk.published.isEmpty ? last?.related ?? [] : []
  }

  /// Errors that the story shows, each charged to the unit whose record it was.
  func errors(_ units: [RecordID: String]) -> [ErrorEntry] {
    let (id, unit) = (record.clocked.id, record.clocked.unit)
    return corrections.map { ErrorEntry(on: $0, unit: unit, record: id, kind: .correction, cause: "更正已发布的内容") }
      + mistakes.map { ErrorEntry(on: $0.day, unit: unit, record: id, kind: .withdrawal, cause: $0.kind) }
      + clarified.compactMap { other in
        guard let unit = units[other], let day = publications.first else { return nil }
        return ErrorEntry(on: day, unit: unit, record: other.rawValue, kind: .clarification, cause: "虚假或者不完整信息")
      }
  }
}

extension Record {
  /// Whether the office made it: another organ's information is that organ's to publish (条例 Art. 10).
  /// Of several that made it together, the first leads, and publishes.
  func isOwn(of office: OfficeNames) -> Bool {
    guard let maker = text(.maker) else { return true }
    return office.contains(maker)
      || maker.split(whereSeparator: { "、，,；;".contains($0) }).first.map { office.contains(String($0)) } ?? true
  }

  /// Whether the office means to publish it: what bears a mark of secrecy it must not (条例 Art. 14).
  func isProposed(by office: OfficeNames) -> Bool {
    isOwn(of: office) && secrecyLevel == nil && (proposal ?? .proactive) == .proactive
  }
}
