import Diagnostics
import Files
import Records
import Values

/// Files whose name was changed, and rows whose 标识 was: a record is known by its file's name where it states no 标识, so
/// that the same information would be published a second time, under a second address.
public struct RenamedFiles: Sendable {
  /// A record that is on the site or put forward, and whose working file is gone.
  private struct Gone {
    let id: RecordID
    let file: PartReference
    let isLive: Bool
    let record: Record?
  }

  private let gone: [Gone]
  private let byDigest: [Digest: Int]
  private let byTitle: [String: [Int]]
  private let byNumber: [String: [Int]]

  /// Looks for records whose file is gone, where there is a new record that could be one of them.
  ///
  /// - Parameter records: the parsed records of versions, asked for those alone.
  public init(_ site: WorkingSite, in state: LedgerState, records: ([Version]) throws -> [Digest: Record]) rethrows {
    guard site.records.contains(where: { RenamedFiles.isNew($0.record.id, in: state) }) else {
      (gone, byDigest, byTitle, byNumber) = ([], [:], [:], [:])
      return
    }
    let there = RenamedFiles.there(in: site)
    let broken = RenamedFiles.brokenTables(in: site)
    let found = state.inOrder { id, history -> (RecordID, Version, Bool)? in
      guard history.withdrawal == nil, history.tombstone == nil, !there.contains(id),
        let version = history.waiting ?? history.latest.flatMap({ history.versions[$0] })
          ?? history.live.flatMap({ history.versions[$0.digest] }),
        version.returned == nil || history.live != nil, let file = version.parts.first,
        !RenamedFiles.isRow(file, of: broken)
      else { return nil }
      return (id, version, history.live != nil)
    }
    let read = try found.isEmpty ? [:] : records(found.map(\.1))
    let gone = found.compactMap { id, version, isLive in
      version.parts.first.map { Gone(id: id, file: $0, isLive: isLive, record: read[version.digest]) }
    }
    self.gone = gone
    byDigest = Dictionary(
      gone.indices.filter { gone[$0].file.kind != .row }.map { (gone[$0].file.digest, $0) },
      uniquingKeysWith: { first, _ in first })
    byTitle = Dictionary(grouping: gone.indices) { gone[$0].record?.title ?? "" }
    byNumber = Dictionary(grouping: gone.indices) { gone[$0].record?.text(.documentNumber) ?? "" }
  }

  /// What to say of a record that nobody put on the site before; nil where there is nothing to say.
  ///
  /// It is an error where the record would be refused if it were put forward, and a warning where it may well be another.
  public func told(of working: WorkingRecord, in state: LedgerState) -> Diagnostic? {
    guard !gone.isEmpty, RenamedFiles.isNew(working.record.id, in: state), let file = working.parts.first,
      // Who wrote another 标识 into the file meant another record. A row has one in any case.
      file.kind == .row || FieldLines(in: file.bytes, of: file.kind).line(of: [.id]) == nil
    else { return nil }
    let record = working.record
    let alike = byTitle[record.title, default: []] + (record.text(.documentNumber).flatMap { byNumber[$0] } ?? [])
    let same = byDigest[file.digest] ?? alike.first { gone[$0].record?.formed == record.formed }
    guard let found = same ?? alike.first else { return nil }
    let old = gone[found]
    let isSure = same != nil
    let what = byDigest[file.digest] != nil ? "内容相同" : isSure ? "是同一条信息" : "标题或发文字号相同"
    return Diagnostic(
      "record.renamed", isSure ? .error : .warning, at: Place(working.file, line: working.line),
      "与\(old.isLive ? "已公开" : "待审")的「\(old.id)」\(what)，而那一条的文件已不在，像是改了文件名或标识；照此公开会成为另一条信息，另有索引号和网址",
      remedy: remedy(old, file))
  }

