/// The address of a link or an image, judged by its decoded value.
struct Address {
  /// What an address leads to.
  enum Kind: Equatable {
    /// `#place` in the same page, or nothing.
    case fragment
    /// A path in the same site.
    case relative
    /// http or https; `isOutside` unless the host is under gov.cn.
    case web(isOutside: Bool)
    /// mailto or tel.
    case contact
    /// Anything else: javascript, data, vbscript, file, ftp, unknown schemes, shares of a network.
    case refused
  }

  /// The address without control characters and outer spaces.
  let text: String
  let kind: Kind

  /// The address as it is written. A relative address whose first part holds a colon must not look as if it had a
  /// scheme (RFC 3986, 4.2).
  var written: String {
    guard kind == .relative else { return text }
    let head = text.utf8.prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    return head.contains(UInt8(ascii: ":")) ? "./" + text : text
  }

  /// Judges an address whose entities have been decoded.
  init(_ raw: String) {
    var text = raw
    // Nearly all addresses are clean; 0xEF leads U+FDD0 and U+FDD1.
    let isClean = text.withUTF8 { $0.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0xEF } }
    if !isClean {
      let visible = raw.unicodeScalars.filter { $0.value > 0x1F && $0.value != 0x7F && $0.value != 0xFDD0 }
      text = String(String.UnicodeScalarView(visible)).withoutMarks.trimmingSpaces
    }
    kind = text.withUTF8 { Address.kind(of: $0) }
    self.text = text
  }

  private static func kind(of bytes: UnsafeBufferPointer<UInt8>) -> Kind {
    guard let first = bytes.first, first != UInt8(ascii: "#") else { return .fragment }
    // A share of the office's own network, as Word writes links to it, is no address of the web.
    if bytes.count > 1, first == UInt8(ascii: "\\"), bytes[1] == first { return .refused }
    // Browsers take "\" for "/": "/\host" leaves the site.
    let isSlash: (UInt8) -> Bool = { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    if bytes.count > 1, isSlash(first), isSlash(bytes[1]) { return web(bytes[...]) }
    var colon = 0
    while colon < bytes.count, bytes[colon] != UInt8(ascii: ":") {
      let byte = bytes[colon]
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
        return .relative
      }
      colon += 1
    }
    guard colon < bytes.count else { return .relative }
    // Spaces cannot hide a scheme: they are looked through before it is compared.
    let scheme = String(decoding: bytes[..<colon].filter { $0 != 0x20 }, as: UTF8.self).lowercased()
    switch scheme {
    case "http", "https": return web(bytes[(colon + 1)...])
    case "mailto", "tel": return .contact
    // A colon behind Chinese text is no scheme (公告：一.pdf with a half-width colon).
    default: return scheme.utf8.contains { $0 >= 0x80 } ? .relative : .refused
    }
  }

  /// What lies behind `http:`. An account and its password are nobody's to publish.
  private static func web(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Kind {
    let authority = rest.drop { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        && $0 != UInt8(ascii: "\\")
    }
    if authority.contains(UInt8(ascii: "@")) { return .refused }
    var host = String(decoding: authority.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
    if host.hasSuffix(".") { host.removeLast() }
    return .web(isOutside: host != "gov.cn" && !host.hasSuffix(".gov.cn"))
  }

  /// Whether it leads into the office's own network, where the public can't follow.
  var isInternal: Bool {
    guard case .web(isOutside: true) = kind, let at = text.firstRange(of: "//") else { return false }
    let host = text[at.upperBound...].prefix { !"/?#:\\".contains($0) }.lowercased()
    if host == "localhost" || host.hasSuffix(".local") || host.hasPrefix("[") && host.hasPrefix("[::1") { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard parts.count == 4, let first = parts[0], let second = parts[1], parts.allSatisfy({ $0 != nil }) else {
      return false
    }
    return first == 127 || first == 10 || (first == 192 && second == 168)
      || (first == 172 && (16...31).contains(second))
      || (first == 169 && second == 254)
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var rest = unicodeScalars.drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return String(String.UnicodeScalarView(rest))
  }
}
