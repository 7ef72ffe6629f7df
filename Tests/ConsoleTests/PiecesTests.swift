import Catalogue
import Records
import Support
import Testing
import Values

@testable import Console

@Suite("The difference of two texts")
struct TextDifferenceTests {
  private func marked(_ old: String, _ new: String) -> String {
    TextDifference(from: old, to: new).runs.map { run in
      switch run.kind {
      case .same: run.text
      case .removed: "[-\(run.text)-]"
      case .added: "[+\(run.text)+]"
      }
    }.joined()
  }

  @Test("A word changed within a sentence is marked alone")
  func word() {
    #expect(marked("定于一日开会。请参加。", "定于八日开会。请参加。") == "定于[-一-][+八+]日开会。请参加。")
  }

  @Test("Sentences that came and went stand whole")
  func sentences() {
    #expect(marked("甲。乙。丙。", "甲。丙。丁。") == "甲。[-乙。-]丙。[+丁。+]")
    #expect(marked("全部重写了的一句话。", "这里另有内容！") == "[-全部重写了的一句话。-][+这里另有内容！+]")
  }

  @Test("Old and new can be put together again from what is marked")
  func whole() {
    let pairs = [("", "新"), ("旧", ""), ("一\r\n二\r\n", "一\r\n三\r\n二"), (String(repeating: "甲。", count: 5000), "乙")]
    for (old, new) in pairs {
      let runs = TextDifference(from: old, to: new).runs
      #expect(runs.filter { $0.kind != .added }.map(\.text).joined() == old)
      #expect(runs.filter { $0.kind != .removed }.map(\.text).joined() == new)
    }
    #expect(TextDifference(from: "同", to: "同").isEmpty)
  }
}

@Suite("Forms as they are sent")
struct FormTests {
  @Test("A query is decoded once, and what is broken is left out")
  func query() {
    let fields = FormFields(urlEncoded: Array("a=1+2&b=%E5%85%AC&c=%zz&d=%FF&e&f=%00&a=3".utf8))
    #expect(fields["a"] == "1 2" && fields["b"] == "公" && fields.raw("c") == nil && fields.raw("d") == nil)
    #expect(fields.raw("e") == "" && fields.raw("f") == nil && fields.all("a") == ["1 2", "3"])
    #expect(FormFields.decode(Array(FormFields.encode("公 开/&=+").utf8)) == "公 开/&=+")
  }

  @Test("A form with files is taken apart; one that is cut off is none")
  func multipart() throws {
    let head = "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n值\r\n"
    let file = "--b\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"表;1.txt\"\r\n\r\n甲\r\n--b--\r\n"
    let body = Array((head + file).utf8)
    let form = try #require(Multipart(body, type: "multipart/form-data; boundary=b"))
    #expect(form.fields["x"] == "值" && form.files.first?.name == "表;1.txt")
    #expect(form.files.first?.bytes == Array("甲".utf8))
    for cut in 0..<body.count - 4 {
      #expect(Multipart(Array(body[..<cut]), type: "multipart/form-data; boundary=b") == nil)
    }
    #expect(Multipart(body, type: "text/plain") == nil)
    #expect(Multipart(body, type: "multipart/form-data; boundary=") == nil)
  }

