import ArgumentParser
import Diagnostics
import Files
import Publishing
import Review
import Values

/// The main job: gate, render, switch in, record.
struct Publish: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "把已批准的信息发布成网站",
    discussion: "只发布经批准的版本；其余的连同原因列在后面。网站整体切换，读者看到的不是旧站就是新站。")

  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("输出文件夹", valueName: "文件夹"))
  var output = "public"

  @Option(help: ArgumentHelp("按哪一天发布(默认今天，北京时间)", valueName: "YYYY-MM-DD"))
  var asOf: DayArgument?

  @Option(name: .customLong("as"), help: ArgumentHelp("办理人账号(默认记为发布程序)", valueName: "账号"))
  var account: String?

  @Flag(help: "只说明将会发生什么，不改动任何东西")
  var dryRun = false

  @Flag(help: "上次发布中断，而当时的输出文件夹已找不回来:按已经公开补记")
  var presumePublished = false

  @Flag(help: ArgumentHelp("在 json 中另列检索索引和清单所用的处理器时间(秒)", visibility: .hidden))
  var timings = false

  @Option(help: "输出格式")
  var format = OutputFormat.text

  func run() throws {
    try refusing(isForMachines: format == .json) {
      let session = try options.open(dryRun ? .reading : .acting, published: output)
      let publisher = try Publisher(
        session: session, templates: options.templateFolder(), output: output,
        asOf: asOf?.day ?? Moment.now().day,
        actor: account.map { Actor(account: $0, authentication: .declared) } ?? .program,
        isPresumed: presumePublished, isLast: true,
        progress: ProgressLine().show)
      let report = dryRun ? try publisher.plan() : try publisher.publish()
      switch format {
      case .json:
        Terminal.out((timings ? report.json(with: StageTimes.all) : report.json).telling(session.told))
      case .text: Terminal.out(report.text)
      }
      Terminal.report(report.notices)
      if !report.refusals.isEmpty { throw ExitCode.refused }
      if report.hasFaults { throw ExitCode.faultsFound }
    }
  }
}

extension SiteOptions {
  /// Loads the templates, or refuses with where they were looked for.
  func templateFolder() throws -> TemplateFolder {
    guard let found = TemplateFolder.locate(site: path, given: templates) else {
      throw PublicationRefusal([
        Diagnostic("template.missing", "找不到模板文件夹", remedy: "用 --templates 指明，或在项目文件夹中运行")
      ])
    }
    return try TemplateFolder(path: found, overrides: TemplateFolder.overrides(site: path))
  }

  /// What would refuse a publication in the templates: faults, or that there are none.
  func templateFaults() -> [Diagnostic] {
    do {
      return try templateFolder().faults
    } catch let refusal as PublicationRefusal {
      return refusal.diagnostics
    } catch let fault as FileFault {
      return [fault.told]
    } catch {
      return [Diagnostic("template.missing", "模板读不出来:\(error)")]
    }
  }
}
