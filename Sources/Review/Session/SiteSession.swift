import Catalogue
import Diagnostics
import Files
import Records
import Values

/// A site at work: its folder, its settings, and its ledger, opened the same way for every verb.
public struct SiteSession: Sendable {
  /// The site folder, as it was typed.
  public let path: String
  public let reader: SiteReader
  public let configuration: SiteConfiguration
  public let ledger: Ledger
  public let founding: Founding
  /// Set if the ledger was restored from ledger.jsonl just now.
  public let restored: RestoreReport?

  /// How much of the ledger a verb needs.
  public enum LedgerUse: Sendable {
    /// Looks only: a site without a ledger gets none.
    case reading
    /// Acts: a site without a ledger is founded by the act.
    case acting
  }

  /// Opens a site.
  ///
  /// When ledger.sqlite is absent and ledger.jsonl is there, the ledger is restored first (DESIGN §3).
  /// - Parameters:
  ///   - layout: digests of templates and settings, where they are at hand; given the settings' digest.
  ///   - published: the head that a published folder keeps, asked for only where there is no database: a restored ledger
  ///     must lead to it. Those that come at the same time restore it once: the site's folder is held meanwhile.
  ///   - isEmergency: what leaked has to go at once, by the settings of the last publication where site.yaml can't be read.
  ///     (Files that only propose, reviewers.yaml and catalogue.yaml, stop nothing where a ledger stands; they propose
  ///     nothing while they can't be read, and `check` and `publish` tell so.)
  ///   - earlier: site.yaml as it was at the last publication, to go by in an emergency where it can't be read now.
  /// - Throws: `SiteRefusal` with all that is wrong with the settings files or the ledger.
  public init(
    path: String, use: LedgerUse, published: () -> PublishedHead? = { nil }, isEmergency: Bool = false,
    earlier: () -> [UInt8]? = { nil },
    layout: (SiteConfiguration) -> LayoutDigests? = { _ in nil }
  ) throws(SiteRefusal) {
    self.path = path
    let folder = try SiteSession.folder(at: path)
    reader = SiteReader(folder: folder, displayPath: path)
    let isFounded = folder.exists(Ledger.fileName)
    configuration = try reader.configuration(
      bearsProposals: isFounded, earlier: isFounded && isEmergency ? earlier() : nil)
    let proposed = Founding(configuration, layout: layout(configuration))
    (ledger, restored) = try SiteSession.openLedger(
      path: path, folder: folder, reader: reader, use: use, published: published,
      proposed: proposed.policy.catalogue)
    founding = try SiteSession.standing(proposed, ledger, configuration)
    try refuseOtherSettings()
  }

  /// The folder of a site.
  ///
  /// - Throws: `SiteRefusal` if there is none that can be opened.
  public static func folder(at path: String) throws(SiteRefusal) -> Folder {
    do throws(FileFault) {
      return try Folder(path)
    } catch {
      throw SiteRefusal([
        Diagnostic("site.missing", "站点文件夹:\(error.message)", remedy: "用 --site 指明站点文件夹，或运行 gongkai init 新建")
      ])
    }
  }

  /// An earlier site.yaml stands in for one that can't be read only where it is the one that the site was made with.
  private func refuseOtherSettings() throws(SiteRefusal) {
    guard !configuration.siteFaults.isEmpty else { return }
    guard try state().lastPublication?.layout.settings == configuration.settings.digest else {
      throw SiteRefusal(configuration.siteFaults)
    }
  }

  /// Files that can't be read propose nothing: what they were to change stays as it is in force. Where nothing is, they are
  /// put right first.
  private static func standing(
    _ founding: Founding, _ ledger: Ledger, _ configuration: SiteConfiguration
  ) throws(SiteRefusal) -> Founding {
    guard !founding.isSound else { return founding }
    let faults = configuration.peopleFaults + configuration.catalogueFaults + configuration.diagnostics
    let state: LedgerState
    do throws(LedgerFault) {
      state = try ledger.state()
    } catch {
      throw SiteRefusal(faults + [Diagnostic(error.code, error.message, remedy: error.remedy)])
    }
    guard state.head != nil else { throw SiteRefusal(faults) }
    return founding.standing(on: state)
  }

  /// Reads the working folder under the catalogue in force.
  ///
  /// - Throws: `SiteRefusal` if the folder or the ledger can't be read.
  public func workingSite() throws(SiteRefusal) -> WorkingSite { try workingSite(from: readAhead()) }

