import Catalogue
import Records
import Review
import Values

/// Where pages lie: paths below the output folder, and their addresses under the base path.
///
/// A record's path is given once and kept in the ledger: `2.4/202405/2024-00012.html`, from its column, the month
/// it was formed in, and its 索引号 (国办发〔2017〕47号: stable, and reflecting the classification).
public struct SiteAddresses: Sendable {
  /// Begins and ends with `/`.
  private let basePath: String
  /// `https://www.example.gov.cn`.
  private let origin: String
  /// How many folders below the output the page lies; nil for a page that may be shown at any address.
  private var depth: Int?

  init(_ settings: SiteSettings) {
    basePath = settings.basePath
    origin = "https://\(settings.domain)"
  }

  /// The addresses as a page at a path writes them: relative to it, so that a copy of the site works from any base
  /// path, from an archive, and from a disk without a server.
  func seen(from path: String) -> SiteAddresses {
    var copy = self
    copy.depth = SiteAddresses.depth(of: path)
    return copy
  }

  /// How many folders a path goes down.
  static func depth(of path: String) -> Int { path.utf8.lazy.filter { $0 == UInt8(ascii: "/") }.count }

  static let home = "index.html"
  static let notFound = "404.html"
  static let map = "map.html"
  static let search = "search.html"
  /// 数据接口.
  static let interfaces = "data.html"
  /// 政府信息公开, the unified platform's first page.
  static let platform = "platform.html"
  /// 政府信息公开指南.
  static let guide = "guide.html"
  /// 法定主动公开内容.
  static let statutory = "statutory.html"

  /// The path of a new record.
  static func record(column: ColumnCode, formed: Day, indexNumber: String) -> String {
    let parts = formed.parts
    let bytes = indexNumber.utf8
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes.index(after: $0) } ?? bytes.startIndex
    let month = parts.month < 10 ? "0\(parts.month)" : "\(parts.month)"
    return "\(column)/\(parts.year)\(month)/\(indexNumber[start...]).html"
  }

  /// The path of a column's page, counted from 1.
  static func column(_ code: ColumnCode, page: Int = 1) -> String {
    page == 1 ? "\(code)/index.html" : "\(code)/\(page).html"
  }

  /// The path of a numbered page of the catalogue; of the first for nil.
  static func catalogue(page: Int? = nil) -> String { page.map { "catalogue-\($0).html" } ?? "catalogue.html" }

  /// The path of a page of what one item of 条例 Art. 20 holds, counted from 1.
  static func statutory(_ item: Int, page: Int = 1) -> String {
    page == 1 ? "statutory/\(item).html" : "statutory/\(item)-\(page).html"
  }

  /// The path of the list of one view's values: `catalogue/years.html`.
  static func catalogueView(_ view: CatalogueView) -> String { "catalogue/\(view.rawValue)s.html" }

  /// The path of a numbered page of one value of a view; of the first for nil. Years stand as they are; other values by a
  /// short digest, since a name may hold any character and must lead to the same address for ever.
  static func catalogueView(_ view: CatalogueView, value: String, page: Int? = nil) -> String {
    let name = view == .year ? value : String(Digest(of: value).hex.prefix(10))
    return "catalogue/\(view.rawValue)-\(name)\(page.map { "-\($0)" } ?? "").html"
  }

  /// The machine form of a record, beside its page.
  static func json(of recordPath: String) -> String { beside(recordPath, "json") }

  /// A form of a record beside its page: the same name with another suffix.
  static func beside(_ recordPath: String, _ suffix: String) -> String {
    "\(recordPath.hasSuffix(".html") ? String(recordPath.dropLast(5)) : recordPath).\(suffix)"
  }

  /// Whether a page, once published, must stay for ever: records and columns, but not the further pages of a list.
  static func isPermanent(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard parts.count > 1, path.hasSuffix(".html"), ColumnCode(parts[0]) != nil else { return false }
    return parts.count > 2 || parts[1] == "index.html"
  }

  /// Whether a path is one that pages of gongkai's own take, now or on a bigger site.
  static func isOfPages(_ path: String) -> Bool {
    let first = path.prefix { $0 != "/" }
    if ColumnCode(first) != nil || ["assets", "catalogue", "statutory", "search"].contains(first) { return true }
    return !path.contains("/")
      && ([map, search, interfaces, platform, guide, statutory, catalogue()].contains(path)
        || path.hasPrefix("catalogue-"))
  }

  /// What the paths of all of a record's files begin with.
  static func beginning(of recordPath: String) -> String {
    recordPath.hasSuffix(".html") ? String(recordPath.dropLast(5)) : recordPath
  }

  /// The folder of a record's attachments.
  static func attachments(of recordPath: String) -> String {
    recordPath.hasSuffix(".html") ? String(recordPath.dropLast(5)) : "\(recordPath).files"
  }

  /// The address of a path, percent-encoded: relative to the page that is made, or else with the base path.
  func url(_ path: String) -> String {
    guard let depth else { return rooted(path) }
    return String(repeating: "../", count: depth) + SiteAddresses.encoded(path)
  }

  /// The address from the base path on; `index.html` is left out.
  private func rooted(_ path: String) -> String {
    let shown = path == SiteAddresses.home ? "" : path.hasSuffix("/index.html") ? String(path.dropLast(10)) : path
    return basePath + SiteAddresses.encoded(shown)
  }

  /// The address from the scheme on.
  func absolute(_ path: String) -> String { origin + rooted(path) }

  /// Percent-encodes all but unreserved characters and `/` (RFC 3986).
  static func encoded(_ path: String) -> String {
    // Most are plain, and each is asked some twenty times in a publication.
    let isPlain = path.utf8.withContiguousStorageIfAvailable { $0.allSatisfy { unreserved[Int($0)] } }
    if isPlain ?? path.utf8.allSatisfy(isUnreserved) { return path }
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in path.utf8 {
      if isUnreserved(byte) {
        out.append(byte)
      } else {
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static let unreserved = (UInt8.min...UInt8.max).map(isUnreserved)

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"): true
    default: false
    }
  }
}
