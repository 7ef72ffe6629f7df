import Documents
import Foundation
import XML

enum DocumentFixture {
  static func file(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return Array(try Data(contentsOf: folder.appending(path: name)))
  }

  static func document(_ body: [UInt8]) -> DocumentText {
    DocumentText(
      title: "关于印发2026年政务公开工作要点的通知", titleNote: "2019年4月3日修订", documentNumber: "云府办发〔2026〕1号",
      issuer: "云川市人民政府办公室", body: body, status: "本文件已废止。", attachments: ["任务分工表.xlsx", "说明.docx"],
      source: "来源：云川市人民政府办公室\n索引号：000014349/2026-00001\n网址：https://example.gov.cn/a/1.html", date: "2026-11-02")
  }

  /// A part of the Word file of a body.
  static func part(_ name: String, of body: [UInt8]) throws -> XMLElement {
    let entries = try ArchiveFixture.entries(of: WordDocument.bytes(of: DocumentText(title: "题", body: body)))
    guard let entry = entries.first(where: { $0.name == name }) else { throw ArchiveFixture.Broken() }
    return try XMLDocument(parsing: entry.content).root
  }

  static func part(_ name: String = "word/document.xml", html: String) throws -> XMLElement {
    try part(name, of: Array(html.utf8))
  }
}
