import Publishing
import Records
import Review
import Synchronization
import Values

extension Desk {
  /// Renders a version as it would stand on the site. Called on the readings' queue.
  func preview(_ record: Record, _ version: Version, body: [UInt8], view: DeskView) throws -> VersionPreview {
    let state = view.state
    let live = try liveRecords.records(of: state, session.ledger)
    let templates = try TemplateFolder(path: templatesPath, overrides: TemplateFolder.overrides(site: path))
    return try VersionPreview(
      of: record, version, body: body, among: live, state: state, settings: settings, templates: templates,
      asOf: view.asOf)
  }
}

/// The parsed records of what is on the site, kept from one look to the next.
final class LiveRecords: Sendable {
  private let kept = Mutex<[Digest: Record]>([:])

  func records(of state: LedgerState, _ ledger: Ledger) throws -> [Digest: Record] {
    let wanted = state.records.values.compactMap { history in history.live.flatMap { history.versions[$0.digest] } }
    let known = kept.withLock { $0 }
    let missing = wanted.filter { known[$0.digest] == nil }
    guard !missing.isEmpty || known.count > wanted.count + 100 else { return known }
    let read = missing.isEmpty ? [:] : try ledger.withSnapshots { try $0.records(missing) }
    var all: [Digest: Record] = [:]
    for version in wanted { all[version.digest] = known[version.digest] ?? read[version.digest] }
    let found = all
    kept.withLock { $0 = found }
    return found
  }
}

extension Desk {
  /// Renders a working record, marked 草稿. Called on the readings' queue.
  func preview(draft working: WorkingRecord, view: DeskView) throws -> VersionPreview {
    let live = try liveRecords.records(of: view.state, session.ledger)
    let templates = try TemplateFolder(path: templatesPath, overrides: TemplateFolder.overrides(site: path))
    return try VersionPreview(
      of: working.record, Version(draftOf: working),
      body: RecordBody.bytes(of: working.record, in: working.parts) ?? [],
      among: live, state: view.state, settings: settings, templates: templates, asOf: view.asOf, parts: working.parts,
      isDraft: true)
  }
}
