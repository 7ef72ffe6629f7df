import Records
import Review
import Values

/// Which of the versions that were put forward bind, so that nobody moves or stops a clock by putting forward another
/// date or by proposing not to publish.
///
/// A version binds even where another takes its place, and where who put it forward takes it back on a later day. One
/// that somebody else sent back gives way to the next: a wrong date is put right that way. But an overrun that happened
/// while it was in review stays, and so does one that had happened whatever the next version proposes.
struct BindingVersions {
  /// Those whose 生成日期 and 变更日期 run.
  private(set) var dated: [Version] = []
  /// Those whose 可否公开 says whether a clock runs at all.
  private(set) var proposing: [Version] = []
  private var all: [Version] = []

  /// A version put forward, with what it says.
  struct Version {
    /// Its place among all that were put forward.
    let index: Int
    let said: StoryWalk.Said
    let record: Record
  }

  /// - Parameter carried: the day on which a version that says a change, or a later one, first went onto the site.
  init(_ walk: StoryWalk, _ story: RecordStory, clock: DisclosureClock, carried: (_ change: Day, _ formed: Day) -> Day?)
  {
    for (index, said) in walk.said.enumerated() {
      guard let record = story.records[said.digest] else { continue }
      let version = Version(index: index, said: said, record: record)
      all.append(version)
      guard let returnedOn = said.returnedOn, said.isFollowed else {
        dated.append(version)
        proposing.append(version)
        continue
      }
      let changes = [record.day(.changed)].compactMap(\.self)
      let clocked = ClockedRecord(
        id: "", unit: "", formedOn: record.formed, changedOn: changes, publishedOn: walk.published.map(\.day),
        holds: walk.holds,
        carriedOn: Dictionary(
          uniqueKeysWithValues: changes.compactMap { day in carried(day, record.formed).map { (day, $0) } }))
      func isOver(by day: Day) -> Bool {
        clock.read(clocked, asOf: day).deadlines.contains { $0.isOverdue && $0.closedOn == nil }
      }
      guard isOver(by: returnedOn) else { continue }
      proposing.append(version)
      // What was late already when it was put forward was late as a draft, whose date anybody may put right.
      if !isOver(by: said.on) { dated.append(version) }
    }
  }

  /// The version that stands: the last that was neither returned nor taken back; where all were, the last.
  var latest: Record? { (all.last { $0.said.returnedOn == nil && $0.said.revokedOn == nil } ?? all.last)?.record }

  /// The unit of what was never on the site, where versions name several: that of the version that stood when the period
  /// ran out, else of the first put forward after that and not sent back. Nil where the version that stands says it.
  ///
  /// - Parameter overdueOn: the first day late.
  func unit(_ overdueOn: () -> Day?) -> String? {
    guard let unit = all.first?.record.unit, all.contains(where: { $0.record.unit != unit }), let late = overdueOn()
    else { return nil }
    let stood = all.last { version in
      let ended = [version.said.returnedOn, version.said.revokedOn].compactMap(\.self).min()
      return version.said.on < late && ended.map { $0 >= late } ?? true
    }
    return (stood ?? all.first { $0.said.on >= late && $0.said.returnedOn == nil })?.record.unit
  }
}
