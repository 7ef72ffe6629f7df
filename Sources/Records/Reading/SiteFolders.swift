import Files

/// The folders of a site, and the names that people give them by mistake.
enum SiteFolders {
  private static let names: [(folder: String, mistaken: Set<String>)] = [
    (
      "records",
      ["record", "recods", "recrods", "记录", "信息", "信息条目", "公开信息", "稿件", "文章", "posts", "content", "contents"]
    ),
    ("documents", ["document", "docs", "doc", "公文", "文件", "文档"]),
    ("attachments", ["attachment", "attachements", "attatchments", "attach", "附件", "uploads", "files"]),
    ("registers", ["register", "登记", "登记簿", "收发文", "registry"]),
  ]

  /// The folder that something in the site folder was most likely meant for; nil where it is its own, or nothing of ours.
  static func home(of entry: FileEntry) -> String? {
    let name = entry.path
    guard !names.contains(where: { $0.folder == name }) else { return nil }
    switch entry.kind {
    case .folder:
      let plain = name.filter { !$0.isWhitespace && !"-_".contains($0) }.lowercased()
      return names.first { $0.folder == plain || $0.mistaken.contains(plain) }?.folder
    case .file:
      let plain = name.lowercased()
      return plain.hasSuffix(".md") && !["readme", "changelog", "license", "说明"].contains(where: plain.hasPrefix)
        ? "records" : nil
    case .link, .other, .misnamed: return nil
    }
  }
}
