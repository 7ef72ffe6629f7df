import Inspection

/// Whether a page has every word of a file, by another reader than the one that made it: what the screening of files reads
/// as text that shows.
extension OfficeBody {
  /// Why a Word file's page is not whole; nil if it is, or can't be made.
  ///
  /// It reads the file once more, so it is asked before anybody approves the file and not at each publication. (Pages of
  /// OFD files are made of what that other reader reads.)
  public static func loss(
    _ bytes: [UInt8], _ kind: Kind, limits: InspectionLimits = InspectionLimits()
  ) -> ConversionFault? {
    guard kind == .word, let made = try? convert(bytes, kind, limits: limits) else { return nil }
    var missing: [Unicode.Scalar: Int] = [:]
    for part in FileInspector.inspect(bytes, name: "a.docx", limits: limits).parts
    where !part.isHidden && bodyPlaces.contains(where: part.place.hasPrefix) {
      count(part.text) { missing[$0, default: 0] += 1 }
    }
    count(made.text) { scalar in if let rest = missing[scalar] { missing[scalar] = rest - 1 } }
    let lost = missing.values.reduce(0) { $0 + max(0, $1) }
    guard lost > 0 else { return nil }
    return ConversionFault(
      "正文里有 \(lost) 个字没有转到网页上，可能在隐藏的行里，或是有几种形式的图形文字",
      remedy: "接受全部修订，取消隐藏的行，把图形里的文字移到正文中，全选后按 Ctrl+Shift+F9 把域变成文字，另存后再试；或改用 .md、.html 正文")
  }

  private static let bodyPlaces = ["正文第", "正文表格", "正文文本框", "正文水印"]

  private static func count(_ text: [UInt8], _ visit: (Unicode.Scalar) -> Void) {
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars
    where !scalar.properties.isWhitespace && scalar.value > 0x1F {
      visit(scalar)
    }
  }
}
