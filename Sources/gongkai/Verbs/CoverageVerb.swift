import ArgumentParser
import Diagnostics
import Oversight
import Review
import Values

/// Columns and statutory items against the standard.
struct Coverage: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "对照标准目录和法定公开事项，核查公开得全不全、新不新", discussion: "只读台账和站点文件夹。")

  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("按哪一天核查(默认今天)", valueName: "YYYY-MM-DD"))
  var asOf: DayArgument?

  @Option(help: "输出格式:text、json、csv")
  var format = CoverageFormat.text

  /// Forms of the report.
  enum CoverageFormat: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

  func run() throws {
    try refusing {
      let session = try options.open(.reading)
      let examination = try session.examine(asOf: asOf?.day ?? Moment.now().day)
      let report = CoverageReport(
        CoverageInput(examination, changes: session.configuration.catalogueChanges))
      switch format {
      case .text: Terminal.out(report.text())
      case .json: Terminal.out(report.json)
      case .csv: Terminal.out(report.csv)
      }
    }
  }
}