  @Test("Redirects stay here")
  func own() {
    for address in ["/", "/queue", "/item?id=%E5"] { #expect(WebAnswer.isOwn(address)) }
    for address in ["", "//a", "/\\a", "http://a", "/a\r\nb", "/公", "queue"] { #expect(!WebAnswer.isOwn(address)) }
  }
}

@Suite("Records as the console writes them")
struct RecordFileTests {
  @Test(
    "Any text comes back as it was",
    arguments: [
      "关于通知", "yes", "12:30", "a: b", "- x", "# 注", "\"引\"", "[x]", "{y}", "012", " 前", "甲 #乙", "～：，", "2026-01-05x",
    ])
  func texts(text: String) throws {
    let file = RecordFile(
      fields: [
        (.title, .text(text)), (.column, .text("4.1.3")), (.disclosure, .text("主动公开")), (.carriers, .list(["政府网站"])),
        (.unit, .text("文书科")), (.formed, .day(try #require(Day(iso: "2026-01-05")))), (.summary, .text("概述")),
        (.keywords, .list([text, "公文"])),
      ], body: "正文\n---\n不是分隔线")
    let parsed = RecordParser(catalogue: .standard).parse(
      parts: [RecordPart(kind: .record, path: "records/a.md", bytes: file.bytes)])
    let record = try #require(parsed.record, "\(parsed.faults.map(\.message))")
    // Readers take blanks at the ends of a field away.
    #expect(record.title == FormFields.trimmed(text))
    #expect(record.list(.keywords).last == "公文")
    #expect(String(decoding: file.bytes, as: UTF8.self).hasSuffix("正文\n---\n不是分隔线\n"))
  }

  @Test("A title makes a file's name that stays in its folder")
  func names() {
    #expect(RecordFile.name(from: "关于 印发《办法》的通知") == "关于-印发《办法》的通知")
    #expect(RecordFile.name(from: "../../etc/passwd") == "------etc-passwd")
    #expect(RecordFile.name(from: " / ") == "新记录" && RecordFile.name(from: "") == "新记录")
    #expect(RecordFile.name(from: String(repeating: "长", count: 500)).utf8.count <= 180)
  }
}

@Suite("Sessions")
struct SessionTests {
  @Test("A session ends after half an hour without a request, and after twelve hours in any case")
  func limits() throws {
    let sessions = Sessions()
    let start = Moment(seconds: 1_800_000_000)
    func at(_ seconds: Int64) -> Moment { Moment(seconds: start.seconds + seconds) }
    let (_, idle) = sessions.begin("a", address: "x", now: start)
    #expect(sessions.session(idle, now: at(1800)) != nil)
    #expect(sessions.session(idle, now: at(3601)) == nil)
    let (_, busy) = sessions.begin("b", address: "x", now: start)
    for minute in stride(from: 20, through: 720, by: 20) {
      #expect(sessions.session(busy, now: at(Int64(minute) * 60)) != nil)
    }
    #expect(sessions.session(busy, now: at(12 * 3600 + 1)) == nil)
    let (_, back) = sessions.begin("c", address: "x", now: start)
    #expect(sessions.session(back, now: at(-10)) == nil)
  }

  @Test("Who else is looking, and a page that refreshes while something runs, keep nobody signed in")
  func byItself() async throws {
    let site = try TestSite(people: TestConsole.people)
    try site.record("a")
    try site.submit()
    let desk = try Desk(path: site.path, output: site.output, templates: TestSite.templates)
    let pages = try ConsoleServer(ConsoleOptions(site: site.path)) { _ in }
      .pages(desk: desk, store: AccountStore(path: ":memory:"), templates: TestSite.templates)
    let sessions = pages.layout.sessions
    let began = Moment(seconds: Moment.now().seconds - 600)
    let (_, token) = sessions.begin("office", address: "x", now: began)
    func get(_ path: String, _ query: String) async -> Int {
      let request = WebRequest(
        method: .get, path: path, query: FormFields(urlEncoded: Array(query.utf8)), cookies: ["gongkai": token.text],
        host: "127.0.0.1", isSecure: false, origin: nil, fetchSite: nil, address: "x", type: "")
      return await pages.get(request).status
    }
    var seen: Int64? { sessions.session(token, now: .now(), isActive: false)?.seen.seconds }
    #expect(await get("/presence", "id=a") == 200 && seen == began.seconds)
    #expect(await get("/publish", "refresh=1") == 200 && seen == began.seconds)
    #expect(await get("/publish", "") == 200 && seen ?? 0 > began.seconds + 500)
  }

  @Test("A person has eight sessions at most; the oldest gives way")
  func count() {
    let sessions = Sessions()
    let now = Moment(seconds: 1_800_000_000)
    let tokens = (0..<10).map { sessions.begin("a", address: "x", now: Moment(seconds: now.seconds + $0)).1 }
    #expect(tokens.map { sessions.session($0, now: Moment(seconds: now.seconds + 20)) != nil }.count { $0 } == 8)
    #expect(sessions.session(tokens[0], now: now) == nil)
  }
}

@Suite("How often a password may be guessed")
struct GuessLimitTests {
  private let store: AccountStore
  private let start: Int64 = 1_800_000_000

  init() throws { store = try AccountStore(path: ":memory:") }

  private func at(_ seconds: Int64) -> Moment { Moment(seconds: start + seconds) }

  @Test("One wrong guess a day at an office's address never makes its people wait")
  func trickle() throws {
    for day in Int64(0)..<60 {
      let limit = GuessLimit(account: "p\(day % 5)", address: "x")
      #expect(try limit.wait(in: store, now: at(day * 86_400)) == 0)
      try limit.fail(in: store, now: at(day * 86_400))
      #expect(try GuessLimit(account: "other", address: "x").wait(in: store, now: at(day * 86_400 + 1)) == 0)
    }
  }

  @Test("A right password leaves no wait and takes none away: who knows one guesses no faster at others")
  func right() throws {
    let own = GuessLimit(account: "own", address: "x")
    for number in 0..<19 { try GuessLimit(account: "p\(number)", address: "x").fail(in: store, now: at(0)) }
    for _ in 0..<30 { try own.succeed(in: store) }
    #expect(try own.wait(in: store, now: at(1)) == 0)
    try GuessLimit(account: "p", address: "x").fail(in: store, now: at(1))
    #expect(try own.wait(in: store, now: at(1)) == 5)
    try own.succeed(in: store)
    #expect(try own.wait(in: store, now: at(1)) == 5)
  }

  @Test("Who goes on guessing at one account gets no more than a hundred and twenty tries in a day")
  func persistent() throws {
    let limit = GuessLimit(account: "head", address: "x")
    var tries = 0
    var now: Int64 = 0
    while now < 86_400 {
      now += try limit.wait(in: store, now: at(now))
      try limit.fail(in: store, now: at(now))
      tries += 1
    }
    #expect(tries <= 120)
  }
}
