import Records
import Values

/// Asks of each event whether who acted was there at the time, and held a role that the act takes.
///
/// The acts themselves refuse all this; an event that was written by something else is found here.
struct AuthorityAudit {
  private var people: [String: Person] = [:]
  private var policy: Policy?

  /// Looks at the next event, and goes on from it.
  ///
  /// - Returns: what is wrong; nil if nothing is.
  mutating func fault(of event: Event) -> LedgerFault? {
    let found = event.act == .founding ? nil : refusal(event)
    // An event of another act may carry such a list, too: it puts nobody in force, as in the fold.
    if [.founding, .people].contains(event.act), let listed = event.details["people"]?.elements {
      people = Dictionary(
        listed.compactMap { try? Person(json: $0) }.map { ($0.account, $0) }, uniquingKeysWith: { _, last in last })
    }
    if [.founding, .policy].contains(event.act) {
      policy = event.details["policy"].flatMap { try? Policy(json: $0) } ?? policy
    }
    if event.act == .founding, event.authentication != .program, people[event.account] == nil {
      return fault(event, "不在它设立的人员之中")
    }
    return found.map { fault(event, $0) }
  }

  private func fault(_ event: Event, _ why: String) -> LedgerFault {
    let what = event.details["step"]?.text.map { "「\($0)」" } ?? ""
    let record = event.record.map { "「\($0)」" } ?? ""
    return LedgerFault(
      isUnauthorised: true, "第 \(event.sequence) 号事件:\(record)\(what)\(event.act.rawValue)的「\(event.account)」\(why)")
  }

  private func refusal(_ event: Event) -> String? {
    if event.authentication == .program {
      return event.act == .publish || event.act == .takeDown ? nil : "写作程序，而这不是程序能办的"
    }
    guard let person = people[event.account] else { return "不在当时的人员之中" }
    guard let roles = roles(for: event) else { return nil }
    guard !roles.contains(where: person.roles.contains) else { return nil }
    return "当时没有\(roles.isEmpty ? "可办理的步骤" : roles.map(\.rawValue).joined(separator: "、"))的角色"
  }

  /// The roles of which an act takes one; nil where it takes none.
  private func roles(for event: Event) -> [Role]? {
    let step = policy?.steps.first { $0.name == event.details["step"]?.text }.map { [$0.role] } ?? []
    switch event.act {
    case .people, .policy: return [.administrator]
    case .submit: return [.drafter]
    case .agree, .sendBack, .unsure: return step
    case .answer: return step + [.disclosureOffice]
    case .waive: return [.secrecyReviewer]
    case .pause, .resume: return [.drafter, .unitHead, .secrecyReviewer, .signer, .disclosureOffice]
    case .keepRoute: return [.drafter, .unitHead, .disclosureOffice]
    case .reassess, .accept: return [.disclosureOffice]
    case .withdraw: return event.details["kind"]?.text.flatMap(WithdrawalKind.init(rawValue:))?.roles
    case .confirmWithdrawal, .requestExpunge, .expunge: return [.secrecyReviewer, .signer, .disclosureOffice]
    // One's own step is taken back whatever became of one's role; publishing decides nothing.
    case .founding, .revoke, .publish, .takeDown: return nil
    }
  }
}
