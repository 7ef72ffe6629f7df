import ArgumentParser
import Diagnostics
import Files
import Oversight
import Records
import Review
import Values

/// The day a number of working days ends.
struct ReportWorkday: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workday", abstract: "从某天起若干个工作日后是哪天",
    discussion: """
      起算日不计入；节假日和调休按国务院办公厅通知，2007 年至 2026 年，加上 site.yaml 的「地方节假日」「节假日文件」\
      (当前文件夹没有站点时只按全国通知)。没有通知的年份按周末推算，注明暂定。
      """)

  @Argument(help: ArgumentHelp("起算日", valueName: "YYYY-MM-DD"))
  var start: DayArgument

  @Argument(help: ArgumentHelp("工作日数", valueName: "天数"))
  var days: Int

  @OptionGroup var options: SiteOptions

  @Option(help: "输出格式")
  var format = OutputFormat.text

  func run() throws {
    try refusing {
      let calendar = try calendar()
      do throws(CalendarFault) {
        switch format {
        case .text:
          let due = try calendar.dueDay(after: start.day, workingDays: days)
          Terminal.out("自 \(start.day) 起 \(days) 个工作日，截止 \(due.text)")
        case .json: Terminal.out(try calendar.json(start: start.day, workingDays: days))
        }
      } catch {
        throw ActRefusal([Diagnostic(error.code, error.message, remedy: "核对日期和天数")])
      }
    }
  }

  /// The site's calendar; the national one where there is no site.
  private func calendar() throws -> WorkingCalendar {
    guard try options.site != "site" || OutputFiles.kind(of: "site/site.yaml") != nil else { return .national }
    let settings = try SiteReader(folder: Folder(options.path), displayPath: options.path).configuration().oversight
    return try settings.siteCalendar()
  }
}
