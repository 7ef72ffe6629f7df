/// What a file is, by its content and never by its name.
public enum FileKind: String, Sendable, Hashable, CaseIterable {
  /// Word, Excel and PowerPoint files of ECMA-376 with their macro and template forms.
  case docx, xlsx, pptx
  /// GB/T 33190-2016.
  case ofd
  case pdf
  /// A ZIP archive that is none of the above.
  case zip
  /// An OLE compound file: .doc, .xls, .ppt, .wps, .et, .dps, and password-protected Office files.
  case ole
  case jpeg, png, gif, webp, tiff
  case html, xml, csv, text
  case rar
  case sevenZip = "7z"
  case unknown

  /// The name for people.
  public var title: String {
    switch self {
    case .docx: "Word 文档"
    case .xlsx: "Excel 工作簿"
    case .pptx: "PowerPoint 演示文稿"
    case .ofd: "OFD 版式文件"
    case .pdf: "PDF 文件"
    case .zip: "ZIP 压缩包"
    case .ole: "旧版 Office 或 WPS 文件"
    case .jpeg: "JPEG 图片"
    case .png: "PNG 图片"
    case .gif: "GIF 图片"
    case .webp: "WebP 图片"
    case .tiff: "TIFF 图片"
    case .html: "网页"
    case .xml: "XML 文件"
    case .csv: "CSV 表格"
    case .text: "文本文件"
    case .rar: "RAR 压缩包"
    case .sevenZip: "7z 压缩包"
    case .unknown: "无法识别的文件"
    }
  }

  /// The kinds that an extension, in lower case and without its dot, may stand for; nil for one not known here.
  static func expected(of ending: String) -> Set<FileKind>? {
    switch ending {
    case "docx", "docm", "dotx", "dotm": [.docx]
    case "xlsx", "xlsm", "xltx", "xltm", "xlsb", "xlam": [.xlsx]
    case "pptx", "pptm", "potx", "potm", "ppsx", "ppsm": [.pptx]
    case "ofd": [.ofd]
    case "pdf": [.pdf]
    case "zip": [.zip]
    case "doc", "dot", "xls", "xlt", "ppt", "pps", "wps", "wpt", "et", "ett", "dps", "dpt": [.ole]
    case "jpg", "jpeg", "jpe": [.jpeg]
    case "png": [.png]
    case "gif": [.gif]
    case "webp": [.webp]
    case "tif", "tiff": [.tiff]
    case "htm", "html", "xhtml": [.html, .xml, .text]
    case "xml", "xsd", "xsl", "svg", "rss", "atom": [.xml, .html]
    case "csv", "tsv", "txt", "md", "json", "jsonl", "yaml", "yml", "log": [.text, .csv, .html, .xml]
    case "rar": [.rar]
    case "7z": [.sevenZip]
    default: nil
    }
  }
}
