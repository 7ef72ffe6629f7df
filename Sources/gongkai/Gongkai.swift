import ArgumentParser
import CSyscalls
import Diagnostics
import Glibc

/// The command line (DESIGN §7): parse arguments, call one room, print.
@main
struct Gongkai: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gongkai",
    abstract: "政府信息主动公开:编目、审查、发布、核查",
    usage: "gongkai <命令> [选项] [--site 站点文件夹]",
    discussion: """
      站点文件夹默认是 ./site。先运行 gongkai check 看有哪些信息、各卡在哪里；
      review submit 提交，review decide 审查批准，publish 发布。
      退出状态:0 完成；1 完成，但有记录不合格或检查发现问题；2 被拒绝，什么也没有改；64 命令用法不对。
      """,
    version: "gongkai 0.1.0",
    subcommands: [
      Publish.self, PreviewVerb.self, ConsoleVerb.self, Check.self, Screen.self, ReviewVerbs.self, LedgerVerbs.self,
      PeopleVerbs.self, PolicyVerbs.self, Verify.self, Coverage.self, Report.self,
      Initialise.self, NewRecord.self,
    ])

  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    Terminal.begin()
    // The program's own times are all of this zone. Where none is named, the C library looks for a changed one on the disk
    // whenever somebody asks for the time of day, and libzip asks at every part of every file.
    setenv("TZ", "CST-8", 1)
    // Two threads do the work: more heaps than that, and long buffers kept for later, are memory that nobody uses.
    gk_limit_heaps(2, 2 << 20)
    do {
      try refuseUnknownVerb(CommandLine.arguments.dropFirst())
      try refuseEmptyPath(CommandLine.arguments)
      var command = try parseAsRoot()
      if var server = command as? any AsyncParsableCommand {
        try await server.run()
      } else {
        try command.run()
      }
    } catch {
      let status = ChineseUsage.report(error)
      Glibc.exit(status == 0 && Terminal.hasFailed ? ExitCode.faultsFound.rawValue : status)
    }
    if Terminal.hasFailed { Glibc.exit(ExitCode.faultsFound.rawValue) }
  }
}

extension Gongkai {
  /// A mistyped verb is told as one, at whatever level, and by `help` too: the parser takes it for an argument too many, or
  /// shows the help of the verb above.
  private static func refuseUnknownVerb(_ words: ArraySlice<String>) throws {
    let isHelp = words.first == "help"
    var (verb, said): (any ParsableCommand.Type, [String]) = (Gongkai.self, [])
    for word in isHelp ? words.dropFirst() : words {
      let below = verb.configuration.subcommands
      guard !word.hasPrefix("-"), isHelp || !below.isEmpty else { return }
      said.append(word)
      if let found = below.first(where: { $0._commandName == word }) {
        verb = found
        continue
      }
      // `gongkai help help` is the help of help.
      if said == ["help"] { return }
      let whole = (said.dropLast() + [""]).joined(separator: " ")
      let near = Suggestion.nearest(to: word, among: below.map { $0._commandName })
      throw ValidationError(
        "没有命令「\(said.joined(separator: " "))」\(near.map { "，是否为「\(whole)\($0)」？" } ?? "")")
    }
  }

  /// Options that take a path.
  private static let pathOptions: Set = ["--site", "--templates", "--output", "--to", "--mask", "--head", "--targets"]

  /// An empty path is a script's variable that nobody set; the current folder, or the root, is not what was meant.
  private static func refuseEmptyPath(_ arguments: [String]) throws {
    for (at, argument) in arguments.enumerated() {
      let isEmpty = pathOptions.contains(argument) && arguments.indices.contains(at + 1) && arguments[at + 1].isEmpty
      guard isEmpty || argument.hasSuffix("=") && pathOptions.contains(String(argument.dropLast())) else { continue }
      let name = argument.hasSuffix("=") ? String(argument.dropLast()) : argument
      throw ValidationError("「\(name)」后面的路径是空的；写明路径，或去掉「\(name)」")
    }
  }

  /// The same of a path that stands without an option.
  static func refuseEmptyPath(_ path: String, _ what: String) throws {
    if path.isEmpty { throw ValidationError("\(what)的路径是空的") }
  }
}

/// Options that every verb with a site has.
struct SiteOptions: ParsableArguments {
  @Option(help: ArgumentHelp("站点文件夹", valueName: "文件夹"))
  var site = "site"

  @Option(help: ArgumentHelp("模板文件夹(默认依次找站点内、站点旁、当前文件夹、程序所在处的 templates)", valueName: "文件夹"))
  var templates: String?

  /// The folder without a slash at its end.
  var path: String { site.count > 1 && site.hasSuffix("/") ? String(site.dropLast()) : site }
}

/// How a verb writes what it found.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
