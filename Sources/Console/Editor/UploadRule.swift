/// What may be uploaded, and under which name it is kept.
enum UploadRule {
  /// Bytes of one file.
  static let fileLimit = 20 << 20
  /// Files of one form.
  static let countLimit = 10
  /// Bytes of a whole form with files.
  static let formLimit = 64 << 20

  static let types = [
    "docx", "xlsx", "pptx", "pdf", "ofd", "txt", "csv", "png", "jpg", "jpeg", "gif", "webp", "zip",
  ]

  /// Why a name can't be taken; nil if it can. A name that climbs or hides is refused, never mended.
  static func fault(name: String) -> String? {
    if name.contains("/") || name.contains("\\") { return "文件名「\(name.limited(80))」含有路径" }
    if name.hasPrefix(".") || name.hasPrefix("~$") || name.contains("..") {
      return "文件名「\(name.limited(80))」以「.」或「~$」开头，或含有「..」"
    }
    if name.utf8.count > 180 { return "文件名太长" }
    if name.unicodeScalars.contains(where: { scalar in
      scalar.value < 0x20 || scalar.value == 0x7F || scalar.properties.generalCategory == .format
        || ":*?\"<>|;#%".unicodeScalars.contains(scalar)
    }) {
      return "文件名「\(name.limited(80))」含有不能用的字符"
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let type = parts.last?.lowercased(), types.contains(type), parts.first?.isEmpty == false
    else { return "「\(name.limited(80))」不是可以上传的类型(\(types.joined(separator: "、")))" }
    return nil
  }
}
