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
    // Nearly all addresses are clean; 0xEF leads U+FDD0.
    let isClean = text.withUTF8 { $0.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0xEF } }
    if !isClean {
      let visible = raw.unicodeScalars.filter { $0.value > 0x1F && $0.value != 0x7F && $0.value != 0xFDD0 }
      text = String(String.UnicodeScalarView(visible)).trimmingSpaces
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
    if bytes.count > 1, isSlash(first), isSlash(bytes[1]) { return .web(isOutside: isOutside(bytes[...])) }
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
    case "http", "https": return .web(isOutside: isOutside(bytes[(colon + 1)...]))
    case "mailto", "tel": return .contact
    // A colon behind Chinese text is no scheme (公告：一.pdf with a half-width colon).
    default: return scheme.utf8.contains { $0 >= 0x80 } ? .relative : .refused
    }
  }

  /// Whether the host behind `//` lies outside gov.cn.
  private static func isOutside(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let authority = rest.drop { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        && $0 != UInt8(ascii: "\\")
    }
    let afterUser = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
    var host = String(decoding: afterUser.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
    if host.hasSuffix(".") { host.removeLast() }
    return host != "gov.cn" && !host.hasSuffix(".gov.cn")
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    var rest = unicodeScalars.drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return String(String.UnicodeScalarView(rest))
  }
}
