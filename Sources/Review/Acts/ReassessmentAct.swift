import Diagnostics
import Records
import Values

extension Ledger {
  /// 复核: looks back at a decision not to publish, and sets the day of the next look (条例 Art. 18).
  ///
  /// - Parameters:
  ///   - next: the day to look again; nil takes the cycle in force.
  ///   - seen: the digest, or the beginning of it, that the person saw; nil takes the version decided on.
  /// - Throws: `ActRefusal` if the person may not act at all, or the ledger fails.
  public func reassess(
    _ record: RecordID, outcome: Reassessment.Outcome, reason: String, next: Day? = nil, seen: String? = nil,
    by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> ActResult {
    try act(by: actor, founding: founding, now: now) { context in
      try context.require([.disclosureOffice], for: "复核不公开的信息")
      return try context.reassess(record, outcome, reason, next, seen)
    }
  }

  /// 去向说明: says why a record that looks like one of the four kinds of 篇3 二(一) stays at the office's own level.
  ///
  /// - Throws: `ActRefusal` if the person may not act at all, or the ledger fails.
  public func keepRoute(
    _ record: RecordID, reason: String, by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> ActResult {
    try act(by: actor, founding: founding, now: now) { context in
      try context.require([.drafter, .unitHead, .disclosureOffice], for: "说明不上交的理由")
      guard let version = context.state.records[record]?.waiting else {
        return ActResult(
          record,
          .refused([
            Diagnostic("review.not-submitted", "「\(record)」没有提交待审的版本", remedy: "先提交；也可在提交时用 --keep \"理由\" 说明")
          ]))
      }
      guard !reason.allSatisfy(\.isWhitespace) else {
        return ActResult(
          record, .refused([Diagnostic("review.reason-missing", "没有写不上交的理由", remedy: "用 --reason \"理由\" 写明")]))
      }
      try context.append(.keepRoute, record: record, digest: version.digest, details: ["reason": .string(reason)])
      return ActResult(record, .done(version.digest))
    }
  }
}

extension ActContext {
  /// The day to look again at what is decided today.
  var reassessmentDay: Day { now.day.adding(months: state.reassessmentMonths) }

  fileprivate mutating func reassess(
    _ id: RecordID, _ outcome: Reassessment.Outcome, _ reason: String, _ next: Day?, _ seen: String?
  ) throws -> ActResult {
    func refused(_ code: String, _ message: String, _ remedy: String) -> ActResult {
      ActResult(id, .refused([Diagnostic(code, message, remedy: remedy, source: "条例第十八条")]))
    }
    guard let standing = state.records[id]?.nonDisclosure(cycle: state.reassessmentMonths) else {
      return refused(
        "register.not-listed", "「\(id)」不在不主动公开目录中，没有可复核的决定", "用 gongkai review register 查看目录中的标识")
    }
    let digest = standing.version.digest
    if let seen, seen.utf8.count < 8 || !digest.hex.hasPrefix(seen.lowercased()) {
      return refused(
        "review.content-changed", "「\(id)」决定不公开的版本是 \(digest.short)，不是您看到的 \(seen)",
        "用 gongkai review register 重新查看后再复核")
    }
    guard !reason.allSatisfy(\.isWhitespace) else {
      return refused("review.reason-missing", "复核没有写理由", "用 --reason \"理由\" 写明为什么维持，或为什么可以公开")
    }
    let day = next ?? reassessmentDay
    guard day > now.day else {
      return refused("register.next-day", "下次复核日 \(day) 不晚于今天(\(now.day))", "用 --next 写今天以后的一天，或不写(按复核周期推算)")
    }
    try append(
      .reassess, record: id, digest: digest,
      details: [
        "outcome": .string(outcome.rawValue), "reason": .string(reason), "next": .string("\(day)"),
      ])
    return ActResult(id, .done(digest))
  }
}
