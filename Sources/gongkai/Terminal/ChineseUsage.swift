import ArgumentParser
import Glibc

/// Puts the argument parser's fixed words into Chinese; everything else comes from the commands' own texts.
enum ChineseUsage {
  /// Prints help or an error, and gives the exit status: 64 for wrong usage.
  static func report(_ error: any Error) -> Int32 {
    let code = Gongkai.exitCode(for: error)
    let text = translate(Gongkai.fullMessage(for: error))
    guard !text.isEmpty else { return code.rawValue }
    if code == .success { Terminal.out(text) } else { Terminal.error(text) }
    return code == .validationFailure ? 64 : code.rawValue
  }

  /// The parser's phrases, longest first where one holds another.
  private static let phrases: [(English: String, Chinese: String)] = [
    ("OVERVIEW: ", ""), ("USAGE: ", "用法: "), ("Usage: ", "用法: "), ("ARGUMENTS:", "参数:"), ("OPTIONS:", "选项:"),
    ("SUBCOMMANDS:", "命令:"), ("Show help information.", "显示帮助"), ("Show the version.", "显示版本"),
    ("Show subcommand help information.", "显示某个命令的帮助"),
    // In the list of options the columns stay where they are.
    ("<format>  ", "<格式>    "), ("<format>", "<格式>"), ("<options>", "<选项>"), ("<subcommands>", "<命令>"),
    ("<subcommand>", "<命令>"), ("Error: ", "错误: "), ("Help:  ", "说明:  "),
    ("Missing expected argument", "缺少参数"), ("Unknown option", "没有这个选项"), ("Unexpected argument", "多余的参数"),
    ("Missing value for", "缺少取值:"), ("is invalid for", "不能用于"), ("The value", "取值"),
    ("See '", "详见「"), (" --help' for more information.", " --help」。"), ("' for detailed help.", "」。"),
    (". Did you mean", "，是否为"), ("(and ", "(另有 "), (" more)", " 个)"), (". Please provide one of", "，可选的取值是"),
    ("' and '", "' 和 '"), ("' or '", "' 或 '"), ("'.\n", "'。\n"), (" unexpected arguments: ", " 个多余的参数: "),
    (" does not take any value, but ", " 不带取值，却写了 "), (" was specified.", ""), ("The option ", "选项 "),
  ]

  /// What the parser says of an option's values, which it may break over two lines.
  private static func translateValues(_ text: String) -> String {
    text.replacing(/\(default:\s+/, with: "(默认: ").replacing(/\(values:\s+/, with: "(可选: ")
      .replacing(/;\s+default:\s+/, with: "；默认: ")
  }

  static func translate(_ text: String) -> String {
    phrases.reduce(translateValues(text)) { text, phrase in
      text.split(separator: phrase.English, omittingEmptySubsequences: false).joined(separator: phrase.Chinese)
    }
  }
}
