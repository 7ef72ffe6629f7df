import Records
import Screening
import Values

/// How histories are written in the ledger's memory. `LedgerMemoryTests` holds every act's outcome against the state
/// folded from the events, so that no field is forgotten here.
extension Packer {
  mutating func history(_ value: RecordHistory) {
    list(value.versions.values) { $0.version($1) }
    optional(value.latest) { $0.digest($1) }
    optional(value.live) {
      $0.digest($1.digest)
      $0.moment($1.since)
      $0.digest($1.approval)
    }
    optional(value.indexNumber) { $0.text($1) }
    optional(value.address) { $0.text($1) }
    optional(value.firstPublished) { $0.moment($1) }
    list(value.originalURLs) { $0.text($1) }
    optional(value.withdrawal) { $0.withdrawal($1) }
    optional(value.tombstone) {
      $0.sharedText($1.kind.rawValue)
      $0.day($1.day)
      $0.optional($1.target) { $0.text($1.rawValue) }
      $0.count($1.sequence)
    }
    list(value.reassessments) {
      $0.sharedText($1.outcome.rawValue)
      $0.text($1.reason)
      $0.day($1.next)
      $0.sharedText($1.account)
      $0.sharedText($1.post)
      $0.moment($1.time)
      $0.count($1.sequence)
    }
    list(value.contributors) { $0.sharedText($1) }
    optional(value.expungeRequest) { $0.step($1) }
    list(value.leaked) { $0.digest($1) }
    list(value.expunged) { $0.digest($1) }
  }

  private mutating func version(_ value: Version) {
    digest(value.digest)
    sharedText(value.columnCode)
    list(value.parts) {
      $0.sharedText($1.kind.rawValue)
      $0.text($1.path)
      $0.count($1.size)
      $0.digest($1.digest)
    }
    optional(value.formDigest) { $0.digest($1) }
    sharedText(value.submittedBy)
    moment(value.submittedAt)
    count(value.submission)
    list(value.contributors) { $0.sharedText($1) }
    list(value.agreements) { $0.step($1) }
    optional(value.returned) { $0.step($1) }
    optional(value.unsure) { $0.step($1) }
    optional(value.approval) { $0.approval($1) }
    list(value.approvals) {
      $0.digest($1.key)
      $0.list($1.value) { $0.sharedText($1.rawValue) }
    }
    flag(value.isTakenBack)
    optional(value.screening) {
      $0.sharedText($1.rules)
      $0.list($1.findings) {
        $0.sharedText($1.detector)
        $0.sharedText($1.action.rawValue)
        $0.text($1.file)
        $0.text($1.place)
        $0.text($1.masked)
      }
    }
    list(value.waivers.values) {
      $0.text($1.finding)
      $0.sharedText($1.account)
      $0.sharedText($1.post)
      $0.moment($1.time)
      $0.text($1.reason)
    }
    optional(value.routeAnswer) { $0.step($1) }
    optional(value.pause) {
      $0.sharedText($1.kind.rawValue)
      $0.sharedText($1.account)
      $0.moment($1.time)
      $0.text($1.reason)
      $0.count($1.sequence)
    }
    optional(value.acceptance) { $0.step($1) }
  }

  private mutating func step(_ value: Version.StepTaken) {
    sharedText(value.step)
    sharedText(value.account)
    sharedText(value.post)
    moment(value.time)
    optional(value.reason) { $0.text($1) }
    count(value.sequence)
  }

  private mutating func approval(_ value: Version.Approval) {
    sharedText(value.disclosure.rawValue)
    list(value.carriers) { $0.sharedText($1.rawValue) }
    optional(value.withholding) { $0.text($1) }
    optional(value.reassessOn) { $0.day($1) }
    step(value.by)
    digest(value.hash)
  }

  private mutating func withdrawal(_ value: Withdrawal) {
    sharedText(value.kind.rawValue)
    text(value.reason)
    optional(value.target) { $0.text($1.rawValue) }
    sharedText(value.account)
    sharedText(value.post)
    moment(value.time)
    count(value.sequence)
    optional(value.confirmation) {
      $0.sharedText($1.account)
      $0.moment($1.time)
    }
  }
}

