import Foundation
import Testing
import Values
import XML

@testable import Publishing

@Suite("Feeds")
struct FeedExportTests {
  private static let atom = "http://www.w3.org/2005/Atom"

  private func feeds(_ model: SiteModel) throws -> [String: XMLElement] {
    var roots: [String: XMLElement] = [:]
    for (path, bytes) in Feeds(model: model).files() {
      #expect(roots[path] == nil)
      roots[path] = try XMLDocument(parsing: bytes).root
    }
    return roots
  }

  private func entries(_ feed: XMLElement?) -> [XMLElement] {
    feed?.all("entry", namespace: FeedExportTests.atom) ?? []
  }

  private func text(_ element: XMLElement?, _ name: String) -> String? {
    element?.first(name, namespace: FeedExportTests.atom)?.text
  }

  @Test("hold the newest 50 of the site, and of each column its own, newest first")
  func order() throws {
    let pages =
      try (1...60).map { try ExportModel.page($0) }
      + (61...63).map { try ExportModel.page($0, column: "3.8", day: "2026-04-01") }
    let feeds = try feeds(ExportModel.model(pages))
    let paths = ["3.8/atom.xml", "3.8/rss.xml", "4.1.3/atom.xml", "4.1.3/rss.xml", "atom.xml", "rss.xml"]
    #expect(feeds.keys.sorted() == paths)
    let all = entries(feeds["atom.xml"]).map { text($0, "title") }
    #expect(all.count == 50)
    #expect(all.prefix(4) == ["第63号通知", "第62号通知", "第61号通知", "第60号通知"])
    #expect(entries(feeds["3.8/atom.xml"]).map { text($0, "title") } == ["第63号通知", "第62号通知", "第61号通知"])
    let items = feeds["rss.xml"]?.first("channel")?.all("item") ?? []
    #expect(items.map { $0.first("title")?.text } == all)
  }

  @Test("have what RSS 2.0 and RFC 4287 require: absolute links, a link to themselves, ids and dates")
  func required() throws {
    let page = try ExportModel.page(7, fields: [.summary: .text("概述")])
    let feeds = try feeds(ExportModel.model([page], basePath: "/zfxxgk/"))
    let address = "https://www.example.gov.cn/zfxxgk/4.1.3/202603/2026-00007.html"
    let feed = try #require(feeds["4.1.3/atom.xml"])
    let own = "https://www.example.gov.cn/zfxxgk/4.1.3/atom.xml"
    let links = feed.all("link", namespace: FeedExportTests.atom)
    #expect(links.map { $0.attribute("href") } == [own, "https://www.example.gov.cn/zfxxgk/4.1.3/"])
    #expect(text(feed, "id") == own)
    #expect(text(feed, "updated") == "2026-03-02T00:00:07+08:00")
    #expect(feed.descendants("author", namespace: FeedExportTests.atom).count == 1)
    let entry = try #require(entries(feed).first)
    #expect(text(entry, "id") == address)
    #expect(text(entry, "published") == "2026-03-02T00:00:07+08:00")
    #expect(text(entry, "summary") == "概述")
    #expect(entry.first("category", namespace: FeedExportTests.atom)?.attribute("label") == "其他类")
    let channel = try #require(feeds["4.1.3/rss.xml"]?.first("channel"))
    for name in ["title", "link", "description"] { #expect(channel.first(name)?.text.isEmpty == false, "\(name)") }
    #expect(
      channel.first("link", namespace: FeedExportTests.atom)?.attribute("href")
        == "https://www.example.gov.cn/zfxxgk/4.1.3/rss.xml")
    let item = try #require(channel.first("item"))
    #expect(item.first("guid")?.text == address)
    #expect(item.first("pubDate")?.text == "Mon, 02 Mar 2026 00:00:07 +0800")
    #expect(item.first("category")?.text == "其他类")
    #expect(item.first("creator", namespace: "http://purl.org/dc/elements/1.1/")?.text == "云川市人民政府办公室 & <办>")
  }

  @Test("stay well-formed whatever a title and a summary hold, and keep what XML can say")
  func hostile() throws {
    let pages = try ExportModel.hostile.enumerated().map { number, text in
      try ExportModel.page(number + 1, title: text, fields: [.summary: .text(text)])
    }
    let feeds = try feeds(ExportModel.model(pages))
    let titles = entries(feeds["atom.xml"]).map { text($0, "title") ?? "" }
    #expect(Array(titles.reversed()) == ExportModel.hostile.map(ExportTexts.legal))
    let summaries = feeds["rss.xml"]?.first("channel")?.all("item").map { $0.first("description")?.text ?? "" } ?? []
    #expect(Array(summaries.reversed()) == ExportModel.hostile.map(ExportTexts.legal))
  }

  @Test("are none for a site that never held anything, but stay for a column that was emptied")
  func empty() throws {
    #expect(try feeds(ExportModel.model([])).isEmpty)
    let grave = try ExportModel.grave(ExportModel.page(1), day: "2026-05-06")
    let feeds = try feeds(ExportModel.model([], tombstones: [grave]))
    #expect(feeds.keys.sorted() == ["4.1.3/atom.xml", "4.1.3/rss.xml", "atom.xml", "rss.xml"])
    #expect(text(feeds["4.1.3/atom.xml"], "updated") == "2026-05-06T00:00:00+08:00")
    #expect(entries(feeds["atom.xml"]).isEmpty)
  }

  @Test("write RFC 822 dates of any weekday in +0800")
  func dates() throws {
    let texts = try ["2024-02-29", "2026-01-01", "2026-12-06", "1999-09-09"].map { day in
      Feeds.rfc822(Moment(seconds: Moment(startOf: try Day(iso: day).orThrow()).seconds + 86_399))
    }
    #expect(
      texts == [
        "Thu, 29 Feb 2024 23:59:59 +0800", "Thu, 01 Jan 2026 23:59:59 +0800", "Sun, 06 Dec 2026 23:59:59 +0800",
        "Thu, 09 Sep 1999 23:59:59 +0800",
      ])
  }
}

enum ExportTexts {
  /// A text without what XML 1.0 forbids.
  static func legal(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { scalar in
          switch scalar.value {
          case 0x09, 0x0A, 0x0D: true
          case 0..<0x20, 0xFFFE, 0xFFFF: false
          default: true
          }
        }))
  }
}
