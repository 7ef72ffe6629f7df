import Records
import Review
import Screening
import Values

/// All that is shown of one version, read from the ledger in one look.
struct ItemLook: Sendable {
  let id: RecordID
  let history: RecordHistory
  let version: Version
  let record: Record?
  /// The body as people read it.
  let body: String
  /// The body's bytes, as pages are made from them.
  let bytes: [UInt8]
  let screening: RecordScreening?
  /// What is compared with: the version on the site, or the one before.
  let base: Base?
  let events: [Event]

  /// An earlier version.
  struct Base: Sendable {
    let version: Version
    let record: Record?
    let body: String
    let isLive: Bool
  }

  /// Reads a record's waiting version, or its live one.
  ///
  /// - Parameters:
  ///   - numbers: of the record's events.
  ///   - seen: another version to compare with.
  ///   - wanted: the version to look at, where it is not the one that stands for the record.
  /// - Returns: nil if the ledger has no version of it.
  init?(
    _ id: RecordID, ledger: Ledger, state: LedgerState, numbers: [Int], asOf: Day, seen: Digest? = nil,
    wanted: Digest? = nil
  ) throws {
    guard let history = state.records[id],
      let version = (wanted ?? history.latest ?? history.live?.digest ?? history.newest)
        .flatMap({ history.versions[$0] })
    else { return nil }
    let other = seen ?? history.live?.digest
    let base = other.flatMap { $0 == version.digest ? nil : history.versions[$0] }
    self.id = id
    self.history = history
    self.version = version
    let look = try ledger.withSnapshots { source in
      let records = try source.records([version, base].compactMap(\.self))
      func body(_ version: Version) -> (bytes: [UInt8], text: String) {
        guard let record = records[version.digest], let bytes = try? source.body(of: record, version) else {
          return ([], "")
        }
        return (bytes, RecordBody.shown(bytes, of: record))
      }
      let (bytes, text) = body(version)
      return (
        records[version.digest], text, bytes, try source.screening(version, asOf: asOf),
        base.map {
          Base(version: $0, record: records[$0.digest], body: body($0).text, isLive: $0.digest == history.live?.digest)
        }
      )
    }
    (record, body, bytes, screening, self.base) = look
    events = try ledger.events(numbered: numbers)
  }

  /// A name for people.
  var title: String { record?.title ?? id.rawValue }

  /// Changed fields and text against the base; empty without a base.
  var changes: [(name: String, difference: TextDifference)] {
    guard let base else { return [] }
    var changes: [(String, TextDifference)] = []
    if base.version.columnCode != version.columnCode {
      changes.append(("栏目", TextDifference(from: base.version.columnCode, to: version.columnCode)))
    }
    for field in Field.allCases where field != .body {
      let (old, new) = (base.record?.text(field) ?? "", record?.text(field) ?? "")
      if old != new { changes.append((field.rawValue, TextDifference(from: old, to: new))) }
    }
    if base.body != body { changes.append(("正文", TextDifference(from: base.body, to: body))) }
    return changes
  }

  /// Files of both versions by path, the body's and attachments, with what became of each.
  var parts: [(part: PartReference, state: String, isChanged: Bool)] {
    let now = version.parts.filter { $0.kind == .attachment || $0.kind == .body }
    guard let base else { return now.map { ($0, "", false) } }
    let before = base.version.parts.filter { $0.kind == .attachment || $0.kind == .body }
    let rows = now.map { part -> (PartReference, String, Bool) in
      guard let old = before.first(where: { $0.path == part.path }) else { return (part, "新增", true) }
      return old.digest == part.digest ? (part, "未变", false) : (part, "内容已变(原 \(old.size) 字节)", true)
    }
    let gone = before.filter { old in !now.contains { $0.path == old.path } }
    return rows + gone.map { ($0, "已去掉", true) }
  }
}

extension RecordHistory {
  /// The version that was put forward last, whatever became of it.
  var newest: Digest? { versions.values.max { $0.submission < $1.submission }?.digest }
}
