import XML

extension XMLElement {
  /// An element of WordprocessingML, transitional or strict.
  func isWord(_ name: String) -> Bool { self.name == name && WordNames.isWord(namespace) }
}

/// Names of what a Word file is made of.
enum WordNames {
  static func isWord(_ namespace: String?) -> Bool {
    namespace == "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
      || namespace == "http://purl.oclc.org/ooxml/wordprocessingml/main"
  }

  /// Elements whose content nobody sees: what was deleted or moved away, and what only describes.
  static let unseen: Set<String> = [
    "del", "moveFrom", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "instrText",
    "delText", "delInstrText", "fldData", "tblPrEx", "customXmlPr", "smartTagPr", "annotationRef", "footnoteRef",
    "endnoteRef", "separator", "continuationSeparator", "lastRenderedPageBreak", "proofErr", "softHyphen", "rubyPr",
    "moveFromRangeStart", "moveFromRangeEnd",
  ]
}
