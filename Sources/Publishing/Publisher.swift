import Diagnostics
import Files
import Markup
import Records
import Review
import Templates
import Values

/// The main job: gate → plan → pages in a staging folder → `PublicationSwitch` (DESIGN §6).
public struct Publisher: Sendable {
  let session: SiteSession
  let templates: TemplateFolder
  let output: String
  let asOf: Day
  let actor: Actor
  private let isLast: Bool
  let isPresumed: Bool
  private let patience: Int
  private let progress: @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void

  /// Prepares a publication.
  ///
  /// - Parameters:
  ///   - output: the folder that readers see; need not exist.
  ///   - asOf: the day that schedules, expiry and validity are counted at.
  ///   - isPresumed: an earlier publication that was cut short, and whose folder is gone for good, counts as made.
  ///   - patience: how many seconds another publication of the site is waited for.
  ///   - isLast: nothing comes after it in this process: what it used is left for the process's end.
  ///   - progress: called with a stage's name and how far it is.
  public init(
    session: SiteSession, templates: TemplateFolder, output: String, asOf: Day, actor: Actor = .program,
    isPresumed: Bool = false, patience: Int = 0, isLast: Bool = false,
    progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
  ) {
    self.session = session
    self.templates = templates
    self.output = OutputFiles.absolute(output)
    self.asOf = asOf
    self.actor = actor
    self.isPresumed = isPresumed
    self.patience = patience
    self.isLast = isLast
    self.progress = progress
  }

  /// Publishes.
  ///
  /// - Throws: `PublicationRefusal`, `SiteRefusal`, `ActRefusal` or `FileFault`; whatever it is, the site that was
  ///   published before stays as it was.
  public func publish() throws -> PublicationReport {
    let hold = try takeHold()
    return try withExtendedLifetime(hold) {
      // Read on the other core: a large site has a long manifest, and nothing needs it before the ledger is read.
      let ground = OutputGround(path: output)
      let reading = try ground.folderBefore(of: session.path).map { folder in
        Beside { (try? folder.read(Manifest.fileName)).flatMap { Manifest(bytes: $0) } }
      }
      let ahead = ReadAhead(session.readAhead())
      let published = reading?.result()
      if reading != nil, published == nil { throw ground.unreadable }
      if let published { try refuseRollback(published) }
      // What would refuse the first publication is looked for before the ledger is founded for it.
      if try session.ledger.eventCount() == 0 { try refuseFirst(plan(ahead.files ?? session.readAhead())) }
      try session.ledger.beginPublication(by: actor, founding: session.founding)
      let recovered = try recover()
      var report = try publish(over: published, ahead)
      report.recovered = recovered
      return report
    }
  }

  /// How many seconds an emergency waits for another publication: longer than one of a large site takes.
  public static let emergencyPatience = 600

  /// The stage that is told while another publication is waited for.
  public static let waiting = "等待另一个发布结束"

  private func takeHold() throws -> ExclusiveHold {
    if let hold = try ExclusiveHold(on: session.path) { return hold }
    if patience > 0 { progress(Publisher.waiting, 0, 0) }
    guard let hold = try ExclusiveHold.waiting(on: session.path, upTo: patience) else {
      throw PublicationRefusal([
        Diagnostic("publish.busy", "另一个发布正在进行", remedy: "等它结束后再运行")
      ])
    }
    return hold
  }

  /// Publishes what is approved. Where that is overtaken by what people take back or withdraw while pages are made, and
  /// something leaks, all is examined anew; at last nothing new comes with what has to go, so that less can change.
  private func publish(over published: Manifest?, _ ahead: ReadAhead) throws -> PublicationReport {
    var overtaken: [ActRefusal] = []
    while true {
      do {
        return try attempt(over: published, ahead, after: overtaken)
      } catch let refusal as ActRefusal where refusal.isOvertaken && overtaken.count < 4 {
        guard (try? session.state().isLeaking) == true else { throw refusal }
        overtaken.append(refusal)
      }
    }
  }

