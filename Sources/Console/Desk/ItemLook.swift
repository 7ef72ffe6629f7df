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
  /// The page's source of a Word or OFD body, which shows its words alone.
  let markup: [UInt8]?
  /// What is compared with: the version on the site, or, of what was never on it, the one put forward before.
  let base: Base?
  let events: [Event]

  /// An earlier version.
  struct Base: Sendable {
    let version: Version
    let record: Record?
    let body: String
    let markup: [UInt8]?
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
    let other = seen ?? history.live?.digest ?? history.before(version)?.digest
    let base = other.flatMap { $0 == version.digest ? nil : history.versions[$0] }
    self.id = id
    self.history = history
    self.version = version
    let look = try ledger.withSnapshots { source in
      let records = try source.records([version, base].compactMap(\.self))
      func body(_ version: Version) -> (bytes: [UInt8], text: String, markup: [UInt8]?) {
        guard let record = records[version.digest], let bytes = try? source.body(of: record, version) else {
          return ([], "", nil)
        }
        return (bytes, RecordBody.shown(bytes, of: record), RecordBody.markup(bytes, of: record))
      }
      let (bytes, text, markup) = body(version)
      return (
        records[version.digest], text, bytes, markup, try source.screening(version, asOf: asOf),
        base.map { base in
          let old = body(base)
          return Base(
            version: base, record: records[base.digest], body: old.text, markup: old.markup,
            isLive: base.digest == history.live?.digest)
        }
      )
    }
    (record, body, bytes, markup, screening, self.base) = look
    events = try ledger.events(numbered: numbers)
  }

  /// A name for people.
  var title: String { record?.title ?? id.rawValue }

  /// One changed field, or the text.
  typealias Change = (name: String, difference: TextDifference)

  /// Changed fields and text against the base; empty without a base.
  func compared() -> [Change] {
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
    return changes + markupChanges(since: base)
  }

  /// What words don't show of a Word or OFD body: where its links lead, and how it is set.
  private func markupChanges(since base: Base) -> [(String, TextDifference)] {
    guard let old = base.markup, let new = markup, old != new else { return [] }
    let links = (PageLinks.addresses(in: old), PageLinks.addresses(in: new))
    if links.0 != links.1 { return [("正文中链接和图片的地址", TextDifference(from: links.0, to: links.1))] }
    guard base.body == body else { return [] }
    return [
      (
        "正文的排版",
        TextDifference([.init(kind: .same, text: "文字没有改动，但强调、标题层级、表格合并等排版有改动，请对照「公开后的样子」和原件核对。")])
      )
    ]
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

/// Addresses in a page's source.
enum PageLinks {
  /// What links and pictures lead to, in their order.
  static func addresses(in html: [UInt8]) -> [String] {
    var found: [String] = []
    var at = 0
    while let quote = html[at...].firstIndex(of: UInt8(ascii: "\"")) {
      let end = html[(quote + 1)...].firstIndex(of: UInt8(ascii: "\"")) ?? html.count
      if [" href=", " src="].contains(where: { html[at..<quote].suffix($0.utf8.count).elementsEqual($0.utf8) }) {
        let address = html[(quote + 1)..<end]
        found.append(
          address.starts(with: "data:".utf8)
            ? "内嵌图片 \(Digest(of: Array(address)).short)" : String(decoding: address, as: UTF8.self))
      }
      at = min(end + 1, html.count)
    }
    return found
  }
}

extension RecordHistory {
  /// The version put forward before another one, whatever became of it.
  func before(_ version: Version) -> Version? {
    versions.values.filter { $0.submission < version.submission }.max { $0.submission < $1.submission }
  }

  /// The version that was put forward last, whatever became of it.
  var newest: Digest? { versions.values.max { $0.submission < $1.submission }?.digest }
}
