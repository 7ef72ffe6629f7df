import ArgumentParser
import Diagnostics
import Oversight
import Publishing
import Review
import Values

/// What would be published, what is held, and why.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "列出每条信息的状态和卡住的原因")

  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("按哪一天核查(默认今天)", valueName: "YYYY-MM-DD"))
  var asOf: DayArgument?

  @Option(help: "输出格式")
  var format = OutputFormat.text

  func run() throws {
    try refusing(isForMachines: format == .json) {
      let session = try options.open(.reading)
      let examination = try session.examine(asOf: asOf?.day ?? Moment.now().day)
      let live = try session.ledger.screenLive(asOf: asOf?.day ?? Moment.now().day)
      // A calendar with a fault is told by every report; it hides nothing here.
      let calendar = (try? session.configuration.oversight.calendar()) ?? .national
      let report = CheckReport(
        examination, live: live, refusing: options.templateFaults(), opening: session.told,
        foreseen: examination.movedNotices(session.configuration.settings),
        dated: { TakenDown.dated($0, in: examination.state, asOf: examination.asOf, calendar) })
      switch format {
      case .json: Terminal.out(report.json)
      case .text:
        Terminal.out(report.text)
        Terminal.report(report.refusals + report.notices + live.held.flatMap(\.diagnostics))
      }
      session.ledger.rememberIfWorth(examination)
      let hasFaults = report.hasFaults
      Attic.keep((report, examination, live))
      if hasFaults { throw ExitCode.faultsFound }
    }
  }
}