extension Unpacker {
  mutating func history() -> RecordHistory {
    var facts = RecordHistory.Facts()
    for version in list({ $0.version() }) { facts.versions[version.digest] = version }
    facts.latest = optional { $0.digest() }
    facts.live = optional { RecordHistory.Live(digest: $0.digest(), since: $0.moment(), approval: $0.digest()) }
    facts.indexNumber = optional { $0.text() }
    facts.address = optional { $0.text() }
    facts.firstPublished = optional { $0.moment() }
    facts.originalURLs = Set(list { $0.text() })
    facts.withdrawal = optional { Held($0.withdrawal()) }
    facts.tombstone = optional {
      Held(
        RecordHistory.Tombstone(
          kind: $0.word(.mistake), day: $0.day(), target: $0.optional { RecordID(rawValue: $0.text()) },
          sequence: $0.count()))
    }
    facts.reassessments = list {
      Reassessment(
        outcome: $0.word(.uphold), reason: $0.text(), next: $0.day(), account: $0.sharedText(), post: $0.sharedText(),
        time: $0.moment(), sequence: $0.count())
    }
    facts.contributors = sharedTexts()
    facts.expungeRequest = optional { Held($0.step()) }
    facts.leaked = Set(list { $0.digest() })
    facts.expunged = Set(list { $0.digest() })
    return RecordHistory(facts)
  }

  private mutating func version() -> Version {
    let digest = digest()
    let column = sharedText()
    let parts = list {
      PartReference(kind: $0.word(.record), path: $0.text(), size: $0.count(), digest: $0.digest())
    }
    let form = optional { $0.digest() }
    let account = sharedText()
    var facts = Version.Facts(
      digest: digest, columnCode: column, parts: parts, formDigest: form, submittedBy: account, submittedAt: moment(),
      submission: count(), contributors: sharedTexts())
    facts.agreements = list { $0.step() }
    facts.returned = optional { Held($0.step()) }
    facts.unsure = optional { Held($0.step()) }
    facts.approval = optional { $0.approval() }
    for approval in list({ (hash: $0.digest(), carriers: $0.list { $0.word(Carrier.website) }) }) {
      facts.approvals[approval.hash] = facts.approvals[approval.hash] ?? approval.carriers
    }
    facts.isTakenBack = flag()
    facts.screening = optional {
      RecordScreening(
        rules: $0.sharedText(),
        findings: $0.list {
          ScreenedFinding(
            detector: $0.sharedText(), action: $0.word(.block), file: $0.text(), place: $0.text(), masked: $0.text())
        })
    }
    for waiver in list({
      Version.Waiver(
        finding: $0.text(), account: $0.sharedText(), post: $0.sharedText(), time: $0.moment(), reason: $0.text())
    }) {
      facts.waivers[waiver.finding] = waiver
    }
    facts.routeAnswer = optional { Held($0.step()) }
    facts.pause = optional {
      Held(
        Version.Pause(
          kind: $0.word(.consultation), account: $0.sharedText(), time: $0.moment(), reason: $0.text(),
          sequence: $0.count()))
    }
    facts.acceptance = optional { Held($0.step()) }
    return Version(facts)
  }

  private mutating func step() -> Version.StepTaken {
    Version.StepTaken(
      step: sharedText(), account: sharedText(), post: sharedText(), time: moment(), reason: optional { $0.text() },
      sequence: count())
  }

  private mutating func approval() -> Version.Approval {
    Version.Approval(
      disclosure: word(.withheld), carriers: list { $0.word(.website) }, withholding: optional { $0.text() },
      reassessOn: optional { $0.day() }, by: step(), hash: digest())
  }

  private mutating func withdrawal() -> Withdrawal {
    Withdrawal(
      kind: word(.emergency), reason: text(), target: optional { RecordID(rawValue: $0.text()) }, account: sharedText(),
      post: sharedText(), time: moment(), sequence: count(),
      confirmation: optional { Withdrawal.Confirmation(account: $0.sharedText(), time: $0.moment()) })
  }
}
