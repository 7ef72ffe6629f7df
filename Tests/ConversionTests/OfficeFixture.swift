import Foundation
import Testing
import Zip

@testable import Conversion

/// Word and OFD files for the tests: those of the folder Fixtures, and those that are built here.
enum OfficeFixture {
  private static let folder = String(#filePath.prefix(upTo: #filePath.lastIndex(of: "/") ?? #filePath.startIndex))

  /// A file of the folder Fixtures.
  static func named(_ name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/Fixtures/\(name)")))
  }

  /// Packs texts under their names.
  static func zip(_ entries: [(String, String)]) throws -> [UInt8] {
    try ZipArchive.bytes(of: entries.map { ZipEntry($0.0, Array($0.1.utf8)) })
  }

  // MARK: - Word

  static let names =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    + "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    + "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" "
    + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    + "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
    + "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""

  /// A Word file with a body, further parts below word/ by their types, and links by their targets (rId100 on).
  static func word(_ body: String, _ parts: [(type: String, xml: String)] = [], links: [String] = []) throws -> [UInt8]
  {
    let inner = parts.enumerated().map { index, part in
      "<Relationship Id=\"rId\(index + 1)\" Type=\"http://x/relationships/\(part.type)\" Target=\"\(part.type).xml\"/>"
    }
    let outer = links.enumerated().map { index, link in
      "<Relationship Id=\"rId\(100 + index)\" Type=\"http://x/relationships/hyperlink\" Target=\"\(link)\" TargetMode=\"External\"/>"
    }
    return try zip(
      [
        (
          "[Content_Types].xml",
          "<Types><Override PartName=\"/word/document.xml\" ContentType=\"wordprocessingml\"/></Types>"
        ),
        (
          "_rels/.rels",
          "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
        ),
        ("word/document.xml", "<w:document \(names)><w:body>\(body)</w:body></w:document>"),
        ("word/_rels/document.xml.rels", "<Relationships>\((inner + outer).joined())</Relationships>"),
      ] + parts.map { ("word/\($0.type).xml", $0.xml) })
  }

  /// A paragraph.
  static func p(_ text: String, _ properties: String = "", run: String = "") -> String {
    "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:rPr>\(run)</w:rPr><w:t>\(text)</w:t></w:r></w:p>"
  }

  static func styles(_ inner: String) -> (type: String, xml: String) {
    ("styles", "<w:styles \(names)>\(inner)</w:styles>")
  }

  static func numbering(_ inner: String) -> (type: String, xml: String) {
    ("numbering", "<w:numbering \(names)>\(inner)</w:numbering>")
  }

  /// The page of a Word file's body.
  static func html(
    _ body: String, _ parts: [(type: String, xml: String)] = [], links: [String] = []
  ) throws -> String {
    String(decoding: try OfficeBody.convert(word(body, parts, links: links), .word).html, as: UTF8.self)
  }

  // MARK: - OFD

  /// An OFD file of pages, with further parts.
  static func ofd(_ pages: [String], document: String = "", _ parts: [(String, String)] = []) throws -> [UInt8] {
    let list = pages.indices.map { "<ofd:Page ID=\"\($0 + 1)\" BaseLoc=\"Pages/Page_\($0)/Content.xml\"/>" }
    let head = "xmlns:ofd=\"http://www.ofdspec.org/2016\""
    return try zip(
      [
        (
          "OFD.xml",
          "<ofd:OFD \(head)><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
        (
          "Doc_0/Document.xml",
          "<ofd:Document \(head)>\(document)<ofd:Pages>\(list.joined())</ofd:Pages></ofd:Document>"
        ),
      ]
        + pages.enumerated().map { index, page in
          ("Doc_0/Pages/Page_\(index)/Content.xml", "<ofd:Page \(head)>\(page)</ofd:Page>")
        } + parts)
  }

  /// A line of letters of 5 mm; ten millimetres from line to line look like text.
  static func line(_ text: String, x: Double = 30, y: Double, size: Double = 5, more: String = "", inner: String = "")
    -> String
  {
    "<ofd:TextObject Boundary=\"\(x) \(y) \(Double(text.count) * size) \(size + 2)\" Size=\"\(size)\" \(more)>\(inner)"
      + "<ofd:TextCode X=\"0\" Y=\"\(size)\">\(text)</ofd:TextCode></ofd:TextObject>"
  }

  /// A page of lines.
  static func page(_ inner: String, template: String = "") -> String {
    "\(template)<ofd:Content><ofd:Layer>\(inner)</ofd:Layer></ofd:Content>"
  }

  // MARK: - Faults

  /// Why a file is refused; nil if it is not.
  static func fault(_ bytes: [UInt8], _ kind: OfficeBody.Kind = .word) -> ConversionFault? {
    do throws(ConversionFault) {
      _ = try OfficeBody.convert(bytes, kind)
      return nil
    } catch { return error }
  }
}
