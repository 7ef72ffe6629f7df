import ArgumentParser
import Records
import Review

/// Lets one finding of the screening pass, by name and with a reason.
struct ReviewWaive: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waive", abstract: "逐项豁免筛查结果，写明理由",
    discussion: "由保密审查员办理，一次一项；涉密标志不能豁免。内容改动后是新的版本，要重新豁免。")

  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var id: String

  @OptionGroup var person: ActorOptions
  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("筛查结果的编号，review show 所列", valueName: "编号"))
  var finding: String

  @Option(help: ArgumentHelp("可以公开的理由", valueName: "理由"))
  var reason: String

  @Option(help: ArgumentHelp("您看到的版本，review show 所列的前几位", valueName: "摘要"))
  var digest: String?

  func run() throws {
    try refusing {
      let session = try options.open(.acting)
      let result = try session.ledger.waive(
        RecordID(rawValue: id), finding: finding, reason: reason, seen: digest, by: person.actor,
        founding: session.founding)
      try ResultLines.print([result], verb: "豁免")
    }
  }
}

/// Puts a version on hold while others are asked.
struct ReviewPause: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "搁置:会商其他机关，或征求第三方意见", discussion: "条例第十一条、第十五条。搁置期间不能公开。")

  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var id: String

  @OptionGroup var person: ActorOptions
  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("会商，或征求第三方意见", valueName: "种类"))
  var kind: String

  @Option(help: ArgumentHelp("问谁、什么事项", valueName: "情况"))
  var reason: String

  func validate() throws {
    if PauseKind(rawValue: kind) == nil {
      throw ValidationError("种类只能是:\(PauseKind.allCases.map(\.rawValue).joined(separator: "、"))")
    }
  }

  func run() throws {
    try refusing {
      let session = try options.open(.acting)
      let result = try session.ledger.pause(
        RecordID(rawValue: id), kind: PauseKind(rawValue: kind), reason: reason, by: person.actor,
        founding: session.founding)
      try ResultLines.print([result], verb: "搁置")
    }
  }
}

/// Ends a hold.
struct ReviewResume: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "resume", abstract: "解除搁置，写明结果")

  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var id: String

  @OptionGroup var person: ActorOptions
  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("会商或征求意见的结果", valueName: "结果"))
  var reason: String

  func run() throws {
    try refusing {
      let session = try options.open(.acting)
      let result = try session.ledger.pause(
        RecordID(rawValue: id), kind: nil, reason: reason, by: person.actor, founding: session.founding)
      try ResultLines.print([result], verb: "解除搁置")
    }
  }
}
