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

  /// The path of a new record.
  static func record(column: ColumnCode, formed: Day, indexNumber: String) -> String {
    let parts = formed.parts
    let month = parts.month < 10 ? "0\(parts.month)" : "\(parts.month)"
    let serial = indexNumber.split(separator: "/").last.map(String.init) ?? indexNumber
    return "\(column)/\(parts.year)\(month)/\(serial).html"
  }

  /// The path of a column's page, counted from 1.
  static func column(_ code: ColumnCode, page: Int = 1) -> String {
    page == 1 ? "\(code)/index.html" : "\(code)/\(page).html"
  }

  /// The path of a page of the catalogue, counted from 1.
  static func catalogue(page: Int = 1) -> String { page == 1 ? "catalogue.html" : "catalogue-\(page).html" }

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
    let isPlain = path.utf8.allSatisfy(isUnreserved)
    guard !isPlain else { return path }
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

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"): true
    default: false
    }
  }
}
