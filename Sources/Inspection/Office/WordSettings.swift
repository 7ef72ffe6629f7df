import XML

/// word/settings.xml: variables of macros, sources of mail merge.
enum WordSettings {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    gathering.xml(bytes, "文档设置") { event, gathering in
      guard case .start(let name, _, let attributes) = event.kind else { return }
      switch name {
      case "docVar":
        let title = Mask.name(attributes.value("name") ?? "")
        let value = attributes.value("val") ?? ""
        gathering.text("文档变量“\(title)”", value, hidden: true)
        gathering.find(.metadata, "文档设置", "文档变量“\(title)”：\(Mask.text(value))")
      case "mailMerge": gathering.find(.externalLink, "文档设置", "邮件合并的数据来源")
      case "connectString", "query": gathering.text("邮件合并", attributes.value("val") ?? "", hidden: true)
      default: break
      }
    }
  }
}
