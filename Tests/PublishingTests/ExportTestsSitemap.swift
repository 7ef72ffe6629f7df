import Foundation
import Testing
import Values
import XML

@testable import Publishing

@Suite("A sitemap")
struct SitemapExportTests {
  private static let space = "http://www.sitemaps.org/schemas/sitemap/0.9"

  private func schema() throws -> XMLSchema {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/sitemap.xsd")
    return try XMLSchema(Array(Data(contentsOf: file)))
  }

  private func files(_ model: SiteModel, limit: Int = 50_000) -> [String: [UInt8]] {
    Dictionary(uniqueKeysWithValues: Sitemap(model: model, limit: limit).files().map { ($0.path, $0.bytes) })
  }

  private func locations(_ bytes: [UInt8]?) throws -> [String] {
    try XMLDocument(parsing: bytes ?? []).root.descendants("loc", namespace: SitemapExportTests.space).map(\.text)
  }

  @Test("names pages, columns and records with their days, and is valid by the schema of sitemaps.org")
  func valid() throws {
    let model = try ExportModel.model([ExportModel.page(1), ExportModel.page(2, column: "3.8", day: "2026-04-01")])
    let files = files(model)
    let document = try XMLDocument(parsing: try #require(files["sitemap.xml"]))
    #expect(try schema().validate(document).map(\.message) == [])
    let site = "https://www.example.gov.cn/"
    let days = Dictionary(
      uniqueKeysWithValues: document.root.all("url", namespace: SitemapExportTests.space).map { url in
        (
          url.first("loc", namespace: SitemapExportTests.space)?.text,
          url.first("lastmod", namespace: SitemapExportTests.space)?.text
        )
      })
    #expect(days[site] == "2026-04-01")
    #expect(days["\(site)4.1.3/202603/2026-00001.html"] == "2026-03-02")
    #expect(days["\(site)3.8/"] == "2026-04-01")
    #expect(days.keys.contains("\(site)catalogue.html"))
    #expect(!days.keys.contains("\(site)404.html"))
  }

  @Test("too long for one file is split, with an index in front, and loses nothing")
  func split() throws {
    let model = try ExportModel.model((1...25).map { try ExportModel.page($0) })
    let whole = try locations(files(model)["sitemap.xml"])
    let parts = files(model, limit: 10)
    let index = try locations(parts["sitemap.xml"])
    #expect(index.count == (whole.count + 9) / 10)
    #expect(index.first == "https://www.example.gov.cn/sitemap-1.xml")
    let names = index.compactMap { $0.split(separator: "/").last.map(String.init) }
    for name in names { #expect(try schema().validate(XMLDocument(parsing: parts[name] ?? [])).isEmpty) }
    #expect(try names.flatMap { try locations(parts[$0]) } == whole)
    #expect(Set(whole).count == whole.count)
    // As many as fit into one file stay in one.
    #expect(try locations(files(model, limit: whole.count)["sitemap.xml"]) == whole)
    #expect(files(model, limit: whole.count - 1)["sitemap-2.xml"] != nil)
  }

  @Test("is named by robots.txt, which lets everything be read and says where it counts")
  func robots() throws {
    let root = String(decoding: try #require(files(ExportModel.model([]))["robots.txt"]), as: UTF8.self)
    #expect(root == "User-agent: *\nAllow: /\nSitemap: https://www.example.gov.cn/sitemap.xml\n")
    let below = String(
      decoding: try #require(files(ExportModel.model([], basePath: "/gk/"))["robots.txt"]), as: UTF8.self)
    #expect(below.hasPrefix("# "))
    #expect(below.hasSuffix("\nSitemap: https://www.example.gov.cn/gk/sitemap.xml\n"))
  }

  @Test("names no page that was taken down")
  func takenDown() throws {
    let model = try ExportModel.model([ExportModel.page(1)])
    let grave = try ExportModel.grave(ExportModel.page(2, column: "3.8"), day: "2026-05-06")
    let with = try ExportModel.model([ExportModel.page(1)], tombstones: [grave])
    #expect(try locations(files(with)["sitemap.xml"]) == locations(files(model)["sitemap.xml"]))
  }
}
