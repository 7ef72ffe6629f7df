import ArgumentParser
import Catalogue
import Diagnostics
import Publishing
import Records
import Review
import Values

/// The review steps.
struct ReviewVerbs: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "提交、审查、批准、撤回、撤下",
    subcommands: [
      ReviewSubmit.self, ReviewQueue.self, ReviewShow.self, ReviewDecide.self, ReviewWaive.self, ReviewPause.self,
      ReviewResume.self,
      ReviewKeep.self, ReviewAccept.self, ReviewRegister.self, ReviewFormVerb.self, ReviewReassess.self,
      ReviewRevoke.self,
      ReviewWithdraw.self, ReviewExpunge.self, ReviewLog.self,
    ])
}

/// Which records an act is on.
struct SelectionOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("记录的标识", valueName: "标识"))
  var ids: [String] = []

  @Flag(help: "全部可以办理的记录")
  var all = false

  @Option(help: ArgumentHelp("只办这个栏目(编码或名称)", valueName: "栏目"))
  var column: String?

  @Option(help: ArgumentHelp("只办这个承办科室", valueName: "科室"))
  var unit: String?

  func validate() throws {
    if ids.isEmpty && !all && column == nil && unit == nil {
      throw ValidationError("没有指明记录:写出标识，或用 --all、--column、--unit")
    }
    if !ids.isEmpty && all { throw ValidationError("标识与 --all 只能用一个") }
  }

  /// Makes sure that somebody has records of the unit asked for.
  ///
  /// - Parameter units: of all records that could be meant.
  func refuseUnknownUnit(_ units: Set<String>) throws {
    guard let unit, !units.contains(unit) else { return }
    let near = Suggestion.nearest(to: unit, among: units.sorted()).map { "，是否为「\($0)」？" } ?? ""
    throw ActRefusal([
      Diagnostic("unit.unknown", "没有一条信息的承办科室是「\(unit)」\(near)", remedy: "写记录里「承办科室」的原名")
    ])
  }

  /// Whether records are chosen by what they are, not named one by one.
  var isBulk: Bool { ids.isEmpty }

  /// The column asked for.
  func columnCode(in catalogue: Catalogue) throws -> ColumnCode? {
    guard let column else { return nil }
    guard let found = catalogue.find(column) else {
      throw ActRefusal([catalogue.unknown(column)])
    }
    return found.code
  }
}

/// Who acts.
struct ActorOptions: ParsableArguments {
  @Option(name: .customLong("as"), help: ArgumentHelp("办理人账号", valueName: "账号"))
  var account: String

  var actor: Actor { Actor(account: account, authentication: .declared) }
}

/// Prints what became of each record.
enum ResultLines {
  /// - Returns: whether any was refused, and whether anything was done.
  static func print(_ results: [ActResult], verb: String) throws {
    var done = 0
    var refused = 0
    for result in results {
      switch result.outcome {
      case .done(let digest):
        done += 1
        Terminal.out("\(verb) \(result.record)  \(digest.short)")
      case .unchanged(let why): Terminal.out("未变 \(result.record)  \(why)")
      case .refused(let reasons):
        refused += 1
        Terminal.error("拒绝 \(result.record)")
        Terminal.report(reasons)
      }
    }
    Terminal.out("\(verb) \(done) 条" + (refused > 0 ? "，拒绝 \(refused) 条" : ""))
    if refused > 0 { throw done > 0 ? ExitCode.faultsFound : ExitCode.refused }
  }
}
