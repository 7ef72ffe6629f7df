import Catalogue
import Files
import Values

/// The catalogue (目录) for other systems: catalogue.json, catalogue.csv, catalogue.xml with catalogue.xsd.
struct CatalogueExport: Sendable {
  let model: SiteModel

  /// Items of a piece, and pieces that are made at once.
  private static let size = 128
  private static let batch = 16

  /// What the forms are called, in the order in which they are written.
  static let paths = ["catalogue.json", "catalogue.xml", "catalogue.csv"]
  /// What parts two items in each form.
  static let parting: [[UInt8]] = [[UInt8(ascii: ",")], [], []]
  private static let ends = ["\n]}\n", "</信息列表>\n</政府信息公开目录>\n", ""]

  /// What an item is told from by others that say the same, and where such a one stands already.
  struct Known: Sendable {
    /// Of what every item is written with.
    let common: Digest
    /// Of what each item says.
    let keys: [Digest]
    var standing: StandingCatalogue?
  }

  /// Items that follow each other, in each form.
  private struct Piece: Sendable {
    let forms: [PagePiece]
    /// How long each item is in each form; one item after the other.
    let sizes: [Int]
  }

  /// Writes the catalogue in all its forms, a hundred items at a time: those of a large site are megabytes.
  ///
  /// Whoever puts an item into words writes it in each form: where one thread wrote JSON and another XML of the same
  /// words, each waited for the other at every text.
  ///
  /// - Parameters:
  ///   - known: where given, items are taken over from the site that is replaced.
  ///   - isStanding: whether a form, by its path, stands and need not be written.
  /// - Returns: where each item stands then.
  @discardableResult
  func write(
    into sink: some PageSink, _ known: Known? = nil, but isStanding: (String) -> Bool = { _ in false }
  ) throws -> CatalogueMemory? {
    try sink.write(PackageResources.catalogue_xsd, to: "catalogue.xsd")
    let wanted = CatalogueExport.paths.map { !isStanding($0) }
    guard wanted.contains(true) else { return nil }
    var streams = try zip(CatalogueExport.paths, wanted).map { path, isWanted in isWanted ? try sink.begin(path) : nil }
    var standing = known?.standing
    try standing?.settle()
    var memory = known.map { CatalogueMemory(common: $0.common) }
    let heads = [jsonHead, xmlHead, csvHead]
    memory?.heads = heads.map(\.count)
    func add(_ pieces: [PagePiece]) throws {
      for (at, piece) in pieces.enumerated() { try streams[at]?.add(piece) }
    }
    try add(heads.map(sink.piece))
    let columns = CatalogueRow.columns(of: model)
    var next = 0
    try Parallel.stream {
      var ranges: [Range<Int>] = []
      while next < model.items.count, ranges.count < CatalogueExport.batch {
        ranges.append(next..<min(next + CatalogueExport.size, model.items.count))
        next = ranges.last?.upperBound ?? next
      }
      return ranges
    } _: { [standing] range in
      Result {
        try CatalogueExport.runs(range, known?.keys ?? [], standing).map { run in
          try piece(of: run.items, from: run.place, standing, columns, sink)
        }
      }
    } take: { ranges in
      for piece in try ranges.flatMap({ try $0.get() }) {
        try add(piece.forms)
        memory?.sizes += piece.sizes
      }
    }
    try add(CatalogueExport.ends.map { sink.piece(Array($0.utf8)) })
    try standing?.check()
    for at in streams.indices { try streams[at]?.finish() }
    memory?.keys = known?.keys ?? []
    return memory
  }

  /// Parts items into those that follow each other on the site that is replaced, each with the place of its first there,
  /// and the others.
  private static func runs(
    _ range: Range<Int>, _ keys: [Digest], _ standing: StandingCatalogue?
  ) -> [(items: Range<Int>, place: Int?)] {
    guard let standing else { return [(range, nil)] }
    var runs: [(items: Range<Int>, place: Int?)] = []
    for item in range {
      let place = standing.place(of: keys[item])
      if let last = runs.last, last.place.map({ $0 + last.items.count }) == place {
        runs[runs.count - 1].items = last.items.lowerBound..<item + 1
      } else {
        runs.append((item..<item + 1, place))
      }
    }
    return runs
  }

  private func piece(
    of items: Range<Int>, from place: Int?, _ standing: StandingCatalogue?, _ columns: CatalogueRow.Columns,
    _ sink: some PageSink
  ) throws -> Piece {
    guard let place, let standing else {
      let (forms, sizes) = words(for: items, columns)
      return Piece(forms: forms.map(sink.piece), sizes: sizes)
    }
    let taken = place..<place + items.count
    // What is on the site was searched when it was put there.
    return Piece(
      forms: try standing.read(taken, isParted: items.lowerBound > 0).map { PagePiece(bytes: $0) },
      sizes: taken.flatMap(standing.sizes))
  }

  /// Puts items into words in each form, with how long each of them is.
  private func words(for range: Range<Int>, _ columns: CatalogueRow.Columns) -> (forms: [[UInt8]], sizes: [Int]) {
    var (json, xml, csv) = (JSONBytes(), XMLBytes(isBeginning: false), [UInt8]())
    json.reserve(range.count * 1200)
    xml.reserve(range.count * 1500)
    csv.reserveCapacity(range.count * 600)
    var sizes: [Int] = []
    sizes.reserveCapacity(range.count * CatalogueExport.paths.count)
    for place in range {
      let row = CatalogueRow(model.items[place], columns, in: model)
      if place > 0 { json.raw(",") }
      let before = (json.bytes.count, xml.bytes.count, csv.count)
      json.raw("\n{")
      CatalogueExport.write(row, to: &json)
      json.raw("}")
      CatalogueExport.write(row, to: &xml)
      CatalogueExport.line(row.cells, into: &csv)
      sizes += [json.bytes.count - before.0, xml.bytes.count - before.1, csv.count - before.2]
    }
    return ([json.bytes, xml.bytes, csv], sizes)
  }

  /// The day of the newest item in a column.
  private func newest(_ column: Column) -> String? {
    model.byColumn[column.code]?.lazy.map { model.items[$0].shownDay }.max()?.description
  }

  // MARK: - CSV

  /// UTF-8 with a byte-order mark and CRLF, as Excel and WPS want it (RFC 4180).
  private var csvHead: [UInt8] {
    var out: [UInt8] = [0xEF, 0xBB, 0xBF]
    CatalogueExport.line(CatalogueRow.headings.map(\.name), into: &out)
    return out
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
  private var jsonHead: [UInt8] {
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
    return out.bytes
  }

  private static func write(_ row: CatalogueRow, to out: inout JSONBytes) {
    for (index, cell) in row.cells.enumerated() { out.member(CatalogueRow.headings[index].key, cell) }
    out.member("updated", row.updated)
    out.member("keywords", row.keywords)
    out.attachments(row.files)
  }

  // MARK: - XML

  private var xmlHead: [UInt8] {
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
    return out.bytes
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
