/// Paths that people write in records, kept inside the folder they belong to.
enum SitePath {
  /// The path below attachments/ that a text means; the prefix `attachments/` may be written or not.
  static func attachment(_ text: String) -> Result<String, RecordFileFault> {
    let bare = text.hasPrefix("attachments/") ? String(text.dropFirst("attachments/".count)) : text
    if let reason = fault(in: bare) {
      return .failure(.refused("附件路径\(Wording.quoted(text))\(reason)", "写 attachments/ 之下的路径，例如 2024/办法.pdf"))
    }
    return .success(bare)
  }

  /// The path below the site folder of a body that a document names.
  static func body(_ text: String, namedIn document: String) -> Result<String, RecordFileFault> {
    if let reason = fault(in: text) {
      return .failure(.refused("正文路径\(Wording.quoted(text))\(reason)", "写与 XML 文件同一文件夹之下的路径，例如 正文.docx"))
    }
    let folder = document.lastIndex(of: "/").map { document[...$0] } ?? ""
    return .success(folder + text)
  }

  /// Why a path may not be taken; nil if it may.
  private static func fault(in path: String) -> String? {
    if path.hasPrefix("/") { return "是绝对路径，在站点之外" }
    if path.contains("\\") { return "含有反斜杠" }
    if path.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) { return "含有控制字符" }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if parts.contains("..") { return "含有「..」，会走出站点" }
    if parts.contains(where: { $0.isEmpty || $0 == "." }) { return "含有空的一段或「.」" }
    if parts.contains(where: { $0.hasPrefix(".") || $0.hasPrefix("~$") }) { return "含有以「.」或「~$」开头的名称" }
    if parts.contains(where: { $0.utf8.count > 255 }) { return "名称太长" }
    return nil
  }
}
