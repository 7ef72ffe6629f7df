import Diagnostics
import Records
import Screening
import Values

extension SiteSession {
  /// Everything about one record.
  ///
  /// - Throws: `ActRefusal` if neither the ledger nor the folder knows it.
  public func show(_ id: RecordID, asOf: Day, withBody: Bool) throws -> RecordView {
    let site = try workingSite()
    let examination = try ledger.examine(site, proposals: founding, layout: founding.layout, asOf: asOf)
    guard let assessment = examination.assessments.first(where: { $0.id == id }) else {
      let known = examination.assessments.map(\.id.rawValue)
      let near = Suggestion.nearest(to: id.rawValue, among: known).map { "，是否为「\($0)」？" } ?? ""
      throw ActRefusal([Diagnostic("record.unknown", "没有记录「\(id)」\(near)", remedy: "用 gongkai check 查看全部标识")])
    }
    let history = examination.state.records[id]
    let version = (history?.latest ?? history?.live?.digest).flatMap { history?.versions[$0] }
    let working = site.records.first { $0.record.id == id }
    let record = try version.map { try ledger.record($0) } ?? working?.record
    var body: [UInt8]?
    if withBody, let record {
      if let version {
        body = try ledger.withSnapshots { try $0.body(of: record, version) }
      } else if let working {
        body = RecordBody.bytes(of: record, in: working.parts)
      }
    }
    return RecordView(
      assessment: assessment, history: history, record: record, body: body.map { String(decoding: $0, as: UTF8.self) },
      steps: examination.state.policy?.steps ?? configuration.steps,
      screening: try version.map { try ledger.screening($0, asOf: asOf) }
        ?? working.map { RecordScreen(asOf: asOf).screen($0.record, $0.parts) })
  }
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
