import Diagnostics
import Records
import Values

/// Files whose name was changed: a record is known by its file's name where it states no 标识, so that the same bytes
/// under another name would be published a second time, under a second address.
public struct RenamedFiles: Sendable {
  /// Records on the site whose working file is gone, by the digest of that file.
  private let gone: [Digest: RecordID]

  /// Looks for records whose file is gone, where there is a new record that could be one of them.
  public init(_ site: WorkingSite, in state: LedgerState) {
    var gone: [Digest: RecordID] = [:]
    if site.records.contains(where: { state.records[$0.record.id] == nil }) {
      let there = Set(site.records.map(\.record.id) + site.faulty.map(\.id)).union(site.standing.keys)
      for (id, history) in state.records where !there.contains(id) && history.withdrawal == nil {
        guard let live = history.live, let file = history.versions[live.digest]?.parts.first, file.kind != .row else {
          continue
        }
        gone[file.digest] = min(gone[file.digest] ?? id, id)
      }
    }
    self.gone = gone
  }

  /// What to ask of a record that nobody put forward before; nil where there is nothing to ask.
  public func warning(for working: WorkingRecord, in state: LedgerState) -> Diagnostic? {
    guard !gone.isEmpty, state.records[working.record.id]?.live == nil,
      let file = working.parts.first, let old = gone[file.digest]
    else { return nil }
    return Diagnostic(
      "record.renamed", .warning, at: Place(working.file, line: working.line),
      "与已公开的「\(old)」内容相同，而那一条的文件已不在，像是改了文件名；照此公开会成为另一条信息，另有索引号和网址",
      remedy: "在文件头部加一行「标识: \(old)」，或改回原来的文件名")
  }
}
