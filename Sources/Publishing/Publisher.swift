import Diagnostics
import Files
import Markup
import Records
import Review
import Templates
import Values

/// The main job: gate → plan → pages in a staging folder → one switch → 发布 and 撤下 events (DESIGN §6).
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

  /// What the site is made with besides records.
  private struct Layout {
    let templates: TemplateFolder
    let settings: SiteSettings
    /// What is to be said of it.
    var remarks: [Diagnostic] = []

    var digests: LayoutDigests { LayoutDigests(templates: templates.digest, settings: settings.digest) }
  }

  /// The layout as it is now; in an emergency the one that was agreed, where this one was not.
  private func layout(_ examination: Examination) -> Layout {
    let present = Layout(templates: templates, settings: session.configuration.settings)
    guard examination.refusals.contains(where: { $0.code == Publisher.unagreed }) else { return present }
    if let kept = examination.state.agreedLayout.flatMap({ KeptLayout.read(beside: output, as: $0) }) {
      return Layout(templates: kept.templates, settings: kept.settings)
    }
    let remark = Diagnostic(
      Publisher.unagreed, "上次同意的模板和站点设置没有留存，紧急撤下只能用现在的发布，其中有没经同意的改动",
      remedy: "立即核对网站各页；改动不妥的，放回原来的模板和设置后重新发布")
    return Layout(templates: templates, settings: session.configuration.settings, remarks: [remark])
  }

  private static let unagreed = "policy.layout-changed"

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
      let reading = try folderBefore().map { folder in
        Beside { (try? folder.read(Manifest.fileName)).flatMap { Manifest(bytes: $0) } }
      }
      try OutputFiles.makeFolder(OutputFiles.parent(of: output))
      let files = session.readAhead()
      let published = reading?.result()
      // A manifest that can't be read may hide a longer ledger: nothing is published over it.
      if reading != nil, published == nil {
        throw refusal(ofOutput: "「\(output)」里的 manifest.json 读不出来，不能确认它是由哪份台账发布的")
      }
      try refuseRollback(published)
      try recover()
      try session.ledger.beginPublication(by: actor, founding: session.founding)
      let ready = try makeReady(over: published)
      defer { ready.finish() }
      let examination = try session.examine(asOf: asOf, files: files)
      try refuse(examination)
      guard
        let plan = PublicationPlan(
          examination, creditCode: session.configuration.settings.creditCode, address: SiteAddresses.record)
      else { throw PublicationRefusal([Diagnostic("ledger.broken", "台账没有事件")]) }
      return try publish(plan, examination, over: published, ready)
    }
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

  /// Reasons that hold everything hold back even a take-down, but for an emergency: what leaked goes at once, and
  /// nothing new comes with it.
  private func refuse(_ examination: Examination) throws {
    let isLeaking = examination.state.isLeaking
    let grave = examination.refusals.filter { !isLeaking || $0.code != Publisher.unagreed }
    guard grave.isEmpty else { throw PublicationRefusal(grave) }
  }

  private func publish(
    _ plan: PublicationPlan, _ examination: Examination, over published: Manifest?, _ ready: Readiness
  ) throws -> PublicationReport {
    ProcessMemory.giveBack()
    let (secret, reuse) = (ready.secret, ready.reuse.result())
    let staging = try Staging(beside: output, reuse: reuse)
    do {
      let layout = layout(examination)
      let model = SiteModel(plan: plan, settings: layout.settings)
      let keys = RenderKeys(
        model, layout: layout.digests, policy: examination.state.policy?.digest,
        program: "\(ProgramIdentity.current)\n\(MarkupLibraries.versions)")
      let log = RenderLog(keys: keys, reuse: reuse)
      let isPresent = layout.templates.digest == templates.digest
      let compiled = try isPresent ? ready.templates.result().get() : layout.templates.compiled()
      let renderer = SiteRenderer(model: model, templates: compiled, assets: layout.templates.assets)
      let sink = OutputGuard(staging: staging, plan: plan, published: published)
      let told = try session.ledger.withSnapshots {
        try renderer.render(from: $0, into: sink, log: log, progress: progress)
      }
      try sink.refuse()
      ProcessMemory.giveBack()
      var (report, manifest) = try switchIn(staging, plan, examination, layout, over: published) { [output] manifest in
        let retired = staging.retire(manifest.files)
        log.remember(manifest.content, retired, in: output, secret: secret)
      }
      report.rendering = told
      if isLast { Attic.keep((plan, examination, published, reuse, model, manifest, renderer, log, sink)) }
      return report
    } catch {
      staging.discard()
      throw error
    }
  }

  /// A record's or a column's address, once published, must lead somewhere for ever (国办发〔2017〕47号).
  private func refuseVanishing(_ published: Manifest, _ planned: Manifest) throws {
    // Both lists are in the order of their bytes: one pass over them.
    var gone: [String] = []
    var at = 0
    for file in published.files {
      while at < planned.files.count, planned.files[at].path.precedesInBytes(file.path) { at += 1 }
      let stays = at < planned.files.count && planned.files[at].path == file.path
      if !stays, SiteAddresses.isPermanent(file.path) { gone.append(file.path) }
    }
    guard gone.isEmpty else {
      let named = gone.prefix(5).map { "「\($0)」" }.joined(separator: "、")
      throw PublicationRefusal([
        Diagnostic(
          "publish.address-vanishes", "已发布的 \(gone.count) 个地址将会消失:\(named)",
          remedy: "核对台账和输出文件夹是否属于同一个站点；确要换站点时，换一个空的输出文件夹", source: "国办发〔2017〕47号")
      ])
    }
  }

  /// Writes the manifest, switches, and records, in this order and with an intent kept in between.
  ///
  /// - Parameter settle: what is done with the old site, and kept of the new one for the next run: while the ledger
  ///   records.
  private func switchIn(
    _ staging: Staging, _ plan: PublicationPlan, _ examination: Examination, _ layout: Layout,
    over published: Manifest?, settle: @escaping @Sendable (Manifest) -> Void
  ) throws -> (PublicationReport, Manifest) {
    let last = examination.state.lastPublication
    let planned = try StageTimes.measure("manifest") { try staging.finish(head: plan.head) }
    if let published { try refuseVanishing(published, planned) }
    let content = planned.content
    // A publication that changes nothing records nothing, and writes the same bytes.
    let isChanged = last?.content != content || !plan.goingLive.isEmpty || !plan.takingDown.isEmpty
    let manifest = planned.with(head: isChanged ? plan.head : last?.head ?? plan.head)
    let hashing = Beside { StageTimes.measure("manifest") { Digest(ofPieces: manifest.pieces) } }
    try StageTimes.measure("manifest") {
      try OutputFiles.write(pieces: manifest.pieces, to: "\(staging.path)/\(Manifest.fileName)")
    }
    let digest = hashing.result()
    progress("落盘", 1, 1)
    try OutputFiles.syncFileSystem(of: staging.path)
    let intent = PublicationIntent(
      plan: plan, manifest: digest, content: content, layout: layout.digests, output: output)
    if isChanged { try session.ledger.prepare(intent, by: actor, founding: session.founding) }
    try OutputFiles.switchFolder(staging.path, into: output)
    let settling = Beside { settle(manifest) }
    let unrecorded = isChanged ? record(intent) : []
    session.ledger.rememberIfWorth(examination)
    settling.result()
    if last?.layout != layout.digests || KeptLayout.siteFile(beside: output) == nil { keep(layout) }
    progress("", 0, 0)
    let after = (try? session.ledger.state()).map { examination.settled(by: $0) } ?? examination
    let report = PublicationReport(
      examination: after, output: output, pages: plan.pages.count, goingLive: plan.goingLive,
      takingDown: plan.takingDown, outcome: isChanged ? .changed : .unchanged, head: manifest.head,
      unrecorded: unrecorded, remarks: layout.remarks)
    return (report, manifest)
  }

  /// Keeps the layout for an emergency, if site.yaml is still what it was read from.
  private func keep(_ layout: Layout) {
    let now = try? Folder(session.path).read("site.yaml")
    let siteFile = [now, KeptLayout.siteFile(beside: output)].compactMap(\.self)
      .first { Digest(of: $0) == layout.settings.digest }
    if let siteFile { KeptLayout.keep(layout.templates, siteFile: siteFile, beside: output) }
  }

  /// Records a switch that happened. What goes wrong now is no refusal: the new site is out, and the intent that the
  /// ledger holds lets the next publication record it.
  private func record(_ intent: PublicationIntent) -> [Diagnostic] {
    do throws(ActRefusal) {
      try session.ledger.complete(intent, by: actor, founding: session.founding)
      return []
    } catch {
      return error.diagnostics + [
        Diagnostic("publish.unrecorded", "网站已经换成新的，但这次发布还没有记入台账", remedy: "排除原因后再运行一次 gongkai publish，会自动补记")
      ]
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

  private func refusal(ofOutput message: String) -> PublicationRefusal {
    PublicationRefusal([Diagnostic("publish.output", message, remedy: "用 --output 指明空的或以前发布的文件夹")])
  }

  /// The folder of the site that is replaced, if there is one.
  ///
  /// - Throws: `PublicationRefusal` for an output that is neither new, nor empty, nor a site that gongkai published.
  private func folderBefore() throws -> Folder? {
    let site = OutputFiles.absolute(session.path)
    guard site != output, !site.hasPrefix(output == "/" ? "/" : output + "/"), !output.hasPrefix(site + "/") else {
      throw refusal(ofOutput: "输出文件夹与站点文件夹重叠")
    }
    guard let kind = try OutputFiles.kind(of: output) else { return nil }
    guard kind == .folder else { throw refusal(ofOutput: "「\(output)」不是文件夹，不会覆盖它") }
    let folder = try Folder(output)
    if folder.exists(Manifest.fileName) { return folder }
    guard try folder.isEmpty() else {
      throw refusal(ofOutput: "「\(output)」里有东西，又不是 gongkai 发布的网站(没有 manifest.json)，不会覆盖它")
    }
    return nil
  }

  /// A ledger shorter than, or other than, what the published site remembers publishes nothing.
  private func refuseRollback(_ published: Manifest?) throws {
    guard let published else { return }
    if let fault = try session.ledger.fault(of: published.head) {
      throw PublicationRefusal([Diagnostic("ledger.rolled-back", fault, remedy: Ledger.brokenRemedy)])
    }
  }
}
