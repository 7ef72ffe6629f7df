import Foundation
import Synchronization
import Testing

@testable import Preview

@Suite("The running preview", .serialized)
struct RunningServerTests {
  private let folder = TemporaryFolder()

  /// Runs a server over the folder, gives its port to the body, and stops it. `render` may look at the folder.
  private func withServer(
    basePath: String = "/", render: @escaping @Sendable (TemporaryFolder) -> Draft,
    _ body: (Int, Lines) async throws -> Void
  ) async throws {
    let lines = Lines()
    let folder = folder
    let server = PreviewServer(
      address: "127.0.0.1", port: 0, basePath: basePath, watched: [folder.path], interval: .milliseconds(40),
      render: { render(folder) }, report: { lines.add($0) })
    let running = Task { try await server.run() }
    do {
      try await body(lines.port(), lines)
    } catch {
      running.cancel()
      throw error
    }
    running.cancel()
    try await running.value
  }

  private static func pages(_ text: String) -> [String: [UInt8]] {
    func page(_ text: String) -> [UInt8] {
      Array("<html><head></head><body><p class=\"draft\">草稿预览</p>\(text)</body></html>".utf8)
    }
    return [
      "index.html": page(text), "2.4/index.html": page("栏目"), "公开/a.html": page("中文地址"),
      "404.html": page("没有找到"), "assets/style.css": Array("p {}".utf8),
    ]
  }

