import Zip

/// The parts of a Word file besides the text.
enum WordParts {
  /// Width of the text area in twips: 210 mm less margins of 28 and 26 mm.
  static let textWidth = 8845
  /// Relationships of the document part before its links: styles, settings, fonts, footer.
  static let firstLink = 4

  /// The parts that are the same in every file, put together once. They cannot fail, but the archive's writer may.
  static let base = Result<[UInt8], ZipFault> { () throws(ZipFault) in
    try ZipArchive.bytes(
      of: [
        ("[Content_Types].xml", contentTypes), ("_rels/.rels", packageRelationships),
        ("word/styles.xml", WordStyles.part), ("word/settings.xml", settings), ("word/fontTable.xml", WordFonts.part),
        ("word/footer1.xml", footer),
      ].map { ZipEntry($0.0, Array($0.1.utf8), .stored) })
  }

  static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  static let namespace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let type = "application/vnd.openxmlformats-officedocument.wordprocessingml."

  static let documentStart: StaticString = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>
    """

  /// A4, margins 37, 26, 35, 28 mm; 22 lines of 28.95 pt; 28 characters by WordStyles.
  static let documentEnd: StaticString = """
    <w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>\
    <w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1400" w:gutter="0"/>\
    <w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr></w:body></w:document>
    """

  private static let contentTypes = """
    \(declaration)<Types xmlns="\(package)/content-types">\
    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
    <Default Extension="xml" ContentType="application/xml"/>\
    <Override PartName="/word/document.xml" ContentType="\(type)document.main+xml"/>\
    <Override PartName="/word/styles.xml" ContentType="\(type)styles+xml"/>\
    <Override PartName="/word/settings.xml" ContentType="\(type)settings+xml"/>\
    <Override PartName="/word/fontTable.xml" ContentType="\(type)fontTable+xml"/>\
    <Override PartName="/word/footer1.xml" ContentType="\(type)footer+xml"/>\
    <Override PartName="/docProps/core.xml" \
    ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
    """

  private static let packageRelationships = """
    \(declaration)<Relationships xmlns="\(package)/relationships">\
    <Relationship Id="rId1" Type="\(office)/officeDocument" Target="word/document.xml"/>\
    <Relationship Id="rId2" Type="\(package)/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
    </Relationships>
    """

  private static let settings = """
    \(declaration)<w:settings \(namespace)><w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/>\
    <w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:doNotExpandShiftReturn/>\
    <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>\
    </w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>
    """

  /// — 1 — in 四号 (14 pt) 宋体, as GB/T 9704-2012, 7.5 has it.
  private static let footer = """
    \(declaration)<w:ftr \(namespace)><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>\
    <w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>\
    <w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>\
    <w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r>\
    </w:p></w:ftr>
    """

  private static let relationshipsStart = Array(
    """
    \(declaration)<Relationships xmlns="\(package)/relationships">\
    <Relationship Id="rId1" Type="\(office)/styles" Target="styles.xml"/>\
    <Relationship Id="rId2" Type="\(office)/settings" Target="settings.xml"/>\
    <Relationship Id="rId3" Type="\(office)/fontTable" Target="fontTable.xml"/>\
    <Relationship Id="rId4" Type="\(office)/footer" Target="footer1.xml"/>
    """.utf8)

  /// The relationships of the document part.
  static func relationships(_ links: WordLinks) -> [UInt8] {
    var out = relationshipsStart
    for (index, address) in links.addresses.enumerated() {
      out.append(
        contentsOf: "<Relationship Id=\"rId\(firstLink + index + 1)\" Type=\"\(office)/hyperlink\" Target=\"".utf8)
      address.withUnsafeBufferPointer { WordText.append($0, to: &out) }
      WordText.markup("\" TargetMode=\"External\"/>", to: &out)
    }
    WordText.markup("</Relationships>", to: &out)
    return out
  }

  private static let propertiesStart = Array(
    """
    \(declaration)<cp:coreProperties xmlns:cp="\(package)/metadata/core-properties" \
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>
    """.utf8)

  /// The file's properties: title, author, day, language.
  static func properties(of document: DocumentText) -> [UInt8] {
    var out = propertiesStart
    WordText.append(document.title, to: &out)
    WordText.markup("</dc:title>", to: &out)
    if let issuer = document.issuer, !issuer.isEmpty {
      WordText.markup("<dc:creator>", to: &out)
      WordText.append(issuer, to: &out)
      WordText.markup("</dc:creator>", to: &out)
    }
    WordText.markup("<dc:language>zh-CN</dc:language>", to: &out)
    if let date = document.date, isDay(date) {
      WordText.markup("<dcterms:created xsi:type=\"dcterms:W3CDTF\">", to: &out)
      WordText.append("\(date)T00:00:00Z", to: &out)
      WordText.markup("</dcterms:created>", to: &out)
    }
    WordText.markup("</cp:coreProperties>", to: &out)
    return out
  }

  private static func isDay(_ date: String) -> Bool {
    let bytes = Array(date.utf8)
    guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
    let parts = date.split(separator: "-").compactMap { $0.utf8.allSatisfy { $0 &- 0x30 < 10 } ? Int($0) : nil }
    return parts.count == 3 && (1...12).contains(parts[1]) && (1...31).contains(parts[2])
  }
}
