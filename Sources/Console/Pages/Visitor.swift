import Records

/// Who asks: a person that the ledger knows, signed in.
struct Visitor: Sendable {
  let person: Person
  let session: Session
  let view: DeskView

  var account: String { person.account }

  func has(_ roles: Role...) -> Bool { person.roles.contains { roles.contains($0) } }

  /// Takes steps, or answers for the office.
  var isReviewer: Bool { has(.unitHead, .secrecyReviewer, .signer, .disclosureOffice) }
  /// Sees the records of every unit.
  var seesAll: Bool { isReviewer || has(.auditor) }
  var seesFigures: Bool { has(.disclosureOffice, .auditor, .signer, .unitHead) }
  var seesLedger: Bool { has(.auditor, .disclosureOffice) }
  var seesSecurity: Bool { has(.auditor, .administrator) }
  var publishes: Bool { has(.disclosureOffice) }

  /// The first page of this person.
  var home: String {
    if isReviewer { return "/queue" }
    if has(.drafter) { return "/records" }
    if has(.auditor) { return "/oversight" }
    return has(.administrator) ? "/accounts" : "/password"
  }
}
