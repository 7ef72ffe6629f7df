import Diagnostics
import Records
import Screening
import Values

extension Ledger {
  /// 提交: puts versions forward for review; the bytes are kept in the same transaction.
  ///
  /// - Parameters:
  ///   - keep: why those that look like information that goes up to the government stay at the office's own level.
  ///   - renamed: what keeps records from being put forward that are on the site under another 标识.
  ///   - writers: who else is known to have written a record's bytes; they contributed to it as who submits it did.
  /// - Returns: a result a record, in the order given.
  /// - Throws: `ActRefusal` if the person may not submit at all.
  public func submit(
    _ records: [WorkingRecord], keep: String? = nil, renamed: [RecordID: Diagnostic] = [:],
    writers: [RecordID: Set<String>] = [:], by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> [ActResult] {
    // Before the transaction, which holds everybody else up; a finding stops nobody from submitting.
    let catalogue = (try? state())?.policy?.catalogue ?? founding.policy.catalogue
    let screen = RecordScreen(asOf: now.day, catalogue: catalogue)
    let screened = Parallel.map(records) { screen.screen($0.record, $0.parts) }
    return try act(by: actor, founding: founding, now: now) { context in
      try context.require([.drafter], for: "提交")
      return try zip(records, screened).map {
        if let renamed = renamed[$0.record.id] { return ActResult($0.record.id, .refused([renamed])) }
        return try context.submit($0, $1, keep, writers[$0.record.id] ?? [])
      }
    }
  }
}

extension ActContext {
  fileprivate mutating func submit(
    _ working: WorkingRecord, _ screening: RecordScreening, _ keep: String?, _ writers: Set<String>
  ) throws -> ActResult {
    let id = working.record.id
    let history = state.records[id]
    if let history, history.live?.digest == working.digest, history.withdrawal == nil {
      return ActResult(id, .unchanged("与网站上的版本相同"))
    }
    if let history, history.latest == working.digest, let version = history.versions[working.digest],
      version.returned == nil
    {
      return ActResult(id, .unchanged("这一版本已经提交"))
    }
    if history?.expunged.contains(working.digest) == true {
      return ActResult(
        id,
        .refused([Diagnostic("withdrawn", "这一版本的内容已按两人决定销毁，不能再次提交", remedy: "去掉不应公开的内容，作为新的版本提交")]))
    }
    let faults = working.faults(on: now.day) + [RecordBody.fault(of: working)].compactMap(\.self)
    guard faults.isEmpty else { return ActResult(id, .refused(faults)) }
    for part in working.parts { try transaction.keep(part.bytes, digest: part.digest) }
    let form = working.record.form.bytes
    try transaction.keepForm(form, digest: working.digest, record: id.rawValue)
    var details: [JSON.Member] = [
      .init("column", .string("\(working.record.column)")), .init("form", .string(Digest(of: form).hex)),
      .init("parts", .array(working.parts.map(\.reference.json))), .init("screening", screening.json),
    ]
    if let keep, !keep.allSatisfy(\.isWhitespace), RouteHint(working.record) != nil {
      details.append(.init("ownLevel", .string(keep)))
    }
    let others = writers.subtracting([person.account]).sorted()
    if !others.isEmpty { details.append(.init("writers", JSON(others))) }
    try append(.submit, record: id, digest: working.digest, details: .object(details))
    return ActResult(id, .done(working.digest))
  }
}