  private func attempt(
    over published: Manifest?, _ ahead: ReadAhead, after overtaken: [ActRefusal]
  ) throws -> PublicationReport {
    let ready = try makeReady(over: published)
    defer { ready.finish() }
    let examination = try session.examine(asOf: asOf, files: ahead.take(), bearsUnread: true)
    try refuse(examination)
    try OutputFiles.makeFolder(OutputFiles.parent(of: output))
    let layout = PublicationLayout(templates, session.configuration.settings, examination, output: output)
    if overtaken.count > 1, examination.state.isLeaking {
      return try takeDown(examination, with: layout, over: published, besides: overtaken.flatMap(\.diagnostics))
    }
    do {
      return try publish(examination, with: layout, over: published, ready)
    } catch let error where examination.state.isLeaking {
      guard let reasons = reasons(of: error) else { throw error }
      return try takeDown(examination, with: layout, over: published, besides: reasons)
    } catch let fault as LedgerFault {
      return try publishSound(examination, with: layout, over: published, besides: fault)
    }
  }

  /// What stood in the way of a publication, where it may have come with what is new; nil for anything else, and for what
  /// only has to be examined anew.
  func reasons(of error: any Error) -> [Diagnostic]? {
    switch error {
    case let refusal as PublicationRefusal: refusal.diagnostics
    case let refusal as ActRefusal where !refusal.isOvertaken: refusal.diagnostics
    case let fault as LedgerFault: [Diagnostic(fault.code, fault.message, remedy: fault.remedy)]
    case let fault as FileFault: [Diagnostic("file", fault.message, remedy: "核对路径，检查文件夹的权限和磁盘空间")]
    default: nil
    }
  }

  /// What is damaged in the ledger holds its own record, and nothing else.
  ///
  /// - Throws: the fault, where it is not of new versions.
  private func publishSound(
    _ examination: Examination, with layout: PublicationLayout, over published: Manifest?, besides fault: LedgerFault
  ) throws -> PublicationReport {
    let damaged = try session.ledger.damagedVersions(in: examination)
    guard !damaged.isEmpty else { throw fault }
    let ready = try makeReady(over: published)
    defer { ready.finish() }
    var report = try publish(examination.holding(damaged), with: layout, over: published, ready)
    report.unrecorded += damaged.sorted { $0.key < $1.key }.map(\.value)
    return report
  }

  /// What leaked goes at once, whatever stands in the way of what is to come: nothing new comes with it, and the site is
  /// made as it was last.
  ///
  /// - Parameter reasons: why all together could not be published.
  private func takeDown(
    _ examination: Examination, with layout: PublicationLayout, over published: Manifest?,
    besides reasons: [Diagnostic]
  ) throws -> PublicationReport {
    let ready = try makeReady(over: published)
    defer { ready.finish() }
    let layout = layout.asPublished(examination.state, output: output)
    var report = try publish(examination.withoutNew, with: layout, over: published, ready, isTakeDown: true)
    report.remarks += reasons
    report.remarks.append(
      Diagnostic(
        PublicationReport.takeDownOnly, .warning, "为了立即撤下，这一次只撤不上:另有内容不能发布，新批准的信息都没有公开",
        remedy: "按上面所列排除原因后，再运行一次 gongkai publish"))
    return report
  }

  /// What needs nothing of the gate, made ready while it judges.
  private struct Readiness {
    let secret: Digest
    /// What may be taken over from the site that is replaced.
    let reuse: Beside<Reuse?>
    let templates: Beside<Result<[PageKind: Template], PublicationRefusal>>

    /// Nothing goes on beside once a publication is over.
    func finish() {
      _ = reuse.result()
      _ = templates.result()
    }
  }

  private func makeReady(over published: Manifest?) throws -> Readiness {
    let secret = try session.ledger.memorySecret()
    return Readiness(
      secret: secret,
      reuse: Beside { [output] in Reuse(output: output, published: published, secret: secret) },
      templates: Beside { [templates] in
        Result { () throws(PublicationRefusal) in try templates.compiled() }
      })
  }

  /// Reasons that hold everything hold back even a take-down, but for an emergency: what leaked goes at once, with the
  /// layout that was agreed to (`PublicationLayout`).
  func refuse(_ examination: Examination) throws {
    let isLeaking = examination.state.isLeaking
    let grave = examination.refusals.filter { !isLeaking || $0.code != PublicationLayout.unagreed }
    guard grave.isEmpty else { throw PublicationRefusal(grave) }
  }

