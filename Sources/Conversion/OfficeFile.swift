import Inspection
import XML

/// An open Word or OFD file with its costs watched.
final class OfficeFile {
  var archive: Archive
  var gathering: Gathering
  /// Elements that may still be read in all parts together: some hundred thousand paragraphs, which take seconds.
  private var elementsLeft = 1_500_000
  /// Most bytes of one part: two thousand pages of text have some ten megabytes.
  private static let longestPart = 24 << 20

  /// Opens a file that is what its name says.
  init(_ bytes: [UInt8], _ kind: OfficeBody.Kind, limits: InspectionLimits) throws(ConversionFault) {
    guard bytes.count <= limits.maxFileBytes else {
      throw ConversionFault("文件超过 \(limits.maxFileBytes >> 20) MB", remedy: "缩小文件，或把长表作为附件")
    }
    let signature = FileSignature.kind(of: bytes)
    guard signature == .zip else { throw OfficeFile.wrong(signature, bytes, kind) }
    var limits = limits
    limits.maxEntryBytes = min(limits.maxEntryBytes, OfficeFile.longestPart)
    gathering = Gathering(limits: limits, pdf: nil)
    guard let archive = Archive(bytes, &gathering) else { throw OfficeFile.fault(gathering, kind) }
    self.archive = archive
    let found = self.archive.kind(&gathering)
    guard found == (kind == .word ? .docx : .ofd) else {
      throw gathering.findings.isEmpty ? OfficeFile.wrong(found, bytes, kind) : OfficeFile.fault(gathering, kind)
    }
    self.kind = kind
    try check()
  }

  private let kind: OfficeBody.Kind

  /// Refuses a file of which something could not be read.
  func check() throws(ConversionFault) {
    guard !gathering.findings.contains(where: { OfficeFile.isUnread($0.code) }) else {
      throw OfficeFile.fault(gathering, kind)
    }
  }

  /// The bytes of a part.
  func bytes(_ index: Int) throws(ConversionFault) -> [UInt8] {
    guard let bytes = archive.content(index, &gathering) else { throw OfficeFile.fault(gathering, kind) }
    return bytes
  }

  /// Reads a part event by event.
  func events(
    _ bytes: [UInt8], _ visit: (XMLEvent) throws(ConversionFault) -> Void
  ) throws(ConversionFault) {
    let limits = XMLLimits(
      maxBytes: gathering.limits.maxEntryBytes, maxNodes: max(1, elementsLeft), maxFaults: 1)
    let stream: XMLStream
    do throws(XMLFaults) { stream = try XMLStream(bytes, limits: limits) } catch { throw OfficeFile.unreadable(error) }
    while true {
      let event: XMLEvent?
      do throws(XMLFaults) { event = try stream.next() } catch { throw OfficeFile.unreadable(error) }
      guard let event else { return }
      if case .start = event.kind { elementsLeft -= 1 }
      try visit(event)
    }
  }

  /// Gives every element of a depth with all that is in it, one after the other; the root is at 1.
  ///
  /// Text is kept of the elements that hold a document's words alone.
  func elements(
    _ bytes: [UInt8], at depth: Int, _ visit: (_ element: XMLElement, _ parent: String) throws(ConversionFault) -> Void
  ) throws(ConversionFault) {
    struct Open {
      let name: String
      let namespace: String?
      let attributes: [XMLAttribute]
      var children: [XMLNode] = []
    }
    var open: [Open] = []
    try events(bytes) { (event) throws(ConversionFault) in
      switch event.kind {
      case .start(let name, let namespace, let attributes):
        open.append(Open(name: name, namespace: namespace, attributes: attributes))
      case .text(let text), .cdata(let text):
        guard open.count > depth, ["t", "instrText"].contains(open.last?.name) else { return }
        open[open.count - 1].children.append(.text(text))
      case .end:
        guard let last = open.popLast() else { return }
        let element = XMLElement(
          last.name, namespace: last.namespace, attributes: last.attributes, children: last.children)
        if open.count >= depth {
          open[open.count - 1].children.append(.element(element))
        } else if open.count == depth - 1 {
          try visit(element, open.last?.name ?? "")
        }
      }
    }
  }

  // MARK: - Faults

  private static func isUnread(_ code: HiddenCode) -> Bool {
    switch code {
    case .encrypted, .unreadable, .tooLarge, .archiveBomb, .falseSize, .externalEntity, .pathTraversal, .truncated: true
    default: false
    }
  }

  private static func wrong(
    _ found: FileKind, _ bytes: [UInt8], _ kind: OfficeBody.Kind
  ) -> ConversionFault {
    if found == .ole, OLEFile.isProtectedOffice(bytes) {
      return ConversionFault("文件设了打开密码，不能读取", remedy: "在 Word 或 WPS 里去掉密码，另存为 .docx")
    }
    let wanted = kind == .word ? "Word 文档(.docx)" : "OFD 版式文件(.ofd)"
    let what = found == .unknown || found == .zip ? "" : "，而是\(found.title)"
    return ConversionFault(
      "文件内容不是\(wanted)\(what)",
      remedy: kind == .word ? "在 Word 或 WPS 里打开，另存为 .docx" : "用生成它的软件重新导出 OFD，或改用原来的 Word 稿(.docx)")
  }

  private static func fault(_ gathering: Gathering, _ kind: OfficeBody.Kind) -> ConversionFault {
    let found = gathering.findings.first { isUnread($0.code) } ?? gathering.findings.first
    let place = found.map { $0.place == "整个文件" ? "" : "其中\($0.place)" } ?? ""
    let what = found.map { "\(place)\($0.masked)" } ?? "内容不完整"
    let again = kind == .word ? "在 Word 或 WPS 里打开，另存为新的 .docx" : "用生成它的软件重新导出 OFD"
    switch found?.code {
    case .encrypted: return ConversionFault("文件加了密，不能读取：\(what)", remedy: "去掉密码或加密后重新保存")
    case .tooLarge, .archiveBomb, .falseSize:
      return ConversionFault("文件解开后太大，没有读取：\(what)", remedy: "\(again)；内容确实很多的，把长表作为附件")
    default: return ConversionFault("文件不能完整读取：\(what)", remedy: again)
    }
  }

  private static func unreadable(_ faults: XMLFaults) -> ConversionFault {
    let code = faults.all.first?.code ?? ""
    let remedy = "用 Word、WPS 或生成它的软件打开，另存为新文件"
    switch code {
    case "xml.doctype", "xml.external-entity", "xml.entity-bomb":
      return ConversionFault("文件的 XML 里有文档类型声明或实体，已拒绝读取", remedy: remedy)
    case "xml.too-large", "xml.too-many", "xml.too-deep":
      return ConversionFault("文件的 XML 太大或嵌套太深，没有读取", remedy: "\(remedy)；内容确实很多的，把长表作为附件")
    default: return ConversionFault("文件的 XML 不合格，不能读取", remedy: remedy)
    }
  }
}
