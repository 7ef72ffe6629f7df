import Preview
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
    let templates = try currentTemplates()
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

/// The site's templates as they were read last, and what the folders looked like then.
final class TemplateShelf: Sendable {
  private let kept = Mutex<(FolderLook, TemplateFolder)?>(nil)

  func folder(_ path: String, overrides: String?) throws -> TemplateFolder {
    let look = FolderLook(at: [path, overrides].compactMap(\.self))
    if let known = kept.withLock({ $0 }), known.0 == look { return known.1 }
    let folder = try TemplateFolder(path: path, overrides: overrides)
    kept.withLock { $0 = (look, folder) }
    return folder
  }
}

extension Desk {
  /// The templates as they are now.
  private func currentTemplates() throws -> TemplateFolder {
    try siteTemplates.folder(templatesPath, overrides: TemplateFolder.overrides(site: path))
  }

  /// Renders a working record, marked 草稿. Called on the readings' queue.
  func preview(draft working: WorkingRecord, view: DeskView) throws -> VersionPreview {
    let live = try liveRecords.records(of: view.state, session.ledger)
    let templates = try currentTemplates()
    return try VersionPreview(
      of: working.record, Version(draftOf: working),
      body: RecordBody.bytes(of: working.record, in: working.parts) ?? [],
      among: live, state: view.state, settings: settings, templates: templates, asOf: view.asOf, parts: working.parts,
      isDraft: true)
  }
}
