/// PDF files (ISO 32000-1): the structure is read here, the text by a tool.
enum PDFInspector {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    let file = PDFFile(bytes, &gathering)
    if file.isTooLarge { gathering.find(.tooLarge, "", "PDF 的对象太多，没有全部查看") }
    if file.lostStreams > 0 { gathering.find(.unreadable, "", "PDF 的对象流 \(file.lostStreams) 个无法解开") }
    if file.isEncrypted { gathering.find(.encrypted, "", "加了密或限制了权限，内部结构无法查看") }
    let revisions = PDFRevisions(file)
    revisions.report(repeated: file.repeated, &gathering)
    var scan = PDFScan(file)
    if !file.isEncrypted { scan.run(&gathering) }
    PDFText.read(bytes, revisions, hasImages: scan.images > 0, &gathering)
  }
}
