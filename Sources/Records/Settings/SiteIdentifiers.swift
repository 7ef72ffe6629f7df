/// Identifiers that authorities assign to a site; an unusual form is told, not refused, because the forms are
/// theirs to change.
enum SiteIdentifiers {
  /// Warns about forms that differ from the usual ones.
  static func check(siteCode: PlacedText?, icp: PlacedText?, police: PlacedText?, in file: inout SettingsFile) {
    if let siteCode, !isSiteCode(siteCode.text) {
      file.warn(
        siteCode.position, "「网站标识码」\(Wording.quoted(siteCode.text))不是 10 位数字或 bm 加 8 位数字",
        remedy: "照党政机关网站标识核对；以 0 开头的要加引号", source: "国办发〔2017〕47号")
    }
    if let icp, !isICP(icp.text) {
      file.warn(
        icp.position, "「ICP备案号」\(Wording.quoted(icp.text))不合通常的形式", remedy: "例如 蜀ICP备00000000号-1",
        source: "国办发〔2017〕47号")
    }
    if let police, !isPoliceRecord(police.text) {
      file.warn(
        police.position, "「公安备案号」\(Wording.quoted(police.text))不合通常的形式",
        remedy: "例如 川公网安备51990000000001号", source: "国办发〔2017〕47号")
    }
  }

  /// `^(\d{10}|bm\d{8})$`
  private static func isSiteCode(_ text: String) -> Bool {
    isDigits(text, 10) || (text.hasPrefix("bm") && isDigits(text.dropFirst(2), 8))
  }

  /// `^(京|津|…)ICP备\d{8}号(-\d+)?$`
  private static func isICP(_ text: String) -> Bool {
    guard let first = text.first, "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕甘陇青宁新".contains(first) else { return false }
    let rest = text.dropFirst()
    guard rest.hasPrefix("ICP备"), let end = rest.firstIndex(of: "号") else { return false }
    let tail = rest[rest.index(after: end)...]
    return isDigits(rest[..<end].dropFirst(4), 8)
      && (tail.isEmpty || (tail.hasPrefix("-") && isDigits(tail.dropFirst(), nil)))
  }

  /// `^京公网安备 ?\d{14}号$`
  private static func isPoliceRecord(_ text: String) -> Bool {
    let rest = text.dropFirst()
    guard rest.hasPrefix("公网安备"), rest.hasSuffix("号") else { return false }
    let number = rest.dropFirst(4).dropLast()
    return isDigits(number.hasPrefix(" ") ? number.dropFirst() : number, 14)
  }

  private static func isDigits(_ text: some StringProtocol, _ count: Int?) -> Bool {
    !text.isEmpty && (count.map { text.utf8.count == $0 } ?? true)
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
