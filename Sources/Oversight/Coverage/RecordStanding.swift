import Catalogue
import Records
import Review
import Values

/// How one record stood at the end of a day: on the site, in review, or held.
struct RecordStanding: Sendable {
  let id: RecordID
  /// The version on the site, else the one put forward last.
  let record: Record?
  let column: ColumnCode?
  let isLive: Bool
  /// Not repealed by a decision: what only stays for the record is no document that the calendar expects.
  let isInForce: Bool
  let isPending: Bool
  /// Returned, waiting for others, decided not to be public here, or handed up.
  let isHeld: Bool
  /// Decided to be public, and the government's to publish (篇3 二(一)).
  let isHandedUp: Bool
  /// 上交: under which kind.
  let handover: HandoverKind?
  /// Taken over by the government, with an address there.
  let isAccepted: Bool
  /// The days on which a version went onto the site.
  let publications: [Day]
  /// The day that the site shows for what it holds: that of a migrated item is its 原发布日期, until it is changed.
  let shown: Day?
  /// The first day on which it was public at all, as far as that can be known.
  let firstPublic: Day?
  /// Findings that block and that nobody waived, in what is on the site.
  let openFindings: Int

  /// - Parameter begun: the first day of the ledger.
  init(_ story: RecordStory, in chronicle: Chronicle, begun: Day?) {
    let history = chronicle.state.records[story.id]
    let walk = StoryWalk(story)
    id = story.id
    let live = history?.live.flatMap { story.records[$0.digest] }
    let latest = history?.latest.flatMap { history?.versions[$0] }
    record = live ?? latest.flatMap { story.records[$0.digest] } ?? story.latest
    column = record?.column ?? latest.flatMap { ColumnCode($0.columnCode) }
    let isOver = live?.day(.noticeEnds).map { $0 < chronicle.asOf } ?? false
    // The text of what is 失效 or 废止 stays on the site, marked (国办发〔2017〕47号): the catalogue counts it, too.
    let isKept = history?.withdrawal.map { $0.kind == .repealed } ?? true
    isInForce = history?.withdrawal == nil
    isLive = history?.live != nil && isKept && !isOver
    let candidate = latest?.digest == history?.live?.digest ? nil : latest
    let proposed = candidate.flatMap { story.records[$0.digest] }
    let isPublic = candidate?.approval.map { $0.disclosure == .proactive && $0.carriers.contains(.website) } ?? true
    isHandedUp = proposed?.handover != nil && candidate?.approval?.disclosure == .proactive
    let isAccepted = walk.accepted != nil
    self.isAccepted = isAccepted
    isHeld =
      candidate.map { version in
        version.returned != nil || version.unsure != nil || version.pause != nil || !isPublic
          || (proposed?.handover != nil && !isAccepted)
      } ?? false
    handover = proposed?.handover ?? record?.handover
    let publications = walk.published.map(\.day)
    // What was on the site and came down, by its day or by a decision, waits for nothing.
    let isEnded = proposed?.day(.noticeEnds).map { $0 < chronicle.asOf } ?? false
    let isDown = history?.withdrawal.map { ($0.sequence > candidate?.submission ?? 0) } ?? false
    isPending = candidate != nil && !isHeld && !isAccepted && !(isEnded && !publications.isEmpty) && !isDown
    self.publications = publications
    let first = publications.first
    let original = record.flatMap { OriginalDay($0, formed: $0.formed, published: first, begun: begun).day }
    firstPublic = [original, first].compactMap(\.self).min()
    // What the site shows is what it says, whatever that is worth.
    let written = record?.day(.originalDate).flatMap { day in first.map { min(day, $0) } ?? day }
    shown = publications.count > 1 ? publications.last : written ?? first
    let version = history?.live.flatMap { history?.versions[$0.digest] }
    openFindings =
      isLive
      ? version?.screening?.findings.filter { $0.action == .block && version?.waivers[$0.id] == nil }.count ?? 0 : 0
  }

  /// What a published record should say and does not (篇3 二(二)1; 条例 Art. 20(2)).
  var gap: ColumnFigures.FieldGap? {
    guard let record, isInForce else { return nil }
    let wanted: [Field]
    switch "\(record.column)" {
    case "1.1": wanted = [.officeAddress, .officeHours, .contact, .head]
    case "1.2": wanted = [.personName, .post, .responsibilities]
    case "1.3": wanted = [.head, .phone]
    default: return nil
    }
    let missing = wanted.filter { record.text($0) == nil }
    return missing.isEmpty ? nil : .init(record: record.title, fields: missing.map(\.rawValue))
  }
}
