import XML

/// OFD.xml: DocInfo with the producer's own data, and the versions that a document keeps.
enum OFDProperties {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    var names: [String] = []
    var custom = ""
    var versions = 0
    gathering.xml(bytes, "OFD.xml") { event, gathering in
      switch event.kind {
      case .start(let name, _, let attributes):
        names.append(name)
        if name == "CustomData" { custom = Mask.name(attributes.value("Name") ?? "") }
        if name == "Version", names.contains("Versions") { versions += 1 }
      case .end: _ = names.popLast()
      case .text(let text), .cdata(let text):
        guard !Mask.isBlank(text), names.contains("DocInfo"), let name = names.last else { return }
        if name == "CustomData" {
          gathering.text("文档属性“\(custom)”", text, hidden: true)
          gathering.find(.metadata, "文档属性", "自定义属性“\(custom)”：\(Mask.text(text))")
        } else if let title = titles[name] {
          gathering.text("文档属性·\(title)", text, hidden: true)
          if told.contains(name) { gathering.find(.metadata, "文档属性", "\(title)：\(Mask.text(text))") }
        }
      }
    }
    if versions > 1 { gathering.find(.earlierRevision, "", "文件里保存了 \(versions) 个版本") }
  }

  private static let titles = [
    "Title": "标题", "Author": "作者", "Subject": "主题", "Abstract": "摘要", "Keyword": "关键词", "Creator": "制作软件",
    "CreatorVersion": "软件版本",
  ]
  private static let told: Set<String> = ["Author", "Subject", "Abstract", "Keyword"]
}
