import ArgumentParser
import Diagnostics
import Records
import Review
import Values

/// What waits, for whom.
struct ReviewQueue: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "queue", abstract: "列出待办")

  @Option(name: .customLong("as"), help: ArgumentHelp("只列此账号可以办理的", valueName: "账号"))
  var account: String?

  @Option(help: ArgumentHelp("只列等待这个步骤的", valueName: "步骤"))
  var step: String?

  @Flag(help: "在每条之下列出没有豁免的筛查结果、编号和豁免的命令")
  var findings = false

  @OptionGroup var options: SiteOptions

  @Option(help: "输出格式")
  var format = OutputFormat.text

  func run() throws {
    try refusing {
      let session = try options.open(.reading)
      try session.refuseUnknown(account: account, step: step)
      let queue = try session.ledger.queue(account: account, step: step)
      switch format {
      case .json: Terminal.out(.array(queue.map(\.json)))
      case .text:
        for item in queue {
          Terminal.out(item.text)
          if findings { item.findingLines.forEach { Terminal.out($0) } }
        }
        Terminal.out("待办 \(queue.count) 条")
      }
    }
  }
}

/// One record with its versions, steps and findings.
struct ReviewShow: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "查看一条记录提交的版本、步骤和卡住的原因")

  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var id: String

  @Flag(help: "同时显示正文")
  var body = false

  @OptionGroup var options: SiteOptions

  @Option(help: "输出格式")
  var format = OutputFormat.text

  func run() throws {
    try refusing {
      let session = try options.open(.reading)
      let view = try session.show(RecordID(rawValue: id), asOf: Moment.now().day, withBody: body)
      switch format {
      case .json: Terminal.out(view.json)
      case .text: Terminal.out(view.text)
      }
    }
  }
}

/// The ledger's events, newest last.
struct ReviewLog: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "log", abstract: "列出台账事件")

  @Argument(help: ArgumentHelp("只列这条记录的", valueName: "标识"))
  var id: String?

  @OptionGroup var options: SiteOptions

  @Option(help: "输出格式")
  var format = OutputFormat.text

  func run() throws {
    try refusing {
      let session = try options.open(.reading)
      let events = try session.ledger.events(of: id.map(RecordID.init(rawValue:)))
      if let id, events.isEmpty { throw try ReviewLog.refusal(of: id, in: session) }
      switch format {
      case .json: Terminal.out(.array(try events.map { try JSON(reading: $0.bytes) }))
      case .text:
        let incumbents = try session.ledger.incumbents()
        for event in events { Terminal.out(event.line(by: incumbents.person(event.account, at: event.sequence)?.name)) }
      }
    }
  }

  private static func refusal(of id: String, in session: SiteSession) throws -> ActRefusal {
    let known = try session.state().records.keys.map(\.rawValue)
    let near = Suggestion.nearest(to: id, among: known.sorted()).map { "，是否为「\($0)」？" } ?? ""
    return ActRefusal([
      Diagnostic("record.unknown", "台账中没有记录「\(id)」\(near)", remedy: "没有提交过的，台账里没有事件；用 gongkai check 列出全部标识")
    ])
  }
}
