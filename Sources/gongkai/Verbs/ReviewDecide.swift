import ArgumentParser
import Records
import Review
import Values

/// Takes one step on one record or many.
struct ReviewDecide: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide", abstract: "办理一个步骤:同意、退回、不能确定、记录答复",
    discussion: "成批办理以命令开始时提交着的版本为准，在一个事务里完成，逐条报告结果。")

  @OptionGroup var selection: SelectionOptions
  @OptionGroup var person: ActorOptions
  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("步骤，如 科室审核、保密审查、批准", valueName: "步骤"))
  var step: String

  @Flag(help: "同意")
  var agree = false

  @Option(name: .customLong("return"), help: ArgumentHelp("退回，写明理由", valueName: "理由"))
  var sendBack: String?

  @Option(help: ArgumentHelp("不能确定，写明报请确定的事项(只用于保密审查)", valueName: "事项"))
  var unsure: String?

  @Option(help: ArgumentHelp("记录主管部门的答复", valueName: "答复"))
  var answer: String?

  @Option(help: ArgumentHelp("批准时决定的可否公开:主动公开、依申请公开、不予公开(默认按拟稿)", valueName: "属性"))
  var disclosure: String?

  @Option(help: ArgumentHelp("批准时决定的公开载体，用逗号分隔(默认按拟稿)", valueName: "载体"))
  var carriers: String?

  @Option(help: ArgumentHelp("不公开的理由，如 N5", valueName: "理由"))
  var reason: String?

  @Option(help: ArgumentHelp("您看到的版本，review show 所列的前几位；只用于单条", valueName: "摘要"))
  var digest: String?

  func validate() throws {
    let choices = [agree, sendBack != nil, unsure != nil, answer != nil].filter(\.self).count
    guard choices == 1 else { throw ValidationError("--agree、--return、--unsure、--answer 须写一个且只写一个") }
    if digest != nil, selection.ids.count != 1 { throw ValidationError("--digest 只用于单条记录") }
    if (disclosure != nil || carriers != nil), !agree || step != ReviewStep.approval {
      throw ValidationError("--disclosure 和 --carriers 只用于批准")
    }
    if reason != nil, !agree || step != ReviewStep.approval {
      throw ValidationError(
        "--reason 只写批准时决定不公开的理由" + (sendBack != nil ? "；退回的理由写在 --return 之后" : ""))
    }
    if reason != nil, disclosure == Disclosure.proactive.rawValue {
      throw ValidationError("决定主动公开，不写 --reason")
    }
    if let disclosure, Disclosure(rawValue: disclosure) == nil {
      throw ValidationError("可否公开只能是:\(Disclosure.allCases.map(\.rawValue).joined(separator: "、"))")
    }
    if let wrong = chosenCarriers?.first(where: { Carrier(rawValue: $0) == nil }) {
      throw ValidationError("没有载体「\(wrong)」；可选:\(Carrier.allCases.map(\.rawValue).joined(separator: "、"))")
    }
  }

  private var chosenCarriers: [String]? {
    carriers.map { $0.split(whereSeparator: { ",，、;；".contains($0) }).map(String.init) }
  }

  private var choice: Decision.Choice {
    if let sendBack { return .sendBack(reason: sendBack) }
    if let unsure { return .unsure(reason: unsure) }
    if let answer { return .answer(answer) }
    return .agree(
      disclosure: disclosure.flatMap(Disclosure.init(rawValue:)),
      carriers: chosenCarriers.map { $0.compactMap(Carrier.init(rawValue:)) }, withholding: reason)
  }

  func run() throws {
    try refusing {
      let session = try options.open(.acting)
      let policy = try session.state().policy ?? session.founding.policy
      let code = try selection.columnCode(in: policy.catalogue)
      let filter = QueueFilter(step: step, column: code, unit: selection.unit, isAnswer: answer != nil)
      let named = selection.ids.map { Decision.Target(RecordID(rawValue: $0), seen: digest) }
      let results = try session.ledger.decide(
        Decision(step: step, choice: choice, isReasonMeant: reason != nil), by: person.actor,
        founding: session.founding,
        select: { state, record in named.isEmpty ? filter.targets(in: state, record: record) : named })
      let verb = agree ? "同意" : sendBack != nil ? "退回" : unsure != nil ? "不能确定" : "记录答复"
      if agree {
        let done = results.filter { if case .done = $0.outcome { true } else { false } }
        Terminal.report(try session.goneFiles(of: done.map(\.record)))
      }
      try ResultLines.print(results, verb: verb)
    }
  }
}
