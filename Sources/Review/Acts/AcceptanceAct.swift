import Diagnostics
import Records
import Values

extension Ledger {
  /// 接收: the government took over what was handed up, and its address there is known (篇3 二(一); domain §8.3).
  ///
  /// Handing up changes the place and not the duty (条例 Art. 10): only this ends the clock of the record. The day is
  /// the ledger's, never typed.
  ///
  /// - Parameter address: the page of the government's site, an absolute http or https address.
  /// - Throws: `ActRefusal` if the person may not act at all, or the ledger fails.
  public func accept(
    _ record: RecordID, address: String, by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> ActResult {
    try act(by: actor, founding: founding, now: now) { context in
      try context.require([.disclosureOffice], for: "记录上级政府的接收")
      return try context.accept(record, address)
    }
  }
}

extension ActContext {
  fileprivate mutating func accept(_ id: RecordID, _ address: String) throws -> ActResult {
    func refused(_ code: String, _ message: String, _ remedy: String) -> ActResult {
      ActResult(id, .refused([Diagnostic(code, message, remedy: remedy, source: "篇3 二(一)")]))
    }
    guard let history = state.records[id], let version = history.latest.flatMap({ history.versions[$0] }) else {
      return refused("review.not-submitted", "「\(id)」没有提交过", "先提交、审查、批准，再上交")
    }
    guard try record(version)?.handover != nil else {
      return refused("route.not-handed-up", "「\(id)」没有写「上交」，由本机关公开", "应上交的，在记录里写「上交」后重新提交")
    }
    guard version.approval?.disclosure == .proactive else {
      return refused("review.step-missing", "「\(id)」还没有批准主动公开，不能上交", "由签发人批准后再上交")
    }
    guard WebAddress.isAbsolute(address) else {
      return refused("route.address", "「\(address)」不是网址", "用 --address 写上级政府网站上的网址，以 http:// 或 https:// 开头")
    }
    try append(.accept, record: id, digest: version.digest, details: ["address": .string(address)])
    return ActResult(id, .done(version.digest))
  }
}
