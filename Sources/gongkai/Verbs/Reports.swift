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

/// Figures for supervision.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "工作日、期限", subcommands: [ReportWorkday.self])
}

/// The day a number of working days ends.
struct ReportWorkday: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workday", abstract: "从某天起若干个工作日后是哪天",
    discussion: "起算日不计入；节假日和调休按国务院办公厅通知，2007 年至 2026 年。没有通知的年份按周末推算，注明暂定。")

  @Argument(help: ArgumentHelp("起算日", valueName: "YYYY-MM-DD"))
  var start: DayArgument

  @Argument(help: ArgumentHelp("工作日数", valueName: "天数"))
  var days: Int

  @Option(help: "输出格式")
  var format = OutputFormat.text

  func run() throws {
    try refusing {
      do throws(CalendarFault) {
        switch format {
        case .text:
          let due = try WorkingCalendar.national.dueDay(after: start.day, workingDays: days)
          Terminal.out("自 \(start.day) 起 \(days) 个工作日，截止 \(due.text)")
        case .json: Terminal.out(try WorkingCalendar.national.json(start: start.day, workingDays: days))
        }
      } catch {
        throw ActRefusal([Diagnostic(error.code, error.message, remedy: "核对日期和天数")])
      }
    }
  }
}
