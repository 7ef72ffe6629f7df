import ArgumentParser
import Diagnostics
import Records
import Review

/// Records that the government took over what was handed up.
struct ReviewAccept: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "记录上级政府已接收上交的信息，写明那里的网址",
    discussion: "上交只改变公开的地方，不免除公开的责任(条例第十条):二十个工作日算到接收并有网址的那天为止。日期以台账为准。")

  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var id: String

  @OptionGroup var person: ActorOptions
  @OptionGroup var options: SiteOptions

  @Option(help: ArgumentHelp("上级政府网站上的网址", valueName: "网址"))
  var address: String

  func run() throws {
    try refusing {
      let session = try options.open(.acting)
      let result = try session.ledger.accept(
        RecordID(rawValue: id), address: address, by: person.actor, founding: session.founding)
      try ResultLines.print([result], verb: "接收")
    }
  }
}
