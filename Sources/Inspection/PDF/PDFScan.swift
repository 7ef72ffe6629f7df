/// Walks through all objects of a PDF file and notes what a reader does not see.
struct PDFScan {
  private let file: PDFFile
  /// Pictures.
  private(set) var images = 0
  private var annotations: [String: Int] = [:]
  private var scripts = 0
  private var launches = 0
  private var redactions = 0
  private var media = 0
  private var layersOff = 0
  /// Names of attached files by the number of the object that holds them.
  private var fileNames: [Int: String] = [:]

  init(_ file: PDFFile) { self.file = file }

  mutating func run(_ gathering: inout Gathering) {
    properties(&gathering)
    var streams: [PDFFile.Item] = []
    var pages: Set<Int> = []
    file.forEach { item in
      walk(item.value, 0, &gathering)
      if item.value.dictionary?["Type"]?.name == "Page" { pages.insert(item.number) }
      guard let dictionary = item.value.dictionary, item.stream != nil else { return }
      let type = dictionary["Type"]?.name
      let isMedia = dictionary["Subtype"]?.name == "Image"
      if isMedia { images += 1 }
      if type == "Metadata" || type == "EmbeddedFile" || isMedia { streams.append(item) }
    }
    // An attached file need not say what it is, if another object points to it as one.
    let known = Set(streams.map(\.number))
    for number in fileNames.keys.sorted() where !known.contains(number) {
      if let item = file.object(number), item.stream != nil { streams.append(item) }
    }
    for item in streams {
      if gathering.isFull { break }
      stream(item, &gathering)
    }
    report(&gathering)
    var found = PDFPages(file)
    found.look(at: pages.sorted(), &gathering)
  }

  // MARK: - Dictionaries

  private mutating func walk(_ value: PDFValue, _ depth: Int, _ gathering: inout Gathering) {
    guard depth < 100 else { return }
    if let items = value.array {
      for item in items { walk(item, depth + 1, &gathering) }
      return
    }
    guard let dictionary = value.dictionary else { return }
    note(dictionary, &gathering)
    for (_, item) in dictionary { walk(item, depth + 1, &gathering) }
  }

  private mutating func note(_ dictionary: [String: PDFValue], _ gathering: inout Gathering) {
    let kind = dictionary["S"]?.name
    if kind == "JavaScript" || dictionary["JS"] != nil { script(dictionary["JS"], &gathering) }
    if kind == "Launch" { launches += 1 }
    if kind == "URI", let text = file.resolve(dictionary["URI"])?.text {
      gathering.text("链接地址", text, hidden: true)
      if text.lowercased().hasPrefix("file:") { gathering.find(.metadata, "链接地址", "链接指向本机或内网的文件") }
    }
    if dictionary["Rect"] != nil, let subtype = dictionary["Subtype"]?.name {
      annotation(subtype, dictionary, &gathering)
    }
    if dictionary["FT"] != nil || dictionary["T"] != nil, let text = file.resolve(dictionary["V"])?.text {
      gathering.text("表单的值", text)
    }
    if let files = file.resolve(dictionary["EF"])?.dictionary {
      let name = (file.resolve(dictionary["UF"]) ?? file.resolve(dictionary["F"]))?.text ?? ""
      for number in files.values.compactMap(\.reference) { fileNames[number] = name }
      gathering.text("附件名", name, hidden: true)
      if let text = file.resolve(dictionary["Desc"])?.text { gathering.text("附件说明", text, hidden: true) }
      gathering.find(.attachedFile, "附件“\(Mask.name(name))”", "文件里带有附件")
    }
    for key in PDFScan.words {
      if let text = file.resolve(dictionary[key])?.text, text.utf8.count > 3, !text.contains("\u{0}") {
        gathering.text("对象里的文字（\(key)）", text, hidden: true)
      }
    }
    if let off = file.resolve(dictionary["OFF"])?.array { layersOff += off.count }
    if dictionary["XFA"] != nil { form(dictionary["XFA"], &gathering) }
    if dictionary["PieceInfo"] != nil { gathering.find(.metadata, "", "编辑软件留下的私有数据") }
  }

  private mutating func script(_ value: PDFValue?, _ gathering: inout Gathering) {
    scripts += 1
    if let text = file.resolve(value)?.text {
      gathering.text("脚本\(scripts)", text, hidden: true)
    } else if let number = value?.reference, let item = file.object(number),
      let content = file.content(of: item, limit: gathering.entryLimit)
    {
      gathering.spend(content.count)
      gathering.text("脚本\(scripts)", PDFValue.text(content), hidden: true)
    }
  }

