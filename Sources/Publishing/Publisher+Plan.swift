import Diagnostics
import Files
import Records
import Review

/// Foreseeing a publication (`publish --dry-run`, and before a first one).
extension Publisher {
  /// What a publication would do, with what would refuse it; changes nothing.
  ///
  /// - Throws: `SiteRefusal` or `LedgerFault` if nothing can be told.
  public func plan() throws -> PublicationReport { try plan(session.readAhead()) }

  /// - Parameter files: the working folder, where it was read before.
  func plan(_ files: Result<WorkingFiles, SiteRefusal>) throws -> PublicationReport {
    let examination = try session.examine(asOf: asOf, files: files, bearsUnread: true)
    let plan = PublicationPlan(
      examination, creditCode: session.configuration.settings.creditCode, address: SiteAddresses.record)
    var report = PublicationReport(
      examination: examination, output: output, pages: plan?.pages.count ?? 0, goingLive: plan?.goingLive ?? [],
      takingDown: plan?.takingDown ?? [], outcome: .planned, head: plan?.head)
    report.refusals = try foreseen(examination)
    report.rendering = plan.map { MovedAddresses.foreseen($0, under: session.configuration.settings.basePath) } ?? []
    return report
  }

  /// Why a publication would be refused, as far as that shows before a page is made.
  private func foreseen(_ examination: Examination) throws -> [Diagnostic] {
    var found: [Diagnostic] = []
    func look(_ body: () throws -> Void) throws {
      do {
        try body()
      } catch let refusal as ActRefusal {
        found += refusal.diagnostics
      } catch {
        guard let reasons = reasons(of: error) else { throw error }
        found += reasons
      }
    }
    let ground = OutputGround(path: output)
    try look {
      guard try ground.folderBefore(of: session.path) != nil else { return }
      guard let published = Manifest.read(in: output) else { throw ground.unreadable }
      try refuseRollback(published)
    }
    try look { try session.ledger.refusePublisher(actor, founding: session.founding) }
    let isLeaking = examination.state.isLeaking
    if !isPresumed, !isLeaking, let intent = try session.ledger.unfinishedIntent() {
      found += [UnfinishedPublication(session, intent, output: output).doubt].compactMap(\.self)
    }
    try look { try refuse(examination) }
    // What leaked goes with the templates that the site was made with last.
    return isLeaking ? found : found + templates.faults
  }
}
