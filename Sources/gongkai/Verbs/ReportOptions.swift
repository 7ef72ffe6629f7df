import ArgumentParser
import Diagnostics
import Files
import Oversight
import Records
import Review
import Values

/// What every report has: the site, the day, and where it goes.
struct ReportOptions: ParsableArguments {
  @OptionGroup var site: SiteOptions

  @Option(help: ArgumentHelp("按哪一天计算，之后的事情不计(默认今天)", valueName: "YYYY-MM-DD"))
  var asOf: DayArgument?

  @Option(help: ArgumentHelp("写入这个文件(默认输出到屏幕)", valueName: "文件"))
  var output: String?

  /// The day asked for.
  var day: Day { asOf?.day ?? Moment.now().day }

  /// The site with its accounts.
  ///
  /// - Parameter withDrafts: whether the clocks of records that nobody put forward run too. The working folder says
  ///   nothing of a day before the ledger's last, so then it is left out.
  ///   What is to be said of the figures is told, and given back for the machine form.
  func accounts(
    withDrafts: Bool = false
  ) throws -> (session: SiteSession, accounts: OfficeAccounts, notices: [Diagnostic]) {
    let session = try site.open(.reading)
    var notices: [Diagnostic] = []
    let walk = withDrafts ? session.walkBeside() : nil
    let chronicle = try session.ledger.chronicle(asOf: day, keeping: OfficeAccounts.fields)
    if withDrafts, chronicle.isPast {
      notices.append(
        Diagnostic(
          "report.no-drafts", .warning, "台账在 \(day) 之后还有记录，没有提交的稿子不知道那一天是什么样，这份报表没有列出",
          remedy: "不加 --as-of，列出今天没有提交的稿子"))
    }
    // By the catalogue in force.
    let files = try walk.flatMap {
      chronicle.isPast ? nil : try session.workingSite(beside: chronicle.state, $0.result())
    }
    let accounts = OfficeAccounts(
      chronicle, clock: try session.configuration.oversight.siteClock(), office: session.configuration.settings.name,
      drafts: files?.records.map(\.record) ?? [], faulty: files?.faulty ?? [])
    notices += accounts.unreadNotices
    Terminal.report(notices)
    // The report is all that is still made.
    Attic.keep((chronicle, accounts))
    return (session, accounts, session.told + notices)
  }

  func write(_ text: String) throws { try ReportFile.write(text, to: output) }

  func write(_ json: JSON) throws { try ReportFile.write(json, to: output) }
}

/// Where a report goes.
enum ReportFile {
  static func write(_ text: String, to path: String?) throws {
    guard let path, path != "-" else {
      // Its own line end is the last, whichever it is: a CRLF is one character, and stays.
      let shown = ControlCharacters.shown(in: text, keepsLines: true)
      return Terminal.out(bytes: Array((shown.last?.isNewline == true ? shown : shown + "\n").utf8))
    }
    try write(Array(text.utf8), to: path)
  }

  static func write(_ json: JSON, to path: String?) throws {
    guard let path, path != "-" else { return Terminal.out(json) }
    try write(json.pretty, to: path)
  }

  /// The bytes of a file that a person named.
  static func read(_ path: String) throws -> [UInt8] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return try Folder(OutputFiles.parent(of: path)).read(name, limit: 64 << 20)
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    // Drafts that nobody put forward are named in it.
    try InternalFile.replace(path, with: bytes, what: "报表")
    Terminal.error("已写入 \(path)")
  }
}

extension OversightSettings {
  /// The calendar with the site's own holidays.
  func siteCalendar() throws -> WorkingCalendar {
    do throws(CalendarFault) {
      return try calendar()
    } catch {
      throw ActRefusal([Diagnostic(error.code, error.message, remedy: "核对 site.yaml 的「地方节假日」")])
    }
  }

  /// The clock with the site's own holidays and reminder days.
  func siteClock() throws -> DisclosureClock {
    DisclosureClock(calendar: try siteCalendar(), reminders: reminders)
  }
}

extension OfficeAccounts {
  /// What says how many drafts no report counts.
  var unreadNotices: [Diagnostic] {
    guard !unread.isEmpty else { return [] }
    let named = unread.prefix(3).map { "「\($0.id)」" }.joined(separator: "、") + (unread.count > 3 ? " 等" : "")
    return [
      Diagnostic(
        "report.drafts-unread", .warning, "\(named) \(unread.count) 件没有提交的稿子读不出生成日期或承办科室，没有计时，这份报表没有列出",
        remedy: "执行 gongkai check 查看哪里有错误，改正后重做报表")
    ]
  }
}

/// A period on the command line.
struct PeriodArgument: ExpressibleByArgument {
  let period: Period

  init?(argument: String) {
    guard let period = Period(argument) else { return nil }
    self.period = period
  }
}

/// Forms of a table.
enum TableFormat: String, ExpressibleByArgument, CaseIterable { case text, json, csv }