  /// Reads the ledger and the working folder side by side, so that neither waits for the other later on.
  public func readAhead() -> Result<WorkingFiles, SiteRefusal> {
    // What is wrong with the ledger is told by whoever asks for its state.
    let remembered = ledger.rememberedFiles()
    return Parallel.both(
      { [reader] in Result { () throws(SiteRefusal) in try reader.files(remembered: remembered) } },
      { [ledger] in _ = try? ledger.state() }
    ).0
  }

  /// - Parameter skipsStanding: files that hold a published or approved version are not read.
  private func workingSite(
    from files: Result<WorkingFiles, SiteRefusal>, skipsStanding: Bool = false
  ) throws(SiteRefusal) -> WorkingSite {
    let state = try state()
    return reader.site(
      from: try files.get(), catalogue: (state.policy ?? founding.policy).catalogue,
      knownIDs: Set(state.records.keys), known: skipsStanding ? ledger.knownVersions(in: state) : .none)
  }

  /// Begins to read the working folder on the other core.
  public func walkBeside() -> Beside<Result<WorkingFiles, SiteRefusal>> {
    let remembered = ledger.rememberedFiles()
    return Beside { [reader] in Result { () throws(SiteRefusal) in try reader.files(remembered: remembered) } }
  }

  /// What the working folder holds beside the published and approved versions, whose files are not read; for reports
  /// that have the state already.
  ///
  /// - Parameter files: the working folder, read by `walkBeside`.
  /// - Throws: `SiteRefusal` if the folder could not be read.
  public func workingSite(
    beside state: LedgerState, _ files: Result<WorkingFiles, SiteRefusal>
  ) throws(SiteRefusal) -> WorkingSite {
    reader.site(
      from: try files.get(),
      catalogue: (state.policy ?? founding.policy).catalogue, knownIDs: Set(state.records.keys),
      known: ledger.knownVersions(in: state))
  }

  /// The ledger's state, or a refusal if its chain does not hold.
  ///
  /// - Throws: `SiteRefusal` then, and if it can't be read.
  public func state() throws(SiteRefusal) -> LedgerState {
    do throws(LedgerFault) {
      return try ledger.state()
    } catch {
      throw SiteRefusal([Diagnostic(error.code, error.message, remedy: error.remedy)])
    }
  }

  /// Refuses an account or a step that nobody and nothing is called: what waits for it is not nothing, it can't be told.
  ///
  /// - Throws: `ActRefusal` with all that is unknown; `SiteRefusal` if the ledger can't be read.
  public func refuseUnknown(account: String?, step: String?) throws {
    let state = try state()
    let people = state.head == nil ? founding.people : Array(state.people.values)
    let steps = (state.policy ?? founding.policy).steps.map(\.name)
    var reasons: [Diagnostic] = []
    if let account, !people.contains(where: { $0.account == account }) {
      reasons.append(ActContext.unknownPerson(account, people, isFounded: state.head != nil))
    }
    if let step, !steps.contains(step) { reasons.append(ReviewStep.unknown(step, among: steps)) }
    if !reasons.isEmpty { throw ActRefusal(reasons) }
  }

  /// Examines the site against the gate.
  ///
  /// - Parameters:
  ///   - files: the working folder, where it was read before.
  ///   - bearsUnread: while something leaks, a working folder that can't be read stops nothing: what is on the site is made
  ///     from the ledger.
  /// - Throws: `SiteRefusal` if the folder or the ledger can't be read.
  public func examine(
    asOf: Day, files: Result<WorkingFiles, SiteRefusal>? = nil, bearsUnread: Bool = false
  ) throws(SiteRefusal) -> Examination {
    var site = WorkingSite()
    var isRead = true
    do throws(SiteRefusal) {
      site = try workingSite(from: files ?? readAhead(), skipsStanding: true)
    } catch {
      guard bearsUnread, try state().isLeaking else { throw error }
      isRead = false
      site.diagnostics = error.diagnostics
    }
    do throws(LedgerFault) {
      let examination = try ledger.examine(site, proposals: founding, layout: founding.layout, asOf: asOf)
      return (isRead ? examination : examination.withoutNotes).telling(
        samplesOf: configuration, proposing: founding.people)
    } catch {
      throw SiteRefusal([Diagnostic(error.code, error.message, remedy: error.remedy)])
    }
  }
}
