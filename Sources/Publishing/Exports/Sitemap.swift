import Values

/// sitemap.xml (sitemaps.org 0.9) and robots.txt.
struct Sitemap {
  let model: SiteModel
  /// Addresses that one file may hold.
  var limit = 50_000

  /// One page for search engines.
  private struct Entry {
    let path: String
    let changed: Day?
  }

  /// The sitemap, split with an index in front of it where it is too long; and robots.txt.
  func files() -> [(path: String, bytes: [UInt8])] {
    let entries = entries
    let size = max(1, limit)
    let parts = stride(from: 0, to: entries.count, by: size).map { entries[$0..<min($0 + size, entries.count)] }
    guard parts.count > 1 else { return [("sitemap.xml", urlset(entries[...])), robots] }
    let split = parts.enumerated().map { (path: "sitemap-\($0 + 1).xml", bytes: urlset($1)) }
    return [("sitemap.xml", index(split.map(\.path)))] + split + [robots]
  }

  private var entries: [Entry] {
    let newest = model.items.lazy.map(\.page.since.day).max()
    let whole = [
      SiteAddresses.home, SiteAddresses.platform, SiteAddresses.guide, SiteAddresses.catalogue(), SiteAddresses.map,
      SiteAddresses.search, SiteAddresses.interfaces,
    ].map { Entry(path: $0, changed: $0 == SiteAddresses.home ? newest : nil) }
    let statutory = model.byStatutoryItem.isEmpty ? [] : [Entry(path: SiteAddresses.statutory, changed: nil)]
    let columns = model.columns.map { column in
      let changed = model.byColumn[column.code]?.lazy.map { model.items[$0].page.since.day }.max()
      return Entry(path: SiteAddresses.column(column.code), changed: changed)
    }
    return whole + statutory + columns + model.items.map { Entry(path: $0.page.address, changed: $0.page.since.day) }
  }

  private func urlset(_ entries: ArraySlice<Entry>) -> [UInt8] {
    var xml = XMLBytes()
    xml.reserve(entries.count * 128)
    xml.raw("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
    for entry in entries {
      xml.raw("<url><loc>")
      xml.escape(model.addresses.absolute(entry.path))
      xml.raw("</loc>")
      xml.element("lastmod", entry.changed?.description)
      xml.raw("</url>\n")
    }
    xml.raw("</urlset>\n")
    return xml.bytes
  }

  private func index(_ paths: [String]) -> [UInt8] {
    var xml = XMLBytes()
    xml.raw("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
    for path in paths {
      xml.raw("<sitemap>")
      xml.element("loc", model.addresses.absolute(path))
      xml.raw("</sitemap>\n")
    }
    xml.raw("</sitemapindex>\n")
    return xml.bytes
  }

  private var robots: (path: String, bytes: [UInt8]) {
    var lines = ["User-agent: *", "Allow: /", "Sitemap: \(model.addresses.absolute("sitemap.xml"))", ""]
    if model.settings.basePath != "/" { lines.insert("# 只有域名根目录下的 robots.txt 有效，请把本文件内容并入其中", at: 0) }
    return ("robots.txt", Array(lines.joined(separator: "\n").utf8))
  }
}
