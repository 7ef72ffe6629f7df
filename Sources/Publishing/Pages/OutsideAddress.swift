/// Tells addresses that leave government sites: a reader is warned before following one (国办发〔2017〕47号).
enum OutsideAddress {
  /// Whether an absolute address leads to a host outside gov.cn.
  static func isOutside(_ url: String) -> Bool {
    let lower = url.lowercased()
    guard let scheme = ["https://", "http://", "//"].first(where: lower.hasPrefix) else { return false }
    let authority = lower.dropFirst(scheme.count).prefix { !"/?#\\".contains($0) }
    let afterUser = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    let host = afterUser.prefix { $0 != ":" }
    return host != "gov.cn" && !host.hasSuffix(".gov.cn")
  }
}
