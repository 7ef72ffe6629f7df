import Records
import Review
import Values

/// One walk over a record's story: when it was provided, what became of it, when its clock stood still, and what
/// went wrong.
struct StoryWalk {
  /// 提供: the first submission.
  private(set) var providedOn: Day?
  private(set) var outcome = AccountedRecord.Outcome.open
  /// The days on which a version first went onto the site, with the version, and whether it takes the place of one that
  /// was taken down as a mistake.
  private(set) var published: [(day: Day, digest: Digest?, isRemedy: Bool)] = []
  private(set) var holds: [ClockedRecord.Hold] = []
  /// Decisions not to publish on the site.
  private(set) var releases: [ClockedRecord.Release] = []
  /// How many versions had been put forward when another was put forward after a decision not to publish (条例 Art. 18). That decision
  /// closed its period: what comes of it later is no news of then.
  private(set) var withheldAfter: Int?
  /// A decision to publish stands, on whatever carrier.
  private(set) var isAgreed = false
  /// 发布有误 and 紧急撤下.
  private(set) var mistakes: [(day: Day, kind: String)] = []
  /// When it was taken down as 发布有误, until it is on the site again or decided not to be.
  private(set) var mistakenOn: Day?
  /// The first publication whose shown day lies before the day it was recorded.
  private(set) var forged: Day?
  /// The version put forward last, unless it was taken back.
  private(set) var latest: Digest?
  /// Each version put forward, in order; `BindingVersions` tells which of them bind.
  private(set) var said: [Said] = []
  /// When and where the government took it over (上交).
  private(set) var accepted: (day: Day, address: String)?

  /// A version put forward.
  struct Said {
    let digest: Digest
    let on: Day
    /// Nothing of the record had been on the site.
    let isBeforePublication: Bool
    /// 退回: somebody else than who put it forward sent it back.
    var returnedOn: Day?
    /// 撤回: whoever put it forward took it back.
    var revokedOn: Day?
    /// After it was returned, another was put forward.
    var isFollowed = false
  }

  private var isReturned = false
  /// Taken down as a mistake, and not published again yet.
  private var isMistaken = false
  /// The versions of `releases`.
  private var released: [Digest?] = []
  /// The version decided not to be public.
  private var withheld: Digest?
  private var waits: [Digest: [ClockedRecord.Hold.Reason]] = [:]
  private var running: (from: Day, reason: ClockedRecord.Hold.Reason)?

  init(_ story: RecordStory) {
    for entry in story.entries { take(entry) }
    if let running { holds.append(.init(from: running.from, until: nil, reason: running.reason)) }
  }

  private mutating func take(_ entry: RecordStory.Entry) {
    switch entry.act {
    case .submit:
      providedOn = providedOn ?? entry.day
      latest = entry.digest
      isReturned = false
      if withheld != nil, published.isEmpty, withheldAfter == nil { withheldAfter = said.count }
      for index in said.indices where said[index].returnedOn != nil { said[index].isFollowed = true }
      if let digest = entry.digest {
        said.append(Said(digest: digest, on: entry.day, isBeforePublication: published.isEmpty))
      }
      if isUnsettled { outcome = .open }
    case .agree: if let approval = entry.approval { approve(approval, entry) }
    case .sendBack:
      isReturned = true
      if let index = place(of: entry.digest) { said[index].returnedOn = entry.day }
      refuse(on: entry.day, "退回：\(entry.reason ?? "没有写理由")")
    case .revoke where entry.step == Act.submit.rawValue:
      latest = nil
      takeBack(entry)
      refuse(on: entry.day, "拟稿人撤回")
    case .revoke:
      if withheld != nil, withheld == entry.digest { (withheld, withheldAfter) = (nil, nil) }
      if isUnsettled { outcome = .open }
      if let last = released.last, last == entry.digest {
        releases.removeLast()
        released.removeLast()
      }
      isAgreed = false
    case .unsure: wait(entry.digest) { $0 + [.unsure] }
    case .answer: wait(entry.digest) { $0.filter { $0 != .unsure } }
    case .pause:
      let reason: ClockedRecord.Hold.Reason =
        entry.kind == PauseKind.consultation.rawValue ? .consultation : .thirdParty
      wait(entry.digest) { $0 + [reason] }
    case .resume: wait(entry.digest) { $0.filter { $0 == .unsure } }
    case .publish: publish(entry)
    case .accept: accepted = accepted ?? entry.address.map { (entry.day, $0) }
    case .withdraw:
      let kinds = [WithdrawalKind.mistake, .emergency].map(\.rawValue)
      if let kind = entry.kind, kinds.contains(kind) {
        mistakes.append((entry.day, kind))
        isMistaken = true
      }
      mistakenOn = entry.kind == WithdrawalKind.mistake.rawValue ? entry.day : nil
      latest = nil
    default: break
    }
    settle(on: entry.day)
  }

