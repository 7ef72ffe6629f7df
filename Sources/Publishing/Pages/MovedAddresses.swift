import Diagnostics
import Foundation
import Records
import Review
import Values

/// Addresses of an earlier site (原网址): as redirect pages where a static file can stand in for them, and as maps for
/// web servers, which also answer for the rest.
///
/// None of them is worth a publication: what has no place beside the files of the site is left out, and told.
struct MovedAddresses {
  /// Every old address with the page it leads to, in order; the first record keeps an address that two name.
  let all: [Entry]
  /// What is told of addresses that lead nowhere, or that only a web server leads on from.
  let notices: [Diagnostic]

  /// One address.
  struct Entry {
    /// The record that had it.
    let record: RecordID
    /// Path and query from the root of the host, as a web server sees it.
    let request: String
    /// Path below the output folder where a redirect page can stand; nil where none can.
    let page: String?
    /// Path below the output folder that it leads to.
    let target: String
  }

  /// Names of the maps for web servers.
  static let nginx = "redirects.nginx"
  static let caddy = "redirects.caddy"

  /// - Parameters:
  ///   - listed: the first of two that claim one address keeps it.
  ///   - files: paths of all other files of this site: no 原网址 leads away from there, and no redirect page can be put
  ///     there, above it or below it.
  init(_ listed: [PublicationPlan.Moved], under basePath: String, beside files: Set<String>) {
    var ground = Ground(files.union([Manifest.fileName, MovedAddresses.nginx, MovedAddresses.caddy]))
    var claimed: [String: PublicationPlan.Moved] = [:]
    var kept: [(from: String, entry: Entry)] = []
    var notices: [Diagnostic] = []
    let asked = Parallel.map(listed) { Asked($0.from, under: basePath) }
    for (moved, asked) in zip(listed, asked) {
      guard let request = asked?.request, let paths = asked?.paths else {
        notices += MovedAddresses.notice(of: moved, "它不是一个网页的地址")
        continue
      }
      if let standing = paths.first(where: ground.isFile) {
        // A record that was migrated with its address leads nowhere else.
        if standing != moved.address { notices += MovedAddresses.notice(of: moved, "本站的「\(standing)」就在这个地址") }
        continue
      }
      let page = asked?.page
      if let first = claimed[request] ?? page.flatMap({ ground.pages[$0] }), first.address != moved.address {
        notices += MovedAddresses.notice(of: moved, "「\(first.record)」公开在先，写的是同一个原网址")
        continue
      }
      guard claimed.updateValue(moved, forKey: request) == nil else { continue }
      let obstacle = page.flatMap(ground.obstacle)
      if let obstacle { notices += MovedAddresses.notice(of: moved, obstacle, isMapped: true) }
      let place = obstacle == nil ? page.flatMap { ground.place(moved, at: $0) ? $0 : nil } : nil
      kept.append((moved.from, Entry(record: moved.record, request: request, page: place, target: moved.address)))
    }
    all = kept.sorted { ($0.from, $0.entry.target) < ($1.from, $1.entry.target) }.map(\.entry)
    self.notices = notices
  }

  /// - Parameter isMapped: whether a web server still leads on from there.
  private static func notice(of moved: PublicationPlan.Moved, _ why: String, isMapped: Bool = false) -> [Diagnostic] {
    guard moved.isStated else { return [] }
    let (fault, remedy) =
      isMapped
      ? ("没有做成跳转页", "在网站服务器上启用 \(nginx) 或 \(caddy)，由服务器跳转；原网址写错了的，改正后重新提交审批")
      : ("没有采用", "核对并改正或删去「原网址」，重新提交审批")
    return [
      Diagnostic(
        "publish.not-redirected", .warning, "「\(moved.record)」的原网址「\(moved.from)」\(fault):\(why)", remedy: remedy)
    ]
  }

  /// What lies below the output folder, as far as redirect pages have to keep clear of it.
  private struct Ground {
    private let files: Set<String>
    /// Folders whose names end as those of pages do: no other is in the way of one.
    private var folders: Set<String> = []
    /// Redirect pages by their paths.
    private(set) var pages: [String: PublicationPlan.Moved] = [:]

    init(_ files: Set<String>) {
      self.files = files
      for file in files { addFolders(above: file) }
    }

    func isFile(_ path: String) -> Bool { files.contains(path) }

    /// Why no redirect page can be put at a path; nil if one can.
    func obstacle(to page: String) -> String? {
      if SiteAddresses.isOfPages(page) { return "这个地址留给本站自己的栏目和列表" }
      if folders.contains(page) { return "「\(page)」是一个文件夹" }
      for above in Folders.above(page) {
        if files.contains(above) { return "「\(above)」是本站的文件，下面不能再有网页" }
        if let other = pages[above] { return "「\(above)」是「\(other.record)」的原网址的跳转页，下面不能再有网页" }
      }
      return nil
    }