  private func remedy(_ old: Gone, _ file: RecordPart) -> String {
    let other = CommandWord.quoted(old.id.rawValue)
    let otherwise =
      old.isLive
      ? "先撤下原来的(gongkai review withdraw \(other) …)" : "先撤回原来的提交(gongkai review revoke \(other) --step 提交 …)"
    switch file.kind {
    case .document: return "在根元素之下加一行「<标识>\(old.id)</标识>」，或改回原来的文件名；确是另一条的，写一个新的<标识>，或\(otherwise)"
    case .row:
      let table = old.file.path.split(separator: "#").first.map(String.init) ?? ""
      guard old.file.kind == .row, file.path.hasPrefix("\(table)#") else {
        return "把文件改回原来的名称「\(old.file.kind == .row ? table : old.file.path)」；确是另一条的，\(otherwise)"
      }
      let written = old.file.path.dropFirst(table.count + 1)
      return "把这一行的「标识」改回「\(written)」(Excel 会删去开头的 0，先把这一列设为文本格式)；确是另一条的，\(otherwise)"
    case .record, .body, .attachment:
      return "在文件头部加一行「标识: \(old.id)」，或改回原来的文件名；确是另一条的，写一个新的「标识」，或\(otherwise)"
    }
  }

  private static func isNew(_ id: RecordID, in state: LedgerState) -> Bool {
    state.records[id].map { $0.live == nil } ?? true
  }

  /// The records that have a working file.
  static func there(in site: WorkingSite) -> Set<RecordID> {
    Set(site.records.map(\.record.id) + site.faulty.map(\.id)).union(site.standing.keys)
  }

  /// Tables, as people know them, with rows that can't be read: nobody can say which.
  static func brokenTables(in site: WorkingSite) -> Set<String> {
    Set(site.faulty.lazy.flatMap(\.faults).compactMap { $0.place?.file }.filter { $0.hasSuffix(".csv") })
  }

  /// Whether a file is a row of one of these tables; its path names the table, and the record after `#`.
  static func isRow(_ file: PartReference, of tables: Set<String>) -> Bool {
    guard !tables.isEmpty, file.kind == .row, let table = file.path.split(separator: "#").first else { return false }
    return tables.contains { $0.hasSuffix("/\(table)") || $0 == table }
  }
}

extension Examiner {
  /// A warning where the working files of versions that are put forward and not yet on the site are gone: what is approved
  /// goes out all the same.
  static func goneFiles(of assessments: [Assessment], _ site: WorkingSite, in state: LedgerState) -> [Diagnostic] {
    let pending = assessments.lazy.filter { $0.pending == .inReview || $0.pending == .approved }.map(\.id)
    guard !pending.isEmpty else { return [] }
    let there = RenamedFiles.there(in: site)
    let broken = RenamedFiles.brokenTables(in: site)
    let gone = pending.filter { id in
      guard !there.contains(id), let history = state.records[id],
        let file = history.latest.flatMap({ history.versions[$0] })?.parts.first
      else { return false }
      return !RenamedFiles.isRow(file, of: broken)
    }
    return RecordHistory.goneFiles(Array(gone))
  }
}

extension RecordHistory {
  /// The warning of records that were put forward and whose working files are gone.
  static func goneFiles(_ ids: [RecordID]) -> [Diagnostic] {
    guard let first = ids.first else { return [] }
    let named = ids.prefix(5).map { "「\($0)」" }.joined(separator: "、") + (ids.count > 5 ? " 等 \(ids.count) 条" : "")
    let id = CommandWord.quoted(first.rawValue)
    return [
      Diagnostic(
        "record.file-gone", .warning, "\(named)提交之后工作文件已不在，提交的版本仍会照常审查、发布",
        remedy: "不应公开的，由拟稿人执行 gongkai review revoke \(id) --step 提交 --reason 理由 --as 账号 撤回；否则放回文件")
    ]
  }
}

extension SiteSession {
  /// Records whose new versions are out in the ledger while nothing stands where their working files were.
  ///
  /// - Throws: `SiteRefusal` if the ledger or the folder can't be read.
  public func goneFiles(of ids: [RecordID]) throws(SiteRefusal) -> [Diagnostic] {
    guard !ids.isEmpty, let folder = try? Folder(path) else { return [] }
    let state = try state()
    let gone = ids.filter { id in
      guard let history = state.records[id], let file = history.latest.flatMap({ history.versions[$0] })?.parts.first,
        let path = file.path.split(separator: "#").first
      else { return false }
      return !folder.exists(file.kind == .row ? String(path) : file.path)
    }
    return RecordHistory.goneFiles(gone)
  }
}
