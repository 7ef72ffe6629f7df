import Foundation
import Records
import Review
import Support
import Testing
import Values

@testable import Publishing

@Suite("Pages of laws, files and old addresses")
struct MendedPagesTests {
  @Test("a document that was replaced is not in force again when the page of its successor is taken down")
  func successor() throws {
    let site = try TestSite()
    let law = ["栏目": "\"2.4\"", "效力位阶": "规范性文件", "相关性": "公文处理"]
    try site.record("旧办法", law)
    try site.record("新办法", law.merging(["替代": "[旧办法]"]) { $1 })
    try site.approve()
    try site.publish()
    let old = try #require(try site.open().state().records[RecordID(rawValue: "旧办法")]?.address)
    let new = try #require(try site.open().state().records[RecordID(rawValue: "新办法")]?.address)
    func page() throws -> String { try String(contentsOfFile: "\(site.output)/\(old)", encoding: .utf8) }
    #expect(try page().contains("已废止"))
    #expect(try page().contains(new.split(separator: "/").last ?? ""))
    let session = try site.open()
    _ = try session.ledger.withdraw(
      [RecordID(rawValue: "新办法")], kind: .mistake, reason: "有误", target: nil, by: TestSite.actor("signer"),
      founding: session.founding)
    for _ in 0..<2 {
      try site.publish()
      #expect(try page().contains("已废止"))
      #expect(try !page().contains(new.split(separator: "/").last ?? ""))
    }
  }

  @Test("the maps of old addresses are there without any, for a web server that includes them")
  func maps() throws {
    let site = try TestSite()
    try site.record("a")
    try site.approve()
    try site.publish()
    let nginx = try String(contentsOfFile: "\(site.output)/redirects.nginx", encoding: .utf8)
    #expect(nginx.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
    #expect(FileManager.default.fileExists(atPath: "\(site.output)/redirects.caddy"))
  }

  @Test("a record with a 发文字号 in Markdown has 主送机关, 署名 and 附注 around its body, once only")
  func parts() throws {
    let site = try TestSite()
    let fields = [
      "发文字号": "云府办发〔2026〕13号", "发文机关署名": "云川市人民政府办公室", "主送机关": "各县区人民政府", "附注": "（此件公开发布）",
    ]
    try site.record("a", fields, body: "现将有关规定印发给你们。\n")
    try site.record("b", fields, body: "各县区人民政府：\n\n现将有关规定印发给你们。\n\n云川市人民政府办公室\n\n（此件公开发布）\n")
    try site.approve()
    try site.publish()
    for id in ["a", "b"] {
      let address = try #require(try site.open().state().records[RecordID(rawValue: id)]?.address)
      let page = try String(contentsOfFile: "\(site.output)/\(address)", encoding: .utf8)
      let body = page.components(separatedBy: "<div class=\"prose\">").last?.components(separatedBy: "</article>").first
      let prose = try #require(body)
      for text in ["各县区人民政府：", "云川市人民政府办公室</p>", "（此件公开发布）"] {
        #expect(prose.components(separatedBy: text).count == 2, "\(id) \(text)")
      }
    }
  }

  @Test("an attachment is found by its name, and a feed marks what is out of force")
  func names() throws {
    let part = PartReference(kind: .attachment, path: "attachments/表/政府信息公开申请表.docx", size: 1, digest: Digest(of: "x"))
    let page = try ExportModel.page(1, parts: [part])
    let gone = try ExportModel.page(2, fields: [.validity: .text("废止")])
    let model = try ExportModel.model([page, gone])
    let item = try #require(model.items.first { $0.id == page.record.id })
    let lines = String(decoding: RecordPage.searchable(item), as: UTF8.self).split(separator: "\n")
    #expect(lines.contains("政府信息公开申请表"))
    for (path, bytes) in Feeds(model: model).files() where !path.contains("/") {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("<title>〔已废止〕第2号通知</title>"), "\(path)")
      #expect(text.contains("<title>第1号通知</title>"))
    }
  }
}
