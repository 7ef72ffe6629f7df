import Catalogue
import Diagnostics
import Records
import Screening
import Values

/// A version on the site that the rules of this program would hold, though it went out under other rules.
public struct LiveScreening: Sendable {
  public let id: RecordID
  public let title: String
  public let unit: String
  /// Path of its page below the base path.
  public let address: String
  /// The rules that it went out under; nil for versions from before there were any.
  public let rules: String?
  /// Findings that block and that nobody waived.
  public let findings: [ScreenedFinding]

  /// What to know and do about it, a diagnostic a finding.
  public var diagnostics: [Diagnostic] { findings.map(told) }

  private func told(_ finding: ScreenedFinding) -> Diagnostic {
    Diagnostic(
      finding.code, .warning,
      "「\(id)」(\(title))已在网站上，按现行筛查规则会被拦截：\(finding.file) \(finding.place)：\(finding.title)「\(finding.masked)」[\(finding.id)]",
      remedy:
        "不应公开的立即执行 gongkai review withdraw \(CommandWord.quoted(id.rawValue)) --kind 紧急撤下 --reason \"理由\" --as 账号；可以公开的，修改后重新提交审批",
      source: finding.known?.basis)
  }

  /// The machine form.
  public var json: JSON {
    [
      "id": .string(id.rawValue), "title": .string(title), "unit": .string(unit), "address": .string(address),
      "rules": JSON(rules),
      "findings": .array(
        findings.map { finding in
          let told = told(finding)
          return [
            "id": .string(finding.id), "detector": .string(finding.detector),
            "action": .string(finding.action.rawValue), "file": .string(finding.file), "place": .string(finding.place),
            "masked": .string(finding.masked), "code": .string(told.code), "message": .string(told.message),
            "line": finding.line.map { JSON($0) } ?? .null, "remedy": JSON(told.remedy), "source": JSON(told.source),
          ]
        }),
    ]
  }
}

/// What a look at everything on the site found.
public struct LiveScreeningReport: Sendable {
  /// Versions on the site.
  public let live: Int
  /// Those that were screened again, because they went out under other rules.
  public let rescreened: Int
  public let held: [LiveScreening]

  /// The form for people.
  public var text: String {
    let head =
      "网站上 \(live) 条，其中按其他规则筛查过或没有筛查过、现已重查 \(rescreened) 条"
      + "(现行规则 \(ScreeningRules.version))，按现行规则会被拦截 \(held.count) 条"
    return ([head] + held.flatMap(\.diagnostics).map(\.text)).joined(separator: "\n")
  }

  /// The machine form.
  public var json: JSON {
    [
      "rules": .string(ScreeningRules.version), "live": JSON(live), "rescreened": JSON(rescreened),
      "held": .array(held.map(\.json)),
    ]
  }
}

extension Ledger {
  /// Screens what is on the site by the rules of this program.
  ///
  /// Versions that went out under these rules are not searched again: what was found then is kept with them. Others are
  /// searched in batches, so that memory does not grow with the site.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or its chain does not hold.
  public func screenLive(asOf: Day) throws(LedgerFault) -> LiveScreeningReport {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        let state = try load(transaction)
        let snapshots = SnapshotReader(transaction: transaction, catalogue: state.catalogue)
        let live = state.records.sorted { $0.key < $1.key }.compactMap { id, history -> (RecordID, Version)? in
          guard let digest = history.live?.digest, history.withdrawal?.kind != .emergency else { return nil }
          return history.versions[digest].map { (id, $0) }
        }
        let screen = RecordScreen(asOf: asOf, catalogue: state.catalogue)
        var held: [LiveScreening] = []
        var rescreened = 0
        for start in stride(from: 0, to: live.count, by: Ledger.liveBatch) {
          let batch = live[start..<min(start + Ledger.liveBatch, live.count)]
          let read = try batch.map { id, version in
            guard version.screening?.isCurrent != true else { return LiveCandidate(id: id, version: version) }
            rescreened += 1
            return LiveCandidate(
              id: id, version: version, record: try snapshots.record(version), parts: try snapshots.parts(version))
          }
          for (candidate, screening) in zip(read, Parallel.map(read) { $0.screening(by: screen) }) {
            let found = candidate.version.holding(screening)
            guard !found.isEmpty else { continue }
            let record = try candidate.record ?? snapshots.record(candidate.version)
            held.append(
              LiveScreening(
                id: candidate.id, title: record?.title ?? "", unit: record?.unit ?? "",
                address: state.records[candidate.id]?.address ?? "", rules: candidate.version.screening?.rules,
                findings: found))
          }
        }
        return LiveScreeningReport(live: live.count, rescreened: rescreened, held: held)
      }
    }
  }

  private static let liveBatch = 64
}

/// A version on the site, with its bytes where it is to be searched again.
private struct LiveCandidate: Sendable {
  let id: RecordID
  let version: Version
  var record: Record?
  var parts: [RecordPart]?

  func screening(by screen: RecordScreen) -> RecordScreening? {
    guard let record, let parts else { return version.screening }
    return screen.screen(record, parts)
  }
}