  /// Refuses a first publication for what is foreseen of it.
  private func refuseFirst(_ report: PublicationReport) throws {
    guard report.refusals.isEmpty else { throw PublicationRefusal(report.refusals) }
    try OutputFiles.makeFolder(OutputFiles.parent(of: output))
  }

  private func publish(
    _ examination: Examination, with layout: PublicationLayout, over published: Manifest?, _ ready: Readiness,
    isTakeDown: Bool = false
  ) throws -> PublicationReport {
    guard
      let plan = PublicationPlan(
        examination, creditCode: session.configuration.settings.creditCode, address: SiteAddresses.record)
    else { throw PublicationRefusal([Diagnostic("ledger.broken", "台账没有事件")]) }
    ProcessMemory.giveBack()
    let (secret, reuse) = (ready.secret, ready.reuse.result())
    let staging = try Staging(beside: output, reuse: reuse)
    do {
      let model = SiteModel(plan: plan, settings: layout.settings)
      let keys = RenderKeys(
        model, layout: layout.digests, policy: examination.state.policy?.digest,
        program: "\(ProgramIdentity.current)\n\(MarkupLibraries.versions)")
      let log = RenderLog(keys: keys, reuse: reuse)
      let isPresent = layout.templates.digest == templates.digest
      let compiled = try isPresent ? ready.templates.result().get() : layout.templates.compiled()
      let renderer = SiteRenderer(model: model, templates: compiled, assets: layout.templates.assets)
      let sink = OutputGuard(staging: staging, plan: plan, published: published, isTakeDown: isTakeDown)
      let told = try session.ledger.withSnapshots {
        try renderer.render(from: $0, into: sink, log: log, progress: progress)
      }
      try sink.refuse()
      ProcessMemory.giveBack()
      let switching = PublicationSwitch(session: session, actor: actor, output: output, progress: progress)
      let outcome = try switching.run(staging, plan, examination, layout, over: published) { [output] manifest in
        log.remember(manifest.content, in: output, secret: secret) { staging.retire(manifest.files) }
      }
      if isLast { Attic.keep((plan, examination, published, reuse, model, outcome, renderer, log, sink)) }
      let after = (try? session.ledger.state()).map { examination.settled(by: $0) } ?? examination
      return PublicationReport(
        examination: after, output: output, pages: plan.pages.count, goingLive: plan.goingLive,
        takingDown: plan.takingDown, outcome: outcome.isChanged ? .changed : .unchanged, head: outcome.manifest.head,
        unrecorded: outcome.unrecorded, remarks: layout.remarks, leftovers: staging.leftovers, rendering: told)
    } catch {
      staging.discard()
      throw error
    }
  }

  /// Records or drops what an earlier publication left unfinished.
  ///
  /// - Returns: what is to be said of it.
  private func recover() throws -> [Diagnostic] {
    guard let intent = try session.ledger.unfinishedIntent() else { return [] }
    let unfinished = UnfinishedPublication(session, intent, output: output)
    switch try unfinished.settle(by: actor, isPresumed: try isPresumed || session.state().isLeaking) {
    case .recorded(let told): return [told]
    case .dropped: return []
    case .unknown(let why): throw PublicationRefusal([why])
    }
  }

  /// A ledger shorter than, or other than, what the published site remembers publishes nothing.
  func refuseRollback(_ published: Manifest) throws {
    if let fault = try session.ledger.fault(of: published) {
      throw PublicationRefusal([Diagnostic("ledger.rolled-back", fault, remedy: Ledger.brokenRemedy)])
    }
  }
}

/// The working folder as it was read while the ledger was: for the first examination, which lets go of it. (Held until the
/// end it is a fifth of a publication's memory.)
private final class ReadAhead {
  private(set) var files: Result<WorkingFiles, SiteRefusal>?

  init(_ files: Result<WorkingFiles, SiteRefusal>) { self.files = files }

  /// What was read; nil but for the first time.
  func take() -> Result<WorkingFiles, SiteRefusal>? {
    defer { files = nil }
    return files
  }
}

extension Ledger {
  /// What is wrong with a published site, from the ledger's view; nil if nothing is.
  public func fault(of published: Manifest) throws(LedgerFault) -> String? {
    try fault(of: published.head) {
      published.files.compactMap { file in file.source.map { ($0.record, $0.version) } }
    }
  }
}