  @Test("Pages, assets, folders and what is not there")
  func pages() async throws {
    try await withServer(basePath: "/gk/", render: { _ in Draft(pages: Self.pages("首页"), problems: []) }) { port, _ in
      let home = try RawClient.answer(port: port, "/gk/")
      #expect(home.hasPrefix("HTTP/1.1 200 OK"))
      for header in [
        "Content-Type: text/html; charset=utf-8", "Cache-Control: no-store", "X-Robots-Tag: noindex",
        "X-Content-Type-Options: nosniff", "Content-Security-Policy: default-src 'none';",
      ] { #expect(home.contains(header)) }
      #expect(home.contains("首页<script src=\"/gk/-/reload.js\" defer data-draft="))
      #expect(try RawClient.answer(port: port, "/gk/assets/style.css").hasSuffix("\r\n\r\np {}"))
      #expect(try RawClient.answer(port: port, "/gk/%E5%85%AC%E5%BC%80/a.html").contains("中文地址"))
      #expect(try RawClient.answer(port: port, "/gk/2.4").contains("Location: /gk/2.4/\r\n"))
      #expect(try RawClient.answer(port: port, "/").contains("Location: /gk/\r\n"))
      let missing = try RawClient.answer(port: port, "/gk/../../etc/passwd")
      #expect(missing.hasPrefix("HTTP/1.1 404") && missing.contains("没有找到"))
      #expect(try RawClient.answer(port: port, "/gk/-/reload.js").contains("EventSource"))
      #expect(try RawClient.answer(port: port, "/gk/-/preview.css").contains(".draft-problems"))
      #expect(try RawClient.answer(port: port, "/gk/-/problems").contains("没有问题"))
    }
  }

  @Test("HEAD gives the head alone, other methods nothing, another site's name nothing")
  func refusals() async throws {
    try await withServer(render: { _ in Draft(pages: Self.pages("首页"), problems: []) }) { port, _ in
      let head = try RawClient.answer(port: port, "/", method: "HEAD")
      #expect(head.hasPrefix("HTTP/1.1 200") && head.hasSuffix("\r\n\r\n"))
      #expect(!head.contains("Content-Length: 0"))
      let post = try RawClient.answer(port: port, "/", method: "POST", more: "Content-Length: 0\r\n")
      #expect(post.hasPrefix("HTTP/1.1 405") && post.contains("Allow: GET, HEAD"))
      let foreign = try RawClient.answer(port: port, "/", host: "evil.example:\(port)")
      #expect(foreign.hasPrefix("HTTP/1.1 421") && !foreign.contains("首页"))
      let foreignEvents = try RawClient.answer(port: port, "/-/events", host: "evil.example")
      #expect(foreignEvents.hasPrefix("HTTP/1.1 421"))
      let huge = try RawClient.answer(port: port, "/", more: "X: \(String(repeating: "x", count: 300_000))\r\n")
      #expect(!huge.contains("首页"))
      #expect(try RawClient.answer(port: port, "/").contains("首页"))
    }
  }

  @Test("Working files that give no pages give an error page everywhere")
  func errorPage() async throws {
    let problem = Problem(
      severity: .error, place: "templates/layout.mustache:3:5", message: "没有结束", remedy: "补上结束标签",
      code: "template.unclosed")
    try await withServer(render: { _ in Draft(pages: [:], problems: [problem]) }) { port, lines in
      let page = try RawClient.answer(port: port, "/2.4/x.html")
      #expect(page.hasPrefix("HTTP/1.1 500"))
      for text in ["草稿预览", "templates/layout.mustache:3:5", "没有结束", "补上结束标签", "/-/reload.js"] {
        #expect(page.contains(text))
      }
      #expect(lines.all.contains { $0.hasPrefix("没有生成，1 个错误(") })
    }
  }

  @Test("A change sends an event to every stream, and the page then shows it and its problems")
  func reload() async throws {
    folder.write("a.md", "第一版")
    let render: @Sendable (TemporaryFolder) -> Draft = { folder in
      let text = folder.text("a.md")
      let problem = Problem(severity: .warning, place: "a.md:1", message: "太短", remedy: nil, code: "short")
      return Draft(pages: Self.pages(text), problems: text == "第二版" ? [problem] : [])
    }
    try await withServer(render: render) { port, lines in
      #expect(try RawClient.answer(port: port, "/").contains("第一版"))
      let streams = try (0..<3).map { _ in try RawClient(port: port) }
      defer { for stream in streams { stream.close() } }
      for stream in streams {
        stream.send("GET /-/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(stream.read(until: "-1\n\n").contains("Content-Type: text/event-stream"))
      }
      folder.write("a.md", "第二版")
      for stream in streams { #expect(stream.read(until: "-2\n\n").contains("data: ")) }
      let page = try RawClient.answer(port: port, "/")
      #expect(page.contains("第二版") && page.contains("<a href=\"/-/problems\">有 1 处问题</a>"))
      #expect(try RawClient.answer(port: port, "/-/problems").contains("太短"))
      #expect(lines.all.contains { $0.hasPrefix("已重新生成 4 页，1 个警告(") })
    }
  }

  @Test("A change during a rendering leads to another, never two at once, and requests get the old draft meanwhile")
  func slowRendering() async throws {
    let rendering = Rendering()
    folder.write("a.md", "0")
    try await withServer(render: { rendering.run($0) }) { port, _ in
      #expect(try RawClient.answer(port: port, "/").contains("</p>0<"))
      for version in 1...3 {
        folder.write("a.md", String(repeating: "1", count: version))
        try await Task.sleep(for: .milliseconds(150))
        #expect(try RawClient.answer(port: port, "/").hasPrefix("HTTP/1.1 200"))
      }
      var page = ""
      for _ in 0..<40 where !page.contains("</p>111<") {
        try await Task.sleep(for: .milliseconds(50))
        page = try RawClient.answer(port: port, "/")
      }
      #expect(page.contains("</p>111<"))
      #expect(rendering.mostAtOnce == 1)
    }
  }

  @Test("The end does not wait for open streams or stalled requests")
  func stopping() async throws {
    let lines = Lines()
    let server = PreviewServer(
      port: 0, watched: [], render: { Draft(pages: Self.pages("首页"), problems: []) }, report: { lines.add($0) })
    let running = Task { try await server.run() }
    let port = try await lines.port()
    let stream = try RawClient(port: port)
    stream.send("GET /-/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    _ = stream.read(until: "data: ")
    let stalled = try RawClient(port: port)
    stalled.send("GET / HTTP/1.1\r\nHost: loc")
    running.cancel()
    try await running.value
    stream.close()
    stalled.close()
  }

  @Test("A taken port and a wrong address are told in Chinese; an open address is warned of")
  func listening() async throws {
    try await withServer(render: { _ in Draft(pages: [:], problems: []) }) { port, _ in
      let second = PreviewServer(
        port: port, watched: [], render: { Draft(pages: [:], problems: []) }, report: { _ in })
      await #expect(throws: PreviewFault.self) { try await second.run() }
      let lines = Lines()
      let open = PreviewServer(
        address: "192.0.2.1", port: 0, watched: [], render: { Draft(pages: [:], problems: []) },
        report: { lines.add($0) })
      await #expect(throws: PreviewFault.self) { try await open.run() }
      #expect(lines.all.first?.contains("未经审查批准") == true)
    }
  }
}

/// What the server reported.
private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func add(_ line: String) { lines.withLock { $0.append(line) } }

  /// The port of the address line, when it is there.
  func port() async throws -> Int {
    for _ in 0..<500 {
      let line = all.first { $0.contains("http://") } ?? ""
      if let match = line.firstMatch(of: /:(\d+)\//), let port = Int(match.1) { return port }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw CancellationError()
  }
}

/// A rendering that takes a while and counts how many run at once.
private final class Rendering: Sendable {
  private let counts = Mutex((now: 0, most: 0))

  var mostAtOnce: Int { counts.withLock { $0.most } }

  func run(_ folder: TemporaryFolder) -> Draft {
    counts.withLock {
      $0.now += 1
      $0.most = max($0.most, $0.now)
    }
    let text = folder.text("a.md")
    usleep(250_000)
    counts.withLock { $0.now -= 1 }
    return Draft(pages: ["index.html": Array("<body><p class=\"draft\"></p>\(text)</body>".utf8)], problems: [])
  }
}
