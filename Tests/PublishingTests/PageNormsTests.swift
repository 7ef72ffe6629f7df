import Files
import Foundation
import Publishing
import Records
import Review
import Support
import Testing
import Values
import XML

/// Every page of a whole published office against the national norms (国办发〔2017〕47号, its annex 网页标签; 国办秘函〔2019〕19号)
/// and against our own: the example site, under two base paths.
@Suite("The norms of pages", .serialized)
struct PageNormsTests {
  /// A published copy of the example office, made once for all tests.
  private struct Example {
    let site: TestSite
    let files: [String: [UInt8]]
    var pages: [String: String] {
      files.filter { $0.key.hasSuffix(".html") }.mapValues { String(decoding: $0, as: UTF8.self) }
    }
  }

  private static let root = Result { try example(basePath: "/") }
  private static let below = Result { try example(basePath: "/zfxxgk/") }

  private static func example(basePath: String) throws -> Example {
    let site = try TestSite()
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    try FileManager.default.removeItem(atPath: site.path)
    try FileManager.default.copyItem(atPath: project.appending(path: "site").path, toPath: site.path)
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: "\(site.path)/ledger.sqlite\(suffix)")
    }
    let settings = try String(contentsOfFile: "\(site.path)/site.yaml", encoding: .utf8)
    try site.write("site.yaml", settings.replacingOccurrences(of: "基础路径: /\n", with: "基础路径: \(basePath)\n"))
    try site.publish(asOf: "2026-11-23")
    return Example(site: site, files: try site.files())
  }

  private func metas(_ page: String) -> [String: String] {
    var found: [String: String] = [:]
    for match in page.matches(of: /<meta name="([^"]*)" content="([^"]*)">/) {
      found[String(match.1)] = String(match.2)
    }
    return found
  }

  private func isRedirect(_ page: String) -> Bool { page.contains("http-equiv=\"refresh\"") }
  private func isRecord(_ path: String) -> Bool { path.wholeMatch(of: /[0-9.]+\/\d{6}\/\d{4}-\d{5}\.html/) != nil }
  private func isTombstone(_ page: String) -> Bool { page.contains("该信息已撤下") }

  @Test("every page names the site, its domain and its code; column pages four tags more, records ten in all")
  func tags() throws {
    let pages = try PageNormsTests.root.get().pages
    #expect(pages.count > 180)
    let types: Set<String> = [
      "首页", "概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "信息公开指南", "信息公开目录", "信息公开年报", "依申请公开", "数据发布", "数据开放",
      "政策解读", "回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈",
    ]
    for (path, page) in pages {
      let tags = metas(page)
      #expect(tags["SiteName"] == "云川市人民政府办公室", "\(path)")
      #expect(tags["SiteDomain"] == "www.yunchuan.example", "\(path)")
      #expect(tags["SiteIDCode"] == "5199000001", "\(path)")
      #expect(!tags.values.contains { $0.isEmpty || $0 == "null" }, "\(path): an empty tag")
      guard path != "index.html", path != "404.html", !isRedirect(page), !isTombstone(page) else { continue }
      for name in ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"] {
        #expect(tags[name] != nil, "\(path): \(name)")
      }
      #expect(types.contains(tags["ColumnType"] ?? ""), "\(path): \(tags["ColumnType"] ?? "")")
      guard isRecord(path) else { continue }
      for name in ["ArticleTitle", "PubDate", "ContentSource", "Url"] { #expect(tags[name] != nil, "\(path): \(name)") }
      #expect(tags["PubDate"]?.wholeMatch(of: /\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d/) != nil, "\(path)")
      #expect(tags["Url"] == "https://www.yunchuan.example/\(path)", "\(path)")
    }
    #expect(pages.keys.filter(isRecord).count > 100)
  }

  @Test("every page has the footer of 国办发〔2017〕47号, and a breadcrumb that leads home")
  func footerAndBreadcrumb() throws {
    for (path, page) in try PageNormsTests.root.get().pages where !isRedirect(page) {
      for text in [
        "党政机关网站", "我为政府网站找错", "网站标识码：5199000001", "主办单位", "联系电话", "蜀ICP备00000000号-1", "川公网安备51990000000001号", "网站地图",
      ] { #expect(page.contains(text), "\(path): \(text)") }
      guard path != "index.html", path != "404.html" else { continue }
      #expect(page.contains("当前位置"), "\(path)")
      let depth = String(repeating: "../", count: path.filter { $0 == "/" }.count)
      #expect(page.contains("<a href=\"\(depth)index.html\">首页</a>"), "\(path)")
      #expect(page.contains("aria-current=\"page\">"), "\(path)")
    }
  }

  @Test("no page carries script or style that a strict content policy refuses, or asks another site for anything")
  func contentPolicy() throws {
    for (path, page) in try PageNormsTests.root.get().pages {
      #expect(page.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"), "\(path)")
      #expect(page.firstMatch(of: /\ style="|\ on[a-z]+="|<style|javascript:/) == nil, "\(path)")
      for match in page.matches(of: /<script([^>]*)>([^<]*)<\/script>/) {
        #expect(match.1.contains("src=\"") && match.2.isEmpty, "\(path)")
      }
      for match in page.matches(of: /<(?:script|img|link|iframe)[^>]*(?:src|href)="(https?:)?\/\/[^"]*"[^>]*>/) {
        #expect(match.0.contains("rel=\"canonical\""), "\(path): \(match.0)")
      }
    }
  }

  @Test("links out of gov.cn are marked, so that a reader is asked before leaving")
  func outsideLinks() throws {
    var marked = 0
    for (path, page) in try PageNormsTests.root.get().pages where !isRedirect(page) {
      for match in page.matches(of: /<a ([^>]*)>/) {
        guard let address = match.1.firstMatch(of: /href="https?:\/\/([^\/":]+)/) else { continue }
        let isOutside = address.1 != "gov.cn" && !address.1.hasSuffix(".gov.cn")
        #expect(match.1.contains("class=\"ext\"") == isOutside, "\(path): \(match.0)")
        marked += isOutside ? 1 : 0
      }
    }
    #expect(marked > 0)
  }

  @Test(
    "every link leads to a file of the site and every fragment to an id, under either base path",
    arguments: ["/", "/zfxxgk/"])
  func links(_ basePath: String) throws {
    let example = try (basePath == "/" ? PageNormsTests.root : PageNormsTests.below).get()
    let pages = example.pages
    let ids = pages.mapValues { page in Set(page.matches(of: /\ id="([^"]+)"/).map { String($0.1) }) }
    var count = 0
    for (path, page) in pages {
      let base = try #require(URL(string: "http://host\(basePath)\(encoded(path))"))
      for match in page.matches(of: /(?:href|src|action|data-search|data-root)="([^"]*)"/) {
        let address = String(match.1).replacing("&amp;", with: "&").replacing("&#39;", with: "'")
        guard !address.isEmpty, address.firstMatch(of: /^[a-z]+:/) == nil else { continue }
        let target = try #require(URL(string: address, relativeTo: base)?.absoluteURL)
        #expect(target.path.hasPrefix(String(basePath.dropLast())), "\(path): \(address)")
        var file = target.path(percentEncoded: false).dropFirst(basePath.count)
        if target.path(percentEncoded: false).hasSuffix("/") { file = "\(file)index.html" }
        let isFolder = address.hasSuffix("search/") || address.hasSuffix("assets/") || match.0.hasPrefix("data-root")
        #expect(isFolder || example.files[String(file)] != nil, "\(path): \(address)")
        if let fragment = target.fragment(percentEncoded: false), !fragment.isEmpty {
          #expect(ids[String(file)]?.contains(fragment) == true, "\(path): \(address)")
        }
        count += 1
      }
    }
    #expect(count > 5_000)
    #expect(try SiteVerifier.verify(example.site.output, ledger: example.site.open().ledger.witness()).faults == [])
  }

  private func encoded(_ path: String) -> String {
    path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
  }

  @Test("every record is at most four links from the home page, without any script")
  func reach() throws {
    let pages = try PageNormsTests.root.get().pages
    var depths = ["index.html": 0]
    var queue = ["index.html"]
    while !queue.isEmpty {
      let path = queue.removeFirst()
      let base = try #require(URL(string: "http://host/\(encoded(path))"))
      for match in (pages[path] ?? "").matches(of: /<a [^>]*href="([^"#:]+)"/) {
        guard var target = URL(string: String(match.1), relativeTo: base)?.absoluteURL.path(percentEncoded: false)
        else { continue }
        if target.hasSuffix("/") { target += "index.html" }
        target = String(target.dropFirst())
        guard pages[target] != nil, depths[target] == nil else { continue }
        depths[target] = (depths[path] ?? 0) + 1
        queue.append(target)
      }
    }
    let far = pages.keys.filter { isRecord($0) && !isTombstone(pages[$0] ?? "") && (depths[$0] ?? 99) > 4 }
    #expect(far.isEmpty, "\(far)")
  }

  @Test("every page is well-formed HTML with one main heading, in Chinese")
  func structure() throws {
    for (path, page) in try PageNormsTests.root.get().pages {
      let document = try HTMLDocument(parsing: Array(page.utf8))
      #expect(document.root?.attribute("lang") == "zh-CN", "\(path)")
      #expect(page.matches(of: /<h1[ >]/).count == 1, "\(path)")
      #expect(page.contains("<main"), "\(path)")
    }
  }

  @Test("the guide has every field of 条例第十二条, from site.yaml and the catalogue")
  func guide() throws {
    let page = try #require(try PageNormsTests.root.get().pages["guide.html"])
    for text in [
      "云川市人民政府办公室政务公开科", "云川市云江东路1号市政府综合楼312室", "工作日 9:00—12:00，14:00—18:00", "0830-5550108", "0830-5550109",
      "zwgk@yunchuan.example", "分类", "编排体系", "获取方式", "机构设置概况", "政策法规", "业务工作", "11519900100000008K/2026-00001",
    ] { #expect(page.contains(text), "\(text)") }
  }

  @Test("the platform shows its four parts in order, and applications beside them")
  func platform() throws {
    let page = try #require(try PageNormsTests.root.get().pages["platform.html"])
    let main = page[(page.firstRange(of: "<main")?.lowerBound ?? page.startIndex)...]
    let places = ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报", "依申请公开"].map {
      main.firstRange(of: ">\($0)<")?.lowerBound
    }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    let statutory = try #require(try PageNormsTests.root.get().pages["statutory.html"])
    #expect(statutory.contains("财政预算、决算信息") && statutory.contains("第（七）项"))
    // Nothing is shown blank: the office builds nothing.
    #expect(!statutory.contains("重大建设项目"))
  }
}
