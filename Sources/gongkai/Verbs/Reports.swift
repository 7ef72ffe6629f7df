import ArgumentParser
import Diagnostics
import Oversight
import Records
import Review
import Values

/// Figures for supervision.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "期限、提供录用、提醒、通报、考核、差错、工作日",
    discussion: "都从台账算出。加 --as-of 可以重算过去任何一天的报表。",
    subcommands: [
      ReportUnits.self, ReportDeadlines.self, ReportReminders.self, ReportCriticism.self, ReportScores.self,
      ReportErrors.self, ReportWorkday.self,
    ])
}

/// 提供 and 录用 by unit.
struct ReportUnits: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "units", abstract: "各科室的提供数、录用数、录用率、未录用原因、按时率、中位时滞和超限清单",
    discussion: "没有提交的稿子过了期限的也计入超限。一条信息在一个考核年度里只计一次超限；到年底还没有公开的，下一年结转再计一次。")

  @OptionGroup var options: ReportOptions

  @Option(help: ArgumentHelp("年、季或月(默认本年)", valueName: "2026|2026Q1|2026-03"))
  var period: PeriodArgument?

  @Option(help: "输出格式:text、json、csv")
  var format = TableFormat.text

  func run() throws {
    try refusing {
      let (_, accounts, notices) = try options.accounts(withDrafts: true)
      guard let period = period?.period ?? Period.year(options.day.year) else { return }
      let table = FiguresTable(accounts.accountability, period: period, units: accounts.units)
      switch format {
      case .text: try options.write(table.text())
      case .json: try options.write(table.json.telling(notices))
      case .csv: try options.write(table.csv)
      }
    }
  }
}

/// The law's clock of each record.
struct ReportDeadlines: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deadlines", abstract: "每条信息的二十个工作日：正常、临近、超限，还剩几天",
    discussion: "自生成日期或变更日期起算，到首次发布为止；征求意见、报请确定期间不计。还没有提交的稿子也列出。")

  @OptionGroup var options: ReportOptions

  @Option(help: ArgumentHelp("还剩几个工作日算临近(默认按 site.yaml 的「期限提醒」)", valueName: "天数"))
  var near: Int?

  @Flag(help: "已经公开的也列出")
  var all = false

  @Option(help: "输出格式:text、json、csv")
  var format = TableFormat.text

  func validate() throws {
    if let near, !(0...20).contains(near) { throw ValidationError("--near 应为 0 至 20") }
  }

  func run() throws {
    try refusing {
      let (_, accounts, notices) = try options.accounts(withDrafts: true)
      let list = DeadlineList(accounts.accountability, withClosed: all, near: near)
      switch format {
      case .text:
        let parts = [list.text(), accounts.takenDownText()].filter { !$0.isEmpty }
        try options.write(parts.joined(separator: "\n"))
      case .json: try options.write(accounts.withTakenDown(list.json).telling(notices))
      case .csv: try options.write(list.csv)
      }
    }
  }
}

/// What to remind of.
struct ReportReminders: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reminders", abstract: "今天要提醒的期限，每个科室一份可以直接发送的通知")

  @OptionGroup var options: ReportOptions

  @Option(help: "输出格式:text、json、ics(日历)")
  var format = ReminderFormat.text

  /// Forms of reminders.
  enum ReminderFormat: String, ExpressibleByArgument, CaseIterable { case text, json, ics }

  func run() throws {
    try refusing {
      let (session, accounts, notices) = try options.accounts(withDrafts: true)
      let accountability = accounts.accountability
      switch format {
      case .text:
        let messages = accountability.messages.map(\.text)
        let down = accounts.takenDownText()
        let parts = [accountability.remindersText()] + (down.isEmpty ? [] : [down])
        try options.write((parts + messages).joined(separator: "\n"))
      case .json: try options.write(accounts.withTakenDown(accountability.remindersJSON).telling(notices))
      case .ics:
        try options.write(
          accountability.calendarFile(
            host: session.configuration.settings.domain, takenDown: accounts.takenDown))
      }
    }
  }
}