    /// Puts a page there; false if it lies there already.
    mutating func place(_ moved: PublicationPlan.Moved, at page: String) -> Bool {
      guard pages.updateValue(moved, forKey: page) == nil else { return false }
      addFolders(above: page)
      return true
    }

    private mutating func addFolders(above path: String) {
      let bytes = path.utf8
      for slash in bytes.indices where bytes[slash] == UInt8(ascii: "/") {
        let name = bytes[..<slash]
        if name.suffix(5).elementsEqual(".html".utf8) || name.suffix(4).elementsEqual(".htm".utf8) {
          folders.insert(String(path[..<slash]))
        }
      }
    }
  }

  /// What a reader of an old address asks a web server for.
  private struct Asked: Sendable {
    let request: String
    let paths: [String]
    let page: String?

    init?(_ address: String, under basePath: String) {
      guard let request = MovedAddresses.request(of: address) else { return nil }
      self.request = request
      paths = MovedAddresses.paths(of: request, under: basePath)
      page = MovedAddresses.page(for: request, under: basePath)
    }
  }

  /// Text without percent-encoding; nil if it encodes no UTF-8.
  private static func decoded(_ text: some StringProtocol) -> String? {
    text.utf8.contains(UInt8(ascii: "%")) ? text.removingPercentEncoding : String(text)
  }

  /// Path and query of an address, percent-encoded; nil if there is nothing to map, such as the root itself.
  private static func request(of address: String) -> String? {
    var rest = address[...]
    let beginning = address.prefix(8).lowercased()
    for scheme in ["https://", "http://"] where beginning.hasPrefix(scheme) {
      rest = address.dropFirst(scheme.count)
      guard let slash = rest.firstIndex(of: "/") else { return nil }
      rest = rest[slash...]
    }
    rest = rest.prefix { $0 != "#" }
    guard rest.hasPrefix("/"), rest.utf8.count > 1 else { return nil }
    // A server takes out such steps before it looks for a page; what is left may be any.
    let steps = rest.prefix { $0 != "?" }.split(separator: "/").map { decoded($0) ?? String($0) }
    guard !steps.contains(where: { $0 == "." || $0 == ".." || $0.contains("/") }) else { return nil }
    // To a web server these stand for other addresses, for its own values, or end the words of its map.
    guard !rest.utf8.contains(where: { "*{}`".utf8.contains($0) }) else { return nil }
    let kept = rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    return kept ? String(rest) : String(rest).addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
  }

  /// The paths below the output folder that a web server may answer a request with.
  private static func paths(of request: String, under basePath: String) -> [String] {
    let asked = request.prefix { $0 != "?" }
    guard (asked + "/").hasPrefix(basePath), let path = decoded(asked.dropFirst(basePath.count)) else { return [] }
    let plain = path.split(separator: "/").joined(separator: "/")
    return plain.isEmpty ? [SiteAddresses.home] : [plain, "\(plain)/index.html"]
  }

  /// Where a redirect page stands for a request: only for addresses under the base path that a static server answers
  /// with a page, and never outside the output folder.
  private static func page(for request: String, under basePath: String) -> String? {
    guard !request.contains("?"), request.hasPrefix(basePath) else { return nil }
    guard var path = decoded(request.dropFirst(basePath.count)) else { return nil }
    if path.hasSuffix("/") { path += "index.html" }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard path.hasSuffix(".html") || path.hasSuffix(".htm"), !path.utf8.contains(0), path.utf8.count < 1_000,
      parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") && $0.utf8.count < 200 })
    else { return nil }
    return path
  }

  /// The body of an nginx `map $request_uri $gongkai_moved { include …; }`.
  func nginx(_ addresses: SiteAddresses) -> [UInt8] {
    var out = Array(
      """
      # 原网址跳转表。在 nginx 的 http 段写:
      #   map $request_uri $gongkai_moved { include redirects.nginx; }
      # 在 server 段写:
      #   if ($gongkai_moved) { return 301 $gongkai_moved; }

      """.utf8)
    for entry in all { out += "\"\(entry.request)\" \"\(addresses.absolute(entry.target))\";\n".utf8 }
    return out
  }

  /// A snippet for a Caddyfile: `import redirects.caddy`.
  func caddy(_ addresses: SiteAddresses) -> [UInt8] {
    var out = Array("# 原网址跳转表。在 Caddyfile 的站点段写: import redirects.caddy\n".utf8)
    for (index, entry) in all.enumerated() {
      let parts = entry.request.split(separator: "?", maxSplits: 1)
      let path = parts.first.map(String.init) ?? "/"
      if parts.count == 1 {
        out += "redir \"\(path)\" \"\(addresses.absolute(entry.target))\" permanent\n".utf8
      } else {
        out += "@moved\(index) {\n  path \"\(path)\"\n  expression `{query} == \"\(parts[1])\"`\n}\n".utf8
        out += "redir @moved\(index) \"\(addresses.absolute(entry.target))\" permanent\n".utf8
      }
    }
    return out
  }
}