  private mutating func annotation(
    _ subtype: String, _ dictionary: [String: PDFValue], _ gathering: inout Gathering
  ) {
    switch subtype {
    case "Link", "Widget", "Popup": return
    case "Redact": redactions += 1
    case "RichMedia", "Movie", "Sound", "3D", "Screen": media += 1
    default: annotations[subtype, default: 0] += 1
    }
    // Bits 2 and 6 of the flags: hidden, and no view.
    let isUnseen = (file.resolve(dictionary["F"])?.integer ?? 0) & 0b10_0010 != 0
    let text = file.resolve(dictionary["Contents"])?.text ?? ""
    gathering.text("注释", text, hidden: subtype != "FreeText" || isUnseen)
    if isUnseen, !Mask.isBlank(text) { gathering.find(.hiddenText, "注释", "不显示的注释") }
    if let author = file.resolve(dictionary["T"])?.text, !Mask.isBlank(author) {
      gathering.text("注释作者", author, hidden: true)
      gathering.find(.metadata, "注释", "作者：\(Mask.text(author))")
    }
  }

  /// A form of XFA: packets of XML, in one stream or in several.
  private func form(_ value: PDFValue?, _ gathering: inout Gathering) {
    gathering.find(.hiddenText, "XFA 表单", "XFA 表单的内容只有专用软件显示")
    let parts = file.resolve(value)?.array ?? [value ?? .null]
    var whole: [UInt8] = []
    for number in parts.compactMap(\.reference) {
      guard let item = file.object(number), let content = file.content(of: item, limit: gathering.entryLimit) else {
        continue
      }
      gathering.spend(content.count)
      whole += content
    }
    if !whole.isEmpty { PlainPart.inspect(whole, "XFA 表单", hidden: true, attributes: false, &gathering) }
  }

  // MARK: - Streams

  private func stream(_ item: PDFFile.Item, _ gathering: inout Gathering) {
    guard let dictionary = item.value.dictionary else { return }
    if dictionary["Type"]?.name == "EmbeddedFile" || fileNames[item.number] != nil {
      let name = fileNames[item.number] ?? ""
      let place = "附件“\(Mask.name(name))”"
      gathering.find(.attachedFile, place, "文件里带有附件")
      guard let content = file.content(of: item, limit: gathering.entryLimit) else {
        gathering.find(.unreadable, place, "附件无法解开")
        return
      }
      gathering.spend(content.count)
      if !content.isEmpty { gathering.inside(place) { FileInspector.look(content, name: name, &$0) } }
    } else if dictionary["Type"]?.name == "Metadata" {
      guard let content = file.content(of: item, limit: gathering.entryLimit) else { return }
      gathering.spend(content.count)
      XMPPacket.inspect(content, &gathering)
    } else if let jpeg = file.jpeg(of: item, limit: gathering.entryLimit) {
      gathering.inside("图片", isPicture: true) { JPEGFile.inspect(jpeg, &$0) }
    }
  }

  // MARK: - Properties

  /// The Info dictionaries of all revisions.
  private func properties(_ gathering: inout Gathering) {
    for trailer in file.trailers {
      for (key, value) in (file.resolve(trailer["Info"])?.dictionary ?? [:]).sorted(by: { $0.key < $1.key }) {
        guard let text = file.resolve(value)?.text, !Mask.isBlank(text), !PDFScan.dates.contains(key) else { continue }
        let title = PDFScan.titles[key] ?? Mask.name(key)
        gathering.text("文档属性·\(title)", text, hidden: true)
        if !PDFScan.quiet.contains(key) { gathering.find(.metadata, "文档属性", "\(title)：\(Mask.text(text))") }
      }
    }
  }

  private func report(_ gathering: inout Gathering) {
    if scripts > 0 { gathering.find(.script, "", "脚本 \(scripts) 处") }
    if launches > 0 { gathering.find(.script, "", "会启动其他程序 \(launches) 处") }
    if redactions > 0 { gathering.find(.hiddenText, "", "标了涂黑但没有真正删除的内容 \(redactions) 处") }
    if media > 0 { gathering.find(.embedded, "", "嵌入的音频、视频或三维内容 \(media) 处") }
    if layersOff > 0 { gathering.find(.hiddenText, "", "关闭的图层 \(layersOff) 个") }
    for (kind, count) in annotations.sorted(by: { $0.key < $1.key }) {
      let isFile = kind == "FileAttachment"
      gathering.find(isFile ? .attachedFile : .annotation, "注释", "\(Mask.name(kind)) \(count) 处")
    }
  }

  /// Words that readers are told and not shown: descriptions for the blind, bookmarks, names of fields.
  private static let words = [
    "Alt", "ActualText", "E", "Title", "TU", "TM", "DV", "RC", "Subj", "Reason", "Location", "ContactInfo",
  ]
  private static let titles = [
    "Author": "作者", "Title": "标题", "Subject": "主题", "Keywords": "关键词", "Creator": "制作软件", "Producer": "生成软件",
    "Company": "单位", "Manager": "主管", "SourceModified": "来源修改时间",
  ]
  private static let dates: Set<String> = ["CreationDate", "ModDate", "Trapped", "SourceModified"]
  private static let quiet: Set<String> = ["Title", "Creator", "Producer"]
}
