/// The text of a PDF file, page by page, and of the revisions before it.
enum PDFText {
  static func read(_ bytes: [UInt8], _ revisions: PDFRevisions, hasImages: Bool, _ gathering: inout Gathering) {
    guard let tool = gathering.pdf else {
      gathering.find(.unreadable, "", "没有安装 pdftotext（poppler-utils），PDF 的文字无法检查")
      return
    }
    guard let pages = tool.pages(of: bytes) else {
      gathering.find(.unreadable, "", "PDF 的文字无法取出")
      return
    }
    var empty: [Int] = []
    var seen: Set<[UInt8]> = []
    var count = Count()
    for (index, page) in pages.enumerated() {
      seen.insert(page)
      gathering.bytes("第\(index + 1)页", page.contains { $0 > 0x20 } ? page : [])
      count.add(page)
      if !page.contains(where: { $0 > 0x20 }) { empty.append(index + 1) }
    }
    if count.letters == 0 {
      gathering.find(.scanned, "", "没有文字，可能是扫描件，请人工查看")
    } else if count.strange * 3 > count.letters {
      gathering.find(.scanned, "", "文字的编码无法还原，请人工查看")
    } else if hasImages, !empty.isEmpty {
      let list = empty.prefix(10).map(String.init).joined(separator: "、")
      gathering.find(.scanned, "", "第 \(list) 页\(empty.count > 10 ? "等" : "")没有文字，可能是扫描件，请人工查看")
    }
    for (index, earlier) in revisions.earlier.enumerated() {
      for (number, page) in (tool.pages(of: earlier) ?? []).enumerated() where seen.insert(page).inserted {
        guard page.contains(where: { $0 > 0x20 }) else { continue }
        gathering.bytes("旧版本\(index + 1)第\(number + 1)页", page, hidden: true)
      }
    }
  }

  /// Letters, and those that no font of the file explains.
  private struct Count {
    var letters = 0
    var strange = 0

    mutating func add(_ page: [UInt8]) {
      for scalar in String(decoding: page, as: UTF8.self).unicodeScalars where !scalar.properties.isWhitespace {
        letters += 1
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0xE000...0xF8FF, 0xFFFD, 0xF0000...: strange += 1
        default: break
        }
      }
    }
  }
}
