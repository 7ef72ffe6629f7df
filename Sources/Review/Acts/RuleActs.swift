import Catalogue
import Diagnostics
import Records
import Values

extension Ledger {
  /// 人员变更: reviewers.yaml takes effect, by an act of a 管理员.
  ///
  /// - Returns: false if it is in force already.
  /// - Throws: `ActRefusal` with the file's faults, too.
  public func applyPeople(
    by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> Bool {
    guard founding.peopleFaults.isEmpty else { throw ActRefusal(founding.peopleFaults) }
    return try act(by: actor, founding: founding, now: now) { context in
      try context.require([.administrator], for: "使人员变更生效")
      let proposed = Dictionary(founding.people.map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first })
      guard proposed != context.state.people else { return false }
      guard founding.people.contains(where: { $0.roles.contains(.administrator) }) else {
        throw ActRefusal([
          Diagnostic("person.role", "变更后将没有管理员，以后无法再变更人员", remedy: "在 reviewers.yaml 中至少保留一名管理员")
        ])
      }
      try context.append(.people, details: ["people": .array(founding.people.map(\.json))])
      return true
    }
  }

  /// 规则变更: review steps, catalogue.yaml, and the templates and settings as they are now take effect.
  ///
  /// - Returns: false if all is in force already.
  /// - Throws: `ActRefusal` with the faults of catalogue.yaml, too.
  public func applyPolicy(
    by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> Bool {
    guard founding.policyFaults.isEmpty else { throw ActRefusal(founding.policyFaults) }
    return try act(by: actor, founding: founding, now: now) { context in
      try context.require([.administrator], for: "使规则变更生效")
      guard founding.policy != context.state.policy || founding.layout != context.state.agreedLayout else {
        return false
      }
      var details: [JSON.Member] = [.init("policy", founding.policy.json)]
      if let layout = founding.layout { details.append(.init("layout", layout.json)) }
      try context.append(.policy, details: .object(details))
      return true
    }
  }
}
