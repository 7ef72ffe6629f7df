import XML

/// docProps/core.xml, app.xml and custom.xml (ECMA-376 Part 2, 10; Part 1, 22): who made a file, with what.
enum DocumentProperties {
  static func inspect(_ bytes: [UInt8], _ root: String, _ gathering: inout Gathering) {
    var names: [String] = []
    var custom = ""
    gathering.xml(bytes, "文档属性") { event, gathering in
      switch event.kind {
      case .start(let name, _, let attributes):
        names.append(name)
        if name == "property" { custom = attributes.value("name") ?? "" }
      case .end: _ = names.popLast()
      case .text(let text), .cdata(let text):
        guard !Mask.isBlank(text), let name = names.last else { return }
        if names.contains("property") {
          gathering.text("自定义属性“\(Mask.name(custom))”", text, hidden: true)
          if machine.contains(custom) { return }
          gathering.find(.metadata, "文档属性", "自定义属性“\(Mask.name(custom))”：\(Mask.text(text))")
        } else {
          note(name, text, &gathering)
        }
      }
    }
  }

  private static func note(_ name: String, _ value: String, _ gathering: inout Gathering) {
    let title = titles[name]
    // Dates, counts and titles of headings are no names.
    guard let title else {
      if told.contains(name) { gathering.text("文档属性·\(name)", value, hidden: true) }
      return
    }
    gathering.text("文档属性·\(title)", value, hidden: true)
    if name == "Template", !value.contains("\\"), !value.contains("/") { return }
    gathering.find(.metadata, "文档属性", "\(title)：\(Mask.text(value))")
  }

  /// What programs write of themselves.
  private static let machine: Set<String> = [
    "AppVersion", "DocSecurity", "HyperlinksChanged", "LinksUpToDate", "ScaleCrop", "ShareDoc", "KSOProductBuildVer",
    "KSOTemplateDocerSaveRecord", "ICV", "ContentTypeId",
  ]
  private static let told: Set<String> = ["title", "subject", "contentStatus", "identifier", "version", "lpstr"]
  private static let titles = [
    "creator": "作者", "lastModifiedBy": "最后修改者", "keywords": "关键词", "category": "类别", "description": "备注",
    "Company": "单位", "Manager": "主管", "Template": "模板路径", "HyperlinkBase": "链接基址",
  ]
}
