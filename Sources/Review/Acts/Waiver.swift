import Diagnostics
import Records
import Screening
import Values

extension Ledger {
  /// 豁免: lets one finding of the version that is put forward pass, by name and with a reason.
  ///
  /// - Parameters:
  ///   - finding: the finding's id, as `review show` prints it.
  ///   - seen: the digest, or the beginning of it, that the person saw; nil takes what is submitted.
  public func waive(
    _ record: RecordID, finding: String, reason: String, seen: String? = nil, by actor: Actor, founding: Founding,
    now: Moment = .now()
  ) throws(ActRefusal) -> ActResult {
    try act(by: actor, founding: founding, now: now) { context in
      try context.require([.secrecyReviewer], for: "豁免筛查结果")
      return try context.waive(record, finding, reason, seen)
    }
  }

  /// 搁置 and 解除搁置: a version waits for other organs (会商) or for a third party, and goes on afterwards.
  ///
  /// - Parameter kind: what it waits for; nil ends the wait.
  public func pause(
    _ record: RecordID, kind: PauseKind?, reason: String, by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> ActResult {
    try act(by: actor, founding: founding, now: now) { context in
      try context.require(
        [.drafter, .unitHead, .secrecyReviewer, .signer, .disclosureOffice], for: kind == nil ? "解除搁置" : "搁置")
      return try context.pause(record, kind, reason)
    }
  }
}

extension ActContext {
  fileprivate mutating func waive(
    _ id: RecordID, _ finding: String, _ reason: String, _ seen: String?
  ) throws -> ActResult {
    func refused(_ code: String, _ message: String, _ remedy: String) -> ActResult {
      ActResult(id, .refused([Diagnostic(code, message, remedy: remedy, source: "条例第十四条、第十五条、第十七条")]))
    }
    guard let history = state.records[id], let version = history.comingVersion else {
      return refused("review.not-submitted", "「\(id)」没有提交待审的版本", "由拟稿人先提交")
    }
    if let seen, seen.utf8.count < 8 || !version.digest.hex.hasPrefix(seen.lowercased()) {
      return refused(
        "review.content-changed", "「\(id)」当前提交的版本是 \(version.digest.short)，不是您看到的 \(seen)",
        "用 gongkai review show 重新查看后再决定")
    }
    guard !reason.allSatisfy(\.isWhitespace) else {
      return refused("review.reason-missing", "豁免没有写理由", "用 --reason \"理由\" 写明为什么可以公开")
    }
    if version.contributors.union(history.contributors).contains(person.account) {
      return refused(
        "review.same-person", "「\(person.account)」参与了这一版本的起草或修改，不能豁免它的筛查结果", "请由没有参与起草的保密审查员办理")
    }
    let found = try screening(version)?.findings.first { $0.id == finding }
    guard let found else {
      return refused("screening.unknown", "这一版本没有编号为「\(finding)」的筛查结果", "用 gongkai review show 查看编号")
    }
    guard found.isWaivable else {
      return refused(found.code, "「\(found.title)」(\(found.file) \(found.place))不能豁免", "涉密信息不得公开；去掉后重新提交")
    }
    guard version.waivers[finding] == nil else { return ActResult(id, .unchanged("这一项已经豁免")) }
    try append(
      .waive, record: id, digest: version.digest,
      details: [
        "finding": .string(finding), "detector": .string(found.detector), "file": .string(found.file),
        "place": .string(found.place), "reason": .string(reason),
      ])
    return ActResult(id, .done(version.digest))
  }

  fileprivate mutating func pause(_ id: RecordID, _ kind: PauseKind?, _ reason: String) throws -> ActResult {
    guard let version = state.records[id]?.comingVersion else {
      return ActResult(
        id, .refused([Diagnostic("review.not-submitted", "「\(id)」没有提交待审的版本", remedy: "由拟稿人先提交")]))
    }
    guard !reason.allSatisfy(\.isWhitespace) else {
      return ActResult(id, .refused([Diagnostic("review.reason-missing", "没有写明情况", remedy: "用 --reason 写明")]))
    }
    guard (kind == nil) == (version.pause != nil) else {
      return ActResult(id, .unchanged(kind == nil ? "没有搁置" : "已经搁置"))
    }
    var details: [JSON.Member] = [.init("reason", .string(reason))]
    if let kind { details.append(.init("kind", .string(kind.rawValue))) }
    try append(kind == nil ? .resume : .pause, record: id, digest: version.digest, details: .object(details))
    return ActResult(id, .done(version.digest))
  }

  /// What the detectors of this program find in a version: as it was kept, or found again under newer rules.
  func screening(_ version: Version) throws -> RecordScreening? {
    try SnapshotReader(transaction: transaction, catalogue: state.catalogue).screening(version, asOf: now.day)
  }
}

extension RecordHistory {
  /// The version put forward, approved or not, that is neither returned nor on the site.
  fileprivate var comingVersion: Version? {
    latest.flatMap { versions[$0] }.flatMap { $0.returned == nil && $0.digest != live?.digest ? $0 : nil }
  }
}

extension SnapshotReader {
  /// What the rules of this program find in a version: as it was kept, or by screening its bytes again where other
  /// rules were in force; nil if its bytes are gone.
  func screening(_ version: Version, asOf: Day) throws -> RecordScreening? {
    if let kept = version.screening, kept.isCurrent { return kept }
    guard let record = try record(version), let parts = try parts(version) else { return nil }
    return RecordScreen(asOf: asOf, catalogue: catalogue).screen(record, parts)
  }
}

extension Version {
  /// Findings that hold the version: those that block and that nobody waived.
  func holding(_ screening: RecordScreening?) -> [ScreenedFinding] {
    (screening?.blocking ?? []).filter { !$0.isWaivable || waivers[$0.id] == nil }
  }
}

extension RecordScreening {
  /// What people should look at and what holds nothing; each place is below the site's folder, as that of a hold.
  var warnings: [Diagnostic] {
    findings.filter { $0.action == .warn }.map {
      Diagnostic(
        $0.code, .warning, at: Place($0.file, line: $0.line), "\($0.file) \($0.place):\($0.title)「\($0.masked)」",
        remedy: $0.known?.remedy,
        source: $0.known?.basis)
    }
  }
}

extension ScreenedFinding {
  /// Why it holds a record, with the command that lets it pass.
  ///
  /// Its place is below the site's folder; `HoldPlace` makes it one that people know.
  func hold(of record: RecordID) -> Diagnostic {
    Diagnostic(
      code, at: Place(file, line: line), "\(file) \(place):\(title)「\(masked)」[\(id)]",
      remedy: isWaivable
        ? "\(known?.remedy ?? "去掉后重新提交")；确可公开的，提交后由保密审查员执行 \(waiverCommand(record))"
        : known?.remedy ?? "去掉后重新提交", source: known?.basis ?? "条例第十四条、第十五条")
  }

  /// The command that waives it, as it is to be typed.
  func waiverCommand(_ record: RecordID) -> String {
    "gongkai review waive \(CommandWord.quoted(record.rawValue)) --finding \(id) --reason \"理由\" --as 保密审查员账号"
  }
}
