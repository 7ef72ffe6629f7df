/// OLE compound files ([MS-CFB]): not looked into, but told apart by the names of their streams.
package enum OLEFile {
  static func inspect(_ bytes: [UInt8], _ gathering: inout Gathering) {
    if isProtectedOffice(bytes) {
      gathering.find(.encrypted, "", "设了打开密码，无法查看")
      return
    }
    let title = streams.first { has($0.stream, bytes) }?.title ?? "旧版 Office 或 WPS 文件"
    gathering.find(.legacyFormat, "", "是\(title)，无法查看内容，请转换为 DOCX、XLSX、PPTX、OFD 或 PDF")
    if has("_VBA_PROJECT", bytes) { gathering.find(.macro, "", "含有宏") }
  }

  /// An Office file of ECMA-376 behind a password ([MS-OFFCRYPTO] 2.3).
  package static func isProtectedOffice(_ bytes: [UInt8]) -> Bool {
    has("EncryptedPackage", bytes) || has("EncryptionInfo", bytes)
  }

  private static let streams: [(stream: String, title: String)] = [
    ("WordDocument", "旧版 Word 文档（.doc）或 WPS 文字"), ("Workbook", "旧版 Excel 工作簿（.xls）或 WPS 表格"),
    ("PowerPoint Document", "旧版 PowerPoint 演示文稿（.ppt）"), ("Book", "旧版 Excel 工作簿（.xls）"),
    ("__properties_version1.0", "Outlook 邮件（.msg）"),
  ]

  /// A name of the directory, which holds them in UTF-16 at the start of an entry of 128 bytes.
  private static func has(_ name: String, _ bytes: [UInt8]) -> Bool {
    let needle: [UInt8] = name.utf8.flatMap { [$0, 0] as [UInt8] }
    var at = 0
    while let found = Bytes.find(needle, in: bytes, from: at) {
      if found % 128 == 0, Bytes.slice(bytes, found + needle.count, 2) == [0, 0] { return true }
      at = found + 1
    }
    return false
  }
}
