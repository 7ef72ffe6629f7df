import XML

/// OFD files (GB/T 33190-2016): every part is looked into by its root element, wherever it lies.
enum OFDInspector {
  static func inspect(_ archive: inout Archive, _ gathering: inout Gathering) {
    var map = OFDMap()
    map.read(&archive, &gathering)
    var handled: Set<Int> = []
    if let index = archive.index(of: "OFD.xml") { handled.insert(index) }
    for (index, name) in map.attachments.sorted(by: { $0.key < $1.key }) {
      handled.insert(index)
      attachment(index, name, &archive, &gathering)
    }
    for (index, entry) in archive.reader.entries.enumerated() where !entry.isFolder && !handled.contains(index) {
      if gathering.isFull { return }
      guard let bytes = archive.content(index, &gathering), !bytes.isEmpty else { continue }
      part(bytes, archive.names[index], index, map, &gathering)
    }
  }

  private static func part(
    _ bytes: [UInt8], _ name: String, _ index: Int, _ map: OFDMap, _ gathering: inout Gathering
  ) {
    let place = "“\(Mask.name(name))”"
    guard name.lowercased().hasSuffix(".xml") else {
      binary(bytes, name, place, &gathering)
      return
    }
    XMLAsides.take(bytes, place, &gathering)
    switch map.roots[index] {
    case "Page":
      page(
        bytes, map.pages[index].map { "第\($0)页" } ?? "模板页\(place)", isPage: map.pages[index] != nil, area: map.area,
        &gathering)
    case "PageAnnot":
      let title = map.annotated[index].map { "第\($0)页的注释" } ?? "注释\(place)"
      OFDAnnotations.inspect(bytes, title, &gathering)
    case "Res":
      // Units that pages draw may hold text.
      page(bytes, "资源\(place)", isPage: false, area: nil, &gathering)
    case "Encryptions", "DecryptSeed": gathering.find(.encrypted, place, "加了密，无法查看")
    // These only point to other parts.
    case "Document", "Annotations", "Attachments":
      return
    default:
      PlainPart.inspect(bytes, place, hidden: true, attributes: false, &gathering)
    }
  }

  private static func page(
    _ bytes: [UInt8], _ title: String, isPage: Bool, area: OFDBox?, _ gathering: inout Gathering
  ) {
    var page = OFDPage(title, isPage: isPage, area: area)
    gathering.xml(bytes, title) { event, _ in page.visit(event) }
    page.finish(&gathering)
  }

  private static func attachment(
    _ index: Int, _ name: String, _ archive: inout Archive, _ gathering: inout Gathering
  ) {
    let place = "附件“\(Mask.name(name))”"
    gathering.text("附件名", name, hidden: true)
    guard let bytes = archive.content(index, &gathering) else {
      gathering.find(.attachedFile, place, "文件里带有附件")
      return
    }
    gathering.find(.attachedFile, place, "文件里带有附件，\(bytes.count) 字节")
    let file = archive.names[index].split(separator: "/").last.map(String.init) ?? name
    if !bytes.isEmpty { gathering.inside(place) { FileInspector.look(bytes, name: file, &$0) } }
  }

  private static func binary(_ bytes: [UInt8], _ name: String, _ place: String, _ gathering: inout Gathering) {
    let path = name.lowercased()
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let ending = file.split(separator: ".").last.map(String.init) ?? ""
    // Seals, signatures and fonts are read by other programs; nothing in them can be searched here.
    if OpaquePart.fits(ending, bytes) { return }
    let kind = TextSniffer.refine(FileSignature.kind(of: bytes), bytes, name: file)
    if [.jpeg, .png, .gif, .webp, .tiff].contains(kind) {
      gathering.inside("图片\(place)", isPicture: true) { FileInspector.look(bytes, name: "", &$0) }
    } else if kind == .text, path.contains("/signs/") {
      // Some producers list there what they signed.
      gathering.inside("签名数据\(place)") { FileInspector.look(bytes, name: "", &$0) }
    } else if path.contains("attach") {
      gathering.find(.attachedFile, place, "未登记的附件，\(bytes.count) 字节")
      gathering.inside("附件\(place)") { FileInspector.look(bytes, name: file, &$0) }
    } else {
      gathering.find(.embedded, place, "不属于文档的数据，\(bytes.count) 字节")
      if kind != .unknown {
        gathering.inside("嵌入的文件\(place)") { FileInspector.look(bytes, name: file, &$0) }
      }
    }
  }
}
