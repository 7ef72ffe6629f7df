import Catalogue
import Diagnostics
import Records
import Screening
import Values

extension SiteSession {
  /// Everything about one record.
  ///
  /// - Throws: `ActRefusal` if neither the ledger nor the folder knows it.
  public func show(_ id: RecordID, asOf: Day, withBody: Bool) throws -> RecordView {
    let (dossier, working) = try gather(id, asOf: asOf)
    var body: [UInt8]?
    if withBody, let record = dossier.record {
      if let version = dossier.version {
        body = try ledger.withSnapshots { try $0.body(of: record, version) }
      } else if let working {
        body = RecordBody.bytes(of: record, in: working.parts)
      }
    }
    return RecordView(
      assessment: dossier.assessment, history: dossier.history, record: dossier.record,
      body: body.flatMap { bytes in dossier.record.map { RecordBody.shown(bytes, of: $0) } },
      steps: dossier.steps, screening: dossier.screening, incumbents: dossier.incumbents)
  }

  /// What the ledger holds on one record; the working file's where it was never submitted.
  ///
  /// - Throws: `ActRefusal` if neither the ledger nor the folder knows it.
  public func dossier(_ id: RecordID, asOf: Day) throws -> RecordDossier { try gather(id, asOf: asOf).dossier }

  private func gather(_ id: RecordID, asOf: Day) throws -> (dossier: RecordDossier, working: WorkingRecord?) {
    let site = try workingSite()
    let examination = try ledger.examine(site, proposals: founding, layout: founding.layout, asOf: asOf)
    guard let assessment = examination.assessments.first(where: { $0.id == id }) else {
      let known = examination.assessments.map(\.id.rawValue)
      let near = Suggestion.nearest(to: id.rawValue, among: known).map { "，是否为「\($0)」？" } ?? ""
      throw ActRefusal([Diagnostic("record.unknown", "没有记录「\(id)」\(near)", remedy: "用 gongkai check 查看全部标识")])
    }
    let state = examination.state
    let history = state.records[id]
    let version = (history?.latest ?? history?.live?.digest).flatMap { history?.versions[$0] }
    let working = site.records.first { $0.record.id == id }
    let incumbents =
      state.head == nil
      ? Incumbents(Dictionary(founding.people.map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first }))
      : try ledger.incumbents()
    let catalogue = (state.policy ?? founding.policy).catalogue
    let dossier = RecordDossier(
      assessment: assessment, history: history, version: version,
      record: try version.map { try ledger.record($0) } ?? working?.record,
      screening: try version.map { try ledger.screening($0, asOf: asOf) }
        ?? working.map { RecordScreen(asOf: asOf, catalogue: catalogue).screen($0.record, $0.parts) },
      steps: state.policy?.steps ?? configuration.steps, incumbents: incumbents,
      catalogue: catalogue, settings: configuration.settings, asOf: asOf)
    return (dossier, working)
  }
}

/// What the ledger holds on one record, as the paper forms and the review pages show it.
public struct RecordDossier: Sendable {
  public let assessment: Assessment
  public let history: RecordHistory?
  /// The version last put forward, or the one on the site; nil for a draft.
  public let version: Version?
  /// Nil if the bytes are gone, or a draft can't be read.
  public let record: Record?
  public let screening: RecordScreening?
  /// The steps in force.
  public let steps: [ReviewStep]
  /// Who held each account when it was used.
  public let incumbents: Incumbents
  public let catalogue: Catalogue
  public let settings: SiteSettings
  public let asOf: Day
}

extension Ledger {
  /// What the detectors find in a version; nil if its bytes are gone.
  func screening(_ version: Version, asOf: Day) throws -> RecordScreening? {
    try store.read { transaction in
      let state = try load(transaction)
      return try SnapshotReader(transaction: transaction, catalogue: state.catalogue).screening(version, asOf: asOf)
    }
  }

  /// The parsed record of a version; nil if its bytes are gone.
  func record(_ version: Version) throws -> Record? {
    try store.read { transaction in
      let state = try load(transaction)
      return try SnapshotReader(transaction: transaction, catalogue: state.catalogue).record(version)
    }
  }
}
