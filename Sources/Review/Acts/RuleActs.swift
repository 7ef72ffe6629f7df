import Catalogue
import Diagnostics
import Records
import Values

extension Ledger {
  /// 人员变更: reviewers.yaml takes effect, by an act of a 管理员.
  ///
  /// - Returns: false if it is in force already; it is not before the ledger has an event, which this founds.
  /// - Throws: `ActRefusal` with the file's faults, too.
  public func applyPeople(
    by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> Bool {
    guard founding.peopleFaults.isEmpty else { throw ActRefusal(founding.peopleFaults) }
    return try act(by: actor, founding: founding, now: now) { context in
      try context.require([.administrator], for: "使人员变更生效")
      if context.keepFounding() { return true }
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

  /// What a 管理员 should know of people who are to take effect: names that change under accounts that acted already, and
  /// steps that nobody could take any more.
  ///
  /// - Throws: `LedgerFault` if the ledger can't be read or is broken.
  public func concerns(of founding: Founding) throws(LedgerFault) -> [Diagnostic] {
    try LedgerStore.guarded("读取台账") {
      try store.read { transaction in
        let state = try load(transaction)
        let handedOn = try founding.people.compactMap { person -> Diagnostic? in
          guard let before = state.people[person.account], before.name != person.name,
            try transaction.hasActs(of: person.account)
          else { return nil }
          return Diagnostic(
            "people.handed-on", .warning,
            "账号「\(person.account)」的姓名由「\(before.name)」改为「\(person.name)」，而它已办理过事项；以前办理的仍记在「\(before.name)」名下",
            remedy: "换了人的，给新的人另设账号，旧账号从 reviewers.yaml 中删去；只是改正姓名的不必改")
        }
        return handedOn + (state.policy ?? founding.policy).untakable(by: founding.people)
      }
    }
  }

  /// 规则变更: review steps, catalogue.yaml, and the templates and settings as they are now take effect.
  ///
  /// - Returns: false if all is in force already; it is not before the ledger has an event, which this founds.
  /// - Throws: `ActRefusal` with the faults of catalogue.yaml, too.
  public func applyPolicy(
    by actor: Actor, founding: Founding, now: Moment = .now()
  ) throws(ActRefusal) -> Bool {
    guard founding.policyFaults.isEmpty else { throw ActRefusal(founding.policyFaults) }
    return try act(by: actor, founding: founding, now: now) { context in
      try context.require([.administrator], for: "使规则变更生效")
      if context.keepFounding() { return true }
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

extension Policy {
  /// A warning for each step that none of these people has the role for.
  func untakable(by people: some Sequence<Person>) -> [Diagnostic] {
    let held = Set(people.flatMap(\.roles))
    return steps.filter { !held.contains($0.role) }.map { step in
      Diagnostic(
        "people.step-vacant", .warning, "步骤「\(step.name)」没有人能办理：没有人的角色是「\(step.role.rawValue)」，提交的信息会停在这一步",
        remedy: "在 reviewers.yaml 中给人加上这个角色，由管理员执行 gongkai people apply")
    }
  }
}
