import Foundation
import Review

/// Addresses of an earlier site (原网址): as redirect pages where a static file can stand in for them, and as maps for
/// web servers, which also answer for the rest.
struct MovedAddresses {
  /// Every old address with the page it leads to, in order; the first record keeps an address that two name.
  let all: [Entry]

  /// One address.
  struct Entry {
    /// Path and query from the root of the host, as a web server sees it.
    let request: String
    /// Path below the output folder where a redirect page can stand; nil where none can.
    let page: String?
    /// Path below the output folder that it leads to.
    let target: String
  }

  /// - Parameters:
  ///   - standing: whether a page or file of this site lies at a path: no 原网址 leads away from there.
  ///   - taken: whether no redirect page can be put at a path.
  init(_ model: SiteModel, standing: (String) -> Bool, taken: (String) -> Bool) {
    var seen: Set<String> = []
    all = model.moved.compactMap { moved in
      guard let request = MovedAddresses.request(of: moved.from),
        !MovedAddresses.paths(of: request, under: model.settings.basePath).contains(where: standing),
        seen.insert(request).inserted
      else { return nil }
      let page = MovedAddresses.page(for: request, under: model.settings.basePath)
      return Entry(request: request, page: page.flatMap { taken($0) ? nil : $0 }, target: moved.address)
    }
  }

  /// Path and query of an address, percent-encoded; nil if there is nothing to map, such as the root itself.
  private static func request(of address: String) -> String? {
    var rest = address[...]
    for scheme in ["https://", "http://"] where address.lowercased().hasPrefix(scheme) {
      rest = address.dropFirst(scheme.count)
      guard let slash = rest.firstIndex(of: "/") else { return nil }
      rest = rest[slash...]
    }
    rest = rest.prefix { $0 != "#" }
    guard rest.hasPrefix("/"), rest.count > 1 else { return nil }
    // A server takes out such steps before it looks for a page; what is left may be any.
    let steps = rest.prefix { $0 != "?" }.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
    guard !steps.contains(where: { $0 == "." || $0 == ".." || $0.contains("/") }) else { return nil }
    let kept = rest.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    return kept ? String(rest) : String(rest).addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
  }

  /// The paths below the output folder that a web server may answer a request with.
  private static func paths(of request: String, under basePath: String) -> [String] {
    let asked = request.prefix { $0 != "?" }
    guard (asked + "/").hasPrefix(basePath), let path = String(asked.dropFirst(basePath.count)).removingPercentEncoding
    else { return [] }
    let plain = path.split(separator: "/").joined(separator: "/")
    return plain.isEmpty ? [SiteAddresses.home] : [plain, "\(plain)/index.html"]
  }

  /// Where a redirect page stands for a request: only for addresses under the base path that a static server answers
  /// with a page, and never outside the output folder.
  private static func page(for request: String, under basePath: String) -> String? {
    guard !request.contains("?"), request.hasPrefix(basePath) else { return nil }
    guard var path = String(request.dropFirst(basePath.count)).removingPercentEncoding else { return nil }
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