/// Drafts of a 通报批评.
struct ReportCriticism: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "criticism", abstract: "考核年度内三次以上超限的科室，各起草一份通报批评",
    discussion: "只是草稿，附事实，由负责人核定；是否追究责任由人决定，程序不作判断。")

  @OptionGroup var options: ReportOptions

  @Option(help: ArgumentHelp("考核期间(默认本年)", valueName: "2026|2026Q1|2026-03"))
  var period: PeriodArgument?

  @Option(help: ArgumentHelp("超限几次起草(默认按 site.yaml 的「通报批评次数」，没有则 3)", valueName: "次数"))
  var threshold: Int?

  @Option(help: "输出格式:text、json")
  var format = OutputFormat.text

  func validate() throws {
    if let threshold, threshold < 1 { throw ValidationError("--threshold 应为 1 以上") }
  }

  func run() throws {
    try refusing {
      let (session, accounts, _) = try options.accounts(withDrafts: true)
      guard let period = period?.period ?? Period.year(options.day.year) else { return }
      let threshold = threshold ?? session.configuration.oversight.criticismThreshold
      let drafts = accounts.accountability.criticisms(period, threshold: threshold)
      switch format {
      case .text:
        let none = "\(period.name)没有超限 \(threshold) 次以上的科室。\n"
        try options.write(drafts.isEmpty ? none : drafts.map(\.text).joined(separator: "\n"))
      case .json: try options.write(JSON.array(drafts.map(\.json)))
      }
    }
  }
}

/// The year's score sheet.
struct ReportScores: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scores", abstract: "年度考核：共性和个性目标，按权重计分，排名",
    discussion: "指标和权重取自 --targets 文件，其次 site.yaml 的「考核指标」「考核文件」，都没有时用程序自带的。")

  @OptionGroup var options: ReportOptions

  @Option(help: ArgumentHelp("考核年度(默认本年)", valueName: "年"))
  var year: Int?

  @Option(help: ArgumentHelp("考核指标文件(YAML)", valueName: "文件"))
  var targets: String?

  @Option(help: "输出格式:text、json、csv")
  var format = TableFormat.text

  func validate() throws {
    if let year, Period.year(year) == nil { throw ValidationError("--year 应为 1 至 9999") }
  }

  func run() throws {
    try refusing {
      let (session, accounts, _) = try options.accounts(withDrafts: true)
      guard let period = Period.year(year ?? options.day.year) else { return }
      var settings = session.configuration.oversight
      if let targets {
        settings.targets = try TargetsYAML.file(ReportFile.read(targets), named: targets)
      }
      let sheet = accounts.scoreSheet(period, targets: settings.scoreTargets, flags: settings.flags)
      let strangers = Set(settings.flags.keys).subtracting(sheet.rows.map(\.unit)).sorted()
      Terminal.report(
        strangers.map {
          Diagnostic(
            "scores.unknown-unit", .warning, "「责任追究」中的「\($0)」没有提供过信息，也没有拟稿人，不在考核表中，所写的内容没有列出",
            remedy: "核对科室名称，与记录中的「承办科室」一致")
        })
      switch format {
      case .text: try options.write("\(period.name)考核\n" + sheet.text())
      case .json: try options.write(sheet.json)
      case .csv: try options.write(sheet.csv)
      }
    }
  }
}

/// The error ledger.
struct ReportErrors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "errors", abstract: "差错台账：更正、澄清、撤下，错情率 1% 的限额和零差错目标")

  @OptionGroup var options: ReportOptions

  @Option(help: ArgumentHelp("年、季或月(默认本年)", valueName: "2026|2026Q1|2026-03"))
  var period: PeriodArgument?

  @Option(help: "输出格式:text、json、csv")
  var format = TableFormat.text

  func run() throws {
    try refusing {
      let (_, accounts, notices) = try options.accounts()
      guard let period = period?.period ?? Period.year(options.day.year) else { return }
      let ledger = accounts.errorLedger(period)
      switch format {
      case .text: try options.write(ledger.text())
      case .json: try options.write(ledger.json.telling(notices))
      case .csv: try options.write(ledger.csv)
      }
    }
  }
}
