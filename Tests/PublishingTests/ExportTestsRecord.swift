import Foundation
import Publishing
import Review
import Support
import Testing
import Values

@testable import Publishing
@testable import Records

@Suite("A record's machine form")
struct RecordExportTests {
  private static let core = "核心元数据（参照 GB/T 21063.3-2007）"

  @Test("holds its metadata, the twelve core elements, and the digests that the manifest has")
  func whole() throws {
    let site = try TestSite()
    try site.write("attachments/a.txt", "附件\n")
    try site.record("a", ["附件": "[a.txt]", "关键词": "[甲, 乙]", "发文字号": "云府办发〔2026〕3号"])
    try site.approve()
    try site.publish()
    let entry = try #require(
      Manifest.read(in: site.output)?.files.first { $0.source?.record.rawValue == "a" && $0.path.hasSuffix(".json") })
    let json = try JSON(reading: try #require(try site.files()[entry.path]))
    #expect(json["版本"]?.text == entry.source?.version.hex)
    #expect(json["批准"]?.text == entry.source?.approval.hex)
    #expect(json["元数据"]?["标题"]?.text == "关于a的通知")
    #expect(json["元数据"]?["有效性"]?.text == "有效")
    #expect(json["attachments"]?.elements?.first?["sha256"]?.text == Digest(of: "附件\n").hex)
    let core = try #require(json[RecordExportTests.core])
    #expect(
      core.members?.map(\.name) == [
        "信息资源名称", "信息资源摘要", "信息资源负责方", "信息资源分类", "信息资源标识符", "元数据标识符", "信息资源发布日期", "关键字说明", "在线资源链接地址",
        "服务信息", "元数据维护方", "元数据更新日期",
      ])
    #expect(core["在线资源链接地址"]?.text == json["网址"]?.text)
  }

  @Test("reads back whatever its texts hold")
  func hostile() throws {
    for text in ExportModel.hostile {
      let model = try ExportModel.model([ExportModel.page(1, title: text)])
      let json = try JSON(reading: RecordExport(model: model).json(model.items[0]))
      #expect(json["元数据"]?["标题"]?.text == text)
    }
  }

  /// What serves the making, sending and reviewing of a record.
  private static let inside: Set<Field> = [
    .drafter, .secrecy, .secrecyPeriod, .signer, .copyNumber, .urgency, .withholding, .handover, .publishFrom,
    .disclosure,
    .carriers, .id, .column, .body, .attachments, .related, .replaces, .originalURL, .order, .portrait, .note,
    .issuingMark, .forwardedDisclosure, .copiedTo, .printedBy, .printedOn,
  ]

  @Test("knows of every field whether it may go out")
  func everyField() {
    let outside = Set(RecordExport.publicFields)
    #expect(outside.isDisjoint(with: RecordExportTests.inside))
    #expect(outside.union(RecordExportTests.inside) == Set(Field.allCases))
    #expect(outside.count == RecordExport.publicFields.count)
  }

  @Test(
    "and every other form say nothing of a field that is not public",
    arguments: inside.sorted { $0.rawValue < $1.rawValue })
  func internalField(_ field: Field) throws {
    let page = try ExportModel.page(1, fields: [field: .text("canary-\(field)")])
    let model = try ExportModel.model([page])
    var files = Feeds(model: model).files() + Sitemap(model: model).files()
    files += try ExportModel.catalogue(of: model).map { ($0.key, $0.value) }
    files.append(("record.json", RecordExport(model: model).json(model.items[0])))
    for (path, bytes) in files {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("canary-\(field)"), "\(path)")
    }
  }

  @Test("is nowhere for a record that nobody approved, nor is the record in any other form")
  func unapproved() throws {
    let site = try TestSite()
    try site.record("open")
    try site.approve()
    try site.record("held", ["标题": "标题 canary", "内容概述": "canary"])
    try site.record("open", ["标题": "canary", "内容概述": "canary"])
    try site.publish()
    let machine = try site.files().filter { path, _ in
      [".xml", ".json", ".csv", ".txt", ".xsd"].contains { path.hasSuffix($0) }
    }
    for path in [
      "rss.xml", "atom.xml", "4.1.3/rss.xml", "sitemap.xml", "robots.txt", "catalogue.json", "catalogue.csv",
    ] {
      #expect(machine[path] != nil, "\(path)")
    }
    #expect(try site.places(of: "canary") == [])
    #expect(try site.places(of: "held") == [])
  }

  @Test("and every other one that 数据接口 names is there")
  func interfaces() throws {
    let site = try TestSite()
    try site.record("a", ["原网址": "https://old.example.gov.cn/a/1.html"])
    try site.approve()
    try site.publish()
    let files = try site.files()
    let page = String(decoding: try #require(files["data.html"]), as: UTF8.self)
    let model = try ExportModel.model([ExportModel.page(1)])
    for interface in DataInterfaces.all(model) where !interface.path.hasPrefix("4.1.3/") {
      #expect(files[interface.path] != nil, "\(interface.path)")
      #expect(page.contains("href=\"\(interface.path)\""), "\(interface.path)")
    }
    let address = try #require(files.keys.first { $0.hasPrefix("4.1.3/2") && $0.hasSuffix(".json") })
    #expect(page.contains("href=\"\(address)\""))
  }
}
