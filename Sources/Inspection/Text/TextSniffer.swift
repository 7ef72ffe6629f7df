/// Tells HTML, XML, CSV and plain text apart, and text from what is none.
enum TextSniffer {
  /// The kind of a file whose first bytes are no signature; other kinds stay as they are.
  static func refine(_ kind: FileKind, _ bytes: [UInt8], name: String) -> FileKind {
    guard kind == .unknown, isText(bytes) else { return kind }
    let head = start(of: bytes)
    if head.hasPrefix("{\\rtf") { return .unknown }
    // Mail and saved pages whose parts are packed as letters.
    if head.contains("mime-version:"), isPacked(bytes) { return .unknown }
    if head.hasPrefix("<?xml") { return head.contains("<html") ? .html : .xml }
    if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") || head.hasPrefix("<head") { return .html }
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    if head.hasPrefix("<"), head.contains("<body") || head.contains("<p") || head.contains("<div") { return .html }
    if head.hasPrefix("<"), pages.contains(ending) || head.hasPrefix("<svg") {
      return .xml
    }
    if ["htm", "html"].contains(ending) { return .html }
    if ending == "csv" || ending == "tsv" { return .csv }
    return .text
  }

  /// Endings of what a browser reads as XML.
  private static let pages: Set<String> = [
    "xml", "svg", "svgz", "xsd", "xsl", "xslt", "rss", "atom", "rdf", "xhtml", "xht", "mml", "mathml", "kml", "gml",
  ]

  /// What a file is by its name, if it is mail or a saved page: whatever they pack as letters nobody finds.
  static func mail(name: String) -> String? {
    guard name.contains(".") else { return nil }
    return switch name.split(separator: ".").last?.lowercased() {
    case "eml", "emlx", "mbox", "msg": "电子邮件"
    case "mht", "mhtml": "单文件网页"
    default: nil
    }
  }

  /// Text has no NUL, unless it is UTF-16, and hardly a control character.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return bytes.count % 2 == 0 }
    var controls = 0
    for byte in bytes {
      if byte == 0 { return false }
      if byte < 0x20, byte != 9, byte != 10, byte != 13, byte != 12, byte != 0x1A { controls += 1 }
    }
    return controls * 100 <= bytes.count
  }

  /// Whether parts of a mail or a saved page are packed as letters.
  private static func isPacked(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes.prefix(1 << 20), as: UTF8.self).lowercased()
    return text.contains("content-transfer-encoding: base64")
      || text.contains("content-transfer-encoding: quoted-printable")
  }

  /// The first kilobyte in lower case, without leading white space and marks.
  private static func start(of bytes: [UInt8]) -> String {
    var head = Array(bytes.prefix(2048))
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      head = head.filter { $0 != 0 && $0 < 0x80 }
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { head.removeFirst(3) }
    return String(decoding: head.drop { $0 <= 0x20 }.prefix(1024), as: UTF8.self).lowercased()
  }
}
