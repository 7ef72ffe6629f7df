/// Where the site stands: 域名 and 基础路径.
enum SiteAddress {
  /// A host name without scheme, port or path; nil after noting why it is none.
  static func domain(_ text: PlacedText, in file: inout SettingsFile) -> String? {
    let host = text.text
    if let scheme = host.firstRange(of: "://") {
      let bare = host[scheme.upperBound...].prefix { $0 != "/" }
      file.fault(text.position, "「域名」不能带 \(host[..<scheme.upperBound])", remedy: "写成「域名: \(bare)」")
      return nil
    }
    if let slash = host.firstIndex(of: "/") {
      file.fault(
        text.position, "「域名」不能带路径", remedy: "写成「域名: \(host[..<slash])」，路径写在「基础路径」")
      return nil
    }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let isHost = host.utf8.count <= 253 && labels.allSatisfy(isLabel)
    guard isHost else {
      file.fault(
        text.position, "「域名」\(Wording.quoted(host))不是主机名", remedy: "只写主机名，例如 www.yunchuan.example")
      return nil
    }
    return host
  }

  private static func isLabel(_ label: Substring) -> Bool {
    (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
      && label.unicodeScalars.allSatisfy {
        $0.isASCII
          ? $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" : $0.properties.isAlphabetic
      }
  }

  /// The base path with `/` at both ends (`/` if absent); nil after noting why it can't be one.
  static func basePath(_ text: PlacedText?, in file: inout SettingsFile) -> String? {
    guard let text else { return "/" }
    let path = text.text
    let parts = path.split(separator: "/").map(String.init)
    let forbidden: [Character] = ["?", "#", "\\", "%", "\"", "<", ">", ":"]
    if parts.contains("..") || parts.contains(".") {
      file.fault(text.position, "「基础路径」不能有「.」或「..」", remedy: "写成 /zfxxgk/ 这样的路径")
      return nil
    }
    if let bad = path.first(where: { $0.isWhitespace || forbidden.contains($0) }) {
      file.fault(
        text.position, "「基础路径」不能有\(bad.isWhitespace ? "空白" : "「\(bad)」")", remedy: "写成 /zfxxgk/ 这样的路径")
      return nil
    }
    return parts.isEmpty ? "/" : "/\(parts.joined(separator: "/"))/"
  }
}

/// Addresses of the web.
public enum WebAddress {
  /// Whether a text is an absolute http or https address with a host, without spaces or control characters, and without
  /// an account and its password.
  public static func isAbsolute(_ text: String) -> Bool {
    let lower = text.prefix(8).lowercased()
    let scheme = lower.hasPrefix("https://") ? 8 : lower.hasPrefix("http://") ? 7 : 0
    guard scheme > 0, isClean(text) else { return false }
    let authority = text.dropFirst(scheme).prefix { !"/?#".contains($0) }
    return !authority.isEmpty && !authority.contains("@")
  }

  /// Whether a text is an absolute address, or a path of this site (`/art/1.html`, but not `//host`).
  static func isAbsoluteOrPath(_ text: String) -> Bool {
    isAbsolute(text) || (text.hasPrefix("/") && !text.hasPrefix("//") && isClean(text))
  }

  private static func isClean(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar.value > 0x20 && scalar.value != 0x7F && !scalar.properties.isWhitespace
        && !"\"<>\\^`{|}".unicodeScalars.contains(scalar)
    }
  }
}
