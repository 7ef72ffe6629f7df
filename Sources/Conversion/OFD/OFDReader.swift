import Inspection
import XML

/// Reads the pages of an OFD file into blocks. A fixed layout knows letters and their places alone: lines, paragraphs and
/// what stands in the middle or at the right are gathered from these.
final class OFDReader {
  private let file: OfficeFile
  private let map: OFDMap
  private var warnings: [ConversionWarning] = []
  private var drawn: [String: Int] = [:]
  /// Templates that were read, by their entries.
  private var templates: [Int: [OFDPage.Piece]] = [:]
  /// Texts that may still be read in all pages together.
  private var piecesLeft = 1_000_000

  init(_ file: OfficeFile) throws(ConversionFault) {
    self.file = file
    var map = OFDMap()
    map.read(&file.archive, &file.gathering)
    self.map = map
    try file.check()
    // What can't be read has no root: it might be a list of pages.
    for (index, name) in file.archive.names.enumerated()
    where name.lowercased().hasSuffix(".xml") && name != "OFD.xml" && map.roots[index] == nil {
      try file.events(file.bytes(index)) { _ in }
    }
    let roots = Set(map.roots.values)
    guard roots.isDisjoint(with: ["Encryptions", "DecryptSeed"]) else {
      throw ConversionFault("文件加了密，不能读取", remedy: "重新导出没有加密的 OFD，或改用原来的 Word 稿(.docx)")
    }
    guard map.missing.isEmpty else {
      throw ConversionFault("文件里缺 \(map.missing.count) 页的内容", remedy: "用生成它的软件重新导出 OFD")
    }
    if roots.contains("Signature") || roots.contains("Signatures") {
      warn("文件上的电子印章和签名不放到网页上", "不必改；要让读者看到盖章的原件，把它列入「附件」")
    }
    if !map.annotated.isEmpty { warn("文件上的注释（签章、水印、高亮等）不放到网页上", "含有内容的，写进正文") }
  }

  /// The whole body.
  func body() throws(ConversionFault) -> ConvertedBody {
    let order = map.pages.sorted { $0.value < $1.value }
    var pages: [[OFDLine]] = []
    for (entry, number) in order {
      let page = try read(entry, "第 \(number) 页")
      var pieces: [OFDPage.Piece] = []
      for id in page.templates {
        guard let entry = map.templates[id] else { continue }
        if templates[entry] == nil { templates[entry] = try read(entry, "第 \(number) 页的模板").pieces }
        pieces += templates[entry] ?? []
      }
      pieces += page.pieces
      piecesLeft -= pieces.count
      guard piecesLeft >= 0 else {
        throw ConversionFault("OFD 里的文字太多，没有读取", remedy: "把正文分成几条，或把长表作为附件")
      }
      let lines = OFDLine.lines(of: pieces)
      if lines.isSlanted { warn("斜着写的文字（多是水印）不放到网页上", "含有内容的，写进正文") }
      pages.append(OFDLine.withoutPageNumber(lines.lines))
    }
    try refuse(isEmpty: pages.allSatisfy(\.isEmpty))
    if drawn["PathObject"] != nil {
      warn("OFD 是版式文件：表格线和图形不放到网页上，表格按行排成文字", "正文有表格的，改用原来的 Word 稿(.docx)")
    }
    return ConvertedBody(OFDParagraphs.blocks(of: pages), warnings: warnings)
  }

  private func read(_ entry: Int, _ title: String) throws(ConversionFault) -> OFDPage {
    var page = OFDPage(title, isPage: true, area: map.area)
    try file.events(file.bytes(entry)) { page.visit($0) }
    page.settle()
    for (name, count) in page.drawn { drawn[name, default: 0] += count }
    return page
  }

  /// What a page can't show, and a file without words.
  private func refuse(isEmpty: Bool) throws(ConversionFault) {
    if isEmpty {
      throw ConversionFault(
        "OFD 里没有文字，多半是扫描件，或文字已转成图形", remedy: "用原来的 Word 稿(.docx)作正文；只有扫描件的，把文字录入 .md 正文，扫描件列入「附件」")
    }
    if let count = drawn["ImageObject"] {
      throw ConversionFault(
        "OFD 里有图片 \(count) 张，不能放到网页上", remedy: "去掉图片重新导出；图片要公开的另存为文件列入「附件」；或改用原来的 Word 稿(.docx)")
    }
    if drawn["CompositeObject"] != nil {
      throw ConversionFault("OFD 里有复合图元，其中的文字读不出", remedy: "用生成它的软件重新导出，或改用原来的 Word 稿(.docx)")
    }
  }

  private func warn(_ message: String, _ remedy: String) {
    let warning = ConversionWarning(message, remedy: remedy)
    if !warnings.contains(warning) { warnings.append(warning) }
  }
}
