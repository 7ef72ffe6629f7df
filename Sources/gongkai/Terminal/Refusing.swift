import ArgumentParser
import Diagnostics
import Files
import Publishing
import Records
import Review
import Values

/// Runs a verb and turns every refusal into diagnostics and exit status 2.
///
/// - Parameter isForMachines: what refused it goes to stdout, too, as `refusals`.
func refusing(isForMachines: Bool = false, _ body: () throws -> Void) throws {
  do {
    try body()
  } catch {
    guard let refusals = refusals(of: error) else { throw error }
    if isForMachines { Terminal.out(["refusals": .array(refusals.map(\.json))]) }
    Terminal.report(refusals)
    throw ExitCode.refused
  }
}

/// What is to be said of an error that refuses the run; nil for any other.
private func refusals(of error: any Error) -> [Diagnostic]? {
  switch error {
  case let refusal as SiteRefusal: refusal.diagnostics
  case let refusal as ActRefusal: refusal.diagnostics
  case let refusal as PublicationRefusal: refusal.diagnostics
  case let fault as LedgerFault: [Diagnostic(fault.code, fault.message, remedy: fault.remedy)]
  case let fault as FileFault: [fault.told]
  default: nil
  }
}

extension FileFault {
  /// What is told of it.
  var told: Diagnostic { Diagnostic("file", message, remedy: "核对路径，检查文件夹的权限和磁盘空间") }
}

extension SiteSession {
  /// What was told when it was opened: that the ledger was restored, and what is to be said of the settings.
  var told: [Diagnostic] {
    let restored = restored.map { Diagnostic("ledger.restored", .warning, $0.text, remedy: "无需处理") }
    return [restored].compactMap(\.self) + configuration.diagnostics + configuration.siteFaults
  }
}

extension JSON {
  /// The machine form of a result with what is to be said of it, before what it tells itself; a list is left as it is.
  func telling(_ notices: [Diagnostic]) -> JSON {
    guard case .object(let members) = self else { return self }
    let own = self["notices"]?.elements ?? []
    return .object(
      members.filter { $0.name != "notices" } + [Member("notices", .array(notices.map(\.json) + own))])
  }
}

extension SiteOptions {
  /// Opens the site, and says so if the ledger was restored, unless the verb says it itself.
  func open(
    _ use: SiteSession.LedgerUse, published: String? = nil, isQuiet: Bool = false, isEmergency: Bool = false,
    output: String? = nil
  ) throws -> SiteSession {
    if !isEmergency { try refuseMissingTemplates() }
    let session = try SiteSession(
      path: path, use: use, published: { publishedHead(named: published) }, isEmergency: isEmergency,
      earlier: { output.flatMap(KeptLayout.siteFile) },
      layout: { configuration in
        let found = TemplateFolder.locate(site: path, given: templates)
        guard
          let folder = found.flatMap({ try? TemplateFolder(path: $0, overrides: TemplateFolder.overrides(site: path)) })
        else { return nil }
        return LayoutDigests(templates: folder.digest, settings: configuration.settings.digest)
      })
    if let restored = session.restored, !isQuiet { Terminal.error(restored.text) }
    Terminal.report(session.configuration.diagnostics)
    if !session.configuration.siteFaults.isEmpty {
      Terminal.report(session.configuration.siteFaults)
      Terminal.error("提示: 本次紧急撤下按上次发布时的站点设置办理")
    }
    return session
  }
}

extension SiteOptions {
  /// Where the site is published to unless something else is said: beside its folder.
  var outputBeside: String { "\(OutputFiles.parent(of: OutputFiles.absolute(path)))/public" }

  /// The head that a published site keeps, for a ledger that is restored or begun beside it.
  ///
  /// - Parameter output: the folder that a verb was told of; where none was, the one beside counts if it shows records of
  ///   this site.
  private func publishedHead(named output: String?) -> PublishedHead? {
    if let output, let found = Manifest.head(in: output, for: path) { return found }
    guard let beside = Manifest.head(in: outputBeside, for: path), beside.isOwn else { return nil }
    return beside
  }

  /// That the ledger is older than the site at hand, from which nobody can tell what is on the site.
  ///
  /// - Parameter output: the folder that a verb was told of; where none was, or it holds no published site, the one beside
  ///   the site's folder.
  func rollback(_ session: SiteSession, output: String?) throws -> Diagnostic? {
    if let output, let published = Manifest.read(in: output) {
      return try session.ledger.rollback(from: published, in: output, of: path)
    }
    guard let published = Manifest.read(in: outputBeside), published.isOf(site: path) else { return nil }
    return try session.ledger.rollback(from: published, in: outputBeside, of: path)
  }

  /// A folder of templates that was named and is none is told by every verb, not only by those that make pages.
  private func refuseMissingTemplates() throws {
    guard let templates else { return }
    let folders = [templates] + [TemplateFolder.overrides(site: path)].compactMap(\.self)
    let isComplete = folders.contains { (try? Folder($0))?.exists("layout.mustache") == true }
    guard !isComplete || (try? Folder(templates)) == nil else { return }
    throw SiteRefusal([
      Diagnostic("template.missing", "「\(templates)」不是模板文件夹(没有 layout.mustache)", remedy: "用 --templates 指明模板文件夹，或去掉它")
    ])
  }
}

/// A day on the command line.
struct DayArgument: ExpressibleByArgument {
  let day: Day

  init?(argument: String) {
    guard let day = Day(iso: argument) else { return nil }
    self.day = day
  }
}
