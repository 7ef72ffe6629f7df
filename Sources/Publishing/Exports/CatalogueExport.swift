import Catalogue
import Records
import Values

/// The catalogue (目录) for other systems: catalogue.json, catalogue.csv, catalogue.xml with catalogue.xsd.
struct CatalogueExport {
  let model: SiteModel

  /// The columns of the table, in order.
  static let headers = [
    "索引号", "名称", "内容概述", "生成日期", "发布日期", "栏目编码", "栏目", "发文字号", "发文机关", "承办科室", "主题分类", "体裁", "有效性", "网址",
  ]

  /// The four files.
  func files() -> [(path: String, bytes: [UInt8])] {
    [
      ("catalogue.json", json()), ("catalogue.csv", csv()), ("catalogue.xml", xml()),
      ("catalogue.xsd", PackageResources.catalogue_xsd),
    ]
  }

  /// One row of the table.
  private func row(_ item: SiteModel.Item) -> [String] {
    let record = item.record
    return [
      item.page.indexNumber, record.title, record.text(.summary) ?? "", record.formed.description,
      item.shownDay.description, "\(record.column)", model.column(of: item)?.name ?? "",
      record.text(.documentNumber) ?? "", record.text(.issuer) ?? record.text(.maker) ?? "", record.unit,
      record.text(.topic) ?? "", record.text(.genre) ?? record.text(.documentKind) ?? "",
      item.status?.rawValue ?? record.text(.validity) ?? "", model.addresses.absolute(item.page.address),
    ]
  }

  // MARK: - CSV

  /// UTF-8 with a byte-order mark and CRLF, as Excel and WPS want it (RFC 4180).
  private func csv() -> [UInt8] {
    var out: [UInt8] = [0xEF, 0xBB, 0xBF]
    out.reserveCapacity(model.items.count * 400)
    for cells in [CatalogueExport.headers] + model.items.lazy.map(row) {
      for (index, cell) in cells.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        CatalogueExport.cell(cell, into: &out)
      }
      out += [0x0D, 0x0A]
    }
    return out
  }

  /// A cell, quoted where it must be. One that a spreadsheet would take for a formula is led by an apostrophe.
  private static func cell(_ text: String, into out: inout [UInt8]) {
    let isFormula = text.utf8.first.map { [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D].contains($0) } ?? false
    let needsQuotes = isFormula || text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else {
      out += text.utf8
      return
    }
    out.append(0x22)
    if isFormula { out.append(0x27) }
    for byte in text.utf8 {
      if byte == 0x22 { out.append(0x22) }
      out.append(byte)
    }
    out.append(0x22)
  }

  // MARK: - JSON

  /// The form that an area's supervisor reads (DESIGN §11).
  private func json() -> [UInt8] {
    let settings = model.settings
    var out = JSONBytes()
    out.reserve(model.items.count * 900)
    out.raw("{\"format\":\"gongkai-catalogue-v1\",\n\"site\":{")
    out.members([
      ("name", settings.name), ("domain", settings.domain), ("url", model.addresses.absolute(SiteAddresses.home)),
      ("siteCode", settings.siteCode), ("creditCode", settings.creditCode.text), ("level", settings.level),
    ])
    out.raw("},\n\"columns\":[")
    for (number, column) in model.columns.enumerated() {
      let indexes = model.byColumn[column.code] ?? []
      out.raw(number == 0 ? "\n{" : ",\n{")
      out.members([
        ("code", "\(column.code)"), ("name", column.name), ("requirement", column.requirement.rawValue),
        ("newest", indexes.lazy.map { model.items[$0].shownDay }.max()?.description),
      ])
      out.raw(",\"count\":\(indexes.count)}")
    }
    out.raw("\n],\n\"items\":[")
    for (number, item) in model.items.enumerated() {
      out.raw(number == 0 ? "\n{" : ",\n{")
      write(item, to: &out)
      out.raw("}")
    }
    out.raw("\n]}\n")
    return out.bytes
  }

  private func write(_ item: SiteModel.Item, to out: inout JSONBytes) {
    let record = item.record
    out.members([
      ("indexNumber", item.page.indexNumber), ("title", record.title), ("summary", record.text(.summary)),
      ("formed", record.formed.description), ("published", item.shownDay.description),
      ("updated", item.page.since.day.description), ("url", model.addresses.absolute(item.page.address)),
      ("column", "\(record.column)"), ("columnName", model.column(of: item)?.name),
      ("documentNumber", record.text(.documentNumber)), ("issuer", record.text(.issuer) ?? record.text(.maker)),
      ("unit", record.unit), ("topic", record.text(.topic)),
      ("genre", record.text(.genre) ?? record.text(.documentKind)),
      ("validity", item.status?.rawValue ?? record.text(.validity)),
    ])
    let keywords = record.list(.keywords)
    if !keywords.isEmpty {
      out.raw(",\"keywords\":")
      out.list(keywords)
    }
    out.attachments(of: item, model)
  }

  // MARK: - XML

  private func xml() -> [UInt8] {
    let settings = model.settings
    var out = XMLBytes()
    out.raw("<政府信息公开目录>\n")
    out.element("机关名称", settings.name)
    out.element("网址", model.addresses.absolute(SiteAddresses.home))
    out.element("网站标识码", settings.siteCode)
    out.element("统一社会信用代码", settings.creditCode.text)
    out.raw("\n<栏目列表>\n")
    for column in model.columns {
      let indexes = model.byColumn[column.code] ?? []
      out.raw("<栏目>")
      out.element("编码", "\(column.code)")
      out.element("名称", column.name)
      out.element("数量", "\(indexes.count)")
      out.element("最近发布", indexes.lazy.map { model.items[$0].shownDay }.max()?.description)
      out.raw("</栏目>\n")
    }
    out.raw("</栏目列表>\n<信息列表>\n")
    for item in model.items {
      out.raw("<信息>")
      for (name, cell) in zip(CatalogueExport.headers, row(item)) { out.element(name, cell) }
      out.raw("</信息>\n")
    }
    out.raw("</信息列表>\n</政府信息公开目录>\n")
    return out.bytes
  }
}
