import Catalogue
import Foundation
import Testing
import Values
import XML

@testable import Publishing
@testable import Records

@Suite("The exported catalogue")
struct CatalogueExportTests {
  private func files(_ model: SiteModel) throws -> [String: [UInt8]] { try ExportModel.catalogue(of: model) }

  private func hostileModel() throws -> SiteModel {
    let part = PartReference(
      kind: .attachment, path: "attachments/附 表&1.csv", size: 12, digest: Digest(of: "附表"))
    return try ExportModel.model(
      ExportModel.hostile.enumerated().map { number, text in
        try ExportModel.page(
          number + 1, title: text,
          fields: [.summary: .text(text), .keywords: .list([text, "词"]), .issuer: .text(text), .topic: .text(text)],
          parts: [part])
      })
  }

  @Test("in JSON reads back with every item, column and attachment")
  func json() throws {
    let json = try JSON(reading: try #require(files(hostileModel())["catalogue.json"]))
    #expect(json["format"]?.text == "gongkai-catalogue-v1")
    #expect(json["site"]?["creditCode"]?.text == "11519900100000008K")
    #expect(json["site"]?["url"]?.text == "https://www.example.gov.cn/")
    let items = try #require(json["items"]?.elements)
    #expect(Array(items.compactMap { $0["title"]?.text }.reversed()) == ExportModel.hostile)
    #expect(Array(items.compactMap { $0["keywords"]?.elements?.first?.text }.reversed()) == ExportModel.hostile)
    let attachment = items.first?["attachments"]?.elements?.first
    #expect(attachment?["name"]?.text == "附 表&1.csv")
    #expect(attachment?["size"]?.integer == 12)
    #expect(attachment?["sha256"]?.text == Digest(of: "附表").hex)
    #expect(attachment?["url"]?.text?.hasSuffix("/%E9%99%84%20%E8%A1%A8%261.csv") == true)
    let columns = try #require(json["columns"]?.elements)
    #expect(columns.compactMap { $0["code"]?.text } == ["4", "4.1", "4.1.3"])
    #expect(columns.last?["count"]?.integer == Int64(ExportModel.hostile.count))
    #expect(columns.last?["newest"]?.text == "2026-03-02")
    #expect(columns.last?["requirement"]?.text == Column.Requirement.required.rawValue)
  }

  @Test("in CSV reads back through our own reader, and no cell begins as a formula does")
  func csv() throws {
    let bytes = try #require(files(hostileModel())["catalogue.csv"])
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    var scanner = CSVScanner(try CSVEncoding.text(of: bytes.filter { $0 != 0 }))
    var rows: [[String]] = []
    while let row = scanner.next() {
      #expect(row.faults.isEmpty)
      rows.append(row.cells.map(\.text))
    }
    #expect(rows.first == CatalogueRow.headings.map(\.name))
    #expect(rows.allSatisfy { $0.count == CatalogueRow.headings.count })
    // A reader may write the line ends within a cell as newlines.
    func read(_ text: String) -> String { text.filter { $0 != "\0" }.replacingOccurrences(of: "\r\n", with: "\n") }
    let titles = rows.dropFirst().map { read($0[1]) }.reversed()
    let expected = ExportModel.hostile.map { text in read("=+-@".contains(text.prefix(1)) ? "'\(text)" : text) }
    #expect(Array(titles) == expected)
    for start in ["=", "+", "-", "@", "\t", "\n", "\r"] {
      let model = try ExportModel.model([ExportModel.page(1, title: "\(start)cmd,\"甲\"")])
      let text = String(decoding: try #require(files(model)["catalogue.csv"]), as: UTF8.self)
      #expect(text.utf8.contains(sequence: Array("\"'\(start)cmd,\"\"甲\"\"\"".utf8)), "\(start.debugDescription)")
    }
  }

  @Test("ends every row of the CSV with CRLF")
  func lineEnds() throws {
    let bytes = try #require(files(ExportModel.model([ExportModel.page(1)]))["catalogue.csv"])
    let lines = bytes.filter { $0 == 0x0A }.count
    #expect(lines == 2)
    #expect(bytes.filter { $0 == 0x0D }.count == lines)
    #expect(bytes.suffix(2) == [0x0D, 0x0A])
  }

  @Test("in XML is valid by its schema, and says the same")
  func xml() throws {
    let model = try hostileModel()
    let files = try files(model)
    let schema = try XMLSchema(try #require(files["catalogue.xsd"]))
    let document = try XMLDocument(parsing: try #require(files["catalogue.xml"]))
    #expect(schema.validate(document).map(\.message) == [])
    #expect(document.root.name == "政府信息公开目录")
    let items = document.root.first("信息列表")?.all("信息") ?? []
    #expect(Array(items.map { $0.first("名称")?.text ?? "" }.reversed()) == ExportModel.hostile.map(ExportTexts.legal))
    #expect(items.first?.first("附件")?.first("SHA-256")?.text == Digest(of: "附表").hex)
    #expect(items.first?.all("关键词").count == 2)
    let empty = try XMLDocument(
      parsing: try #require(self.files(ExportModel.model([]))["catalogue.xml"]))
    #expect(schema.validate(empty).map(\.message) == [])
    let wrong = String(decoding: files["catalogue.xml"] ?? [], as: UTF8.self)
      .replacingOccurrences(of: "<数量>", with: "<数量>零")
    #expect(try !schema.validate(XMLDocument(parsing: Array(wrong.utf8))).isEmpty)
  }

  @Test("says of a document that came into force since it was written that it is in force")
  func validity() throws {
    let day = try Day(iso: "2026-06-01").orThrow()
    let page = try ExportModel.page(
      1, column: "2.4",
      fields: [
        .validity: .text("尚未生效"), .effectiveFrom: .day(day),
        .documentNumber: .text("云府办发〔2026〕1号"),
      ])
    for (asOf, expected) in [("2026-05-31", "尚未生效"), ("2026-06-01", "有效")] {
      let model = try ExportModel.model([page], asOf: asOf)
      let json = try JSON(reading: try #require(files(model)["catalogue.json"]))
      #expect(json["items"]?.elements?.first?["validity"]?.text == expected)
      let record = try JSON(reading: RecordExport(model: model).json(model.items[0]))
      #expect(record["元数据"]?["有效性"]?.text == expected)
    }
  }
}

/// 有效性 as of a day.
@Suite("Whether a document is in force")
struct ValidityTests {
  private func validity(
    _ fields: FieldTable<FieldValue>, replacedFrom: String? = nil, asOf: String = "2026-06-01"
  ) throws -> String? {
    var all = fields
    all[.documentNumber] = .text("云府办发〔2026〕1号")
    var pages = [try ExportModel.page(1, column: "2.4", fields: all)]
    if let replacedFrom {
      pages.append(
        try ExportModel.page(
          2, column: "2.4",
          fields: [
            .documentNumber: .text("云府办发〔2026〕2号"), .replaces: .list(["r1"]),
            .effectiveFrom: .day(Day(iso: replacedFrom).orThrow()),
          ]))
    }
    let model = try ExportModel.model(pages, asOf: asOf)
    return model.byID[RecordID(rawValue: "r1")].flatMap { model.items[$0].validity }
  }

  @Test("goes by the day that it comes into force, whatever it states")
  func effective() throws {
    let later: FieldTable<FieldValue> = [.effectiveFrom: .day(try Day(iso: "2026-06-02").orThrow())]
    #expect(try validity(later) == "尚未生效")
    var stated = later
    stated[.validity] = .text("有效")
    #expect(try validity(stated) == "尚未生效")
    #expect(try validity(stated, asOf: "2026-06-02") == "有效")
    stated[.validity] = .text("废止")
    #expect(try validity(stated) == "废止")
  }

  private func said(_ fields: FieldTable<FieldValue>, asOf: String) throws -> ShownValidity {
    try ExportModel.model([ExportModel.page(1, column: "2.4", fields: fields)], asOf: asOf).items[0].shownValidity
  }

  @Test("ends after 失效日期, its last day, and on 废止日期: the day and the sentence agree")
  func days() throws {
    let day = try Day(iso: "2026-11-28").orThrow()
    let expires: FieldTable<FieldValue> = [.expires: .day(day)]
    #expect(try said(expires, asOf: "2026-11-28") == said([:], asOf: "2026-11-28"))
    let expired = try said(expires, asOf: "2026-11-29")
    #expect(expired.status == .expired && expired.sentence == "本文件有效期至2026年11月28日，现已失效。")
    let repealed: FieldTable<FieldValue> = [.repealed: .day(day)]
    let before = try said(repealed, asOf: "2026-11-27")
    #expect(before.status == nil && before.sentence == "本文件将自2026年11月28日起废止，此前继续有效。")
    let after = try said(repealed, asOf: "2026-11-28")
    #expect(after.status == .repealed && after.sentence == "本文件自2026年11月28日起废止。")
  }

  @Test("does not end before the day that the document states, whatever it states of itself")
  func statedTooEarly() throws {
    let day = try Day(iso: "2027-05-01").orThrow()
    for (fields, sentence) in [
      ([.validity: .text("废止"), .repealed: .day(day)], "本文件将自2027年5月1日起废止，此前继续有效。"),
      ([.validity: .text("失效"), .expires: .day(day)], "本文件有效期至2027年5月1日，其间继续有效。"),
    ] as [(FieldTable<FieldValue>, String)] {
      let now = try said(fields, asOf: "2026-12-01")
      #expect(now.status == nil && now.mark == "" && now.sentence == sentence)
      #expect(try validity(fields, asOf: "2026-12-01") == "有效")
      #expect(try said(fields, asOf: "2027-05-02").status != nil)
    }
  }

  @Test("ends where another document takes its place, from the day that one is in force")
  func replaced() throws {
    #expect(try validity([:]) == "有效")
    #expect(try validity([:], replacedFrom: "2026-06-01") == "废止")
    #expect(try validity([:], replacedFrom: "2026-06-02") == "有效")
    #expect(try validity([.validity: .text("已修改")], replacedFrom: "2026-06-01") == "已修改")
  }
}

extension Collection where Element == UInt8 {
  /// Whether bytes stand somewhere in these.
  func contains(sequence: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: sequence) }
  }
}
