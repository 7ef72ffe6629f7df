import Diagnostics
import Files
import Markup
import Records
import Review
import Templates
import Values

/// The main job: gate → plan → pages in a staging folder → `PublicationSwitch` (DESIGN §6).
public struct Publisher: Sendable {
  private let session: SiteSession
  private let templates: TemplateFolder
  private let output: String
  private let asOf: Day
  private let actor: Actor
  private let isLast: Bool
  private let progress: @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void

  /// Prepares a publication.
  ///
  /// - Parameters:
  ///   - output: the folder that readers see; need not exist.
  ///   - asOf: the day that schedules, expiry and validity are counted at.
  ///   - isLast: nothing comes after it in this process: what it used is left for the process's end.
  ///   - progress: called with a stage's name and how far it is.
  public init(
    session: SiteSession, templates: TemplateFolder, output: String, asOf: Day, actor: Actor = .program,
    isLast: Bool = false,
    progress: @escaping @Sendable (_ stage: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
  ) {
    self.session = session
    self.templates = templates
    self.output = OutputFiles.absolute(output)
    self.asOf = asOf
    self.actor = actor
    self.isLast = isLast
    self.progress = progress
  }

  /// What a publication would do; changes nothing.
  public func plan() throws -> PublicationReport {
    let examination = try session.examine(asOf: asOf)
    let plan = PublicationPlan(
      examination, creditCode: session.configuration.settings.creditCode, address: SiteAddresses.record)
    var report = PublicationReport(
      examination: examination, output: output, pages: plan?.pages.count ?? 0, goingLive: plan?.goingLive ?? [],
      takingDown: plan?.takingDown ?? [], outcome: .planned, head: plan?.head)
    report.rendering = plan.map { MovedAddresses.foreseen($0, under: session.configuration.settings.basePath) } ?? []
    return report
  }

  /// Publishes.
  ///
  /// - Throws: `PublicationRefusal`, `SiteRefusal`, `ActRefusal` or `FileFault`; whatever it is, the site that was
  ///   published before stays as it was.
  public func publish() throws -> PublicationReport {
    guard let hold = try ExclusiveHold(on: session.path) else {
      throw PublicationRefusal([
        Diagnostic("publish.busy", "另一个发布正在进行", remedy: "等它结束后再运行")
      ])
    }
    return try withExtendedLifetime(hold) {
      // Read on the other core: a large site has a long manifest, and nothing needs it before the ledger is read.
      let ground = OutputGround(path: output)
      let reading = try ground.folderBefore(of: session.path).map { folder in
        Beside { (try? folder.read(Manifest.fileName)).flatMap { Manifest(bytes: $0) } }
      }
      try OutputFiles.makeFolder(OutputFiles.parent(of: output))
      let files = session.readAhead()
      let published = reading?.result()
      if reading != nil, published == nil { throw ground.unreadable }
      try refuseRollback(published)
      try recover()
      try session.ledger.beginPublication(by: actor, founding: session.founding)
      let ready = try makeReady(over: published)
      defer { ready.finish() }
      let examination = try session.examine(asOf: asOf, files: files, bearsUnread: true)
      try refuse(examination)
      let layout = PublicationLayout(templates, session.configuration.settings, examination, output: output)
      do {
        return try publish(examination, with: layout, over: published, ready)
      } catch let refusal as PublicationRefusal where examination.state.isLeaking {
        return try takeDown(examination, with: layout, over: published, besides: refusal)
      }
    }
  }

  /// What leaked goes at once, whatever stands in the way of what is to come: nothing new comes with it, and the site is
  /// made as it was last.
  ///
  /// - Parameter refusal: why all together could not be published.
  private func takeDown(
    _ examination: Examination, with layout: PublicationLayout, over published: Manifest?,
    besides refusal: PublicationRefusal
  ) throws -> PublicationReport {
    let ready = try makeReady(over: published)
    defer { ready.finish() }
    let layout = layout.asPublished(examination.state, output: output)
    var report = try publish(examination.withoutNew, with: layout, over: published, ready, isTakeDown: true)
    report.remarks += refusal.diagnostics
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
  private func refuse(_ examination: Examination) throws {
    let isLeaking = examination.state.isLeaking
    let grave = examination.refusals.filter { !isLeaking || $0.code != PublicationLayout.unagreed }
    guard grave.isEmpty else { throw PublicationRefusal(grave) }
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
        unrecorded: outcome.unrecorded, remarks: layout.remarks, rendering: told)
    } catch {
      staging.discard()
      throw error
    }
  }

  /// Finishes or drops what a crash left between the switch and its events.
  private func recover() throws {
    guard let intent = try session.ledger.unfinishedIntent() else { return }
    let found = try? Folder(intent.output).read(Manifest.fileName)
    if let found, Digest(of: found) == intent.manifest {
      try session.ledger.complete(intent, by: actor, founding: session.founding)
    } else {
      try session.ledger.dropIntent()
    }
  }

  /// A ledger shorter than, or other than, what the published site remembers publishes nothing.
  private func refuseRollback(_ published: Manifest?) throws {
    guard let published else { return }
    if let fault = try session.ledger.fault(of: published.head) {
      throw PublicationRefusal([Diagnostic("ledger.rolled-back", fault, remedy: Ledger.brokenRemedy)])
    }
  }
}
