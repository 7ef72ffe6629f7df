import Foundation
import Support
import Testing

@Suite("nothing is dropped in silence")
struct ToldTests {
  private func shell(_ line: String, in folder: String) throws -> Command {
    try Command(["-c", line.replacing("gongkai", with: "'\(Command.program)'")], in: folder, launching: "/bin/sh")
  }

  @Test(
    "an output that could not be written fails, in Chinese; a reader that goes away does not",
    arguments: [
      "ledger export --to -", "coverage --format json", "review log", "review register --format csv", "check",
    ])
  func fullOutput(verb: String) throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    let full = try shell("gongkai \(verb) > /dev/full", in: site.root)
    #expect(full.status == 1 && full.error.contains("磁盘已满"), "\(full.error)")
    #expect(full.error.split(separator: "\n").filter { $0.contains("output.unwritable") }.count == 1)
    let gone = try shell("{ gongkai \(verb); echo $? >&2; } | true", in: site.root)
    #expect(!gone.error.contains("output.unwritable") && gone.error.hasSuffix("0\n"), "\(gone.error)")
    let closed = try shell("gongkai \(verb) >&-", in: site.root)
    #expect(closed.status == 0, "\(closed.error)")
  }

  @Test("a queue of nobody, or for no step, is refused")
  func queue() throws {
    let site = try TestSite()
    try site.record("a")
    for founded in [false, true] {
      if founded { try site.submit() }
      let nobody = try Command(["review", "queue", "--as", "heads", "--site", site.path])
      #expect(nobody.status == 2 && nobody.error.contains("是否为「head」？") && nobody.error.contains("[person.unknown]"))
      let nothing = try Command(["review", "queue", "--step", "科室审查", "--site", site.path])
      #expect(nothing.status == 2 && nothing.error.contains("[review.step-unknown]") && nothing.error.contains("→"))
      #expect(
        try Command(["review", "queue", "--as", "head", "--step", "科室审核", "--site", site.path]).status == 0)
    }
  }

  @Test("a reason not to publish is taken by nothing but a decision not to publish")
  func reason() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    try site.decide("科室审核", as: "head")
    try site.decide("保密审查", as: "secrecy")
    func decide(_ more: String...) throws -> Command {
      try Command(["review", "decide", "a", "--as", "signer", "--step", "批准", "--site", site.path] + more)
    }
    #expect(try decide("--return", "改", "--reason", "N5").status == 64)
    #expect(try decide("--agree", "--disclosure", "主动公开", "--reason", "N5").status == 64)
    let dropped = try decide("--agree", "--reason", "N5")
    #expect(dropped.status == 2 && dropped.error.contains("[flag.reason-unused]"))
    for blank in ["", " ", "N99", "随便"] {
      let refused = try decide("--agree", "--disclosure", "不予公开", "--reason", blank)
      #expect(refused.status == 2 && refused.error.contains("[flag.reason-missing]"), "\(blank): \(refused.error)")
    }
    #expect(try decide("--agree", "--disclosure", "不予公开", "--reason", "N5 内部管理").status == 0)
  }

  @Test("a new site or record is YAML whatever it is called, and says in Chinese that it is there")
  func scaffolds() throws {
    let site = try TestSite()
    for (number, name) in ["\"引号\" \\ : # 名", "- 甲", "[乙]: x", "丙 #1"].enumerated() {
      #expect(try Command(["init", "s\(number)", "--name=\(name)"], in: site.root).status == 0)
      let check = try Command(["check", "--site", "s\(number)"], in: site.root)
      #expect(!check.error.contains("YAML") && !check.error.contains("site.invalid"), "\(name): \(check.error)")
    }
    for name in ["甲\n乙: [", " ", "甲\u{1B}[31m"] {
      let refused = try Command(["init", "t", "--name=\(name)"], in: site.root)
      #expect(refused.status == 2 && !refused.error.contains("\u{1B}"), "\(refused.error)")
      #expect(!FileManager.default.fileExists(atPath: "\(site.root)/t"))
    }
    let new = ["new", "4.1.3", "--title", "甲", "--unit", "a: [ #1", "--site", site.path]
    #expect(try Command(new).status == 0)
    let check = try Command(["check", "--site", site.path])
    #expect(check.out.contains("不合格 0 条"), "\(check.out)")
    let again = try Command(new)
    #expect(again.status == 2 && again.error.contains("已经有同名的文件") && !again.error.contains("exists"))
  }

  @Test("templates that are not there are told by verbs that make no page, too")
  func templates() throws {
    let site = try TestSite()
    for folder in ["没有", site.path] {
      let refused = try Command(["check", "--templates", folder, "--site", site.path])
      #expect(refused.status == 2 && refused.error.contains("[template.missing]"), "\(refused.error)")
    }
  }

  @Test("what is refused for a word that there is not says what to do")
  func remedies() throws {
    let site = try TestSite()
    try site.record("a")
    try site.submit()
    let unknown: [(words: [String], told: [String])] = [
      (["new", "9.9"], ["[column.unknown]", "4 其他"]),
      (["review", "submit", "--column", "99", "--as", "drafter"], ["[column.unknown]", "4 其他"]),
      (["review", "submit", "b", "--as", "drafter"], ["[record.unknown]", "gongkai check"]),
      (["review", "decide", "aa", "--step", "科室审核", "--agree", "--as", "head"], ["台账中没有记录「aa」，是否为「a」？", "核对标识"]),
      (["review", "decide", "a", "--step", "保密审查", "--answer", "可以", "--as", "office"], ["没有等待答复", "--agree"]),
      (["review", "withdraw", "a", "--confirm", "--as", "signer"], ["没有待确认的紧急撤下", "review log"]),
    ]
    for (words, told) in unknown {
      let refused = try Command(words + ["--site", site.path])
      #expect(refused.status == 2 && refused.error.contains("提示: "), "\(words): \(refused.error)")
      for text in told { #expect(refused.error.contains(text), "\(words): \(refused.error)") }
    }
  }

  @Test("who asks to destroy what leaked is told that it was asked for, and that another must do it")
  func destruction() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    let withdraw = ["review", "withdraw", "a", "--kind", "紧急撤下", "--reason", "泄密", "--as", "signer"]
    #expect(try Command(withdraw + ["--site", site.path, "--output", site.output]).status == 0)
    func expunge(_ account: String) throws -> Command {
      try Command(["review", "expunge", "a", "--reason", "泄密", "--as", account, "--site", site.path])
    }
    let asked = try expunge("signer")
    #expect(asked.status == 0 && asked.out.contains("申请销毁 1 条") && asked.out.contains("由另一人"), "\(asked.out)")
    #expect(!asked.out.contains("未变"))
    let again = try expunge("signer")
    #expect(again.status == 2 && again.error.contains("[review.same-person]"), "\(again.error)")
    let done = try expunge("secrecy")
    #expect(done.status == 0 && done.out.hasPrefix("销毁 a") && done.out.contains("\n销毁 1 条"), "\(done.out)")
  }

  @Test("names that hold control characters move no cursor and begin no line")
  func controls() throws {
    let site = try TestSite()
    try site.write("records/x\u{1B}[2J\ny.md", "没有\n")
    let check = try Command(["check", "--site", site.path])
    #expect(!(check.out + check.error).contains("\u{1B}"))
    #expect(check.out.contains("x\\u{1B}[2J"), "\(check.out)")
    let screen = try Command(["screen", "\(site.path)/没有\u{1B}[2J\n错误: 假的"])
    #expect(screen.error.contains("没有\\u{1B}[2J\\n错误: 假的"), "\(screen.error)")
  }
}
