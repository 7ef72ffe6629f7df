import XML

/// Word, Excel and PowerPoint files: every part is looked into by what it is, whatever it is called.
enum OfficeInspector {
  static func inspect(_ archive: inout Archive, _ kind: FileKind, _ gathering: inout Gathering) {
    let before = gathering.parts.count
    let package = OfficePackage(&archive, &gathering)
    var context = OfficeContext(package)
    links(package, &gathering)
    if let main = package.target(of: "", type: "officeDocument"), let index = archive.index(of: main),
      archive.reader.entries[index].size > 0
    {
      context.prepare(main, &archive, kind, &gathering)
    } else {
      gathering.find(.unreadable, "", "找不到正文部件")
    }
    for (index, entry) in archive.reader.entries.enumerated() where !entry.isFolder {
      if gathering.isFull { break }
      let name = archive.names[index].lowercased()
      if name.hasSuffix(".rels") || name == "[content_types].xml" || context.done.contains(name) { continue }
      guard let bytes = archive.content(index, &gathering), !bytes.isEmpty else { continue }
      part(bytes, archive.names[index], &context, &gathering)
    }
    context.finish(&gathering)
    let hasText = gathering.parts[before...].contains { !$0.isHidden }
    if !hasText, archive.names.contains(where: { $0.lowercased().contains("/media/") }) {
      gathering.find(.scanned, "", "只有图片没有文字，可能是扫描件，请人工查看")
    }
  }

  /// One part that was not read in preparation.
  private static func part(
    _ bytes: [UInt8], _ name: String, _ context: inout OfficeContext, _ gathering: inout Gathering
  ) {
    let place = "“\(Mask.name(name))”"
    let path = name.lowercased()
    guard isXML(bytes, path) else {
      OfficeBinary.inspect(bytes, path, place, &gathering)
      return
    }
    XMLAsides.take(bytes, place, &gathering)
    guard let (root, namespace) = rootElement(of: bytes) else {
      gathering.xml(bytes, place) { _, _ in }
      return
    }
    let isWord = namespace.contains("wordprocessingml")
    let title = WordStory.title(of: root)
    if isWord, let title {
      var story = WordStory(title, styles: context.wordStyles)
      gathering.xml(bytes, title) { event, gathering in story.visit(event, &gathering) }
      story.finish(&gathering)
      return
    }
    switch root {
    case "settings" where isWord: WordSettings.inspect(bytes, &gathering)
    case "coreProperties", "Properties": DocumentProperties.inspect(bytes, root, &gathering)
    case "numbering" where isWord: WordNumberTexts.inspect(bytes, &gathering)
    case "people", "personList", "cmAuthorLst", "authorLst": PeopleList.inspect(bytes, place, &gathering)
    case "worksheet", "macrosheet", "dialogsheet": context.sheet(bytes, path, root, &gathering)
    case "comments", "ThreadedComments":
      SheetComments.inspect(bytes, context.sheetTitle(near: path), &gathering)
    case "pivotCacheDefinition": context.pivots.definition(bytes, path, &gathering)
    case "pivotCacheRecords":
      context.pivots.records(bytes, definition: context.package.owners[path] ?? "", &gathering)
    case "externalLink": ExternalBook.inspect(bytes, place, &gathering)
    case "connections", "queryTable":
      gathering.find(.externalLink, place, root == "connections" ? "外部数据连接" : "外部查询")
      PlainPart.inspect(bytes, place, hidden: true, attributes: true, &gathering)
    case "sld", "notes", "cmLst", "sldMaster", "sldLayout", "notesMaster", "handoutMaster":
      SlidePart.inspect(bytes, root, context.slideTitle(of: path), &gathering)
    default:
      let isCustom = path.hasPrefix("customxml/")
      let isUnseen = isCustom || path.hasPrefix("_xmlsignatures/")
      let hasText = PlainPart.inspect(
        bytes, place, hidden: isUnseen, attributes: isCustom || root == "table", &gathering)
      if isCustom, hasText { gathering.find(.metadata, place, "自定义 XML 数据") }
    }
  }

  /// What lies outside of the file.
  private static func links(_ package: OfficePackage, _ gathering: inout Gathering) {
    for (part, items) in package.relationships.sorted(by: { $0.key < $1.key }) {
      for item in items where item.isExternal {
        let place = part.isEmpty ? "整个文件" : "“\(Mask.name(part))”"
        gathering.text("\(place)的链接地址", item.target, hidden: item.type != "hyperlink")
        let target = item.target.lowercased()
        if item.type != "hyperlink" {
          let title = item.type == "attachedTemplate" ? "模板" : item.type == "image" ? "图片" : "数据"
          gathering.find(.externalLink, place, "引用文件以外的\(title)")
        } else if target.hasPrefix("file:") || target.hasPrefix("\\\\") || target.dropFirst().hasPrefix(":\\") {
          gathering.find(.metadata, place, "链接指向本机或内网的文件")
        }
      }
    }
  }

  private static func isXML(_ bytes: [UInt8], _ path: String) -> Bool {
    if path.hasSuffix(".xml") || path.hasSuffix(".vml") { return true }
    let start = bytes.prefix(64).drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 }
    return start.starts(with: Array("<?xml".utf8))
  }

  private static func rootElement(of bytes: [UInt8]) -> (String, String)? {
    guard let stream = try? XMLStream(bytes) else { return nil }
    while let event = try? stream.next() {
      if case .start(let name, let namespace, _) = event.kind { return (name, namespace ?? "") }
    }
    return nil
  }
}