  private func place(of digest: Digest?) -> Int? { said.lastIndex { $0.digest == digest } }

  /// A slip seen on the day it was put forward never stood, as no draft does; later, what was said binds.
  private mutating func takeBack(_ entry: RecordStory.Entry) {
    guard let index = place(of: entry.digest) else { return }
    if index == said.count - 1, said[index].on == entry.day {
      said.removeLast()
    } else {
      said[index].revokedOn = entry.day
    }
  }

  private mutating func approve(_ approval: RecordStory.Entry.Approval, _ entry: RecordStory.Entry) {
    isAgreed = approval.disclosure == .proactive
    guard !isAgreed else {
      if withheldAfter == nil { outcome = .adopted(on: entry.day) }
      // What is published elsewhere is not awaited here.
      if !approval.carriers.contains(.website) { release(.elsewhere, entry) }
      return
    }
    release(approval.disclosure == .withheld ? .withheld : .onApplication, entry)
    withheld = entry.digest
    let written = approval.withholding ?? ""
    let reason = WithholdingReason(written: written)?.name ?? written
    refuse(on: entry.day, approval.disclosure.rawValue + (reason.isEmpty ? "" : "：\(reason)"))
  }

  private mutating func release(_ decision: ClockedRecord.Release.Decision, _ entry: RecordStory.Entry) {
    releases.append(.init(entry.day, decision))
    mistakenOn = nil
    released.append(entry.digest)
  }

  /// Neither published, nor once decided not to be.
  private var isUnsettled: Bool { published.isEmpty && withheldAfter == nil }

  /// 未录用; what was on the site once has been 录用.
  private mutating func refuse(on day: Day, _ reason: String) {
    if isUnsettled { outcome = .notAdopted(on: day, reason: reason) }
  }

  private mutating func publish(_ entry: RecordStory.Entry) {
    mistakenOn = nil
    if published.isEmpty {
      if case .adopted = outcome {} else if isUnsettled { outcome = .adopted(on: entry.day) }
      // A day of grace, for a publication that a crash at midnight left to be recorded later.
      if let shown = entry.shown, shown.days(to: entry.day) > 1 { forged = shown }
    }
    if published.last?.digest != entry.digest { published.append((entry.day, entry.digest, isMistaken)) }
    isMistaken = false
  }

  // MARK: - Holds

  private mutating func wait(
    _ digest: Digest?, _ change: ([ClockedRecord.Hold.Reason]) -> [ClockedRecord.Hold.Reason]
  ) {
    guard let digest else { return }
    waits[digest] = change(waits[digest] ?? [])
  }

  /// Begins or ends the span in which the clock stands still.
  private mutating func settle(on day: Day) {
    let reason = isReturned ? nil : latest.flatMap { waits[$0]?.first }
    if let open = running, reason != open.reason {
      holds.append(.init(from: open.from, until: day, reason: open.reason))
      running = nil
    }
    if let reason, running == nil { running = (day, reason) }
  }
}
