import ArgumentParser
import Diagnostics
import Files
import Publishing
import Records
import Review
import Values

/// Runs a verb and turns every refusal into diagnostics and exit status 2.
func refusing(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let code as ExitCode {
    throw code
  } catch let refusal as SiteRefusal {
    Terminal.report(refusal.diagnostics)
    throw ExitCode.refused
  } catch let refusal as ActRefusal {
    Terminal.report(refusal.diagnostics)
    throw ExitCode.refused
  } catch let refusal as PublicationRefusal {
    Terminal.report(refusal.diagnostics)
    throw ExitCode.refused
  } catch let fault as LedgerFault {
    Terminal.report([Diagnostic(fault.code, fault.message, remedy: fault.remedy)])
    throw ExitCode.refused
  } catch let fault as FileFault {
    Terminal.report([Diagnostic("file", fault.message, remedy: "核对路径，检查文件夹的权限和磁盘空间")])
    throw ExitCode.refused
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
      path: path, use: use, published: { published.flatMap { Manifest.read(in: $0)?.head } }, isEmergency: isEmergency,
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
