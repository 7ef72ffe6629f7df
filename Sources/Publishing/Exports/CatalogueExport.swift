import Catalogue
import Synchronization
import Values

/// The catalogue (目录) for other systems: catalogue.json, catalogue.csv, catalogue.xml with catalogue.xsd.
struct CatalogueExport: Sendable {
  let model: SiteModel

  /// The items in each form.
  private let forms: (json: Form, csv: Form, xml: Form)

  /// The items in one form, some hundred to a piece, until they are put together: those of a large site are megabytes.
  private final class Form: Sendable {
    private let pieces: Mutex<[[UInt8]]>

    init(_ pieces: [[UInt8]]) { self.pieces = Mutex(pieces) }

    /// Puts the pieces together, and lets go of each.
    func joined(after start: [UInt8], before end: String) -> [UInt8] {
      var pieces: [[UInt8]] = pieces.withLock { pieces in
        defer { pieces = [] }
        return pieces.reversed()
      }
      var out = start
      out.reserveCapacity(pieces.reduce(start.count + end.utf8.count) { $0 + $1.count })
      while let piece = pieces.popLast() { out += piece }
      out += end.utf8
      return out
    }
  }

  /// Items of a piece.
  private static let size = 128

  /// Writes every item in all three forms. (Whoever puts an item into words writes it three times: where one thread wrote
  /// JSON and another XML of the same words, each waited for the other at every text.)
  init(model: SiteModel) {
    self.model = model
    let columns = CatalogueRow.columns(of: model)
    let ranges = stride(from: 0, to: model.items.count, by: CatalogueExport.size).map {
      $0..<min($0 + CatalogueExport.size, model.items.count)
    }
    let pieces = Parallel.map(ranges, atLeast: 2) { range in
      var (json, xml, csv) = (JSONBytes(), XMLBytes(isBeginning: false), [UInt8]())
      json.reserve(range.count * 1200)
      xml.reserve(range.count * 1500)
      csv.reserveCapacity(range.count * 600)
      for place in range {
        let row = CatalogueRow(model.items[place], columns, in: model)
        json.raw(place == 0 ? "\n{" : ",\n{")
        CatalogueExport.write(row, to: &json)
        json.raw("}")
        CatalogueExport.write(row, to: &xml)
        CatalogueExport.line(row.cells, into: &csv)
      }
      return (json: json.bytes, csv: csv, xml: xml.bytes)
    }
    forms = (Form(pieces.map(\.json)), Form(pieces.map(\.csv)), Form(pieces.map(\.xml)))
  }

  /// The four files, each put together when it is asked for, which is done once.
  var files: [(path: String, bytes: @Sendable () -> [UInt8])] {
    [
      ("catalogue.json", json), ("catalogue.xml", xml), ("catalogue.csv", csv),
      ("catalogue.xsd", { PackageResources.catalogue_xsd }),
    ]
  }

  /// The day of the newest item in a column.
  private func newest(_ column: Column) -> String? {
    model.byColumn[column.code]?.lazy.map { model.items[$0].shownDay }.max()?.description
  }

  // MARK: - CSV

  /// UTF-8 with a byte-order mark and CRLF, as Excel and WPS want it (RFC 4180).
  @Sendable private func csv() -> [UInt8] {
    var out: [UInt8] = [0xEF, 0xBB, 0xBF]
    CatalogueExport.line(CatalogueRow.headings.map(\.name), into: &out)
    return forms.csv.joined(after: out, before: "")
  }

  private static func line(_ cells: [String], into out: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      var cell = cell
      cell.withUTF8 { CatalogueExport.cell($0, into: &out) }
    }
    out.append(0x0D)
    out.append(0x0A)
  }

  /// A cell, quoted where it must be. One that a spreadsheet would take for a formula is led by an apostrophe
  /// (OWASP, CSV Injection).
  private static func cell(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    let isFormula = text.first.map(isFormulaStart) ?? false
    guard isFormula || text.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
      out.append(contentsOf: text)
      return
    }
    out.append(0x22)
    if isFormula { out.append(0x27) }
    for byte in text {
      if byte == 0x22 { out.append(0x22) }
      out.append(byte)
    }
    out.append(0x22)
  }

  /// `=`, `+`, `-`, `@`, tab, line feed, carriage return.
  private static func isFormulaStart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0A, 0x0D: true
    default: false
    }
  }

  // MARK: - JSON

  /// The form that an area's supervisor reads (DESIGN §11).
  @Sendable private func json() -> [UInt8] {
    let settings = model.settings
    var out = JSONBytes()
    out.raw("{\"format\":\"gongkai-catalogue-v1\",\n\"site\":{")
    out.member("name", settings.name)
    out.member("domain", settings.domain)
    out.member("url", model.addresses.absolute(SiteAddresses.home))
    out.member("siteCode", settings.siteCode)
    out.member("creditCode", settings.creditCode.text)
    out.member("level", settings.level)
    out.raw("},\n\"columns\":[")
    for (number, column) in model.columns.enumerated() {
      out.raw(number == 0 ? "\n{" : ",\n{")
      out.member("code", "\(column.code)")
      out.member("name", column.name)
      out.member("requirement", column.requirement.rawValue)
      out.member("newest", newest(column))
      out.member("count", model.count(column.code))
      out.raw("}")
    }
    out.raw("\n],\n\"items\":[")
    return forms.json.joined(after: out.bytes, before: "\n]}\n")
  }

  private static func write(_ row: CatalogueRow, to out: inout JSONBytes) {
    for (index, cell) in row.cells.enumerated() { out.member(CatalogueRow.headings[index].key, cell) }
    out.member("updated", row.updated)
    out.member("keywords", row.keywords)
    out.attachments(row.files)
  }

  // MARK: - XML

  @Sendable private func xml() -> [UInt8] {
    let settings = model.settings
    var out = XMLBytes()
    out.raw("<政府信息公开目录>\n")
    out.element("机关名称", settings.name)
    out.element("网址", model.addresses.absolute(SiteAddresses.home))
    out.element("网站标识码", settings.siteCode)
    out.element("统一社会信用代码", settings.creditCode.text)
    out.raw("\n<栏目列表>\n")
    for column in model.columns {
      out.raw("<栏目>")
      out.element("编码", "\(column.code)")
      out.element("名称", column.name)
      out.element("要求", column.requirement.rawValue)
      out.element("数量", "\(model.count(column.code))")
      out.element("最近发布", newest(column))
      out.raw("</栏目>\n")
    }
    out.raw("</栏目列表>\n<信息列表>\n")
    return forms.xml.joined(after: out.bytes, before: "</信息列表>\n</政府信息公开目录>\n")
  }

  private static func write(_ row: CatalogueRow, to out: inout XMLBytes) {
    out.raw("<信息>")
    for (index, cell) in row.cells.enumerated() { out.element(CatalogueRow.headings[index].name, cell) }
    out.element("更新日期", row.updated)
    for keyword in row.keywords { out.element("关键词", keyword) }
    for file in row.files { write(file, to: &out) }
    out.raw("</信息>\n")
  }

  private static func write(_ file: ExportedFile, to out: inout XMLBytes) {
    out.raw("<附件>")
    out.element("名称", file.name)
    out.element("网址", file.url)
    out.element("字节数", "\(file.size)")
    out.element("SHA-256", file.digest)
    out.raw("</附件>")
  }
}
