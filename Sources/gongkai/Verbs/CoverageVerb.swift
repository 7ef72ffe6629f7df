import ArgumentParser
import Diagnostics
import Files
import Oversight
import Records
import Review
import Values

/// Columns and statutory items against the standard.
struct Coverage: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "对照标准目录和法定公开事项，核查公开得全不全、新不新",
    discussion: """
      只读台账，不改任何东西；加 --as-of 可以重算过去任何一天。HTML 是一个自带图表的网页文件，可以打印。
      --profile 看调查过的五家机关的栏目如何归入标准目录；--compare 把许多网站发布的 catalogue.json 放在一张表里。
      """)

  @OptionGroup var options: ReportOptions

  @Option(help: "输出格式:text、json、csv、html")
  var format = CoverageFormat.text

  @Option(help: ArgumentHelp("调查过的机关:河北、大连、广州、青岛、邯郸，或全部", valueName: "机关"))
  var profile: String?

  @Option(parsing: .upToNextOption, help: ArgumentHelp("对照这些网站的目录文件", valueName: "catalogue.json"))
  var compare: [String] = []

  /// Forms of the report.
  enum CoverageFormat: String, ExpressibleByArgument, CaseIterable { case text, json, csv, html }

  func validate() throws {
    if profile != nil && !compare.isEmpty { throw ValidationError("--profile 与 --compare 只能用一个") }
  }

  func run() throws {
    try refusing {
      if options.asOf != nil, profile != nil || !compare.isEmpty {
        Terminal.report([
          Diagnostic(
            "report.as-of", .warning,
            profile == nil ? "--compare 照文件里的内容对照，--as-of 不起作用" : "--profile 是过去的调查，--as-of 不起作用",
            remedy: "去掉 --as-of；要对照过去的一天，换成那一天的 catalogue.json")
        ])
      }
      if let profile {
        try show(profile)
      } else if !compare.isEmpty {
        let (offices, faults) = offices()
        // Of hundreds of files, one that can't be read is told and left out.
        guard !offices.isEmpty else { throw ActRefusal(faults) }
        Terminal.report(faults)
        try show(CatalogueComparison(offices), title: "各机关公开栏目对照")
        if !faults.isEmpty { throw ExitCode.faultsFound }
      } else {
        try show()
      }
    }
  }

  /// The site.
  private func show() throws {
    let session = try options.site.open(.reading)
    let configuration = session.configuration
    let walk = session.walkBeside()
    let chronicle = try session.ledger.chronicle(asOf: options.day, keeping: CoverageInput.fields)
    Attic.keep(chronicle)
    // The working folder says nothing of a day before the ledger's last.
    let files = chronicle.isPast ? nil : try session.workingSite(beside: chronicle.state, walk.result())
    let accounts = OfficeAccounts(
      chronicle, clock: try configuration.oversight.siteClock(), office: configuration.settings.name,
      drafts: files?.records.map(\.record) ?? [], faulty: files?.faulty ?? [])
    let faulty = files?.faulty ?? []
    let report = CoverageReport(
      CoverageInput(chronicle, accounts: accounts, configuration: configuration, faulty: faulty))
    switch format {
    case .text: try options.write(report.text())
    case .json: try options.write(report.json.telling(session.told + accounts.unreadNotices))
    case .csv: try options.write(report.csv)
    case .html:
      Terminal.report(accounts.unreadNotices)
      try options.write(CoveragePage(report, accounts: accounts, office: configuration.settings.name).html)
    }
  }

  /// One of the surveyed offices, or all of them side by side.
  private func show(_ name: String) throws {
    if name == "全部" {
      return try show(CatalogueComparison(SurveyedOffice.all.map { .init($0) }), title: "五家机关的栏目对照标准目录")
    }
    guard let office = SurveyedOffice(named: name) else {
      throw ActRefusal([
        Diagnostic("profile.unknown", "没有「\(name)」的调查记录", remedy: "可用的：河北、大连、广州、青岛、邯郸、全部", source: "篇3 一")
      ])
    }
    switch format {
    case .text: try options.write(office.text())
    case .json: try options.write(office.json())
    case .csv: try options.write(office.csv())
    case .html: try options.write(office.html())
    }
  }

  private func show(_ comparison: CatalogueComparison, title: String) throws {
    switch format {
    case .text: try options.write(comparison.text())
    case .json: try options.write(comparison.json)
    case .csv: try options.write(comparison.csv)
    case .html: try options.write(comparison.html(title: title))
    }
  }

  /// The offices of the files named, and what is wrong with the others.
  private func offices() -> (offices: [CatalogueComparison.Office], faults: [Diagnostic]) {
    let read = Parallel.map(compare) { path -> (office: CatalogueComparison.Office?, fault: Diagnostic?) in
      do {
        return (try CatalogueFile.office(try ReportFile.read(path)), nil)
      } catch let fault as CatalogueFile.Fault {
        return (
          nil, Diagnostic("catalogue.unreadable", at: Place(path), fault.message, remedy: "换成网站根目录下的 catalogue.json")
        )
      } catch {
        let message = (error as? FileFault)?.message ?? "\(error)"
        return (nil, Diagnostic("catalogue.unreadable", at: Place(path), message, remedy: "核对文件名和权限"))
      }
    }
    return (read.compactMap(\.office), read.compactMap(\.fault))
  }
}
