/// Looks into files: what they hide, and their text for detectors to search.
///
/// It never throws and never trusts a name: what cannot be read to its end has a blocking finding that says so.
///
/// ```swift
/// let inspection = FileInspector.inspect(bytes, name: "名单.xlsx", pdf: PDFTools.installed())
/// for finding in inspection.findings where finding.isBlocking { … }
/// ```
public enum FileInspector {
  /// Looks into a file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: Its name, which is only compared with what it is.
  ///   - limits: What the work may cost.
  ///   - pdf: Tools for the text of PDF files; without them such a file is `unreadable`.
  public static func inspect(
    _ bytes: [UInt8], name: String, limits: InspectionLimits = InspectionLimits(), pdf: PDFTools? = nil
  ) -> Inspection {
    var gathering = Gathering(limits: limits, pdf: pdf)
    let kind = look(bytes, name: name, &gathering)
    return Inspection(kind: kind, parts: gathering.parts, findings: gathering.findings)
  }

  /// The same for bytes at an address, which are copied.
  public static func inspect(
    _ bytes: UnsafeRawBufferPointer, name: String, limits: InspectionLimits = InspectionLimits(), pdf: PDFTools? = nil
  ) -> Inspection {
    inspect([UInt8](bytes), name: name, limits: limits, pdf: pdf)
  }

  /// What a page of HTML, or text with HTML in it, hides from who opens it in a browser; what it would cost too much to
  /// read is told as well.
  public static func hiddenText(inPage bytes: [UInt8]) -> [HiddenFinding] {
    var gathering = Gathering(limits: InspectionLimits(), pdf: nil)
    HTMLInspector.inspect(bytes, &gathering)
    return gathering.findings.filter { $0.code == .hiddenText && $0.isBlocking }
  }

  /// Looks into a file, also one within another.
  @discardableResult
  static func look(_ bytes: [UInt8], name: String, _ gathering: inout Gathering) -> FileKind {
    if gathering.depth > 0, let ending = ExecutableName.program(name) {
      gathering.find(.script, "", "是程序或脚本（.\(ending)）")
    }
    if gathering.depth > 0, SystemLeftover.isOne(name) {
      gathering.find(.unreadable, "", "是操作系统或办公软件自动留下的文件，从压缩包里删去后重新压缩")
      return .unknown
    }
    guard bytes.count <= gathering.limits.maxFileBytes else {
      gathering.find(.tooLarge, "", "文件超过 \(gathering.limits.maxFileBytes >> 20) MB，没有查看")
      return FileSignature.kind(of: bytes)
    }
    guard !bytes.isEmpty else {
      gathering.find(.unreadable, "", "文件是空的")
      return .unknown
    }
    let signature = FileSignature.kind(of: bytes)
    guard signature == .zip else {
      if let mail = TextSniffer.mail(name: name) {
        gathering.find(.unreadable, "", "\(mail)里的附件和编码过的内容不能审查，请改为分别上传正文和各个附件")
        return .unknown
      }
      let kind = TextSniffer.refine(signature, bytes, name: name)
      compare(kind, name: name, isProtected: kind == .ole && OLEFile.isProtectedOffice(bytes), &gathering)
      dispatch(kind, bytes, &gathering)
      return kind
    }
    guard var archive = Archive(bytes, &gathering) else { return .zip }
    let kind = archive.kind(&gathering)
    compare(kind, name: name, isProtected: false, &gathering)
    switch kind {
    case .docx, .xlsx, .pptx: OfficeInspector.inspect(&archive, kind, &gathering)
    case .ofd: OFDInspector.inspect(&archive, &gathering)
    default: ArchiveInspector.inspect(&archive, &gathering)
    }
    return kind
  }

  private static func dispatch(_ kind: FileKind, _ bytes: [UInt8], _ gathering: inout Gathering) {
    switch kind {
    case .pdf: PDFInspector.inspect(bytes, &gathering)
    case .ole: OLEFile.inspect(bytes, &gathering)
    case .jpeg: JPEGFile.inspect(bytes, &gathering)
    case .png: PNGFile.inspect(bytes, &gathering)
    case .gif: GIFFile.inspect(bytes, &gathering)
    case .webp: WebPFile.inspect(bytes, &gathering)
    case .tiff: TIFFFile.inspect(bytes, "", &gathering)
    case .html: HTMLInspector.inspect(bytes, &gathering)
    case .xml: XMLInspector.inspect(bytes, &gathering)
    case .csv: CSVInspector.inspect(bytes, &gathering)
    case .text: TextInspector.inspect(bytes, &gathering)
    case .rar, .sevenZip: gathering.find(.unreadable, "", "\(kind.title)无法查看内容，请改用 ZIP 或直接上传各文件")
    case .docx, .xlsx, .pptx, .ofd, .zip, .unknown: gathering.find(.unreadable, "", "无法识别的文件格式")
    }
  }

  /// Notes a name that promises another kind.
  private static func compare(_ kind: FileKind, name: String, isProtected: Bool, _ gathering: inout Gathering) {
    guard let dot = name.lastIndex(of: "."), kind != .unknown else { return }
    let ending = name[name.index(after: dot)...].lowercased()
    guard let expected = FileKind.expected(of: ending), !expected.contains(kind) else { return }
    // A password turns an Office file into an OLE file with the same name; that it is encrypted is told already.
    if isProtected, !expected.isDisjoint(with: [.docx, .xlsx, .pptx]) { return }
    gathering.find(.typeMismatch, "", "扩展名是 .\(Mask.name(ending))，内容是\(kind.title)")
  }
}
