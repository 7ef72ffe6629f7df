import Zip

@testable import Inspection

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Files for the tests: those of the folder Fixtures, and those that are built here.
enum FileFixture {
  /// The folder of this test target.
  static let folder = String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.startIndex))

  /// A file of the folder Fixtures.
  static func named(_ name: String) throws -> [UInt8] { try read("\(folder)/Fixtures/\(name)") }

  /// A file of the disk.
  static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw Missing(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  struct Missing: Error { var path: String }

  /// Packs texts under their names.
  static func zip(_ entries: [(String, String)]) throws -> [UInt8] {
    try ZipArchive.bytes(of: entries.map { ZipEntry($0.0, Array($0.1.utf8)) })
  }

  /// A Word file with a body, and further parts.
  static func word(_ body: String, _ parts: [(String, String)] = []) throws -> [UInt8] {
    try zip(
      [
        (
          "[Content_Types].xml",
          "<Types><Override PartName=\"/word/document.xml\" ContentType=\"wordprocessingml\"/></Types>"
        ),
        ("_rels/.rels", relationships([("officeDocument", "word/document.xml")])),
        ("word/document.xml", "<w:document \(w)><w:body>\(body)</w:body></w:document>"),
      ] + parts)
  }

  /// A workbook of sheets by name, state and content, with further parts.
  static func book(
    _ sheets: [(name: String, state: String, content: String)], _ parts: [(String, String)] = [],
    links: [(String, String)] = []
  ) throws -> [UInt8] {
    let list = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" state=\"\(sheet.state)\" r:id=\"rId\(index + 1)\"/>"
    }
    let files = sheets.enumerated().map { index, sheet in
      ("xl/worksheets/sheet\(index + 1).xml", "<worksheet \(x)>\(sheet.content)</worksheet>")
    }
    let targets = sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") } + links
    return try zip(
      [
        (
          "[Content_Types].xml",
          "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"spreadsheetml\"/></Types>"
        ),
        ("_rels/.rels", relationships([("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", "<workbook \(x) \(r)><sheets>\(list.joined())</sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", relationships(targets)),
      ] + files + parts)
  }

  /// A relationship part.
  static func relationships(_ items: [(type: String, target: String)]) -> String {
    let list = items.enumerated().map { index, item in
      "<Relationship Id=\"rId\(index + 1)\" Type=\"http://x/relationships/\(item.type)\" Target=\"\(item.target)\"/>"
    }
    return "<Relationships>\(list.joined())</Relationships>"
  }

  /// Rows of inline texts, from row 1 and column A.
  static func rows(_ rows: [[String]]) -> String {
    let list = rows.enumerated().map { index, row in
      let cells = row.enumerated().map { column, text in
        let address = CellAddress(column: column + 1, row: index + 1).text
        return "<c r=\"\(address)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
      }
      return "<row r=\"\(index + 1)\">\(cells.joined())</row>"
    }
    return "<sheetData>\(list.joined())</sheetData>"
  }

  /// What a metafile begins with.
  static let metafile = "\u{1}\0\0\0" + String(repeating: "\0", count: 36) + " EMF"

  static let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
  static let x = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
  static let r = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
}

extension Inspection {
  /// The codes of the findings, each once, sorted; those that block begin with `!`.
  var codes: [String] {
    Set(findings.map { ($0.isBlocking ? "!" : "") + $0.code.rawValue }).sorted()
  }

  /// The part that holds a text.
  func part(_ text: String) -> FilePart? {
    parts.first { String(decoding: $0.text, as: UTF8.self).contains(text) }
  }

  /// The first finding of a code.
  func finding(_ code: HiddenCode) -> HiddenFinding? { findings.first { $0.code == code } }
}
