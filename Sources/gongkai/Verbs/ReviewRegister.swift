import ArgumentParser
import Oversight
import Records
import Review
import Values

/// What was decided not to be public.
struct ReviewRegister: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register", abstract: "不主动公开目录:不予公开、依申请公开的信息和下次复核日",
    discussion: "内部资料，不得公开，也不能写进已发布的网站。全部由台账推得，--as-of 可重现过去任何一天的目录。")

  @OptionGroup var options: SiteOptions

  @Flag(help: "只列到期应复核的")
  var due = false

  @Option(help: ArgumentHelp("截至哪一天(默认今天)", valueName: "YYYY-MM-DD"))
  var asOf: DayArgument?

  @Option(help: "输出格式:text、json、csv")
  var format = RegisterFormat.text

  @Option(help: ArgumentHelp("写到这个文件(默认标准输出)", valueName: "文件"))
  var output: String?

  /// Forms of the register.
  enum RegisterFormat: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

  func run() throws {
    try refusing {
      let session = try options.open(.reading)
      let day = asOf?.day ?? Moment.now().day
      let register = NonDisclosureRegister(try session.ledger.register(asOf: day), asOf: day, dueOnly: due)
      let bytes =
        switch format {
        case .text: Array((register.text() + "\n").utf8)
        case .json: register.json.pretty
        case .csv: Array(register.csv.utf8)
        }
      try InternalFile.write(bytes, to: output, what: "不主动公开目录")
    }
  }
}

/// A look back at a decision not to publish.
struct ReviewReassess: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reassess", abstract: "复核不公开的信息:维持，或转为公开建议",
    discussion: "由公开工作机构办理(条例第十八条)。转为公开建议后，由拟稿人改「可否公开」重新提交审批，批准之前仍不公开。")

  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var id: String

  @OptionGroup var person: ActorOptions
  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("维持，或转为公开建议", valueName: "结果"))
  var outcome: String

  @Option(help: ArgumentHelp("理由", valueName: "理由"))
  var reason: String

  @Option(help: ArgumentHelp("下次复核日(默认按 site.yaml 的复核周期)", valueName: "YYYY-MM-DD"))
  var next: DayArgument?

  @Option(help: ArgumentHelp("您看到的版本，review show 所列的前几位", valueName: "摘要"))
  var digest: String?

  func validate() throws {
    if Reassessment.Outcome(rawValue: outcome) == nil {
      throw ValidationError("结果只能是:\(Reassessment.Outcome.allCases.map(\.rawValue).joined(separator: "、"))")
    }
  }

  func run() throws {
    try refusing {
      guard let outcome = Reassessment.Outcome(rawValue: outcome) else { return }
      let session = try options.open(.acting)
      let result = try session.ledger.reassess(
        RecordID(rawValue: id), outcome: outcome, reason: reason, next: next?.day, seen: digest, by: person.actor,
        founding: session.founding)
      try ResultLines.print([result], verb: "复核(\(outcome.rawValue))")
    }
  }
}

/// Says why a record stays at the office's own level.
struct ReviewKeep: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keep", abstract: "说明为什么不上交，由本机关公开",
    discussion: "提交时提示「像是应上交的信息」的，要么在记录里写「上交」，要么在此说明理由(也可在提交时用 --keep)。只对这一版本有效。")

  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var id: String

  @OptionGroup var person: ActorOptions
  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("不上交的理由", valueName: "理由"))
  var reason: String

  func run() throws {
    try refusing {
      let session = try options.open(.acting)
      let result = try session.ledger.keepRoute(
        RecordID(rawValue: id), reason: reason, by: person.actor, founding: session.founding)
      try ResultLines.print([result], verb: "说明去向")
    }
  }
}
