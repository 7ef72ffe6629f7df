import XML

/// What the parts of one Office file must know of each other.
struct OfficeContext {
  let package: OfficePackage
  /// Parts that were read in preparation, by path in lower case.
  private(set) var done: Set<String> = []
  private(set) var wordStyles = WordStyleTable()
  var pivots = PivotCaches()
  private var book = Workbook()
  private var slides: [String: Int] = [:]

  init(_ package: OfficePackage) { self.package = package }

  /// Reads what must be known before the parts: styles, shared strings, names of sheets, order of slides.
  mutating func prepare(_ main: String, _ archive: inout Archive, _ kind: FileKind, _ gathering: inout Gathering) {
    switch kind {
    case .docx:
      if let (bytes, place) = take("styles", of: main, &archive, &gathering) {
        wordStyles = WordStyleTable(bytes, place, &gathering)
      }
    case .xlsx:
      if let (bytes, place) = take("styles", of: main, &archive, &gathering) {
        book.styles = SheetStyles(bytes, place, &gathering)
        for text in book.styles.literals { gathering.text("数字格式里的文字", text) }
      }
      if let (bytes, place) = take("sharedStrings", of: main, &archive, &gathering) {
        book.strings = SharedStrings(bytes, place, &gathering)
      }
      guard let index = archive.index(of: main), let bytes = archive.content(index, &gathering) else { return }
      done.insert(main)
      XMLAsides.take(bytes, "工作簿目录", &gathering)
      if main.hasSuffix(".bin") {
        gathering.find(.unreadable, "", "是二进制工作簿（.xlsb），无法查看内容，请另存为 .xlsx")
        return
      }
      book.read(bytes, targets: package.targets(of: main), &gathering)
    case .pptx:
      guard let index = archive.index(of: main), let bytes = archive.content(index, &gathering) else { return }
      let targets = package.targets(of: main)
      var order = 0
      gathering.xml(bytes, "演示文稿目录") { event, _ in
        guard case .start("sldId", _, let attributes) = event.kind else { return }
        order += 1
        // `id` is there twice: the number, and the relationship in a namespace of its own.
        let id = attributes.first { $0.name == "id" && $0.namespace != nil }?.value
        if let id, let target = targets[id] { slides[target] = order }
      }
    default: break
    }
  }

  /// Reads a worksheet.
  mutating func sheet(_ bytes: [UInt8], _ path: String, _ root: String, _ gathering: inout Gathering) {
    if root != "worksheet" { gathering.find(.macro, book.title(of: path), "旧式宏表") }
    book.sheet(bytes, path, &gathering)
  }

  /// The title of the sheet to which a part of comments belongs.
  func sheetTitle(near path: String) -> String { book.title(of: package.owners[path] ?? "") }

  /// The number of the slide that a part is or belongs to.
  func slideTitle(of path: String) -> String {
    if let number = slides[path] { return "第\(number)张幻灯片" }
    let near = (package.relationships[path] ?? []).lazy.compactMap { slides[$0.target] }.first
    if let number = near ?? package.owners[path].flatMap({ slides[$0] }) { return "第\(number)张幻灯片" }
    return "“\(Mask.name(path))”"
  }

  /// What can only be told at the end.
  mutating func finish(_ gathering: inout Gathering) {
    book.finish(&gathering)
    pivots.finish(&gathering)
  }

  /// The part of a type that the main part names.
  private mutating func take(
    _ type: String, of main: String, _ archive: inout Archive, _ gathering: inout Gathering
  ) -> (bytes: [UInt8], place: String)? {
    guard let target = package.target(of: main, type: type), let index = archive.index(of: target),
      let bytes = archive.content(index, &gathering), !bytes.isEmpty
    else { return nil }
    done.insert(target)
    let place = "“\(Mask.name(archive.names[index]))”"
    XMLAsides.take(bytes, place, &gathering)
    return (bytes, place)
  }
}
