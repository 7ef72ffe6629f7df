import Foundation
import Support
import Testing

@Suite("Help and wrong usage")
struct UsageTests {
  private static let words = [
    "", "publish", "preview", "console", "check", "screen", "review", "ledger", "people", "policy", "verify",
    "coverage", "report", "init", "new", "help", "review decide", "review register", "report units", "ledger verify",
  ]

  @Test("holds no word of the parser's own language")
  func chinese() throws {
    for verb in UsageTests.words {
      let help = try Command(["help"] + verb.split(separator: " ").map(String.init))
      #expect(help.status == 0 && help.out.contains("用法: "), "\(verb): \(help.error)")
      for word in ["<format>", "<options>", "<subcommand", "default", "values:", "Show"] {
        #expect(!help.out.contains(word), "\(verb): \(help.out)")
      }
    }
    let units = try Command(["report", "units", "--help"])
    let format = "--format <格式>         输出格式:text、json、csv (可选: text, json, csv；默认: text)"
    #expect(units.out.contains(format), "\(units.out)")
    let wrong = try Command(["check", "--format", "x"])
    #expect(
      wrong.status == 64 && wrong.error.hasPrefix("错误: 取值 'x' 不能用于 '--format <格式>'，可选的取值是 'text' 和 'json'。\n"),
      "\(wrong.error)")
    let flag = try Command(["review", "submit", "--all=x", "--as", "a"])
    #expect(flag.status == 64 && flag.error.hasPrefix("错误: 选项 '--all' 不带取值，却写了 'x'\n"), "\(flag.error)")
  }

  @Test(
    "tells a verb that there is not, at whatever level and in whatever way",
    arguments: [
      (["chek"], "没有命令「chek」，是否为「check」？"), (["help", "nosuch"], "没有命令「nosuch」"),
      (["help", "review", "submitt"], "没有命令「review submitt」，是否为「review submit」？"),
      (["review", "shows"], "没有命令「review shows」，是否为「review show」？"), (["report", "foo"], "没有命令「report foo」"),
      (["help", "check", "foo"], "没有命令「check foo」"), (["people", "aply", "--as", "a"], "是否为「people apply」？"),
    ])
  func unknown(_ words: [String], _ told: String) throws {
    let refused = try Command(words)
    #expect(refused.status == 64 && refused.error.contains(told) && refused.out.isEmpty, "\(refused.error)")
  }
}
