import Catalogue
import Foundation
import Support
import Values

@testable import Publishing
@testable import Records
@testable import Review

/// Models of sites that never went through review, so that texts can be put into them that no record may hold.
enum ExportModel {
  /// Texts that break a form that does not escape them.
  static let hostile = [
    "]]>结尾&amp;<script>alert(1)</script>", "引号\"单引号'反斜线\\", "控制\u{0}\u{1}\u{8}\u{B}\u{1F}字符", "回车\r\n换行\n制表\t",
    "补充平面𠮷😀", "非字符\u{FFFE}\u{FFFF}", "=SUM(A1)", "+86", "-1", "@某", "<!--", "﻿零宽",
  ]

  /// The settings of a test site, with a name that must be escaped.
  static func settings(basePath: String = "/") throws -> SiteSettings {
    let text = TestSite.settings
      .replacingOccurrences(of: "站点名称: 云川市人民政府办公室", with: "站点名称: 云川市人民政府办公室 & <办>")
      .replacingOccurrences(of: "基础路径: /", with: "基础路径: \(basePath)")
    var file = SettingsFile(file: "site.yaml", code: "site.invalid")
    return try (SiteYAML.read(Array(text.utf8), in: &file)?.settings).orThrow()
  }

  /// The catalogue's files in all forms.
  static func catalogue(of model: SiteModel) throws -> [String: [UInt8]] {
    let files = DraftFiles()
    try CatalogueExport(model: model).write(into: files)
    return files.files
  }

  /// A record page, published at a number of seconds after the day's beginning.
  static func page(
    _ number: Int, column: String = "4.1.3", title: String? = nil, fields: FieldTable<FieldValue> = [:],
    parts: [PartReference] = [], day: String = "2026-03-02"
  ) throws -> PublicationPlan.Page {
    let code = try ColumnCode(column).orThrow()
    let formed = try Day(iso: day).orThrow()
    let id = RecordID(rawValue: "r\(number)")
    var all: FieldTable<FieldValue> = [
      .title: .text(title ?? "第\(number)号通知"), .unit: .text("文书科"), .formed: .day(formed),
    ]
    for (field, value) in fields { all[field] = value }
    let digits = String(number)
    let index = "11519900100000008K/2026-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    let moment = Moment(seconds: Moment(startOf: formed).seconds + Int64(number))
    return PublicationPlan.Page(
      record: Record(id: id, column: code, fields: all, body: .none),
      version: Version(
        digest: Digest(of: "版本\(number)"), columnCode: column, parts: parts, formDigest: nil, submittedBy: "drafter",
        submittedAt: moment, submission: 1, contributors: []),
      approval: Digest(of: "批准\(number)"), indexNumber: index,
      address: SiteAddresses.record(column: code, formed: formed, indexNumber: index), firstPublished: moment,
      since: moment, repealed: nil)
  }

  /// What stays of a page that was taken down.
  static func grave(_ page: PublicationPlan.Page, day: String) throws -> PublicationPlan.Grave {
    PublicationPlan.Grave(
      id: page.record.id, address: page.address, indexNumber: page.indexNumber, firstPublished: page.firstPublished,
      tombstone: RecordHistory.Tombstone(
        kind: .mistake, day: try Day(iso: day).orThrow(), target: nil, sequence: 1))
  }

  static func model(
    _ pages: [PublicationPlan.Page], tombstones: [PublicationPlan.Grave] = [], basePath: String = "/",
    asOf: String = "2026-12-01"
  ) throws -> SiteModel {
    let plan = PublicationPlan(
      asOf: try Day(iso: asOf).orThrow(), head: LedgerHead(count: 1, hash: Digest(of: "")), catalogue: .standard,
      pages: pages, tombstones: tombstones, moved: [], goingLive: [], takingDown: [])
    return SiteModel(plan: plan, settings: try settings(basePath: basePath))
  }
}

extension Optional {
  /// The value; a test fails where there is none.
  func orThrow() throws -> Wrapped {
    guard let self else { throw CocoaError(.featureUnsupported) }
    return self
  }
}
